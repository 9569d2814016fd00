"""Reaching a volunteer without an account: only the system, only who wants it, once a message."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts import notice_kinds
from contracts.volunteers.memberships import OfferMembership
from contracts.volunteers.notices import (
    MEMBERSHIP_OFFERED,
    MEMBERSHIP_OFFERED_BY_CODE,
    NATIONAL_RECORD,
    PURPOSES,
)
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.reaching import (
    ChooseMessages,
    ChooseOwnMessages,
    ReachVolunteer,
    VolunteerReach,
)
from contracts.volunteers.volunteers import (
    LeaveVolunteers,
    NameVolunteerAccount,
    ShowOwnVolunteer,
    ShowVolunteer,
    VolunteerReceipt,
)
from contracts.volunteers.words import AgeGroup
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.memberships import operations as memberships
from services.volunteers.own_data import operations as own_data
from services.volunteers.own_data import queries as copies
from services.volunteers.reaching import operations
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from services.volunteers.volunteers import queries as volunteers_found
from tests.builders import COMMISSIONER, DENGLIANG, STAFF, an_actor, done, refused
from tests.outboxes import wishes
from tests.services.volunteers.serving import a_team, person_of, registered
from vocabulary.accounts import Language
from vocabulary.actors import RESIDENT, SYSTEM, Actor, Role
from vocabulary.notices import NoticeChannel
from vocabulary.problems import Forbidden, NotFound, Problem, WrongState

_PHONE = "13800138000"
_WEBHOOK = NoticeChannel.WEBHOOK


def _reached(
    database: Database, person: UUID, by: Actor = SYSTEM, **changed: Any
) -> VolunteerReach:
    asked: dict[str, Any] = {
        "volunteer_id": person,
        "delivery_id": new_id(),
        "purpose": MEMBERSHIP_OFFERED_BY_CODE.name,
        "way": _WEBHOOK,
    }
    return done(database, operations.reach, by, ReachVolunteer(**asked | changed))


def _uses(database: Database) -> list[tuple[UUID | None, str, str | None, str]]:
    with database.reading() as session:
        chosen = sa.select(Disclosure).order_by(Disclosure.disclosed_at)
        return [
            (one.volunteer_id, one.fields, one.purpose, one.role) for one in session.scalars(chosen)
        ]


def test_each_message_gets_the_phone_and_is_one_use_that_the_person_sees(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)
    person, message = person_of(volunteers, receipt), new_id()
    first = _reached(volunteers, person, way=None)
    assert (first.phone, first.tracking_code, first.ways) == (None, None, [_WEBHOOK])
    assert _uses(volunteers) == []

    found = [_reached(volunteers, person, delivery_id=message) for _ in range(2)]

    assert {(one.phone, one.tracking_code) for one in found} == {(_PHONE, receipt.code)}
    purpose = MEMBERSHIP_OFFERED_BY_CODE.name
    assert _uses(volunteers) == [(person, "phone", purpose, "system")]
    with volunteers.reading() as session:
        copy = copies.copy_of(session, ExportOwnVolunteer(code=receipt.code, phone=_PHONE))
    [told] = copy.disclosures
    assert (told.purpose, told.purpose_zh) == (purpose, "告知团队邀请")


@pytest.mark.one_database
@pytest.mark.parametrize("by", [RESIDENT, STAFF, COMMISSIONER, Actor("system")])
def test_nobody_but_the_system_gets_a_phone(volunteers: Database, by: Actor) -> None:
    person = person_of(volunteers, registered(volunteers))

    assert isinstance(refused(_reached, volunteers, person, by), Forbidden)
    assert _uses(volunteers) == []


def _declines(database: Database, receipt: VolunteerReceipt) -> None:
    asked = ChooseOwnMessages(code=receipt.code, wants_notices=False)
    done(database, operations.choose_own, RESIDENT, asked)


def _declines_at_the_desk(database: Database, receipt: VolunteerReceipt) -> None:
    asked = ChooseMessages(registration_id=receipt.id, wants_notices=False)
    done(database, operations.choose, STAFF, asked)


def _leaves(database: Database, receipt: VolunteerReceipt) -> None:
    done(database, registrations.leave, STAFF, LeaveVolunteers(registration_id=receipt.id))


def _is_erased(database: Database, receipt: VolunteerReceipt) -> None:
    asked = EraseOwnVolunteer(code=receipt.code, phone=_PHONE)
    done(database, own_data.erase_own, RESIDENT, asked)


@pytest.mark.parametrize("so", [_declines, _declines_at_the_desk, _leaves, _is_erased])
def test_a_person_who_declined_left_or_was_erased_is_not_reached(
    volunteers: Database, so: Any
) -> None:
    receipt = registered(volunteers)
    person = person_of(volunteers, receipt)
    so(volunteers, receipt)

    assert _reached(volunteers, person) == VolunteerReach(wants_notices=False, ways=[])
    assert _uses(volunteers) == []


@pytest.mark.one_database
def test_a_person_who_wants_none_at_the_registration_gets_none(volunteers: Database) -> None:
    receipt = registered(volunteers, notify=False)

    assert not _reached(volunteers, person_of(volunteers, receipt)).wants_notices
    with volunteers.reading() as session:
        own = volunteers_found.show_own(session, ShowOwnVolunteer(code=receipt.code))
    assert own.wants_notices is False


@pytest.mark.one_database
def test_of_a_child_the_guardian_is_reached(volunteers: Database) -> None:
    receipt = registered(
        volunteers,
        age_group=AgeGroup.UNDER_14,
        minor_until_year=2016,
        guardian_name="陈建国",
        guardian_phone="13900139000",
    )

    assert _reached(volunteers, person_of(volunteers, receipt)).phone == "13900139000"


@pytest.mark.one_database
def test_what_is_not_there_is_not_found(volunteers: Database) -> None:
    assert isinstance(refused(_reached, volunteers, new_id()), NotFound)


@pytest.mark.one_database
def test_the_wish_is_written_down_by_the_workstation_of_the_community_alone(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)
    asked = ChooseMessages(registration_id=receipt.id, wants_notices=False)

    def refusal(by: Actor) -> Problem:
        return refused(done, volunteers, operations.choose, by, asked)

    assert isinstance(refusal(COMMISSIONER), Forbidden)
    assert isinstance(refusal(an_actor(Role.WORKSTATION_STAFF, DENGLIANG)), NotFound)
    assert _reached(volunteers, person_of(volunteers, receipt)).wants_notices


@pytest.mark.one_database
def test_an_erased_person_wants_nothing_any_more(volunteers: Database) -> None:
    receipt = registered(volunteers)
    _is_erased(volunteers, receipt)

    asked = ChooseOwnMessages(code=receipt.code, wants_notices=True)
    refusal = refused(done, volunteers, operations.choose_own, RESIDENT, asked)

    assert isinstance(refusal, WrongState)


@pytest.mark.one_database
def test_the_history_says_when_the_wish_changed_and_by_whom(volunteers: Database) -> None:
    receipt = registered(volunteers)
    _declines(volunteers, receipt)
    _declines_at_the_desk(volunteers, receipt)

    with volunteers.reading() as session:
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))

    assert [(one.what, one.role) for one in shown.history[1:]] == [
        ("messages_chosen", "resident"),
        ("messages_chosen", "workstation_staff"),
    ]
    assert (shown.wants_notices, "messages" in shown.possible) == (False, True)


def _offered(database: Database, person: UUID) -> None:
    asked = OfferMembership(team_id=a_team(database).id, volunteer_id=person)
    done(database, memberships.offer, STAFF, asked)


def test_an_offer_goes_to_a_person_without_an_account_by_code(volunteers: Database) -> None:
    person = person_of(volunteers, registered(volunteers))

    _offered(volunteers, person)

    [wish] = wishes(volunteers, MEMBERSHIP_OFFERED_BY_CODE)
    assert (list(wish.volunteers), list(wish.accounts)) == ([person], [])
    assert wish.facts["team"] == "荔林消防团队"


@pytest.mark.one_database
def test_once_the_account_is_named_an_offer_goes_to_it(volunteers: Database) -> None:
    receipt, account = registered(volunteers), new_id()
    named = NameVolunteerAccount(registration_id=receipt.id, account=account)
    done(volunteers, registrations.name_account, STAFF, named)

    _offered(volunteers, person_of(volunteers, receipt))

    [wish] = wishes(volunteers, MEMBERSHIP_OFFERED)
    assert (list(wish.volunteers), list(wish.accounts)) == ([], [account])


def test_every_message_to_volunteers_says_what_it_is_for() -> None:
    """The person reads it among the uses of their contact."""
    kinds = {kind.name for kind in notice_kinds.KINDS.values() if kind.to_volunteers}

    assert set(PURPOSES) - {NATIONAL_RECORD} == kinds
    assert all(set(words) == set(Language) for words in PURPOSES.values())
