"""Keeping what counts; the newest version of each row wins, in whatever order events come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from contracts.incentives.honours import HonourAwarded, HonourRevoked
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import (
    PostAdvertised,
    PostClosed,
    PostFact,
    PostFilled,
    PostOpened,
    PostVacated,
    PostWithdrawn,
)
from contracts.recruitment.words import Kind, PostState
from contracts.registry import Event
from contracts.volunteers.activities import ActivityHeld
from contracts.volunteers.hours import HoursCounted
from contracts.volunteers.volunteers import VolunteerRegistered
from contracts.volunteers.words import RegistrationState
from runtime.database import upsert_newer
from services.street.changes import operations as changes
from services.street.further.model import FURTHER_FACT, Counted

RecruitmentEvent: TypeAlias = (
    PostOpened
    | PostAdvertised
    | PostWithdrawn
    | PostFilled
    | PostVacated
    | PostClosed
    | AppointmentBegan
    | AppointmentEnded
)
VolunteersEvent: TypeAlias = VolunteerRegistered | ActivityHeld | HoursCounted
HonourEvent: TypeAlias = HonourAwarded | HonourRevoked
FurtherEvent: TypeAlias = RecruitmentEvent | VolunteersEvent | HonourEvent

#: The logs that tell of it. The newest event of a thing says all within each of these groups.
LOGS: Mapping[str, Sequence[tuple[type[Event], ...]]] = {
    "recruitment": (
        (PostOpened, PostAdvertised, PostWithdrawn, PostFilled, PostVacated, PostClosed),
        (AppointmentBegan,),
        (AppointmentEnded,),
    ),
    "volunteers": ((VolunteerRegistered,), (ActivityHeld,), (HoursCounted,)),
    "incentives": ((HonourAwarded,), (HonourRevoked,)),
}
EVENTS = tuple(one for groups in LOGS.values() for group in groups for one in group)

#: Of what no day is told; it counts in all of time alone.
_NO_DAY = dt.date(1970, 1, 1)
#: Above every version of an event: what was replaced counts nothing, whatever comes late.
_REPLACED = 1_000_001
_VACANT = frozenset({PostState.OPEN, PostState.ADVERTISED})


def keep(
    session: Session, events: Sequence[FurtherEvent], *, again: bool = False
) -> list[dict[str, Any]]:
    """Remember what these events count, and give the rows; `again`: even if it seems to be known.

    Counted again from the log, the communities are noted as changed here, as no event tells of it.
    """
    rows = [row for event in events for row in _counted(event)]
    upsert_newer(session, FURTHER_FACT, rows, key=("thing", "kind"), also_same=again)
    if again:
        changes.note_areas(session, {event.community for event in events})
    return rows


def _counted(event: FurtherEvent) -> Iterator[dict[str, Any]]:
    """The rows of an event."""
    match event:
        case PostFact():
            yield from _of_post(event)
        case AppointmentBegan():
            kind = Counted.APPOINTED
            if event.kind is Kind.INTERIM:
                kind = Counted.IN_THE_INTERIM
            yield _row(event, event.appointment_id, kind, event.began_on)
        case AppointmentEnded():
            yield _row(event, event.appointment_id, Counted.ENDED, event.ended_on)
        case VolunteerRegistered():
            is_active = event.state is RegistrationState.ACTIVE
            on = event.registered_on
            yield _row(event, event.registration_id, Counted.VOLUNTEER, on, int(is_active))
        case ActivityHeld():
            yield _row(event, event.activity_id, Counted.ACTIVITY, event.held_on)
        case HoursCounted():
            on = event.served_on
            yield _row(event, event.hours_id, Counted.MINUTES, on, event.minutes)
        case HonourAwarded():
            yield _row(event, event.honour_id, Counted.HONOUR, event.awarded_on)
            if event.replaces is not None:
                gone = _row(event, event.replaces, Counted.HONOUR, _NO_DAY, 0)
                yield gone | {"version": _REPLACED}
        case HonourRevoked():
            yield _row(event, event.honour_id, Counted.HONOUR, _NO_DAY, 0)


def _of_post(post: PostFact) -> Iterator[dict[str, Any]]:
    is_there = post.state not in {PostState.DRAFT, PostState.CLOSED}
    for kind, counts in (
        (Counted.POST, is_there),
        (Counted.VACANCY, post.state in _VACANT),
        (Counted.INTERIM_POST, post.state is PostState.INTERIM_FILLED),
    ):
        yield _row(post, post.post_id, kind, _NO_DAY, int(counts))


def _row(
    event: Any, thing: UUID, kind: Counted, begins: dt.date, amount: int = 1
) -> dict[str, Any]:
    return {
        "thing": thing,
        "kind": kind.value,
        "version": event.version,
        "community": event.community,
        "begins": begins,
        "amount": amount,
    }
