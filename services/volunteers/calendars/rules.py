"""How an iCalendar file (RFC 5545) is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import icalendar

from contracts.volunteers.words import ActivityState, SignUpState
from vocabulary.periods import SHANGHAI

#: How often a device asks again.
_ASKED_EVERY = dt.timedelta(hours=1)


class Status(StrEnum):
    """What a device shows of an event."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Event:
    """One shift of an activity, in the calendar of one person or of a community.

    The same `id` in each reading, so that devices move or strike out what they have; `version`
    counts the changes, and a device takes the highest.
    """

    id: UUID
    version: int
    changed_at: dt.datetime
    title: str
    words: str
    place: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    status: Status
    address: str | None


def status_of(activity: ActivityState) -> Status:
    """What everyone is shown of an activity that was published."""
    return Status.CANCELLED if activity is ActivityState.CANCELLED else Status.CONFIRMED


def status_of_place(activity: ActivityState, place: SignUpState) -> Status:
    """What a person is shown of their own place; tentative while they wait for one."""
    if activity is ActivityState.CANCELLED or place in {SignUpState.WITHDRAWN, SignUpState.LAPSED}:
        return Status.CANCELLED
    return Status.CONFIRMED if place is SignUpState.CONFIRMED else Status.TENTATIVE


def written(name: str, events: Sequence[Event]) -> bytes:
    """The calendar as devices read it, in the time of the community."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Linli//Linli//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", icalendar.vDuration(_ASKED_EVERY))
    for event in events:
        calendar.add_component(_component(event))
    if events:
        calendar.add_missing_timezones(
            first_date=min(event.starts_at for event in events).date(),
            last_date=max(event.ends_at for event in events).date() + dt.timedelta(days=1),
        )
    return bytes(calendar.to_ical())


def _component(event: Event) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{event.id}@linli")
    made.add("sequence", event.version)
    made.add("dtstamp", event.changed_at.astimezone(dt.UTC))
    made.add("dtstart", event.starts_at.astimezone(SHANGHAI))
    made.add("dtend", event.ends_at.astimezone(SHANGHAI))
    made.add("status", event.status.value)
    made.add("summary", event.title)
    made.add("location", event.place)
    made.add("description", event.words)
    if event.address is not None:
        made.add("url", event.address)
    return made
