"""Sign-ups ninety days after the activity: gone without hours, whatever became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from contracts.volunteers.hours import RefuseHours
from contracts.volunteers.words import HoursState, Presence, SignUpState
from groundwork import retention
from runtime import clock
from runtime.database import Database
from services.volunteers.hours import operations as hours
from services.volunteers.own_data import operations as own_data
from services.volunteers.sign_ups.model import SignUp
from tests.builders import STAFF
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    hours_of,
    published,
    registered,
    signed_up,
)

_IN_STATES = [
    (SignUpState.CONFIRMED, None),
    (SignUpState.CONFIRMED, Presence.ABSENT),
    (SignUpState.CONFIRMED, Presence.EXCUSED),
    (SignUpState.WAITING, None),
    (SignUpState.OFFERED, None),
    (SignUpState.WITHDRAWN, None),
    (SignUpState.LAPSED, None),
]


def _cleaned(database: Database, later: Callable[[int], None], days: int) -> int:
    later(days)
    with database.writing() as session:
        return retention.clean(session, own_data.CLEANED)["sign_up"]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let so many days pass."""
    began = clock.now()

    def turn(days: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: began + dt.timedelta(days=days))

    return turn


def test_every_state_and_presence_is_tried() -> None:
    assert {state for state, _ in _IN_STATES} == set(SignUpState)
    with_hours = {Presence.PRESENT, Presence.LATE, Presence.EARLY}
    assert {presence for _, presence in _IN_STATES if presence} == set(Presence) - with_hours


def test_sign_ups_without_hours_are_deleted_ninety_days_after_the_activity(
    volunteers: Database, later: Callable[[int], None]
) -> None:
    """Sign-ups marked absent or excused were kept for ever."""
    activity = published(volunteers, a_team(volunteers), places=20)
    for number, (state, presence) in enumerate(_IN_STATES):
        sign_up = signed_up(
            volunteers, activity, registered(volunteers, phone=f"1380013{number:04}")
        )
        if presence is not None:
            checked_in(volunteers, sign_up, presence)
        with volunteers.writing() as session:
            row = session.get_one(SignUp, sign_up.id)
            row.state = state
            row.offered_until = row.starts_at if state is SignUpState.OFFERED else None

    assert _cleaned(volunteers, later, 90) == 0
    assert _cleaned(volunteers, later, 91) == len(_IN_STATES)
    with volunteers.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SignUp)) == 0


@pytest.mark.parametrize("presence", [Presence.PRESENT, Presence.LATE, Presence.EARLY])
def test_a_sign_up_with_hours_stays(
    volunteers: Database, later: Callable[[int], None], presence: Presence
) -> None:
    activity = published(volunteers, a_team(volunteers))
    sign_up = signed_up(volunteers, activity, registered(volunteers))
    checked_in(volunteers, sign_up, presence)

    assert _cleaned(volunteers, later, 2000) == 0
    with volunteers.reading() as session:
        assert session.get(SignUp, sign_up.id) is not None


def test_refused_hours_stay_without_their_sign_up(
    volunteers: Database, later: Callable[[int], None]
) -> None:
    activity = published(volunteers, a_team(volunteers))
    sign_up = signed_up(volunteers, activity, registered(volunteers))
    checked_in(volunteers, sign_up)
    [served] = hours_of(volunteers, activity)
    with volunteers.writing() as session:
        hours.refuse(session, STAFF, RefuseHours(hours_id=served.id, reason="中途离开，没有服务。"))

    assert _cleaned(volunteers, later, 91) == 1
    with volunteers.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SignUp)) == 0
    [refused] = hours_of(volunteers, activity)
    assert refused.state is HoursState.REFUSED
