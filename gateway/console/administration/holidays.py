"""Holidays and working weekends (节假日、调休): a year entered, compared and declared complete."""

from __future__ import annotations

import datetime as dt

import flask

from contracts.recruitment.holidays import DeclareHolidayYear, SetHoliday
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Filled, Form
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/holidays", "/desk/holidays"
_KINDS = [("false", _("放假")), ("true", _("上班"))]
_DECLARE = Deed(
    DeclareHolidayYear,
    hints={
        "source": _("和哪份通知核对过；收回声明的，写明原因。"),
        "is_complete": _("声明以后，公示期按这一年的工作日计算。"),
    },
)
_ASKED = ("day", "is_workday", "name", "source")


@page(
    _HERE,
    may=Action.HOLIDAY_READ,
    title=_("节假日"),
    nav="administration",
    methods=("GET", "POST"),
)
def holidays() -> Shown | flask.Response:
    """A year: what is known of it, each day that differs from the week, and the declaration."""
    this_year = day_of(clock.now()).year
    year = forms.number(flask.request.args.get("year", "")) or this_year
    here, may_manage = f"{_HERE}?year={year}", may_somewhere(Action.HOLIDAY_MANAGE)
    known = Deeds(here, [_DECLARE], {"year": str(year)})
    if done := known.sent():
        return done
    found = api.get(_ALL, {"year": year})
    declared = found["declaration"] or {}
    offers = known.offered(
        {"version": declared.get("version"), "possible": [_DECLARE.word] if may_manage else []}
    )
    return shown(
        "administration/holidays.html",
        known.status,
        year=year,
        years=range(this_year - 1, this_year + 3),
        found=found,
        deeds=known,
        offers=offers,
        may_manage=may_manage,
    )


@page(
    f"{_HERE}/days",
    may=Action.HOLIDAY_MANAGE,
    title=_("录入一天"),
    nav="administration",
    methods=("GET", "POST"),
)
def holiday() -> Shown | flask.Response:
    """Enter a day, over what is published."""
    tried = forms.filled(SetHoliday)
    day = tried.given.get("day", "")
    if pages.is_sent():
        body = {name: value for name, value in tried.body.items() if name != "day"}
        try:
            api.send("PUT", f"{_ALL}/{day or '-'}", body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}?year={day[:4]}", _("已录入 %(day)s。", day=day))
    return shown(
        "administration/holiday.html", tried.status, form=_form(tried), year=day[:4] or _year()
    )


@page(
    f"{_HERE}/<day>/removal",
    may=Action.HOLIDAY_MANAGE,
    title=_("删除录入"),
    nav="administration",
    methods=("POST",),
)
def remove_holiday(day: str) -> flask.Response:
    """Remove an entry; what is published counts again."""
    api.send("DELETE", f"{_ALL}/{day}")
    return told(f"{_HERE}?year={day[:4]}", _("已删除 %(day)s 的录入，恢复已公布的安排。", day=day))


def _form(tried: Filled) -> Form:
    return forms.form(SetHoliday, tried, only=_ASKED, options={"is_workday": _KINDS})


def _year() -> str:
    today: dt.date = day_of(clock.now())
    return str(today.year)
