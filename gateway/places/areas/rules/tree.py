"""The rules between areas: each lies in an existing one, and is taken over by an existing one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator

from gateway.places.areas.rules.area import Area, Tree
from vocabulary.actors import Actor
from vocabulary.areas import parent_of
from vocabulary.counted import counted
from vocabulary.permissions import Action, may
from vocabulary.problems import FieldError

#: How many places a sentence names.
_NAMED = 3


def may_keep(actor: Actor, code: str) -> bool:
    """Whether the actor may manage areas, at a place above this one."""
    return may(actor, Action.AREA_MANAGE, area=parent_of(code))


def complaints(areas: Tree, changed: Collection[str]) -> list[tuple[str, FieldError]]:
    """The complaints about the new tree, by changed code."""
    inside: dict[str, list[Area]] = defaultdict(list)
    before: dict[str, list[Area]] = defaultdict(list)
    for area in areas.values():
        inside[parent_of(area.code) or ""].append(area)
        before[area.successor or ""].append(area)
    return [
        (code, complaint)
        for code in changed
        for complaint in (
            *_about_parent(areas[code], areas),
            *_about_children(areas[code], inside[code], changed),
            *_about_successor(areas[code], areas),
            *_about_predecessors(areas[code], before[code], changed),
        )
    ]


def _about_parent(area: Area, areas: Tree) -> Iterator[FieldError]:
    code = parent_of(area.code)
    if code is None:
        return
    parent = areas.get(code)
    if parent is None:
        yield FieldError(
            "code",
            "no_parent",
            f"{area.code} 的上级 {code} 不存在，请一并导入。",
            f"{code}, the area around {area.code}, does not exist; import it too.",
        )
    elif not _lasts_as_long(parent, area):
        yield FieldError(
            "valid_from" if not _begins_in_time(parent, area) else "valid_to",
            "outside_parent",
            f"{area.code} 的有效期（{_span_zh(area)}）超出上级 {code} 的有效期（{_span_zh(parent)}）。",
            f"{area.code} ({_span_en(area)}) is not within the time of {code} "
            f"({_span_en(parent)}), in which it lies.",
        )


def _about_children(
    area: Area, children: list[Area], changed: Collection[str]
) -> Iterator[FieldError]:
    # A child in the same change tells it by itself.
    outside = [
        child for child in children if child.code not in changed and not _lasts_as_long(area, child)
    ]
    if outside:
        some = _codes(outside)
        yield FieldError(
            "valid_to" if area.valid_to else "valid_from",
            "children_remain",
            f"{area.code} 之内还有 {len(outside)} 个下级区划在此期限之外仍有效（{some}），请先处理。",
            f"{counted(len(outside), 'area', 'areas')} in {area.code} would last longer than it "
            f"({some}); "
            "first end or merge what lies in it.",
        )


def _about_successor(area: Area, areas: Tree) -> Iterator[FieldError]:
    if area.successor is None or area.taken_over_on is None:
        return
    successor = areas.get(area.successor)
    if successor is None:
        yield FieldError(
            "successor",
            "no_successor",
            f"承接区划 {area.successor} 不存在，请一并导入。",
            f"The successor {area.successor} does not exist; import it too.",
        )
    elif successor.code == area.code or successor.level is not area.level:
        yield FieldError(
            "successor",
            "another_level",
            f"{area.successor} 不能承接 {area.code}：须为同一级的另一个区划。",
            f"{area.successor} cannot take {area.code} over: it must be another area of the same "
            "level.",
        )
    elif not successor.exists_on(area.taken_over_on):
        yield _absent(area, successor, area.taken_over_on, field="successor")


def _about_predecessors(
    area: Area, predecessors: list[Area], changed: Collection[str]
) -> Iterator[FieldError]:
    for old in predecessors:
        day = old.taken_over_on
        if old.code not in changed and day is not None and not area.exists_on(day):
            yield _absent(old, area, day, field="valid_to")


def _absent(old: Area, successor: Area, day: dt.date, *, field: str) -> FieldError:
    return FieldError(
        field,
        "successor_absent",
        f"{successor.code} 在 {day} 不存在，不能自该日起承接 {old.code}。",
        f"{successor.code} does not exist on {day}, when it takes over {old.code}.",
    )


def _lasts_as_long(outer: Area, inner: Area) -> bool:
    ends = outer.valid_to is None or (
        inner.valid_to is not None and inner.valid_to <= outer.valid_to
    )
    return _begins_in_time(outer, inner) and ends


def _begins_in_time(outer: Area, inner: Area) -> bool:
    return outer.valid_from is None or (
        inner.valid_from is not None and outer.valid_from <= inner.valid_from
    )


def _codes(areas: list[Area]) -> str:
    more = " …" if len(areas) > _NAMED else ""
    return " ".join(sorted(area.code for area in areas)[:_NAMED]) + more


def _span_zh(area: Area) -> str:
    return f"{area.valid_from or '一直'} 至 {area.valid_to or '今'}"


def _span_en(area: Area) -> str:
    return f"{area.valid_from or 'always'} to {area.valid_to or 'now'}"
