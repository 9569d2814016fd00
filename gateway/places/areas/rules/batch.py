"""Several changes at once: all of them, or none with every complaint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gateway.places.areas.rules import tree
from gateway.places.areas.rules.area import Area, Tree
from gateway.places.areas.rules.changes import (
    EARLIEST,
    LATEST,
    Refused,
    Wanted,
    amended,
    check_begins_in_time,
    is_end_of_a_name,
)
from vocabulary.actors import Actor
from vocabulary.areas import AreaChange, parent_of
from vocabulary.counted import counted
from vocabulary.problems import FieldError, Forbidden, Invalid, Problem

#: An answer must stay readable, whatever was sent.
_COMPLAINTS_MOST = 100
_NOT_YOURS = "not_yours"


@dataclass(frozen=True)
class Line:
    """One line of a file; without a number, what a request says."""

    wanted: Wanted
    number: int | None = None

    def told(self, complaint: FieldError) -> FieldError:
        """The complaint, with the line that it is about."""
        if self.number is None:
            return complaint
        return replace(complaint, field=f"line {self.number}.{complaint.field}")


def changed(
    areas: Tree,
    lines: Sequence[Line],
    *,
    today: dt.date,
    actor: Actor | None,
    wrong: Sequence[FieldError] = (),
    unsure: frozenset[str] = frozenset(),
) -> dict[str, Area]:
    """The areas that become others by these lines, in the order of their codes.

    The order of the lines does not count. An administrator changes areas below their own; without
    an actor, everywhere. `wrong` is what was found before, in lines about the codes `unsure`.

    Raises:
        Invalid: with the line and field of everything that is wrong.
        Forbidden: areas lie elsewhere, and nothing else is wrong.
    """
    made, complaints = _applied(areas, lines, today)
    found = [*wrong, *complaints]
    line_of = {line.wanted.code: line for line in reversed(lines)}
    others = {code: area for code, area in sorted(made.items()) if area != areas.get(code)}
    for code, complaint in [
        *_elsewhere(areas, others, actor),
        *tree.complaints(made, others),
    ]:
        if not _follows(complaint, others[code], unsure):
            found.append(line_of[code].told(complaint))
    if found:
        raise _refusal(found)
    return others


def what_became(before: Area | None, after: Area) -> tuple[AreaChange, ...]:
    """How the area differs from what it was."""
    if before is None:
        return (AreaChange.ADDED, *([AreaChange.ENDED] if after.valid_to else []))
    kinds = []
    if after.renamings != before.renamings:
        kinds.append(AreaChange.RENAMED)
    if (after.valid_to, after.successor) != (before.valid_to, before.successor):
        kinds.append(AreaChange.ENDED)
    if _beginning(after) != _beginning(before):
        kinds.append(AreaChange.CORRECTED)
    return tuple(kinds)


def check_may_keep(actor: Actor, code: str, *, field: str) -> None:
    """Let an administrator of an area above this one pass.

    Raises:
        Forbidden: the actor is none; names the field that holds the area.
    """
    if not tree.may_keep(actor, code):
        raise _refusal([_not_yours(field, code)])


def day_complaint(field: str, day: dt.date | None) -> list[FieldError]:
    """What speaks against a day that is a typing error."""
    if day is None or EARLIEST <= day <= LATEST:
        return []
    return [
        FieldError(
            field,
            "out_of_range",
            f"日期 {day} 不在 {EARLIEST} 至 {LATEST} 之间。",
            f"{day} is not between {EARLIEST} and {LATEST}.",
        )
    ]


def _applied(
    areas: Tree, lines: Sequence[Line], today: dt.date
) -> tuple[dict[str, Area], list[FieldError]]:
    made = dict(areas)
    complaints: list[FieldError] = []
    for line, wanted in _in_turn(lines):
        try:
            made[wanted.code] = amended(made.get(wanted.code), wanted, today)
        except Refused as refused:
            complaints.append(line.told(refused.complaint))
    complaints += _two_ends(made, lines)
    for line in lines:
        # The end may stand in another line than a name that says nothing new.
        try:
            check_begins_in_time(made[line.wanted.code], line.wanted.valid_from)
        except Refused as refused:
            complaints.append(line.told(refused.complaint))
    return made, list(dict.fromkeys(complaints))


def _two_ends(made: Tree, lines: Sequence[Line]) -> Iterator[FieldError]:
    """Lines that tell another end of an area than the line before."""
    ends: dict[str, dt.date] = {}
    for line in lines:
        code, last_day = line.wanted.code, line.wanted.valid_to
        if last_day is None or is_end_of_a_name(made[code], line.wanted):
            continue
        if ends.setdefault(code, last_day) != last_day:
            yield line.told(
                FieldError(
                    "valid_to",
                    "two_ends",
                    f"{code} 在另一行写的终止日期是 {ends[code]}。",
                    f"Another line says that {code} ends on {ends[code]}.",
                )
            )


def _in_turn(lines: Sequence[Line]) -> Iterator[tuple[Line, Wanted]]:
    """First all names, the older before the newer; then what ends."""
    by_day = sorted(lines, key=lambda line: line.wanted.valid_from or dt.date.min)
    for line in by_day:
        yield line, replace(line.wanted, valid_to=None, successor=None)
    for line in by_day:
        if line.wanted.valid_to is not None or line.wanted.successor is not None:
            yield line, line.wanted


def _elsewhere(areas: Tree, others: Tree, actor: Actor | None) -> Iterator[tuple[str, FieldError]]:
    if actor is None:
        return
    for code, area in others.items():
        before = areas.get(code)
        if not tree.may_keep(actor, code):
            yield code, _not_yours("code", code)
        newly = before is None or before.successor != area.successor
        if newly and area.successor is not None and not tree.may_keep(actor, area.successor):
            yield code, _not_yours("successor", area.successor)


def _not_yours(field: str, code: str) -> FieldError:
    return FieldError(
        field,
        _NOT_YOURS,
        f"您不能更改区划 {code}：只有其上级区划的管理员可以。",
        f"You may not change area {code}; administrators of an area above it may.",
    )


def _follows(complaint: FieldError, area: Area, unsure: frozenset[str]) -> bool:
    """Whether this is only wrong because another line is."""
    missing = {"no_parent": parent_of(area.code), "no_successor": area.successor}
    return missing.get(complaint.code) in unsure


def _beginning(area: Area) -> tuple[object, ...]:
    return area.name_zh, area.name_en, area.valid_from, area.is_sample


def _refusal(found: list[FieldError]) -> Problem:
    fields = tuple(found[:_COMPLAINTS_MOST])
    if len(found) == 1:
        zh, en = found[0].zh, found[0].en
    else:
        zh = f"有 {len(found)} 处不对，没有更改任何区划。"
        en = f"{counted(len(found), 'place is', 'places are')} wrong; no area was changed."
    kind = Forbidden if {field.code for field in found} == {_NOT_YOURS} else Invalid
    return kind(zh, en, fields=fields)
