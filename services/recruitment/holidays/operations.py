"""Entering days, and taking them back; the audit keeps who did and why."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.holidays import (
    HolidayView,
    RemoveHoliday,
    SetHoliday,
)
from runtime.database import insert_new
from services.recruitment.holidays import queries, rules
from services.recruitment.holidays.model import EnteredDay
from vocabulary.actors import Actor
from vocabulary.problems import NotFound, check_version

_HOLIDAY = cast("sa.Table", EnteredDay.__table__)


def put(session: Session, actor: Actor, request: SetHoliday) -> HolidayView:
    """Say what a day is, over whatever is published; the same again changes nothing.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
        PreconditionFailed: it is at another version than expected.
    """
    rules.check_may_manage(actor)
    wanted = {
        "is_workday": request.is_workday,
        "name": request.name,
        "source": request.source,
    }
    row: dict[str, Any] = {"day": request.day, "version": 1, **wanted}
    if insert_new(session, _HOLIDAY, [row], unique=("day",), returning="day"):
        check_version(request.expected_version, 0)
        return queries.one(session, request.day)
    kept = _locked(session, request.day)
    check_version(request.expected_version, kept.version)
    if any(getattr(kept, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(kept, name, value)
        kept.version += 1
        session.flush()
    return queries.one(session, request.day)


def remove(session: Session, actor: Actor, request: RemoveHoliday) -> HolidayView:
    """The day is again as published.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
        NotFound: nothing was entered for the day.
        PreconditionFailed: it is at another version than expected.
    """
    rules.check_may_manage(actor)
    kept = _locked(session, request.day)
    check_version(request.expected_version, kept.version)
    session.delete(kept)
    session.flush()
    return queries.one(session, request.day)


def _locked(session: Session, day: dt.date) -> EnteredDay:
    chosen = sa.select(EnteredDay).where(EnteredDay.day == day).with_for_update()
    found = session.scalar(chosen.execution_options(populate_existing=True))
    if found is None:
        raise NotFound(f"{day} 没有录入的安排。", f"Nothing was entered for {day}.")
    return found
