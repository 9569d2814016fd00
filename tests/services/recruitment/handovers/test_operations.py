from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from contracts.appeals.handover import AppealsHandedOver, HandedOverAppeal
from contracts.recruitment.appointments import AppointmentView, NameAppointmentAccount
from contracts.recruitment.handovers import ConfirmHandover, HandoverView, ShowHandover
from contracts.recruitment.terms import EndAppointment
from contracts.recruitment.words import Leaving, Side
from contracts.volunteers.handover import TeamsHandedOver
from runtime import clock, installation
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.handovers import operations, queries
from services.recruitment.handovers.operations import Thing
from services.recruitment.naming import operations as naming
from services.recruitment.terms import operations as terms
from tests.builders import LILIN, STAFF, STREET, an_actor, done, refused
from tests.services.recruitment.appointing import a_post, appointed, seen
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState

_DAY = dt.timedelta(days=1)
LATELY = day_of(clock.now()) - 30 * _DAY


def _left(database: Database, successor: UUID | None = None) -> AppointmentView:
    appointment = appointed(database, a_post(database), LATELY)
    request = EndAppointment(
        appointment_id=appointment.id, reason=Leaving.RESIGNED, successor=successor
    )
    return done(database, terms.leave, STAFF, request)


def _told(
    database: Database,
    left: AppointmentView,
    *numbers: str,
    portion: int = 1,
    portions: int = 1,
    teams_too: bool = True,
) -> None:
    event = AppealsHandedOver(
        appointment_id=left.id,
        community=LILIN,
        commissioner=left.commissioner,
        successor=left.successor,
        appeals=[HandedOverAppeal(appeal_id=new_id(), number=number) for number in numbers],
        portions=portions,
        version=portion,
    )
    things = [Thing("appeal", one.appeal_id, one.number) for one in event.appeals]
    done(database, operations.keep, "appeals", event, things)
    if teams_too:
        _told_of_teams(database, left)


def _told_of_teams(database: Database, left: AppointmentView, *things: Thing) -> None:
    event = TeamsHandedOver(
        appointment_id=left.id,
        community=LILIN,
        commissioner=left.commissioner,
        successor=left.successor,
        teams=[],
        activities=[],
        portions=1,
        version=1,
    )
    done(database, operations.keep, "volunteers", event, things)


def _shown(database: Database, left: AppointmentView, by: Actor = STAFF) -> HandoverView:
    with database.reading() as session:
        return queries.show(session, by, ShowHandover(appointment_id=left.id))


def _confirm(database: Database, left: AppointmentView, by: Actor, side: Side) -> HandoverView:
    request = ConfirmHandover(appointment_id=left.id, side=side, note="资料已移交")
    return done(database, operations.confirm, by, request)


def _account(person: UUID) -> Actor:
    """Somebody whose roles have all ended."""
    return Actor(str(person))


def test_both_sides_confirm_what_the_register_moved(arranged: Arranged) -> None:
    recruitment, successor = arranged.for_a_post(appointed, LATELY, name="王芳")
    left = _left(recruitment, successor.commissioner)
    _told(recruitment, left, "〔2013〕17", "〔2013〕18")

    _confirm(recruitment, left, _account(left.commissioner), Side.GIVEN)
    received = _confirm(recruitment, left, _account(successor.commissioner), Side.RECEIVED)

    assert [item.number for item in received.items] == ["〔2013〕17", "〔2013〕18"]
    assert received.given_by == str(left.commissioner)
    assert received.received_by == str(successor.commissioner)


@pytest.mark.one_database
def test_the_workstation_speaks_for_who_left_and_for_nobody_who_receives(
    recruitment: Database,
) -> None:
    successor = appointed(
        recruitment, a_post(recruitment), LATELY, name="王芳", commissioner=new_id()
    )
    left = _left(recruitment, successor.commissioner)
    _told(recruitment, left)

    assert isinstance(refused(_confirm, recruitment, left, STAFF, Side.RECEIVED), Forbidden)
    assert _confirm(recruitment, left, STAFF, Side.GIVEN).given_by == STAFF.account


def test_the_workstation_receives_for_a_successor_without_account(arranged: Arranged) -> None:
    recruitment, successor = arranged.for_a_post(appointed, LATELY, name="王芳")
    left = _left(recruitment, successor.commissioner)
    _told(recruitment, left, "〔2013〕17")
    _confirm(recruitment, left, STAFF, Side.GIVEN)

    assert isinstance(refused(_confirm, recruitment, left, STAFF, Side.RECEIVED), Forbidden)

    colleague = an_actor(Role.WORKSTATION_STAFF, account="colleague")
    assert _confirm(recruitment, left, colleague, Side.RECEIVED).received_by == "colleague"


def test_a_successor_whose_account_is_named_confirms_alone(arranged: Arranged) -> None:
    recruitment, successor = arranged.for_a_post(appointed, LATELY, name="王芳")
    left = _left(recruitment, successor.commissioner)
    _told(recruitment, left, "〔2013〕17")
    account = new_id()
    request = NameAppointmentAccount(appointment_id=successor.id, account=account)
    done(recruitment, naming.name_account, STAFF, request)

    colleague = an_actor(Role.WORKSTATION_STAFF, account="colleague")
    assert isinstance(refused(_confirm, recruitment, left, colleague, Side.RECEIVED), Forbidden)
    received = _confirm(recruitment, left, _account(account), Side.RECEIVED)
    assert (received.received_by, received.successor) == (str(account), account)
    assert seen(recruitment, left.id).successor == account


def test_without_a_successor_the_workstation_receives(arranged: Arranged) -> None:
    recruitment, left = arranged(_left)
    _told(recruitment, left, "〔2013〕17")

    assert _confirm(recruitment, left, STAFF, Side.RECEIVED).received_by == STAFF.account
    assert isinstance(refused(_confirm, recruitment, left, STAFF, Side.RECEIVED), WrongState)


@pytest.mark.one_database
def test_one_account_does_not_confirm_for_both_sides(arranged: Arranged) -> None:
    recruitment, left = arranged(_left)
    _told(recruitment, left, "〔2013〕17")
    _confirm(recruitment, left, STAFF, Side.GIVEN)

    assert isinstance(refused(_confirm, recruitment, left, STAFF, Side.RECEIVED), Forbidden)

    colleague = an_actor(Role.WORKSTATION_STAFF, account="colleague")
    assert _confirm(recruitment, left, colleague, Side.RECEIVED).received_by == "colleague"


def test_paper_that_comes_late_changes_nobody_who_received(recruitment: Database) -> None:
    """The register moved what was open once, when the clock took the term for over."""
    other = appointed(recruitment, a_post(recruitment), LATELY - 100 * _DAY, name="王芳")
    left = appointed(recruitment, a_post(recruitment), LATELY - 400 * _DAY)
    _told(recruitment, left, "〔2013〕17")
    resigned = EndAppointment(
        appointment_id=left.id,
        reason=Leaving.RESIGNED,
        ended_on=LATELY - 60 * _DAY,
        successor=other.commissioner,
    )
    late = done(recruitment, terms.leave, STAFF, resigned)
    assert late.successor == other.commissioner

    shown = _shown(recruitment, left)

    assert (shown.successor, shown.ended_on) == (None, LATELY - 60 * _DAY)
    assert _confirm(recruitment, left, STAFF, Side.RECEIVED).received_by == STAFF.account


@pytest.mark.one_database
def test_nobody_confirms_a_list_that_still_grows(arranged: Arranged) -> None:
    recruitment, left = arranged(_left)
    assert not _shown(recruitment, left).is_complete
    assert isinstance(refused(_confirm, recruitment, left, STAFF, Side.GIVEN), WrongState)

    # The first one again, as in a replay, is not the second.
    for _ in range(2):
        _told(recruitment, left, "〔2013〕17", portion=1, portions=2)
    assert isinstance(refused(_confirm, recruitment, left, STAFF, Side.GIVEN), WrongState)
    _told(recruitment, left, "〔2013〕18", portion=2, portions=2)

    assert _shown(recruitment, left).is_complete


@pytest.fixture
def all_run() -> Iterator[None]:
    yield
    installation.use(())


@pytest.mark.one_database
@pytest.mark.usefixtures("all_run")
def test_the_list_waits_for_teams_unless_nobody_keeps_them_here(
    arranged: Arranged,
) -> None:
    recruitment, left = arranged(_left)
    _told(recruitment, left, "〔2013〕17", teams_too=False)
    waits = not _shown(recruitment, left).is_complete
    installation.use({"volunteers"})
    is_complete_without = _shown(recruitment, left).is_complete
    installation.use(())

    _told_of_teams(recruitment, left, Thing("team", new_id(), "〔2013〕3"))
    shown = _shown(recruitment, left)

    assert (waits, is_complete_without, shown.is_complete) == (True, True, True)
    assert [(one.kind, one.number) for one in shown.items] == [
        ("appeal", "〔2013〕17"),
        ("team", "〔2013〕3"),
    ]


@pytest.mark.one_database
def test_neighbours_see_no_hand_over(arranged: Arranged) -> None:
    recruitment, left = arranged(_left)
    strangers: list[Any] = [
        _account(new_id()),
        an_actor(Role.WORKSTATION_STAFF, "440305007002"),
        an_actor(Role.STREET_OFFICER, "440306001000"),
    ]

    for stranger in strangers:
        assert isinstance(refused(_shown, recruitment, left, stranger), NotFound)
    officer = an_actor(Role.STREET_OFFICER, STREET)
    assert isinstance(refused(_confirm, recruitment, left, officer, Side.GIVEN), Forbidden)
