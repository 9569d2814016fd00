"""People check themselves in; wrong codes are slowed as other proofs are."""

from __future__ import annotations

import hmac
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.check_in_codes import CheckedIn, CheckInByCode, OwnCheckIn
from contracts.volunteers.words import SignUpState
from groundwork.retention import Cleaning, deleting, past
from runtime import clock
from services.volunteers.activities.model import Activity
from services.volunteers.attendance import operations as attendance
from services.volunteers.attendance.rules import OPEN
from services.volunteers.check_in_codes import rules
from services.volunteers.check_in_codes.model import CheckInFailure
from services.volunteers.check_in_codes.queries import codes_of
from services.volunteers.guests import queries as guests
from services.volunteers.sign_ups.model import Guest, SignUp
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import one_with_code
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.problems import NotFound
from vocabulary.tries import wait_seconds


def check_in(session: Session, actor: Actor, request: CheckInByCode) -> OwnCheckIn:
    """Check the holder of a code in; somebody who is checked in already stays so.

    A wrong code of the day is recorded, so it is an answer: a refusal would roll the record back.

    Raises:
        NotFound: the person's code is unknown.
        WrongState: no confirmed shift of the person is open, see also `attendance.check_in`.
    """
    person = _holder(session, request.code)
    now = clock.now()
    found = [
        one for one in _open(session, person) if rules.is_open(one.starts_at, one.ends_at, now)
    ]
    if not found:
        raise rules.nothing_open()
    kept = session.get(CheckInFailure, person.id)
    failures = 0 if kept is None else kept.failures
    wait = wait_seconds(failures, None if kept is None else kept.last_at, now=now)
    if wait:
        return OwnCheckIn(checked_in=None, retry_after_seconds=wait)
    fitting = [one for one in found if _fits(one.activity_id, request.check_in_code)]
    if not fitting:
        session.merge(CheckInFailure(person_id=person.id, failures=failures + 1, last_at=now))
        return OwnCheckIn(checked_in=None, retry_after_seconds=None)
    if kept is not None:
        session.delete(kept)
    # Of two shifts in a row, the one that is still to be entered.
    chosen = next((one for one in fitting if one.presence is None), fitting[0])
    if chosen.presence is None:
        presence, minutes = rules.presence_at(now, chosen.starts_at, chosen.ends_at)
        attendance.check_in_held(session, actor, chosen, presence, minutes)
    return OwnCheckIn(checked_in=_checked_in(session, chosen), retry_after_seconds=None)


def _checked_in(session: Session, sign_up: SignUp) -> CheckedIn | None:
    if sign_up.presence is None:
        return None
    return CheckedIn(
        activity=session.get_one(Activity, sign_up.activity_id).title,
        starts_at=sign_up.starts_at,
        ends_at=sign_up.ends_at,
        presence=sign_up.presence,
    )


def _holder(session: Session, code: str) -> Volunteer | Guest:
    """The volunteer or guest with this code, locked.

    Raises:
        NotFound: the code is unknown.
    """
    try:
        return one_with_code(session, code, for_change=True)
    except NotFound:
        return guests.one_with_code(session, code, for_change=True)


def _open(session: Session, person: Volunteer | Guest) -> list[SignUp]:
    """The confirmed sign-ups of a person for activities at which people are checked in."""
    whose = SignUp.volunteer_id if isinstance(person, Volunteer) else SignUp.guest_id
    chosen = (
        sa.select(SignUp)
        .join(Activity, Activity.id == SignUp.activity_id)
        .where(
            whose == person.id,
            SignUp.state == SignUpState.CONFIRMED,
            Activity.state.in_(OPEN),
            SignUp.ends_at > clock.now(),
        )
    )
    return list(session.scalars(chosen.order_by(SignUp.starts_at, SignUp.id)))


def _fits(activity_id: UUID, typed: str) -> bool:
    known = codes_of(activity_id, day_of(clock.now()))
    return True in [hmac.compare_digest(one, typed) for one in known]


#: Counts of failed tries, from the last.
CLEANED: list[Cleaning] = [
    deleting(CheckInFailure.person_id, past(CheckInFailure.last_at, "proof"))
]
