"""What a digest counts, where an area's figures belong, and when they are told.

A community that was merged into another is counted there from the day after its last one; its own
digest is empty then. So the figures of all communities add up to those of their street.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contracts.street.words import Span
from services.street.totals.rules import Count, count
from vocabulary.areas import Level, level_of, parent_of

#: By what appeals are counted, one at a time.
KINDS = ("category", "applicant_group", "channel", "outcome")
#: The levels that have digests; a province has other systems.
LEVELS = (Level.CITY, Level.DISTRICT, Level.STREET, Level.COMMUNITY)
#: All that have no line of their own; no code has this form.
REST = "*"
#: An event has room for so many lines of a kind.
_LINES_MOST = 80
#: Between two digests of an area.
BETWEEN = dt.timedelta(minutes=1)
#: Without a change, the same again; not of communities, whose many digests would fill the log.
_SIGN_OF_LIFE = dt.timedelta(hours=1)
#: A clock that was so far ahead is taken for one that was wrong.
_AHEAD = dt.timedelta(minutes=5)
_MONTHS_OF_A_QUARTER = 3


@dataclass
class Figures:
    """The figures of an area in one period; changed while they are added up."""

    receptions: int = 0
    #: What other services than the register tell, by what is counted.
    further: dict[str, int] = field(default_factory=dict)
    lines: dict[str, dict[str, Count]] = field(default_factory=lambda: {kind: {} for kind in KINDS})

    def count(self, kind: str, key: str, counted: Count) -> None:
        """Add to a line."""
        of_kind = self.lines[kind]
        before = of_kind.get(key)
        of_kind[key] = counted if before is None else plus(before, counted)

    def add(self, other: Figures) -> None:
        """Add all of another."""
        self.receptions += other.receptions
        for kind, amount in other.further.items():
            self.further[kind] = self.further.get(kind, 0) + amount
        for kind, lines in other.lines.items():
            for key, counted in lines.items():
                self.count(kind, key, counted)

    def whole(self) -> Count:
        """All appeals: each has one outcome, or is open."""
        return count(self.lines["outcome"].values())

    def limited(self) -> Figures:
        """The same without lines of zeros, and the smallest together where there are too many."""
        lines = {kind: _limited(self.lines[kind]) for kind in KINDS}
        return Figures(self.receptions, self.further, lines)

    def plain(self) -> list[Any]:
        """As it is kept: the receptions, each line by its kind and key, and what is further told."""
        return [
            self.receptions,
            {
                kind: {
                    key: [one.appeals, one.closed, one.settled] for key, one in sorted(of.items())
                }
                for kind, of in self.lines.items()
            },
            dict(sorted(self.further.items())),
        ]

    @staticmethod
    def read(kept: Sequence[Any]) -> Figures:
        """From what `plain` gave; that of an earlier version tells nothing further."""
        receptions, lines, *further = kept
        return Figures(
            receptions,
            further[0] if further else {},
            {kind: {key: Count(*one) for key, one in of.items()} for kind, of in lines.items()},
        )


def _limited(lines: Mapping[str, Count]) -> dict[str, Count]:
    kept = {key: one for key, one in lines.items() if one != Count()}
    if len(kept) > _LINES_MOST:
        # What is together already stays so, or a street would tell other lines than its communities.
        smallest = sorted(kept, key=lambda key: (key == REST, -kept[key].appeals, key))
        rest = Count()
        for key in smallest[_LINES_MOST - 1 :]:
            rest = plus(rest, kept.pop(key))
        kept[REST] = rest
    return kept


#: The figures of an area by period.
Periods = dict[Span, Figures]


def plus(one: Count, other: Count) -> Count:
    """Both together."""
    return Count(
        one.appeals + other.appeals, one.closed + other.closed, one.settled + other.settled
    )


def nothing() -> Periods:
    """No figures, of each period."""
    return {span: Figures() for span in Span}


def added(parts: Iterable[Periods]) -> Periods:
    """The figures of several areas together."""
    whole = nothing()
    for part in parts:
        for span, figures in part.items():
            whole[span].add(figures)
    return whole


def begins(span: Span, day: dt.date) -> dt.date | None:
    """The first day of the period that runs on a day; all of time has none."""
    month = day.replace(day=1)
    return {
        Span.DAY: day,
        Span.MONTH: month,
        Span.QUARTER: month.replace(month=day.month - (day.month - 1) % _MONTHS_OF_A_QUARTER),
        Span.YEAR: month.replace(month=1),
        Span.EVER: None,
    }[span]


def holder_of(area: str, merged: Mapping[str, str]) -> str:
    """The area that an area's matters belong to; itself unless it was merged."""
    seen = {area}
    while (area_after := merged.get(area)) is not None and area_after not in seen:
        area = area_after
        seen.add(area)
    return area


def counted_at(community: str, merged: Mapping[str, str]) -> str:
    """The community whose digest has a community's figures.

    What was dissolved into a higher area keeps them, as no community has taken it over.
    """
    holder = holder_of(community, merged)
    return holder if level_of(holder) is Level.COMMUNITY else community


def above(community: str, merged: Mapping[str, str]) -> Iterator[str]:
    """The areas around a community that have digests, upwards, by the tree of the day."""
    holder: str | None = holder_of(community, merged)
    while holder is not None and level_of(holder) in LEVELS:
        if level_of(holder) is not Level.COMMUNITY:
            yield holder
        around = parent_of(holder)
        holder = None if around is None else holder_of(around, merged)


def is_sign_due(area: str, silent: dt.timedelta) -> bool:
    """Whether an area's digest is told again though nothing changed, after so long."""
    return level_of(area) is not Level.COMMUNITY and silent >= _SIGN_OF_LIFE


def may_digest(now: dt.datetime, last: dt.datetime | None) -> bool:
    """Whether a minute has passed since the last digests, by whichever process."""
    return last is None or now - last >= BETWEEN or last - now > _AHEAD


def version_after(last: int | None, now: dt.datetime) -> int:
    """A version above the last one: the minute, since 1970, in which it is made.

    So it rises even where the database was restored from a copy that had not the last ones.
    """
    return max(int(now.timestamp()) // 60, (last or 0) + 1)


@dataclass(frozen=True)
class Digest:
    """What a digest says of an area, apart from its version and day."""

    periods: Periods
    #: The highest place of each source that it stands for.
    heard: Mapping[str, int]
    #: The area that counts its figures since it was merged.
    merged_into: str | None = None

    def plain(self) -> dict[str, Any]:
        """As it is kept; what is alike is written alike."""
        return {
            "merged_into": self.merged_into,
            "heard": dict(sorted(self.heard.items())),
            "periods": {span.value: self.periods[span].plain() for span in Span},
        }

    @staticmethod
    def read(kept: Mapping[str, Any]) -> Digest:
        """From what `plain` gave."""
        periods = {span: Figures.read(kept["periods"][span.value]) for span in Span}
        return Digest(periods, kept["heard"], kept["merged_into"])


def together(parts: Sequence[Digest]) -> Digest:
    """The digest of an area, made from those of what lies in it."""
    return Digest(
        limited(added(part.periods for part in parts)), highest(one.heard for one in parts)
    )


def limited(periods: Periods) -> Periods:
    """The same with as few lines as an event has room for."""
    return {span: figures.limited() for span, figures in periods.items()}


def highest(places: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The highest place of each source."""
    found: dict[str, int] = {}
    for one in places:
        for source, place in one.items():
            found[source] = max(found.get(source, 0), place)
    return found
