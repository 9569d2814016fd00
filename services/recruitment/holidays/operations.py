"""Entering days, taking them back, and declaring a year complete."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.holidays import (
    DeclareHolidayYear,
    HolidayRemoved,
    HolidaySet,
    HolidayView,
    HolidayYearDeclared,
    HolidayYearView,
    RemoveHoliday,
    SetHoliday,
)
from groundwork import counters, history, workdays
from services.recruitment.holidays import queries, rules
from services.recruitment.holidays.model import DeclaredYear, EnteredDay
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import NotFound, check_version


def put(session: Session, actor: Actor, request: SetHoliday) -> HolidayView:
    """Enter a day in place of what is published; repeating it changes nothing.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
        PreconditionFailed: it is at another version than expected.
    """
    area, day = _taken_up(session, actor), request.day
    kept = _locked(session, day)
    check_version(request.expected_version, 0 if kept is None else kept.version)
    wanted = {
        "is_workday": request.is_workday,
        "name": request.name,
        "source": request.source,
    }
    if kept is None:
        # Versions continue after a removal: a version means one thing only.
        before = history.of(session, queries.DAY, queries.day_id(day))
        kept = EnteredDay(day=day, version=before[-1].version if before else 0)
        session.add(kept)
    elif all(getattr(kept, name) == value for name, value in wanted.items()):
        return queries.one(session, day)
    for name, value in wanted.items():
        setattr(kept, name, value)
    kept.version += 1
    session.flush()
    history.add(
        session,
        actor,
        kind=queries.DAY,
        thing_id=queries.day_id(day),
        version=kept.version,
        area=area,
        what="set",
        note=request.source,
        is_workday=request.is_workday,
        name=request.name,
    )
    event = HolidaySet(day=day, is_workday=kept.is_workday, name=kept.name, version=kept.version)
    outbox.add(session, event, actor=actor)
    session.flush()
    return queries.one(session, day)


def remove(session: Session, actor: Actor, request: RemoveHoliday) -> HolidayView:
    """The day is again as published.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
        NotFound: nothing was entered for the day.
        PreconditionFailed: it is at another version than expected.
    """
    area, day = _taken_up(session, actor), request.day
    kept = _locked(session, day)
    if kept is None:
        raise NotFound(f"{day} 没有录入的安排。", f"There is no entry for {day}.")
    check_version(request.expected_version, kept.version)
    version = kept.version + 1
    session.delete(kept)
    session.flush()
    history.add(
        session,
        actor,
        kind=queries.DAY,
        thing_id=queries.day_id(day),
        version=version,
        area=area,
        what="removed",
    )
    event = HolidayRemoved(day=day, is_workday=workdays.is_published_workday(day), version=version)
    outbox.add(session, event, actor=actor)
    session.flush()
    return queries.one(session, day)


def declare(session: Session, actor: Actor, request: DeclareHolidayYear) -> HolidayYearView:
    """Say whether everything of a year is entered, so that working days are counted by it.

    Notices that run already keep their days. The same again changes nothing.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
        PreconditionFailed: it is at another version than expected.
        WrongState: the year is published, or lacks a holiday that every year has.
    """
    area, year = _taken_up(session, actor), request.year
    chosen = sa.select(DeclaredYear).where(DeclaredYear.year == year)
    kept = session.scalar(chosen.execution_options(populate_existing=True))
    check_version(request.expected_version, 0 if kept is None else kept.version)
    if request.is_complete:
        rules.check_can_declare(year, queries.calendar(session))
    wanted = (request.is_complete, request.source)
    if kept is not None and (kept.is_complete, kept.source) == wanted:
        return queries.declared(session, year)
    if kept is None:
        kept = DeclaredYear(year=year, version=0)
        session.add(kept)
    kept.is_complete, kept.source = wanted
    kept.version += 1
    session.flush()
    history.add(
        session,
        actor,
        kind=queries.YEAR,
        thing_id=queries.year_id(year),
        version=kept.version,
        area=area,
        what="declared" if kept.is_complete else "taken_back",
        note=request.source,
    )
    event = HolidayYearDeclared(year=year, is_complete=kept.is_complete, version=kept.version)
    outbox.add(session, event, actor=actor)
    session.flush()
    return queries.declared(session, year)


def _taken_up(session: Session, actor: Actor) -> str:
    """The area where the actor manages holidays; other changes wait for this transaction.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
    """
    area = rules.check_may_manage(actor)
    act(session, actor, Action.HOLIDAY_MANAGE, area=area)
    counters.hold(session, "holidays")
    return area


def _locked(session: Session, day: dt.date) -> EnteredDay | None:
    chosen = sa.select(EnteredDay).where(EnteredDay.day == day).with_for_update()
    return session.scalar(chosen.execution_options(populate_existing=True))
