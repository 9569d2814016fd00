"""Many people at the same moment, on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from contracts.volunteers.activities import ActivityView, ShowActivity
from contracts.volunteers.sign_ups import SignUpView, WithdrawOwnSignUp
from contracts.volunteers.volunteers import VolunteerReceipt
from contracts.volunteers.words import SignUpState
from runtime.database import Database
from services.volunteers.activities import queries as activities_found
from services.volunteers.sign_ups import operations
from services.volunteers.sign_ups.model import SignUp
from tests.builders import STAFF
from tests.servers.databases import Databases
from tests.services.volunteers.conftest import known
from tests.services.volunteers.serving import (
    a_team,
    another_team,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT
from vocabulary.problems import WrongState

_HOUR = dt.timedelta(hours=1)
_AT_ONCE = 12


@pytest.fixture
def volunteers(postgres_databases: Databases) -> Database:
    database, _ = postgres_databases.arranged("volunteers", "areas and a post", known)
    return database


def _people(database: Database, count: int) -> list[VolunteerReceipt]:
    return [registered(database, phone=f"139{number:08d}") for number in range(count)]


def _counts(database: Database, activity: ActivityView) -> tuple[int, int, int]:
    with database.reading() as session:
        [shift] = activities_found.show(
            session, STAFF, ShowActivity(activity_id=activity.id)
        ).shifts
    return shift.confirmed, shift.offered, shift.waiting


def test_others_wait_for_a_shift_only_while_a_sign_up_is_written(volunteers: Database) -> None:
    """Everything else is asked before it is locked, or is known; skills that it asks for too."""
    person = registered(volunteers, skills=["lifesaving"])
    activity = published(volunteers, a_team(volunteers), needs_skills=["lifesaving"])
    statements: list[str] = []

    def note(*asked: object) -> None:
        statements.append(" ".join(str(asked[2]).split()))

    sa.event.listen(volunteers.engine, "before_cursor_execute", note)
    try:
        signed_up(volunteers, activity, person)
    finally:
        sa.event.remove(volunteers.engine, "before_cursor_execute", note)

    [locked] = [
        at
        for at, one in enumerate(statements)
        if " FROM shift " in one and one.endswith("FOR UPDATE")
    ]
    behind = statements[locked + 1 :]
    assert [one.split(" FROM ")[1].split()[0] for one in behind if one.startswith("SELECT")] == [
        "audit_head"
    ]
    assert len(behind) == 6


def test_300_people_want_120_places_at_the_same_moment(volunteers: Database) -> None:
    people = _people(volunteers, 300)
    activity = published(volunteers, a_team(volunteers), places=120)

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        made = list(threads.map(lambda one: signed_up(volunteers, activity, one), people))

    with volunteers.reading() as session:
        turns = session.execute(sa.select(SignUp.turn, SignUp.state).order_by(SignUp.turn)).all()
    assert len({one.id for one in made}) == 300
    assert _counts(volunteers, activity) == (120, 0, 180)
    assert [row.turn for row in turns] == list(range(1, 301))
    assert {row.state for row in turns[:120]} == {SignUpState.CONFIRMED}
    assert {row.state for row in turns[120:]} == {SignUpState.WAITING}


def test_the_last_place_and_a_cancellation_at_the_same_moment(volunteers: Database) -> None:
    """In every order there is one place; it is taken, or offered to the one who came later."""
    holder, comer = _people(volunteers, 2)
    activity = published(volunteers, a_team(volunteers), places=1, starts_in=50 * _HOUR)
    place = signed_up(volunteers, activity, holder)

    def give_back() -> SignUpView:
        wanted = WithdrawOwnSignUp(code=holder.code, sign_up_id=place.id)
        with volunteers.writing() as session:
            return operations.withdraw_own(session, RESIDENT, wanted)

    with ThreadPoolExecutor(2) as threads:
        gone = threads.submit(give_back)
        came = threads.submit(signed_up, volunteers, activity, comer)
        gone.result()
        came.result()

    assert _counts(volunteers, activity) in {(1, 0, 0), (0, 1, 0)}


def test_one_person_is_confirmed_in_one_of_two_teams(volunteers: Database) -> None:
    [person] = _people(volunteers, 1)
    both = [
        published(volunteers, team, starts_in=50 * _HOUR)
        for team in (a_team(volunteers), another_team(volunteers))
    ]

    def attempt(activity: ActivityView) -> bool:
        try:
            return signed_up(volunteers, activity, person).state is SignUpState.CONFIRMED
        except WrongState:
            return False

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(attempt, both)) == [False, True]

    assert sorted(_counts(volunteers, one)[0] for one in both) == [0, 1]
