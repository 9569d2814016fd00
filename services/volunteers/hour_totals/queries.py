"""Hours added up by person, team, field of work, community or month."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.words import PostCategory
from contracts.volunteers.hours import TotalHours, TotalOfHours, TotalsOfHours
from contracts.volunteers.words import HoursBy, HoursState
from runtime.narrowing import between
from runtime.scope import inside
from services.volunteers.hours.model import Hours
from services.volunteers.hours.queries import HOURS, STANDS
from services.volunteers.teams.model import Team
from services.volunteers.volunteers.model import Volunteer
from vocabulary.actors import Actor
from vocabulary.masking import masked_name

#: Totals of one answer.
MOST = 200

_COUNTED = Hours.state == HoursState.COUNTED
_SUMS = ("people", "served", "counted_minutes", "pending_minutes")
#: Literal, so that the database sees the same words where it groups.
_MONTH: sa.ColumnElement[str] = sa.literal_column("'month'")
_MONTH_BEGINS: sa.ColumnElement[str] = sa.literal_column("'start of month'")
#: Of one person below one key.
_OF_PERSON = (
    sa.func.count().label("served"),
    sa.func.sum(sa.case((_COUNTED, Hours.minutes), else_=0)).label("counted_minutes"),
    sa.func.sum(sa.case((_COUNTED, 0), else_=Hours.minutes)).label("pending_minutes"),
)


def of(session: Session, actor: Actor, request: TotalHours) -> TotalsOfHours:
    """What the actor may see, added up."""
    which = [
        HOURS.reached_by(actor),
        STANDS,
        *([inside(request.area, Hours.community)] if request.area else []),
        *([Hours.team_id == request.team_id] if request.team_id else []),
        *([Hours.volunteer_id == request.volunteer_id] if request.volunteer_id else []),
        *between(Hours.served_on, request.served_from, request.served_to),
    ]
    key = _key(session, request.by)
    # People are grouped before they are counted: a count of distinct ones sorts every row.
    person = Hours.volunteer_id
    one = sa.select(key.label("key"), person, *_OF_PERSON).where(*which).group_by(key, person)
    by_person = one.cte("by_person")
    sums = [sa.func.sum(by_person.c[each.name]).label(each.name) for each in _OF_PERSON]
    # Grouped by hashes, where a count of distinct ones sorts.
    apart = sa.select(by_person.c.volunteer_id).group_by(by_person.c.volunteer_id).subquery()
    everybody = sa.select(sa.func.count()).select_from(apart).scalar_subquery()
    found = by_person.c.key
    chosen = sa.select(
        found,
        # Below one key each person stands in one row.
        sa.func.count().label("people"),
        *sums,
        everybody.label("all_people"),
        sa.func.count().over().label("lines"),
        *(sa.func.sum(each.element).over().label(f"all_{each.name}") for each in sums),
    ).group_by(found)
    order = [found] if request.by is HoursBy.MONTH else [sa.desc("counted_minutes"), found]
    rows = session.execute(chosen.order_by(*order).limit(MOST)).mappings().all()
    told = _told(session, request.by, [row["key"] for row in rows])
    return TotalsOfHours(
        items=[TotalOfHours(**told[row["key"]], **_sums(row)) for row in rows],
        left_out=rows[0]["lines"] - len(rows) if rows else 0,
        **{name: int(rows[0][f"all_{name}"]) if rows else 0 for name in _SUMS},
    )


def _sums(row: sa.RowMapping) -> dict[str, Any]:
    """The sums of a row; PostgreSQL adds whole numbers up to decimal ones."""
    return {name: int(row[name]) for name in _SUMS}


def _key(session: Session, by: HoursBy) -> sa.ColumnElement[Any]:
    columns: dict[HoursBy, Any] = {
        HoursBy.PERSON: Hours.volunteer_id,
        HoursBy.TEAM: Hours.team_id,
        HoursBy.CATEGORY: Hours.category,
        HoursBy.COMMUNITY: Hours.community,
    }
    if by is not HoursBy.MONTH:
        key: sa.ColumnElement[Any] = columns[by]
        return key
    # The two databases begin a month each in their own way.
    if session.get_bind().dialect.name == "postgresql":
        # A moment without a time zone: otherwise each day is turned into one of the server's zone.
        day = sa.cast(Hours.served_on, sa.DateTime())
        return sa.cast(sa.func.date_trunc(_MONTH, day), sa.Date())
    return sa.func.date(Hours.served_on, _MONTH_BEGINS)


def _told(session: Session, by: HoursBy, keys: list[Any]) -> dict[Any, dict[str, Any]]:
    """What stands beside the sums of each key."""
    if by is HoursBy.PERSON:
        people = session.execute(
            sa.select(Volunteer.id, Volunteer.name).where(Volunteer.id.in_(keys))
        )
        return {
            person: {"volunteer_id": person, "name": masked_name(name)} for person, name in people
        }
    if by is HoursBy.TEAM:
        names = _names_of_teams(session, keys)
        return {key: {"team_id": key, "team": names.get(key)} for key in keys}
    if by is HoursBy.CATEGORY:
        return {key: {"category": PostCategory(key)} for key in keys}
    if by is HoursBy.COMMUNITY:
        return {key: {"community": key} for key in keys}
    return {key: {"month": str(key)[: len("2026-11")]} for key in keys}


def _names_of_teams(session: Session, keys: list[UUID | None]) -> dict[UUID | None, str]:
    chosen = sa.select(Team.id, Team.name).where(Team.id.in_([key for key in keys if key]))
    return {team: name for team, name in session.execute(chosen).all()}  # noqa: C416 - the types say what rows hold
