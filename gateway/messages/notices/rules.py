"""The recipients of a notice, when it may leave, and which of its facts are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import chain
from uuid import UUID

from gateway.messages.templates.rules import FACT_LONGEST
from vocabulary.areas import Level, level_of, path_of
from vocabulary.personal_text import hidden
from vocabulary.quiet_hours import QuietHours, next_allowed
from vocabulary.texts import prose

#: A role is told of what happens in its community or street; no one works in all of a city.
_NEAR = frozenset({Level.COMMUNITY, Level.STREET})
#: Recipients of one event at most.
PEOPLE_MOST = 200
#: Older events are no news, as when events are delivered again after months.
NEWS_DAYS = 7
#: So long after the answer an applicant who has not rated it is reminded, once.
RATING_REMINDER = dt.timedelta(days=3)
#: Why a message was dropped: something newer has happened.
SUPERSEDED = "superseded"


def places_around(area: str) -> tuple[str, ...]:
    """The areas where a role that covers this area is near enough to be told."""
    if level_of(area) not in _NEAR:
        return (area,)
    return tuple(code for code in path_of(area) if level_of(code) in _NEAR)


def all_told(people: Iterable[Iterable[UUID]]) -> list[UUID]:
    """All members of these groups once, as many as one event may tell."""
    return list(dict.fromkeys(chain.from_iterable(people)))[:PEOPLE_MOST]


def is_news(happened_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether people are still to be told."""
    return now - happened_at < dt.timedelta(days=NEWS_DAYS)


def leaves_at(now: dt.datetime, not_before: dt.datetime | None, quiet: QuietHours) -> dt.datetime:
    """When a message may leave at the earliest."""
    return next_allowed(max(now, not_before or now), quiet)


def kept_facts(facts: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """The facts that a kind knows, short, and without personal numbers or unseen marks."""
    return {
        name: hidden(prose(value))[:FACT_LONGEST] for name, value in facts.items() if name in known
    }
