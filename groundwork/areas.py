"""Areas (区划) as a service needs them: their names through time, and whether they exist.

A copy of what the gateway publishes, so that a service need not ask.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from audit import AUDIT, Exempt
from bus.entrypoints import Delivered, Service, Work, subscribe_many
from contracts.gateway.areas import AreaName, AreaPublished
from runtime.database import table_metadata, upsert_newer
from vocabulary.areas import Level, level_of, predecessors_of, stem_of
from vocabulary.problems import wrong_field

METADATA = table_metadata()

#: The newest event's facts of each area.
AREA = sa.Table(
    "area",
    METADATA,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    #: As in the event: zh, en and first day, in the order of time.
    sa.Column("names", sa.JSON(), nullable=False),
    sa.Column("valid_from", sa.Date()),
    sa.Column("valid_to", sa.Date()),
    sa.Column("successor", sa.String(12)),
    info={AUDIT: Exempt("copied from the events of audited rows")},
)


def create_v1() -> None:
    """The table as it was first released; a later change gets its own step."""
    op.create_table(
        "area",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("successor", sa.String(12)),
        sa.PrimaryKeyConstraint("code", name="pk_area"),
    )


class AreasEntrypoints(Service):
    """The copy of the areas."""

    @subscribe_many(AreaPublished)
    def keep_area(self, work: Work, deliveries: list[Delivered[AreaPublished]]) -> None:
        keep(work.session, [one.event for one in deliveries])


def keep(session: Session, events: Sequence[AreaPublished]) -> None:
    """Take areas over, unless newer versions are here already."""
    rows = [
        {
            "code": event.code,
            "version": event.version,
            "names": [name.plain() for name in event.names],
            "valid_from": event.valid_from,
            "valid_to": event.valid_to,
            "successor": event.successor,
        }
        for event in events
    ]
    upsert_newer(session, AREA, rows, key="code")


@dataclass(frozen=True)
class Name:
    """The name of an area on one day."""

    zh: str
    en: str


def name_on(session: Session, code: str, day: dt.date) -> Name:
    """The area's name on a day; the code itself where it is not known yet."""
    names = session.scalar(sa.select(AREA.c.names).where(AREA.c.code == code))
    return _called(code, names, day)


def with_predecessors(session: Session, code: str, day: dt.date) -> tuple[str, ...]:
    """The area and all that it took over by that day: by a merger, or from what was dissolved."""
    merged = {gone: successor for gone, (successor, _) in taken_over(session, day).items()}
    return (code, *predecessors_of(code, merged))


def taken_over(session: Session, day: dt.date) -> dict[str, tuple[str, dt.date]]:
    """The areas that were taken over by that day: into which one, and their last day."""
    row = AREA.c
    chosen = sa.select(row.code, row.successor, row.valid_to).where(
        row.successor.is_not(None), row.valid_to < day
    )
    return {one.code: (one.successor, one.valid_to) for one in session.execute(chosen)}


def communities_of(session: Session, street: str, day: dt.date) -> list[str]:
    """The communities of a street that are in force on that day, by code."""
    row = AREA.c
    chosen = sa.select(row.code).where(
        row.code.startswith(stem_of(street)),
        sa.or_(row.valid_from.is_(None), row.valid_from <= day),
        sa.or_(row.valid_to.is_(None), row.valid_to >= day),
    )
    found = session.scalars(chosen.order_by(row.code))
    return [code for code in found if level_of(code) is Level.COMMUNITY]


def check_community(session: Session, code: str, day: dt.date, *, field: str = "community") -> None:
    """Let a community pass that is in force on that day.

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
