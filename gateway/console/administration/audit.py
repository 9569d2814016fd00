"""The audit (审计): who did what to what and when, in words, by service, account and day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from contracts.audit import ReadGatewayAudit
from contracts.words.values import VALUES
from gateway.api.audit import Service
from gateway.console import api, naming
from gateway.console.administration import places
from gateway.console.api import Json
from gateway.console.forms import Option
from gateway.console.known import Known
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from runtime import clock
from vocabulary.areas import is_area_code
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/audit", "/desk/audit"
_LABELS = {
    Service.GATEWAY: _("账号和设置"),
    Service.APPEALS: _("诉求"),
    Service.RECRUITMENT: _("招募与聘任"),
    Service.VOLUNTEERS: _("志愿服务"),
    Service.INCENTIVES: _("履职与激励"),
    Service.STREET: _("街道统计"),
}
#: One tab for each service: each keeps the audit of its own database.
_TABS = tuple(Tab(one.value, label, {"service": one.value}) for one, label in _LABELS.items())
_MOST_ACCOUNTS = 200
_LONGEST = 60
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_EVENT = re.compile(r"linli\.[a-z_.]+")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


@page(_HERE, may=Action.AUDIT_READ, title=_("审计"), nav="administration")
def audit() -> Shown:
    """What was done in your areas, the newest first."""
    people, areas = _accounts(), places.offered()
    found = listed(
        _ALL,
        ReadGatewayAudit,
        tabs=_TABS,
        filters=["account", "happened_from", "happened_to", "change", "area"],
        options={"account": people, "area": areas},
        counts={},
    )
    current = next(tab.name for tab in found.tabs if tab.is_current)
    names = Known()
    today = day_of(clock.now())
    return shown(
        "administration/audit.html",
        found.status,
        listed=found,
        entries=[
            _told(one, current, names, {code: str(name) for code, name in areas})
            for one in found.items
        ],
        days=[(_("今天"), str(today)), (_("昨天"), str(today - dt.timedelta(days=1)))],
        current=current,
    )


def _accounts() -> Sequence[Option]:
    """The accounts to ask about; without a choice where there are more than anybody looks through."""
    found = api.get("/api/v1/accounts", {"limit": _MOST_ACCOUNTS})
    if found["next_cursor"]:
        return ()
    return sorted(
        ((one["id"], f"{one['display_name']}（{one['login']}）") for one in found["items"]),
        key=lambda one: one[1],
    )


def _told(one: Json, service: str, names: Known, areas: Mapping[str, str]) -> Json:
    """One entry in words."""
    called = [(naming.field_called(each["field"]), each) for each in one["changes"]]
    who = names.named("account", one["account"], one) if one["account"] else None
    whose = names.named("account", one["identity"], one) if one["kind"] == "account" else None
    return one | {
        "who": who.text if who is not None else "",
        "done": naming.operation_called(one["action"]) or _came_by(one["action"]),
        "thing": naming.kind_called(one["kind"]),
        #: A sign-in is done by nobody yet: the account says whose it is.
        "whose": whose.text if whose is not None else "",
        "by": _came_by(one["program"]) if one["program"] else "",
        #: What has no name among people is the system's own, such as a counter.
        "inner": sum(not label for label, _each in called),
        "fields": [
            {
                "label": label,
                "hidden": each["hidden"],
                "before": said(service, each["before"], areas),
                "after": said(service, each["after"], areas),
            }
            for label, each in called
            if label
        ],
    }


def _came_by(written: str) -> str:
    """By what it came about; an event by its type is only that it was one."""
    return str(_("系统事件")) if _EVENT.fullmatch(written) else naming.program_called(written)


def said(service: str, value: Any, areas: Mapping[str, str] = MappingProxyType({})) -> str:
    """A value of a field, as people say it, as far as the words of its service tell."""
    match value:
        case None | "" | [] | {}:
            return naming.NOTHING
        case bool():
            return str(_("是") if value else _("否"))
        case list():
            return "、".join(said(service, one, areas) for one in value)
    text = str(value)
    if _ID.fullmatch(text):
        return str(_("编号 %(id)s…", id=text[:8]))
    if is_area_code(text):
        return areas.get(text, text)
    if _MOMENT.match(text):
        return naming.moment(text)
    if _CODE.fullmatch(text) and (word := _word(service, text)):
        return word
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _word(service: str, code: str) -> str:
    """The word for a code; nothing where the service has none, or several that differ."""
    found = {
        naming.value(f"{where}.{kind}", code)
        for where in (service, "vocabulary")
        for kind, values in VALUES.get(where, {}).items()
        if code in values
    }
    return found.pop() if len(found) == 1 else ""
