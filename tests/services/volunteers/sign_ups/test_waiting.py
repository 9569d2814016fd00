"""Places, the line of people who wait, and offers, on both databases."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.volunteers.activities import ActivityView, CancelActivity, ShowActivity
from contracts.volunteers.notices import PLACE_OFFERED_BY_CODE
from contracts.volunteers.sign_ups import (
    AcceptOwnSignUp,
    AcceptSignUp,
    ListOwnSignUps,
    SignUpView,
    WithdrawOwnSignUp,
)
from contracts.volunteers.teams import TeamView
from contracts.volunteers.volunteers import VolunteerReceipt
from contracts.volunteers.words import SignUpState
from groundwork.history import Entry
from runtime import clock
from runtime.database import Database
from services.volunteers.activities import queries as activities_found
from services.volunteers.cancelling import operations as cancelling
from services.volunteers.sign_ups import operations, queries, rules
from services.volunteers.sign_ups.model import SignUp
from tests.builders import STAFF, refused
from tests.outboxes import wishes
from tests.services.volunteers.serving import (
    a_team,
    another_team,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT
from vocabulary.problems import Problem

_HOUR = dt.timedelta(hours=1)


def _people(database: Database, count: int) -> list[VolunteerReceipt]:
    return [registered(database, phone=f"138{number:08d}") for number in range(count)]


def _withdrawn(database: Database, sign_up: SignUpView, person: VolunteerReceipt) -> SignUpView:
    wanted = WithdrawOwnSignUp(code=person.code, sign_up_id=sign_up.id)
    with database.writing() as session:
        return operations.withdraw_own(session, RESIDENT, wanted)


def _accepted(database: Database, sign_up: SignUpView, person: VolunteerReceipt) -> SignUpView:
    wanted = AcceptOwnSignUp(code=person.code, sign_up_id=sign_up.id)
    with database.writing() as session:
        return operations.accept_own(session, RESIDENT, wanted)


def _own(database: Database, person: VolunteerReceipt) -> SignUpView:
    with database.reading() as session:
        [found] = queries.of_person(session, ListOwnSignUps(code=person.code)).items
    return found


def _counts(database: Database, activity: ActivityView) -> tuple[int, int, int]:
    with database.reading() as session:
        shown = activities_found.show(session, STAFF, ShowActivity(activity_id=activity.id))
    [shift] = shown.shifts
    return shift.confirmed, shift.offered, shift.waiting


def test_a_free_place_is_offered_to_the_first_in_line_and_then_to_the_next(
    volunteers: Database,
) -> None:
    """Helfertool moves people up unseen, and nobody comes: here the first is asked."""
    first, second, third = _people(volunteers, 3)
    activity = published(volunteers, a_team(volunteers), places=1, starts_in=100 * _HOUR)
    place, *_ = [signed_up(volunteers, activity, one) for one in (first, second, third)]

    line = [_own(volunteers, one).ahead for one in (second, third)]
    before = clock.now()
    _withdrawn(volunteers, place, first)
    after = clock.now()
    offered, behind = _own(volunteers, second), _own(volunteers, third)
    until = offered.offered_until
    assert until is not None
    with volunteers.writing() as session:
        assert operations.let_lapse(session, until - _HOUR) == 0
        assert operations.let_lapse(session, until) == 1
    lapsed, asked = _own(volunteers, second), _own(volunteers, third)
    taken = _accepted(volunteers, asked, third)

    assert line == [0, 1]
    assert (offered.state, behind.state) == (SignUpState.OFFERED, SignUpState.WAITING)
    assert offered.possible == ["acceptance", "withdrawal"]
    earliest, latest = (rules.answer_by(one, activity.starts_at, 24) for one in (before, after))
    assert earliest <= until <= latest
    assert (lapsed.state, asked.state) == (SignUpState.LAPSED, SignUpState.OFFERED)
    assert (taken.state, _counts(volunteers, activity)) == (SignUpState.CONFIRMED, (1, 0, 0))


def test_people_who_still_wait_when_the_shift_begins_lapse(volunteers: Database) -> None:
    first, second = _people(volunteers, 2)
    activity = published(volunteers, a_team(volunteers), places=1)
    for one in (first, second):
        signed_up(volunteers, activity, one)
    with volunteers.writing() as session:
        assert operations.let_lapse(session, activity.starts_at) == 1

    assert _own(volunteers, second).state is SignUpState.LAPSED


def test_a_clerk_accepts_for_the_person_and_too_late_is_refused(volunteers: Database) -> None:
    first, second = _people(volunteers, 2)
    activity = published(volunteers, a_team(volunteers), places=1, starts_in=100 * _HOUR)
    place, waits = (signed_up(volunteers, activity, one) for one in (first, second))
    wanted = AcceptSignUp(sign_up_id=waits.id)
    with volunteers.writing() as session:
        too_early = refused(operations.accept, session, STAFF, wanted)
    _withdrawn(volunteers, place, first)
    with volunteers.writing() as session:
        session.get_one(SignUp, waits.id).offered_until = clock.now()
    with volunteers.writing() as session:
        too_late = refused(operations.accept, session, STAFF, wanted)
        session.get_one(SignUp, waits.id).offered_until = clock.now() + _HOUR
        session.flush()
        taken = operations.accept(session, STAFF, wanted)

    assert (too_early.status, too_late.status) == (409, 409)
    assert taken.state is SignUpState.CONFIRMED


def test_a_cancelled_activity_offers_nothing(volunteers: Database) -> None:
    people = _people(volunteers, 3)
    activity = published(volunteers, a_team(volunteers), places=1, starts_in=100 * _HOUR)
    for one in people:
        signed_up(volunteers, activity, one)
    with volunteers.writing() as session:
        cancelling.cancel(session, STAFF, CancelActivity(activity_id=activity.id, reason="台风。"))

    assert {_own(volunteers, one).state for one in people} == {SignUpState.WITHDRAWN}
    assert _counts(volunteers, activity) == (0, 0, 0)


def test_nobody_is_confirmed_twice_at_one_time_over_all_teams(volunteers: Database) -> None:
    person = registered(volunteers)
    here = published(volunteers, a_team(volunteers), starts_in=5 * _HOUR)
    there = published(volunteers, another_team(volunteers), starts_in=6 * _HOUR)
    later = published(volunteers, another_team(volunteers), starts_in=9 * _HOUR)
    signed_up(volunteers, here, person)

    refusal = refused(signed_up, volunteers, there, person)

    assert refusal.status == 409
    assert "楼道消防巡查" in refusal.zh
    assert signed_up(volunteers, later, person).state is SignUpState.CONFIRMED


def test_an_offer_is_not_accepted_while_the_person_is_confirmed_elsewhere(
    volunteers: Database,
) -> None:
    first, second = _people(volunteers, 2)
    here = published(volunteers, a_team(volunteers), places=1, starts_in=50 * _HOUR)
    there = published(volunteers, another_team(volunteers), starts_in=51 * _HOUR)
    place, waits = (signed_up(volunteers, here, one) for one in (first, second))
    elsewhere = signed_up(volunteers, there, second)
    _withdrawn(volunteers, place, first)

    refusal = refused(_accepted, volunteers, waits, second)
    _withdrawn(volunteers, elsewhere, second)

    assert refusal.status == 409
    assert _accepted(volunteers, waits, second).state is SignUpState.CONFIRMED


def test_the_database_itself_refuses_two_places_at_one_time(volunteers: Database) -> None:
    """Code without the lock meets the constraint."""
    person = registered(volunteers)
    signed_up(volunteers, published(volunteers, a_team(volunteers), starts_in=5 * _HOUR), person)
    later = published(volunteers, another_team(volunteers), starts_in=8 * _HOUR)
    adjoining = signed_up(volunteers, later, person)
    earlier = later.starts_at - _HOUR
    moved = sa.update(SignUp).where(SignUp.id == adjoining.id).values(starts_at=earlier)

    with (
        volunteers.writing() as session,
        pytest.raises(sa.exc.IntegrityError, match="one_place_at_a_time"),
    ):
        session.execute(moved)


@dataclass
class Crowd:
    """Six people and a team; each activity on a day of its own."""

    database: Database
    people: list[VolunteerReceipt]
    team: TeamView
    days: int = 1

    def published(self, places: int) -> ActivityView:
        self.days += 1
        starts_in = dt.timedelta(days=self.days)
        return published(self.database, self.team, places=places, starts_in=starts_in)

    def attempt(self, deed: str, person: VolunteerReceipt, activity: ActivityView) -> None:
        """Do it, where the rules allow it."""
        if deed == "lapse":
            with self.database.writing() as session:
                operations.let_lapse(session, activity.starts_at - _HOUR)
        elif deed == "sign_up":
            with suppress(Problem):
                signed_up(self.database, activity, person)
        else:
            with self.database.reading() as session:
                found = queries.of_person(session, ListOwnSignUps(code=person.code)).items
            mine = [one for one in found if one.activity_id == activity.id]
            done = _withdrawn if deed == "withdraw" else _accepted
            with suppress(Problem):
                done(self.database, mine[0], person) if mine else None


@pytest.fixture
def crowd(volunteers: Database) -> Crowd:
    return Crowd(volunteers, _people(volunteers, 6), a_team(volunteers))


@pytest.mark.one_database
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    places=st.integers(1, 3),
    deeds=st.lists(
        st.tuples(
            st.sampled_from(["sign_up", "sign_up", "withdraw", "accept", "lapse"]),
            st.integers(0, 5),
        ),
        max_size=25,
    ),
)
def test_confirmed_never_exceeds_places_and_the_line_is_kept(
    crowd: Crowd, places: int, deeds: list[tuple[str, int]]
) -> None:
    """In every order of deeds: no place twice, and nobody is asked before the one in front."""
    activity = crowd.published(places)
    for deed, number in deeds:
        crowd.attempt(deed, crowd.people[number], activity)
        with crowd.database.reading() as session:
            chosen = sa.select(SignUp.state).where(SignUp.activity_id == activity.id)
            states = list(session.scalars(chosen.order_by(SignUp.turn)))
        confirmed, offered, waiting = _counts(crowd.database, activity)
        standing = [one for one in states if one in _COUNTED]
        assert [states.count(one) for one in _COUNTED] == [confirmed, offered, waiting]
        assert confirmed + offered <= places
        assert not waiting or confirmed + offered == places
        assert SignUpState.WAITING not in standing[: len(standing) - waiting]
        assert _told(crowd.database, activity) == _moved_up(crowd.database, activity)


def _told(database: Database, activity: ActivityView) -> list[UUID]:
    """The people who were told that a place is offered to them, once for each time."""
    mine = [
        one for one in wishes(database, PLACE_OFFERED_BY_CODE) if one.subject_id == str(activity.id)
    ]
    return sorted(one for wish in mine for one in wish.volunteers)


def _moved_up(database: Database, activity: ActivityView) -> list[UUID]:
    """The people who were moved up, once for each time, as the history tells."""
    chosen = (
        sa.select(SignUp.volunteer_id)
        .join(Entry, Entry.thing_id == SignUp.id)
        .where(SignUp.activity_id == activity.id, Entry.what == "offered")
    )
    with database.reading() as session:
        return sorted(one for one in session.scalars(chosen) if one is not None)


_COUNTED = (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITING)
