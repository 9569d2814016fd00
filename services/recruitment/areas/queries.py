"""How areas are called, and whether they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.areas import AreaName
from services.recruitment.areas.model import AREA
from vocabulary.areas import Level, level_of, predecessors_of
from vocabulary.problems import wrong_field


@dataclass(frozen=True)
class Name:
    """How an area is called on one day."""

    zh: str
    en: str


def name_on(session: Session, code: str, day: dt.date) -> Name:
    """The area's name on a day; the code itself where nobody has told us of it yet."""
    names = session.scalar(sa.select(AREA.c.names).where(AREA.c.code == code))
    return _called(code, names, day)


def with_predecessors(session: Session, code: str, day: dt.date) -> tuple[str, ...]:
    """The area and all that it took over by that day: by a merger, or from what was dissolved."""
    taken_over = sa.select(AREA.c.code, AREA.c.successor).where(
        AREA.c.successor.is_not(None), AREA.c.valid_to < day
    )
    merged = {row.code: row.successor for row in session.execute(taken_over)}
    return (code, *predecessors_of(code, merged))


def check_community(session: Session, code: str, day: dt.date, *, field: str = "community") -> None:
    """Let pass a community in force on that day.

    Raises:
        Invalid: names the field: not a community, unknown, or not in force then.
    """
    if level_of(code) is not Level.COMMUNITY:
        raise wrong_field(
            field,
            "not_a_community",
            zh=f"{code} 不是社区，请填写社区代码。",
            en=f"{code} is not a community; give the code of one.",
        )
    row = session.execute(sa.select(AREA).where(AREA.c.code == code)).one_or_none()
    if row is None:
        raise wrong_field(
            field,
            "unknown_community",
            zh=f"没有这个社区：{code}。",
            en=f"There is no community {code}.",
        )
    if (row.valid_from or day) > day or (row.valid_to or day) < day:
        raise wrong_field(
            field,
            "not_in_force",
            zh=f"社区 {code} 在 {day} 不存在。",
            en=f"Community {code} does not exist on {day}.",
        )


def _called(code: str, names: Sequence[Any] | None, day: dt.date) -> Name:
    if not names:
        return Name(code, code)
    read = [AreaName.read(name) for name in names]
    begun = [name for name in read if name.valid_from is None or name.valid_from <= day]
    name = (begun or read[:1])[-1]
    return Name(name.name_zh, name.name_en)
