"""The calendar of the community (社区活动日历), one for all organisers: a month or a week.

It is read on a phone day by day, and prints as a sheet.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import flask

from contracts.volunteers.activities import ListActivities
from gateway.console import api, forms
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation import territory
from gateway.console.workstation.activities import ALL, HERE
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_AT_ONCE, _PAGES_MOST = 200, 3
_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
_SATURDAY = 5
#: Inside of what the calendar of holidays answers about.
_FIRST_YEAR, _LAST_YEAR = 2001, 2099
#: Drafts are no appointments yet, and what is cancelled is none any more.
_USUAL = "submitted,approved,published,held,reported,closed"
_WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


@dataclass
class Day:
    """One day with what is on."""

    day: dt.date
    weekday: Sentence
    is_free: bool
    #: Of a day that is otherwise than its weekday: why.
    name: str
    is_today: bool
    is_within: bool
    shifts: list[tuple[api.Json, api.Json]] = field(default_factory=list)


@page(f"{HERE}/calendar", may=Action.ACTIVITY_READ, title=_("活动日历"), nav="activities")
def activity_calendar() -> Shown:
    """What all organisers do in a month or a week; free and working days are marked."""
    args = flask.request.args
    today = day_of(clock.now())
    on, is_week = _day(args.get("on")) or today, args.get("view") == "week"
    first, last = _span(on, is_week=is_week)
    places = territory.communities()
    tried = forms.Filled(ListActivities.body(), args)
    names = ["organiser", "state", *territory.narrowing(places)]
    kept = [(name, value) for name in names for value in args.getlist(name) if value]
    days = {day.day: day for day in _days(first, last, on, today, is_week=is_week)}
    for one in _activities(first, last, kept):
        for shift in one["shifts"]:
            day = day_of(dt.datetime.fromisoformat(shift["starts_at"]))
            if day in days:
                days[day].shifts.append((shift, one))
    for each in days.values():
        each.shifts.sort(key=lambda pair: str(pair[0]["starts_at"]))
    every = list(days.values())
    return shown(
        "workstation/activity_calendar.html",
        weeks=[every[at : at + 7] for at in range(0, len(every), 7)],
        weekdays=_WEEKDAYS,
        on=on,
        first=first,
        last=last,
        is_week=is_week,
        before=_address(_step(on, -1, is_week=is_week), kept, is_week=is_week),
        after=_address(_step(on, 1, is_week=is_week), kept, is_week=is_week),
        now=_address(today, kept, is_week=is_week),
        other=_address(on, kept, is_week=not is_week),
        form=forms.form(ListActivities.body(), tried, only=names, options={"area": places}),
        is_empty=not any(each.shifts for each in every),
        is_filtered=bool(kept),
    )


def _activities(first: dt.date, last: dt.date, kept: list[tuple[str, str]]) -> list[api.Json]:
    chosen: dict[str, str] = {"state": _USUAL}
    for name in {name for name, _value in kept}:
        chosen[name] = ",".join(value for other, value in kept if other == name)
    query = {
        **chosen,
        "held_from": str(first),
        "held_to": str(last),
        "sort": "starts_at",
        "limit": _AT_ONCE,
    }
    found: list[api.Json] = []
    cursor: str | None = ""
    for _turn in range(_PAGES_MOST):
        part = api.get(ALL, {**query, "cursor": cursor})
        found += part["items"]
        cursor = part["next_cursor"]
        if not cursor:
            break
    return found


def _days(
    first: dt.date, last: dt.date, on: dt.date, today: dt.date, *, is_week: bool
) -> Iterator[Day]:
    """Every day shown; what differs from its weekday is told by the calendar of holidays."""
    special = _special({first.year, last.year})
    day = first
    while day <= last:
        known = special.get(str(day))
        is_free = day.weekday() >= _SATURDAY if known is None else not known["is_workday"]
        name = "" if known is None else known["name"] or ""
        is_within = is_week or day.month == on.month
        yield Day(day, _WEEKDAYS[day.weekday()], is_free, name, day == today, is_within)
        day += _DAY


def _special(years: set[int]) -> Mapping[str, api.Json]:
    found = [api.get("/api/v1/holidays", {"year": year})["items"] for year in sorted(years)]
    return {one["day"]: one for part in found for one in part}


def _span(on: dt.date, *, is_week: bool) -> tuple[dt.date, dt.date]:
    """Whole weeks: that of the day, or those of its month."""
    if is_week:
        first = on - on.weekday() * _DAY
        return first, first + _WEEK - _DAY
    begins = on.replace(day=1)
    ends = on.replace(day=calendar.monthrange(on.year, on.month)[1])
    return begins - begins.weekday() * _DAY, ends + (6 - ends.weekday()) * _DAY


def _step(on: dt.date, way: int, *, is_week: bool) -> dt.date:
    if is_week:
        return on + way * _WEEK
    middle = on.replace(day=15) + way * 30 * _DAY
    return middle.replace(day=1)


def _day(written: str | None) -> dt.date | None:
    """The day in the address; None where it is none, or beyond what anybody plans."""
    try:
        day = dt.date.fromisoformat(written or "")
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _address(on: dt.date, kept: list[tuple[str, str]], *, is_week: bool) -> str:
    query = [("view", "week" if is_week else "month"), ("on", str(on)), *kept]
    return f"{flask.request.path}?{urlencode(query)}"
