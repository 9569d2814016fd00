"""One area through time: its beginning, its names, its successor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vocabulary.areas import Level, StreetKind, level_of, street_kind

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Name:
    """The name of an area from a day on; without a day, from its beginning."""

    zh: str
    en: str
    since: dt.date | None = None

    @property
    def words(self) -> tuple[str, str]:
        """The name without its time."""
        return self.zh, self.en


@dataclass(frozen=True)
class Area:
    """A street, community or higher area. Its code is never given to another place."""

    code: str
    #: The name with which it began.
    name_zh: str
    name_en: str
    valid_from: dt.date | None = None
    #: The last day, included.
    valid_to: dt.date | None = None
    #: Made up for a sample; not in the official register.
    is_sample: bool = False
    #: The area that took its matters over when it ended.
    successor: str | None = None
    #: Later names, in the order of time.
    renamings: tuple[Name, ...] = ()
    #: Counts the changes, from 1.
    version: int = 1

    @property
    def level(self) -> Level:
        """Its level."""
        return level_of(self.code)

    @property
    def kind(self) -> StreetKind | None:
        """The kind of street it is or lies in."""
        return street_kind(self.code)

    @property
    def names(self) -> tuple[Name, ...]:
        """All names, in the order of time."""
        return (Name(self.name_zh, self.name_en, self.valid_from), *self.renamings)

    def name_on(self, day: dt.date) -> Name:
        """Its name on a day; before its beginning, its first name."""
        first, *later = self.names
        for name in later:
            if name.since is not None and name.since <= day:
                first = name
        return first

    def exists_on(self, day: dt.date) -> bool:
        """Whether the area was in force on a day; the last day counts."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and not self.ended_by(day)

    def ended_by(self, day: dt.date) -> bool:
        """Whether its last day lies before this day."""
        return self.valid_to is not None and self.valid_to < day

    @property
    def taken_over_on(self) -> dt.date | None:
        """The first day without it; None while no end is known."""
        return None if self.valid_to is None else self.valid_to + ONE_DAY


Tree = Mapping[str, Area]


def successions(areas: Tree, day: dt.date) -> dict[str, str]:
    """Each area that had ended by a day and was taken over → what took it over."""
    return {
        area.code: area.successor
        for area in areas.values()
        if area.successor is not None and area.ended_by(day)
    }


def heir_of(area: Area, areas: Tree, day: dt.date) -> Area | None:
    """Where its matters lie on a day: the successor, or the successor's successor."""
    heir: Area | None = area
    # As many steps as there are areas, so that a wrong chain ends too.
    for _ in areas:
        if heir is None or not heir.ended_by(day):
            break
        heir = areas.get(heir.successor or "")
    return None if heir is area else heir
