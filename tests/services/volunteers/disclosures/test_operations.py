"""A volunteer's contact is seen for a reason, by those who need to call, and the person learns it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.gateway.words import Purpose
from contracts.volunteers.disclosures import (
    CommunityVolunteerDisclosure,
    DiscloseVolunteer,
    FindVolunteers,
    ListCommunityVolunteerDisclosures,
    ListVolunteerDisclosures,
    TrackVolunteerDisclosures,
    VolunteerDisclosed,
    VolunteerDisclosedAnswer,
)
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    ListVolunteers,
    NameVolunteerAccount,
    ShowVolunteer,
    VolunteerReceipt,
)
from contracts.volunteers.words import AgeGroup, VolunteerSeenFor
from contracts.volunteers.words import VolunteerDisclosureReason as Reason
from runtime import clock, marks
from runtime.database import Database
from runtime.encryption import keyring
from services.volunteers.disclosures import operations, queries
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.own_data import operations as own_data
from services.volunteers.own_data import queries as own_copy
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from tests.builders import (
    COMMISSIONER,
    HUA,
    LI,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    field_of,
    refused,
)
from tests.outboxes import events
from tests.services.volunteers.invitations.test_operations import _came, _made
from tests.services.volunteers.serving import (
    a_member,
    a_team,
    consented,
    offered,
    registered,
    withdrawn,
)
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import Forbidden, Invalid, NotFound, WrongState

_PHONE = "13800138000"
_OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def _seen(
    database: Database, receipt: VolunteerReceipt, by: Actor = STAFF, **changed: Any
) -> VolunteerDisclosedAnswer:
    usual: dict[str, Any] = {"registration_id": receipt.id, "reason": Reason.MEETING}
    return done(database, operations.disclose, by, DiscloseVolunteer(**usual | changed))


def _possible(database: Database, receipt: VolunteerReceipt, by: Actor) -> list[str]:
    """What is offered, in the view of one as in the list."""
    with database.reading() as session:
        asked = ShowVolunteer(registration_id=receipt.id)
        view = register.show(session, by, asked)
        listed = register.page(session, by, ListVolunteers.read({})).items
    assert [one.possible for one in listed if one.id == receipt.id] == [view.possible]
    return view.possible


def _may_call(database: Database, receipt: VolunteerReceipt, by: Actor = COMMISSIONER) -> bool:
    """Whether the contact is offered, which has to be what happens."""
    is_offered = "disclosures" in _possible(database, receipt, by)
    if is_offered:
        _seen(database, receipt, by)
    else:
        assert isinstance(refused(_seen, database, receipt, by), Forbidden)
    return is_offered


def _agrees(database: Database, receipt: VolunteerReceipt, consent_id: UUID) -> None:
    said = ChangeVolunteer(registration_id=receipt.id, contact_consent_id=consent_id)
    done(database, registrations.change, STAFF, said)


def test_the_workstation_sees_the_contact_for_a_reason_that_the_person_learns(
    volunteers: Database,
) -> None:
    """Name and phone are sealed, and seen whole for a reason only."""
    receipt = registered(volunteers)

    seen = _seen(volunteers, receipt, words="约周六见面")

    assert (seen.name, seen.phone) == ("陈秀英", _PHONE)
    assert seen.guardian_name is None
    with volunteers.reading() as session:
        row = session.get_one(Disclosure, seen.id)
        assert (row.account, row.words) == (STAFF.account, "约周六见面")
        own = queries.for_the_person(session, TrackVolunteerDisclosures(code=receipt.code)).items
        proof = ExportOwnVolunteer(code=receipt.code, phone=_PHONE)
        copied = own_copy.copy_of(session, proof).disclosures
    assert own == copied
    [told] = own
    assert (told.reason, told.role) == (VolunteerSeenFor.MEETING, Role.WORKSTATION_STAFF)
    assert told.seen == ["name", "phone"]
    [event] = events(volunteers, seen.id)
    assert isinstance(event, VolunteerDisclosed)
    assert (event.community, event.reason) == (LILIN, Reason.MEETING)
    assert keyring().open(event.sealed_account) == STAFF.account


@pytest.mark.one_database
def test_the_reason_other_needs_words(volunteers: Database) -> None:
    receipt = registered(volunteers)

    refusal = refused(_seen, volunteers, receipt, reason=Reason.OTHER)

    assert field_of(refusal) == ("words", "words_missing")


def test_a_commissioner_calls_people_of_their_team_who_agreed_and_only_while_they_do(
    volunteers: Database,
) -> None:
    """The consent to a call by the commissioner of the person's team; PIPL art. 15."""
    team, receipt = a_team(volunteers), registered(volunteers)
    consent = consented(volunteers, purpose=Purpose.CONTACT_BY_COMMISSIONER)
    _agrees(volunteers, receipt, consent)
    assert not _may_call(volunteers, receipt), "nobody asked the person into the team"

    a_member(volunteers, team, receipt)

    assert _may_call(volunteers, receipt)
    another = an_actor(Role.COMMISSIONER, account=str(LI))
    assert not _may_call(volunteers, receipt, another), "of another team"
    withdrawn(volunteers, consent)
    assert not _may_call(volunteers, receipt)


@pytest.mark.one_database
def test_a_member_who_did_not_agree_is_called_by_the_workstation_alone(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)
    offered(volunteers, a_team(volunteers), receipt)

    assert not _may_call(volunteers, receipt)
    assert _may_call(volunteers, receipt, STAFF)


@pytest.mark.one_database
def test_who_came_by_a_link_of_the_team_is_called_by_its_commissioner(
    volunteers: Database,
) -> None:
    """The page of the link says that the commissioner calls."""
    _, link = _made(volunteers, a_team(volunteers))

    assert _may_call(volunteers, _came(volunteers, link))


def test_a_consent_counts_only_for_the_person_who_gave_it(volunteers: Database) -> None:
    """By account, or by the phone of the person or their guardian; an older copy says neither."""
    adult = registered(volunteers)
    minor = registered(
        volunteers,
        name="小明",
        phone="13700137000",
        age_group=AgeGroup.AGED_14_TO_17,
        minor_until_year=clock.now().year + 1,
        guardian_name="陈建国",
        guardian_phone="13600136000",
    )

    def attempt(receipt: VolunteerReceipt, **whose: str) -> object:
        purpose = Purpose.CONTACT_BY_COMMISSIONER
        consent = consented(volunteers, purpose=purpose, **whose)
        try:
            _agrees(volunteers, receipt, consent)
        except Invalid as refusal:
            return field_of(refusal)
        return None

    refusal = ("contact_consent_id", "no_consent")
    phone_of = marks.PHONE.of
    assert attempt(adult, phone_print=phone_of("13800138000")) is None
    assert attempt(minor, phone_print=phone_of("13600136000")) is None
    assert attempt(adult) is None
    assert attempt(adult, phone_print=phone_of("13600136000")) == refusal
    assert attempt(adult, account=str(HUA)) == refusal
    done(
        volunteers,
        registrations.name_account,
        STAFF,
        NameVolunteerAccount(registration_id=adult.id, account=HUA),
    )
    assert attempt(adult, account=str(HUA)) is None
    assert attempt(minor, account=str(HUA)) == refusal


@pytest.mark.one_database
@pytest.mark.parametrize(
    "consent",
    [{"purpose": Purpose.CONTACT_BY_SMS}, {"area": YUELIANGWAN}],
    ids=["to something else", "of another community"],
)
def test_a_consent_to_something_else_or_elsewhere_is_refused(
    volunteers: Database, consent: dict[str, Any]
) -> None:
    usual: dict[str, Any] = {"purpose": Purpose.CONTACT_BY_COMMISSIONER}
    consent_id = consented(volunteers, **usual | consent)

    refusal = refused(_agrees, volunteers, registered(volunteers), consent_id)

    assert field_of(refusal) == ("contact_consent_id", "no_consent")


def _found(database: Database, person: str, by: Actor = STAFF, **changed: Any) -> set[UUID]:
    usual: dict[str, Any] = {"person": person, "reason": Reason.ASKED_BY_PERSON}
    page = done(database, operations.search, by, FindVolunteers(**usual | changed))
    return {one.id for one in page.items}


@pytest.mark.parametrize("person", ["陈秀英", " 陈 秀英　", _PHONE, "+86 138-0013-8000"])
def test_a_whole_name_or_phone_finds_a_volunteer_however_it_is_written(
    volunteers: Database, person: str
) -> None:
    receipt = registered(volunteers)
    registered(volunteers, name="王芳", phone="13900139000")

    assert _found(volunteers, person) == {receipt.id}
    with volunteers.reading() as session:
        [row] = session.scalars(sa.select(Disclosure)).all()
    assert row.seen == ["phone" if "1" in person else "name"]


def test_parts_of_a_name_or_phone_find_nobody(volunteers: Database) -> None:
    registered(volunteers)

    assert _found(volunteers, "陈秀") == _found(volunteers, "1380013") == set()


@pytest.mark.one_database
def test_a_code_finds_its_person_and_is_no_viewing(volunteers: Database) -> None:
    receipt = registered(volunteers)

    assert _found(volunteers, receipt.code) == {receipt.id}
    with volunteers.reading() as session:
        assert session.scalars(sa.select(Disclosure)).all() == []


@pytest.mark.one_database
def test_nobody_is_found_elsewhere_or_by_a_commissioner(volunteers: Database) -> None:
    """Others must not learn of a person by trying names."""
    registered(volunteers)

    for stranger in (an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN), COMMISSIONER):
        assert _found(volunteers, "陈秀英", stranger) == set()
    assert isinstance(refused(_found, volunteers, " · "), Invalid)


@pytest.mark.one_database
def test_the_street_sees_who_saw_a_contact_and_the_viewers_do_not(volunteers: Database) -> None:
    receipt = registered(volunteers)
    _seen(volunteers, receipt, reason=Reason.OTHER, words="核对名册")
    asked = ListVolunteerDisclosures(registration_id=receipt.id)

    with volunteers.reading() as session:
        [one] = queries.for_overseers(session, _OFFICER, asked).items
        assert isinstance(refused(queries.for_overseers, session, STAFF, asked), Forbidden)
        elsewhere = an_actor(Role.STREET_OFFICER, "440306001000")
        assert isinstance(refused(queries.for_overseers, session, elsewhere, asked), NotFound)

    assert (one.by, one.words) == (STAFF.account, "核对名册")
    [same] = _of_area(volunteers, _OFFICER)
    assert (same.id, same.registration_id, same.number) == (one.id, receipt.id, receipt.number)
    assert (same.by, same.words) == (one.by, one.words)
    for other in (STAFF, COMMISSIONER, elsewhere):
        assert _of_area(volunteers, other) == []


def _of_area(database: Database, actor: Actor) -> list[CommunityVolunteerDisclosure]:
    asked = ListCommunityVolunteerDisclosures()
    return done(database, queries.of_communities, actor, asked).items


def test_nothing_is_left_to_see_after_the_erasure_and_the_words_are_gone(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)
    seen = _seen(volunteers, receipt, words="约在王芳家见面")
    wish = EraseOwnVolunteer(code=receipt.code, phone=_PHONE)
    done(volunteers, own_data.erase_own, RESIDENT, wish)

    assert isinstance(refused(_seen, volunteers, receipt), WrongState)
    assert "disclosures" not in _possible(volunteers, receipt, STAFF)
    with volunteers.reading() as session:
        assert session.get_one(Disclosure, seen.id).words == "[已应本人要求删除]"
    assert _found(volunteers, "陈秀英") == set()
