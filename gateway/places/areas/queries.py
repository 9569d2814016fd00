"""Reading the area tree: from the database, and as others see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.areas import AreaDetail, AreaFilter, AreaList, AreaName, AreaView
from gateway.places.areas.model import AREA
from gateway.places.areas.rules import Area, Name
from gateway.places.areas.rules.area import Tree, heir_of, successions
from runtime import paging
from vocabulary.areas import parent_of, path_of, predecessors_of
from vocabulary.problems import NotFound


def everything(session: Session) -> tuple[Area, ...]:
    """All areas, higher ones before what lies in them."""
    return tuple(_area(row) for row in session.execute(sa.select(AREA).order_by(AREA.c.code)))


def stamp(session: Session) -> tuple[int, int]:
    """Another one after every change: no area goes away, and versions only grow."""
    counted = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(AREA.c.version), 0))
    areas, versions = session.execute(counted.select_from(AREA)).one()
    return int(areas), int(versions)


def names_on(session: Session, codes: Collection[str], day: dt.date) -> dict[str, Name]:
    """The names of these areas on a day; unknown codes are left out."""
    rows = session.execute(sa.select(AREA).where(AREA.c.code.in_(codes)))
    return {area.code: area.name_on(day) for area in map(_area, rows)}


def heirs_today(session: Session, codes: Collection[str], day: dt.date) -> dict[str, str]:
    """Where the matters of areas lie on a day: with these, or with areas that took them over."""
    taken_over = AREA.c.code.in_(codes) & AREA.c.successor.is_not(None)
    found = map(_area, session.execute(sa.select(AREA).where(taken_over)))
    gone = [area for area in found if area.ended_by(day)]
    tree = {area.code: area for area in everything(session)} if gone else {}
    heirs = {area.code: heir_of(area, tree, day) for area in gone}
    return {code: code if (heir := heirs.get(code)) is None else heir.code for code in codes}


def listed(areas: Tree, wanted: AreaFilter, today: dt.date) -> AreaList:
    """A page of the areas in force on a day, under their names of then.

    Raises:
        Invalid: a limit out of range, or a cursor that no page gave.
    """
    day = wanted.on or today
    found = (
        area
        for area in areas.values()
        if area.exists_on(day)
        and (wanted.level is None or area.level is wanted.level)
        and (wanted.parent is None or parent_of(area.code) == wanted.parent)
    )
    page = paging.of_known(found, lambda area: area.code, "code", wanted)
    return AreaList(items=_views(page.rows, day), **page.besides)


def detail(areas: Tree, code: str, day: dt.date) -> AreaDetail:
    """An area with its place in the tree and its history.

    Raises:
        NotFound: there never was such an area.
    """
    area = areas.get(code)
    if area is None:
        raise NotFound(f"没有区划 {code[:20]}，请核对。", f"There is no area {code[:20]}.")
    around = [areas[upper] for upper in path_of(code)[1:] if upper in areas]
    inside = [
        child for child in areas.values() if parent_of(child.code) == code and child.exists_on(day)
    ]
    return AreaDetail(
        **vars(view(area, day)),
        path=_views(around, day),
        children=_views(inside, day),
        names=names(area),
        predecessors=list(predecessors_of(code, successions(areas, day))),
    )


def view(area: Area, day: dt.date) -> AreaView:
    """The area under its name of a day."""
    name = area.name_on(day)
    return AreaView(
        code=area.code,
        name_zh=name.zh,
        name_en=name.en,
        level=area.level,
        kind=area.kind,
        valid_from=area.valid_from,
        valid_to=area.valid_to,
        successor=area.successor,
        is_sample=area.is_sample,
    )


def names(area: Area) -> list[AreaName]:
    """All names, in the order of time."""
    return [
        AreaName(name_zh=name.zh, name_en=name.en, valid_from=name.since) for name in area.names
    ]


def _views(areas: Iterable[Area], day: dt.date) -> list[AreaView]:
    return [view(area, day) for area in areas]


def _area(row: sa.Row[tuple[object, ...]]) -> Area:
    return Area(
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        is_sample=row.is_sample,
        successor=row.successor,
        renamings=tuple(
            Name(zh, en, dt.date.fromisoformat(since)) for since, zh, en in row.renamings or ()
        ),
        version=row.version,
    )
