"""The changes of one area: it begins, gets another name, ends, is taken over.

A repeated change has no effect. An ended area stays ended: codes are never reused for other places.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from gateway.places.areas.rules.area import ONE_DAY, Area, Name
from vocabulary.problems import FieldError

#: Days outside are typing errors.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


class Refused(Exception):  # noqa: N818 - carries what an Invalid will say
    """An impossible change, with the reason for one field."""

    def __init__(self, field: str, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.complaint = FieldError(field, code, zh, en)


@dataclass(frozen=True)
class Wanted:
    """A statement about one area; fields that are None stay as they are."""

    code: str
    name_zh: str
    name_en: str
    #: The first day of this name; of a new area its first day. None: since it began.
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor: str | None = None
    is_sample: bool | None = None


def amended(area: Area | None, wanted: Wanted, today: dt.date) -> Area:
    """The area as wanted: new, with another name, with its end.

    A day before the area's beginning says that it is older than was known. The
    last day may also be that of a name, if the next name begins on the day after.

    Raises:
        Refused: the change cannot be.
    """
    if area is None:
        made = Area(
            wanted.code,
            wanted.name_zh,
            wanted.name_en,
            valid_from=wanted.valid_from,
            is_sample=bool(wanted.is_sample),
        )
    else:
        sample = area.is_sample if wanted.is_sample is None else wanted.is_sample
        made = named(
            replace(area, is_sample=sample), Name(wanted.name_zh, wanted.name_en, wanted.valid_from)
        )
    if wanted.valid_to is None:
        if wanted.successor is None or wanted.successor == made.successor:
            return made
        if made.valid_to is None:
            raise Refused(
                "successor",
                "end_missing",
                "写了承接区划，但没有写最后一天。",
                "A successor is given, but no last day.",
            )
    last_day = wanted.valid_to or made.valid_to
    if last_day is None or is_end_of_a_name(made, wanted):
        return made
    return ended(made, last_day, wanted.successor, today)


def named(area: Area, name: Name) -> Area:
    """The area under this name from its day on; until the next name, if one is known.

    Raises:
        Refused: the day lies after the area's end.
    """
    since = name.since
    check_begins_in_time(area, since)
    if since is None or since == area.valid_from:
        return replace(area, name_zh=name.zh, name_en=name.en)
    if area.valid_from is not None and since < area.valid_from:
        return _older(area, name, since)
    if area.name_on(since).words == name.words:
        return area
    others = [known for known in area.renamings if known.since != since]
    later = sorted([*others, name], key=lambda known: known.since or dt.date.min)
    return replace(area, renamings=tuple(later))


def check_begins_in_time(area: Area, since: dt.date | None) -> None:
    """Let pass a name that begins before the area's end.

    Raises:
        Refused: it would begin after it.
    """
    if area.valid_to is not None and since is not None and since > area.valid_to:
        raise Refused(
            "valid_from",
            "after_its_end",
            f"{area.code} 在 {area.valid_to} 之后已不存在，代码不能再用。",
            f"{area.code} ended on {area.valid_to}; its code cannot be used again.",
        )


def ended(area: Area, last_day: dt.date, successor: str | None, today: dt.date) -> Area:
    """The area with its last day and what takes it over.

    Raises:
        Refused: it ended otherwise already, or before it began.
    """
    chosen = successor or (area.successor if last_day == area.valid_to else None)
    if (area.valid_to, area.successor) == (last_day, chosen):
        return area
    has_ended = area.valid_to is not None and area.ended_by(today)
    adds_successor = area.valid_to == last_day and area.successor is None
    if has_ended and not adds_successor:
        heir = f"，由 {area.successor} 承接" if area.successor else ""
        into = f", taken over by {area.successor}" if area.successor else ""
        raise Refused(
            "valid_to",
            "ended_already",
            f"{area.code} 已于 {area.valid_to} 终止{heir}，不能更改。",
            f"{area.code} ended on {area.valid_to}{into}; this stays.",
        )
    newest = area.names[-1].since
    if newest is not None and last_day < newest:
        raise Refused(
            "valid_to",
            "ends_before_it_begins",
            f"最后一天 {last_day} 早于 {newest}。",
            f"The last day {last_day} is before {newest}.",
        )
    return replace(area, valid_to=last_day, successor=chosen)


def _older(area: Area, name: Name, since: dt.date) -> Area:
    first = area.names[0]
    renamings = area.renamings if first.words == name.words else (first, *area.renamings)
    return replace(area, name_zh=name.zh, name_en=name.en, valid_from=since, renamings=renamings)


def is_end_of_a_name(area: Area, wanted: Wanted) -> bool:
    """A table of names tells the last day of each; it is no end if another name follows."""
    if wanted.successor is not None or wanted.valid_to is None:
        return False
    following = wanted.valid_to + ONE_DAY
    return any(name.since == following for name in area.renamings)
