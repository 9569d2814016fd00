"""How appointments are counted (R5, R8, R15 to R17).

Cumulative (累计) are the appointments that began in a period, renewals too: the 37 of the source are
of this kind. In office are the holders of posts on one day; the two are different numbers. Every
share shows both of its numbers.

A post waits from the day on which it was opened, or on which the resident before left; where late
paper shows an earlier proposal, from that day. It still waits while staff look after it in the
interim, and a renewal fills no post.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.recruitment.words import Kind
from vocabulary.periods import months_after
from vocabulary.problems import wrong_field

#: Days outside are typing errors.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


@dataclass(frozen=True)
class Held:
    """An appointment that began: from its first day to the first one without it."""

    post_id: UUID
    community: str
    kind: str
    is_renewal: bool
    proposed_on: dt.date
    began_on: dt.date
    free_from: dt.date


@dataclass(frozen=True)
class Standing:
    """A post between the day on which it was opened and the one on which it was closed.

    Without a day on which it was opened it was a draft to the end, and is no post
    unless somebody held it.
    """

    post_id: UUID
    community: str
    opened_on: dt.date | None
    closed_on: dt.date | None


@dataclass(frozen=True)
class Count:
    """The figures of one group of appointments and posts."""

    cumulative: int
    in_office: int
    interim: int
    posts: int
    vacant: int
    without_resident: int
    waits: tuple[int, ...]


def count(
    held: Sequence[Held],
    posts: Sequence[Standing],
    *,
    first: dt.date | None,
    last: dt.date | None,
    on: dt.date,
) -> Count:
    """The figures of these appointments and posts; the days are included."""
    here = [one for one in held if one.began_on <= on < one.free_from]
    holders = {one.post_id: one.kind for one in here}
    since = there_since(held, posts)
    standing = [post.post_id for post in posts if _stands(post, since.get(post.post_id), on)]
    return Count(
        cumulative=sum(_is_within(one.began_on, first, last) for one in held),
        in_office=len(here),
        interim=sum(one.kind == Kind.INTERIM for one in here),
        posts=len(standing),
        vacant=sum(post_id not in holders for post_id in standing),
        without_resident=sum(
            holders.get(post_id, Kind.INTERIM) == Kind.INTERIM for post_id in standing
        ),
        waits=tuple(waits(held, posts, first=first, last=last)),
    )


def there_since(held: Iterable[Held], posts: Iterable[Standing]) -> dict[UUID, dt.date]:
    """Since when each post is there: opened, or somebody was proposed for it before that."""
    since = {post.post_id: post.opened_on for post in posts}
    for one in held:
        if one.post_id in since:
            since[one.post_id] = min(since[one.post_id] or one.proposed_on, one.proposed_on)
    return {post_id: day for post_id, day in since.items() if day is not None}


def waits(
    held: Sequence[Held],
    posts: Sequence[Standing],
    *,
    first: dt.date | None,
    last: dt.date | None,
    kind: str | None = None,
) -> list[int]:
    """The days that each post waited for a resident, or one of a kind, who began in the period."""
    by_post: dict[UUID, list[Held]] = defaultdict(list)
    for one in held:
        if one.kind != Kind.INTERIM:
            by_post[one.post_id].append(one)
    found = []
    for post_id, since in there_since(held, posts).items():
        vacant_since = since
        for one in sorted(by_post[post_id], key=lambda each: (each.began_on, each.free_from)):
            counts = not one.is_renewal and kind in (None, one.kind)
            if counts and _is_within(one.began_on, first, last):
                found.append((one.began_on - vacant_since).days)
            vacant_since = one.free_from
    return found


def median(values: Sequence[int]) -> float | None:
    """The middle one, or half-way between the two in the middle; None of none."""
    return statistics.median(values) if values else None


def check_period(first: dt.date | None, last: dt.date | None) -> None:
    """A period ends no earlier than it begins.

    Raises:
        Invalid: names `to`.
    """
    if first is not None and last is not None and last < first:
        raise wrong_field(
            "to",
            "before_first",
            zh=f"期末 {last} 早于期初 {first}。",
            en=f"The last day {last} is before the first {first}.",
        )


def ends_of_months(last: dt.date, number: int) -> list[dt.date]:
    """So many days: the last one, and before it the ends of the months before.

    Raises:
        Invalid: names `to`, a day that is out of reach.
    """
    if not EARLIEST <= last <= LATEST:
        raise wrong_field(
            "to",
            "out_of_range",
            zh=f"日期 {last} 不在 {EARLIEST} 至 {LATEST} 之间，请检查年份。",
            en=f"{last} is not between {EARLIEST} and {LATEST}; check the year.",
        )
    this = last.replace(day=1)
    ends = [months_after(this, 1 - before) - dt.timedelta(days=1) for before in range(1, number)]
    return [*reversed(ends), last]


def _stands(post: Standing, since: dt.date | None, on: dt.date) -> bool:
    if since is None:
        return False
    return since <= on and (post.closed_on is None or on < post.closed_on)


def _is_within(day: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
