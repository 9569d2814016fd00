"""Reading contacts by the dozen is noticed: above the street's number others are notified."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from contracts.appeals.disclosures import ContactDisclosed
from contracts.appeals.words import DisclosureReason
from contracts.gateway.disclosures import MANY_DISCLOSURES
from contracts.gateway.notices import NoticeWish
from contracts.recruitment.disclosures import PersonDisclosed
from contracts.recruitment.parameters import ParameterSet
from contracts.recruitment.words import Parameter, PersonKind
from contracts.volunteers.disclosures import VolunteerDisclosed
from contracts.volunteers.words import VolunteerDisclosureReason
from gateway.messages.notices import operations as notices
from gateway.privacy.disclosures import operations
from gateway.privacy.disclosures.model import CONTACT_SEEN
from gateway.privacy.disclosures.operations import Disclosed
from gateway.privacy.disclosures.rules import KEPT_DAYS
from groundwork import parameters
from runtime import clock
from runtime.encryption import keyring
from runtime.identifiers import new_id
from tests.gateway.doubles import DENGLIANG, DINGTAI, STREET
from tests.gateway.house import House, Person
from tests.gateway.messages.notices import people_told
from tests.outboxes import wishes
from vocabulary.actors import Role

_USUAL = 30
_STREET = [Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE]


def _of_appeal(account: str, **more: Any) -> ContactDisclosed:
    usual: dict[str, Any] = {
        "disclosure_id": new_id(),
        "appeal_id": new_id(),
        "community": DENGLIANG,
        "role": Role.WORKSTATION_STAFF.value,
        "reason": DisclosureReason.CALL_BACK,
        "seen": ["contact_phone", "text"],
        "disclosed_at": clock.now(),
        "sealed_account": keyring().seal(account),
    }
    return ContactDisclosed(**usual | more)


def _of_applicant(account: str, **more: Any) -> PersonDisclosed:
    usual: dict[str, Any] = {
        "disclosure_id": new_id(),
        "kind": PersonKind.APPLICANT,
        "subject_id": new_id(),
        "community": DENGLIANG,
        "role": Role.WORKSTATION_STAFF.value,
        "reason": "verify",
        "seen": ["name"],
        "disclosed_at": clock.now(),
        "sealed_account": keyring().seal(account),
    }
    return PersonDisclosed(**usual | more)


def _of_volunteer(account: str, **more: Any) -> VolunteerDisclosed:
    usual: dict[str, Any] = {
        "disclosure_id": new_id(),
        "volunteer_id": new_id(),
        "community": DENGLIANG,
        "role": Role.WORKSTATION_STAFF.value,
        "reason": VolunteerDisclosureReason.MEETING,
        "seen": ["name", "phone"],
        "disclosed_at": clock.now(),
        "sealed_account": keyring().seal(account),
    }
    return VolunteerDisclosed(**usual | more)


def _hear(house: House, *events: Disclosed) -> None:
    with house.database.writing() as session:
        for event in events:
            operations.count(session, event)


def _wishes(house: House) -> list[NoticeWish]:
    return wishes(house.database, MANY_DISCLOSURES)


def _set_limit(house: House, value: int, *, version: int = 1, street: str = STREET) -> None:
    event = ParameterSet(
        parameter_id=new_id(),
        street=street,
        name=Parameter.DISCLOSURES_A_DAY.value,
        value=value,
        effective_from=dt.date(2013, 5, 1),
        version=version,
    )
    with house.database.writing() as session:
        parameters.keep(session, [event])


def _committee(house: House) -> Person:
    return house.person("pan.wenhui", Role.PARTY_COMMITTEE)


def test_thirty_contacts_are_usual_and_one_more_is_told_to_the_committee(house: House) -> None:
    """Sixty contacts were seen within seven seconds, and nobody knew."""
    committee = _committee(house)
    clerk = house.person("chen.gong", Role.WORKSTATION_STAFF)

    _hear(house, *(_of_appeal(str(clerk.id)) for _ in range(_USUAL // 2)))
    _hear(house, *(_of_applicant(str(clerk.id)) for _ in range(_USUAL // 3)))
    _hear(house, *(_of_volunteer(str(clerk.id)) for _ in range(_USUAL // 6)))
    assert _wishes(house) == []
    _hear(house, _of_applicant(str(clerk.id)))

    [wish] = _wishes(house)
    assert (wish.area, wish.roles, wish.accounts) == (DENGLIANG, [Role.PARTY_COMMITTEE], [])
    assert wish.facts == {"account": "chen.gong", "day": "2013-05-06", "limit": "30"}
    with house.database.writing() as session:
        notices.grant(session, wish, ())
    assert people_told.notices(house) == [("many_disclosures", str(committee.id))]


def test_it_is_said_once_a_day_for_each_community(house: House) -> None:
    _committee(house)
    _set_limit(house, 1)
    looks = [_of_appeal("clerk", community=area) for area in (DENGLIANG, DINGTAI) * 3]

    _hear(house, *looks)

    assert len({wish.request_id for wish in _wishes(house)}) == 2
    house.time.forward(days=1)
    _hear(house, _of_appeal("clerk"), _of_appeal("clerk"))
    assert len({wish.request_id for wish in _wishes(house)}) == 3


def test_the_same_contact_counts_once_a_day(house: House) -> None:
    _committee(house)
    _set_limit(house, 1)
    look = _of_appeal("clerk")

    _hear(house, look, look, _of_appeal("clerk", appeal_id=look.appeal_id))

    assert _wishes(house) == []


def test_others_looks_are_others(house: House) -> None:
    _set_limit(house, 1)

    _hear(house, _of_appeal("one"), _of_appeal("another"))

    assert _wishes(house) == []


def test_where_the_committee_itself_looked_the_street_is_told(house: House) -> None:
    _committee(house)
    _set_limit(house, 1)
    role = Role.PARTY_COMMITTEE.value

    _hear(house, *(_of_applicant("secretary", role=role) for _ in range(2)))

    [wish] = _wishes(house)
    assert (wish.area, wish.roles) == (DENGLIANG, _STREET)


def test_whoever_sits_in_the_committee_looks_as_the_committee(house: House) -> None:
    """In the role of the workstation, the notice would come to the account itself."""
    secretary = _committee(house)
    _set_limit(house, 1)

    _hear(house, *(_of_appeal(str(secretary.id)) for _ in range(2)))

    assert [wish.roles for wish in _wishes(house)] == [_STREET]


def test_where_there_is_no_committee_the_street_is_told(house: House) -> None:
    _set_limit(house, 1)

    _hear(house, _of_appeal("clerk"), _of_appeal("clerk"))

    assert [wish.roles for wish in _wishes(house)] == [_STREET]


def test_a_street_sets_its_own_number_from_a_day_on(house: House) -> None:
    _set_limit(house, 1, street="440305001000")
    _set_limit(house, 1)
    _set_limit(house, 3, version=2)

    _hear(house, *(_of_appeal("clerk") for _ in range(3)))
    assert _wishes(house) == []
    _hear(house, _of_appeal("clerk"))
    assert [wish.facts["limit"] for wish in _wishes(house)] == ["3"]


def test_what_a_version_before_tells_counts_nothing(house: House) -> None:
    _set_limit(house, 1)

    _hear(house, *(_of_appeal("clerk", sealed_account=None) for _ in range(2)))

    assert _wishes(house) == []


def test_who_looked_is_forgotten_after_some_days(house: House) -> None:
    """The record of each look lies with the service that showed the contact."""
    _hear(house, _of_appeal("clerk"))
    house.time.forward(days=KEPT_DAYS + 1)
    _hear(house, _of_appeal("clerk"))

    with house.database.writing() as session:
        operations.forget_past(session)
        left = session.scalars(sa.select(CONTACT_SEEN.c.day)).all()

    assert left == [dt.date(2013, 5, 15)]
