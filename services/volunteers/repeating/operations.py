"""Laying a draft out over the working and free days."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.repeating import RepeatActivity, RepeatedActivity
from contracts.volunteers.words import ActivityState
from groundwork import calendar, counters
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.activities import operations as activities
from services.volunteers.activities import queries
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.activities.rules import Deed
from services.volunteers.repeating import rules
from vocabulary.actors import Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of

#: What every activity of a series has of the first.
_SAME = (
    "community",
    "organiser",
    "team_id",
    "post_id",
    "commissioner",
    "title",
    "plan",
    "place",
    "category",
    "cost_estimate_fen",
    "is_risky",
    "needs_insurance",
    "needs_skills",
    "checklist",
    "appeal_number",
)


def repeat(session: Session, actor: Actor, request: RepeatActivity) -> RepeatedActivity:
    """Make a draft for each further day; the first one stays as it is, in the same series.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `activities.take_up`; only a draft
            is repeated.
        Invalid: no other day until then, or too many.
    """
    first = activities.take_up(session, actor, request, Deed.REPEAT)
    begins = day_of(first.starts_at)
    known = calendar.known(session)
    days = rules.days(begins, request.rhythm, request.until, request.other_day, known.is_workday)
    first.series_id = first.series_id or new_id()
    made = [_copied(session, actor, first, day - begins) for day in days]
    activities.move(session, actor, first, Deed.REPEAT)
    session.flush()
    return RepeatedActivity(
        series_id=first.series_id, items=[queries.shown(session, actor, one) for one in made]
    )


def _copied(session: Session, actor: Actor, first: Activity, later: dt.timedelta) -> Activity:
    now = clock.now()
    year = day_of(now).year
    serial = counters.next_serial(session, f"activity/{first.community}/{year}")
    copy = Activity(
        id=new_id(),
        number=human_number(year, serial),
        series_id=first.series_id,
        starts_at=first.starts_at + later,
        ends_at=first.ends_at + later,
        state=ActivityState.DRAFT,
        version=0,
        **{name: getattr(first, name) for name in _SAME},
    )
    session.add(copy)
    session.flush()
    for shift in session.scalars(sa.select(Shift).where(Shift.activity_id == first.id)).all():
        session.add(
            Shift(
                id=new_id(),
                activity_id=copy.id,
                community=copy.community,
                starts_at=shift.starts_at + later,
                ends_at=shift.ends_at + later,
                places=shift.places,
                confirmed=0,
                offered=0,
                waiting=0,
                turns=0,
            )
        )
    ACTIVITIES.changed(session, actor, copy, "planned", at=now)
    return copy
