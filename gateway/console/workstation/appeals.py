"""Appeals (诉求) at the desk: those that wait, one with what can be done now, a new one, a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import flask

from contracts.appeals.actions import TakeAction
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from contracts.appeals.closing import CloseAppeal, ReopenAppeal
from contracts.appeals.disclosures import DiscloseContact, Disclosed, Disclosing, FindAppeals
from contracts.appeals.intake import ListAppeals, RecordAppeal
from contracts.appeals.own_data import EraseAppeal
from contracts.appeals.rating import RateAppeal
from contracts.appeals.words import Outcome, State
from contracts.registry import Request
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Option
from gateway.console.languages import Sentence, _, current
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public.appeals import SCORES, days_left, is_late, refused_files
from gateway.console.rights import may_somewhere
from gateway.console.workstation import attachments, territory
from gateway.http.routes import dependencies
from runtime import clock
from vocabulary.human_numbers import number_in
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.phones import is_phone
from vocabulary.tracking import code_in, grouped

_ALL = "/api/v1/appeals"
_HERE = "/desk/appeals"
_DAY = dt.timedelta(days=1)
#: Every state but the last, as the address of the interface takes them.
OPEN = ",".join(state for state in State if state is not State.CLOSED)
#: The tabs of a commissioner, and by which name each is counted.
OWN_COUNTS = {
    "mine": "assigned",
    "my_due": "due_soon",
    "my_late": "overdue",
    "my_again": "reopened",
    "my_closed": "closed",
}
#: Sent with the form that asks why, and not with the one in the header.
_WITH_REASON = "_why"

_FILTERS = (
    "category",
    "applicant_group",
    "channel",
    "received_from",
    "received_to",
)

_DEEDS = (
    Deed(AcceptAppeal, label=_("受理")),
    Deed(
        AssignAppeal,
        label=_("交给专员"),
        labels={"commissioner": _("交给谁"), "due_on": _("哪天前办结")},
        hints={"due_on": _("不填就没有期限；改派时不填，原期限不变。")},
    ),
    Deed(
        TakeAction,
        label=_("登记办理"),
        labels={"note": _("做了什么")},
        hints={"note": _("居民看不到这段话，只看到用了哪种方法。")},
    ),
    Deed(
        CloseAppeal,
        label=_("办结，写明结果"),
        labels={"outcome": _("结果"), "reason": _("给居民的说明")},
        hints={"reason": _("居民会看到。没有化解的，必须说明理由。")},
    ),
    Deed(ReopenAppeal, label=_("重新办理"), labels={"reason": _("为什么重新办理")}),
    Deed(RateAppeal, label=_("登记居民评价")),
    Deed(
        DeclineAppeal,
        label=_("不予受理诉求"),
        labels={"reason": _("理由")},
        hints={"reason": _("居民会看到。写清楚为什么，该找谁。")},
        is_final=True,
    ),
    Deed(
        DiscloseContact,
        label=_("查看完整联系方式"),
        labels={"words": _("具体原因")},
        hints={"reason": _("每次查看都留记录，居民能看到是为什么。")},
        tells=Disclosed,
    ),
    Deed(EraseAppeal, label=_("应居民要求删除个人信息"), is_final=True),
)
#: What comes first where another order than the usual is likelier.
_LIKELIEST: Mapping[str, Sequence[type[Request[Any]]]] = {
    State.ASSIGNED: (TakeAction, CloseAppeal),
}
_RECORD_LABELS = {
    "text": _("居民反映什么"),
    "category": _("属于哪一类"),
    "channel": _("怎么来的"),
    "applicant_group": _("居民身份"),
    "contact_name": _("怎么称呼"),
    "notify": _("居民同意接收短信或邮件"),
}
_RECORD_HINTS = {
    "text": _("什么事、在哪里、希望怎么解决。不写身份证号。"),
    "received_at": _("不填就是现在。补登纸质记录时，填居民提出的时间。"),
}
_RECORDED = (
    "community",
    "category",
    "text",
    "channel",
    "contact_name",
    "contact_phone",
    "contact_address",
    "contact_email",
    "notify",
    "applicant_group",
    "received_at",
)


def tabs() -> list[Tab]:
    """The views that are opened every morning; each has the name of its count."""
    today = day_of(clock.now())
    soon = {"due_from": str(today), "due_to": str(today + _DAY)}
    return [
        Tab("received", _("待受理"), {"state": "received", "sort": "received_at"}),
        Tab("accepted", _("待交办"), {"state": "accepted", "sort": "received_at"}),
        Tab("assigned", _("办理中"), {"state": "assigned", "sort": "due_on"}),
        Tab("due_soon", _("今明到期"), {"state": OPEN, "sort": "due_on", **soon}),
        Tab("overdue", _("已超期"), {"overdue": "true", "sort": "due_on"}),
        Tab("reopened", _("重新办理"), {"reopened": "true", "sort": "received_at"}),
        Tab("closed", _("已办结"), {"state": "closed", "sort": "-closed_at"}),
        Tab("all", _("全部")),
    ]


def has_own_tabs() -> bool:
    """Whether the reader works with their own cases first, as a commissioner does."""
    return may_somewhere(Action.APPEAL_ACT) and not may_somewhere(Action.APPEAL_ACCEPT)


def own_tabs() -> list[Tab]:
    """The same for a commissioner: their cases, then those of the community."""
    own = {"commissioner": str(flask.g.actor.account)}
    by_name = {tab.name: tab.query for tab in tabs()}
    return [
        Tab("mine", _("我在办的"), {**by_name["assigned"], **own}),
        Tab("my_due", _("今明到期"), {**by_name["due_soon"], **own}),
        Tab("my_late", _("已超期"), {**by_name["overdue"], **own}),
        Tab("my_again", _("重新办理"), {**by_name["reopened"], **own}),
        Tab("my_closed", _("我办结的"), {**by_name["closed"], **own}),
        Tab("all", _("本社区全部")),
    ]


@dataclass(frozen=True)
class Row:
    """An appeal in a list, with how pressing it is."""

    appeal: api.Json
    due: Sentence | None
    is_late: bool
    #: It was closed before, and a resident said that nothing is solved.
    is_again: bool


def rows(items: Sequence[api.Json]) -> list[Row]:
    """Appeals as lists show them."""
    return [Row(one, due(one), is_late(one), is_again(one)) for one in items]


def due(appeal: api.Json) -> Sentence | None:
    """How long there is left; None: it is closed, or no day is set."""
    if appeal["due_on"] is None or appeal["state"] == State.CLOSED:
        return None
    left = days_left(appeal)
    match left:
        case 0:
            return _("今天到期")
        case 1:
            return _("明天到期")
        case _ if left < 0:
            return _("已超期 %(n)s 天", n=-left)
        case _:
            return _("还有 %(n)s 天", n=left)


def is_again(appeal: api.Json) -> bool:
    """Whether it is open after a closing that did not hold."""
    return int(appeal["round"]) > 1 and appeal["state"] != State.CLOSED


@page(_HERE, may=Action.APPEAL_READ, title=_("诉求办理"), nav="appeals")
def desk_appeals() -> Shown:
    """The appeals of your communities: waiting ones first."""
    places, kinds = territory.communities(), categories()
    shown_tabs, counts = _counted()
    filters = [*_FILTERS, *territory.narrowing(places)]
    found = listed(
        _ALL,
        ListAppeals,
        tabs=shown_tabs,
        filters=filters,
        options={"area": places, "category": list(kinds.items())},
        counts=counts,
    )
    return shown(
        "workstation/appeals.html",
        found.status,
        listed=found,
        rows=rows(found.items),
        categories=kinds,
        may_record=may_somewhere(Action.APPEAL_RECORD),
    )


@page(
    f"{_HERE}/<uuid:appeal_id>",
    may=Action.APPEAL_READ,
    title=_("诉求详情"),
    nav="appeals",
    methods=("GET", "POST"),
    takes_files=True,
)
def desk_appeal(appeal_id: UUID) -> Shown | flask.Response:
    """One appeal: what it says, what was done, and what can be done now."""
    at, here = f"{_ALL}/{appeal_id}", f"{_HERE}/{appeal_id}"
    if done := attachments.sent(at, here):
        return done
    known = Deeds(here, _DEEDS, {"appeal_id": str(appeal_id)})
    if done := known.sent():
        return done
    one = api.get(at)
    known.known = _ordered(one)
    people = _people(one) if "assignment" in one["possible"] else []
    return shown(
        "workstation/appeal.html",
        known.status,
        one=one,
        due=due(one),
        is_late=is_late(one),
        is_again=is_again(one),
        category=categories().get(one["category"], one["category"]),
        files=attachments.of(at, Action.APPEAL_READ),
        activities=_planned_from(one),
        may_plan=may_somewhere(Action.ACTIVITY_PLAN),
        deeds=known,
        offers=known.offered(
            one,
            options={
                "commissioner": people,
                "outcome": _outcomes(),
                "score": SCORES,
            },
        ),
    )


@page(
    f"{_HERE}/new",
    may=Action.APPEAL_RECORD,
    title=_("代居民登记诉求"),
    nav="appeals",
    methods=("GET", "POST"),
    takes_files=True,
)
def record_appeal_at_desk() -> Shown | flask.Response:
    """Write an appeal down for a resident, also from paper of an earlier day."""
    places = territory.communities()
    tried = forms.filled(RecordAppeal)
    if pages.is_sent():
        try:
            receipt = api.send("POST", _ALL, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            code = receipt["tracking_code"]
            refused = refused_files(f"/api/v1/public/appeals/{code}/attachments")
            done = attachments.added(refused) if refused else _("已登记。")
            return told(f"{_HERE}/receipts/{code}", done)
    elif len(places) == 1 and "community" not in flask.request.args:
        tried = forms.filled_with(RecordAppeal, {"community": places[0][0]})
    form = forms.form(
        RecordAppeal,
        tried,
        only=_RECORDED,
        options={"community": places, "category": list(_usable().items())},
        labels=_RECORD_LABELS,
        hints=_RECORD_HINTS,
    )
    return shown("workstation/record_appeal.html", tried.status, form=form)


@page(f"{_HERE}/receipts/<code>", may=Action.APPEAL_RECORD, title=_("诉求已登记"), nav="appeals")
def recorded_appeal(code: str) -> Shown:
    """The code to tell the resident, to print, and where to go on."""
    appeal = api.get(f"/api/v1/public/appeals/{code}")
    address = f"{flask.request.host_url}appeals/{appeal['tracking_code']}"
    return shown("workstation/recorded_appeal.html", appeal=appeal, address=address)


@page(
    "/desk/search",
    may=Action.APPEAL_READ,
    title=_("查找诉求"),
    nav="appeals",
    methods=("GET", "POST"),
)
def search() -> Shown | flask.Response:
    """By number or tracking code at once; by phone for a reason, which is kept and told."""
    tried = forms.filled(FindAppeals)
    quoted = flask.request.form.get("quoted", "").strip()
    found: list[api.Json] | None = None
    is_unclear = pages.is_sent() and not _is_searchable(quoted)
    if pages.is_sent() and not is_unclear:
        if at := _led_to(quoted):
            return pages.leading_to(at)
        found = [] if code_in(quoted) else _numbered(quoted)
        if found and len(found) == 1:
            return pages.leading_to(f"{_HERE}/{found[0]['id']}")
    is_with_reason = _WITH_REASON in flask.request.form and pages.is_sent()
    if found is None and is_with_reason and not is_unclear:
        try:
            found = api.send("POST", f"{_ALL}/search", tried.body)["items"]
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    form = forms.form(
        FindAppeals,
        tried,
        only=("quoted", *Disclosing.schema().fields),
        labels={"words": _("具体原因")},
        hints={"reason": _("每次查找都留记录，居民能看到是为什么。")},
    )
    return shown(
        "workstation/search.html",
        tried.status,
        form=form,
        rows=None if found is None else rows(found),
        unclear=quoted if is_unclear else None,
        categories=categories(),
        may_disclose=may_somewhere(Action.CONTACT_DISCLOSE),
    )


def _planned_from(one: api.Json) -> list[api.Json]:
    """The activities that were planned from an appeal. R61."""
    if not may_somewhere(Action.ACTIVITY_READ):
        return []
    asked = {"area": one["community"], "appeal_number": one["number"], "sort": "starts_at"}
    found: list[api.Json] = api.part("/api/v1/activities", asked, without={"items": []})["items"]
    return found


def categories() -> dict[str, str]:
    """What each category is called, also those no longer in use."""
    known = dependencies().reference.known().categories.values()
    return {one.code: getattr(one, f"name_{current()}") for one in known}


def _counted() -> tuple[list[Tab], dict[str, int]]:
    """The tabs that the caller works with, and how many stand in each."""
    if has_own_tabs():
        counts = api.get(f"{_ALL}/counts", {"commissioner": flask.g.actor.account})
        return own_tabs(), {mine: counts[name] for mine, name in OWN_COUNTS.items()}
    counts = api.get(f"{_ALL}/counts")
    return tabs(), {tab.name: counts[tab.name] for tab in tabs() if tab.name in counts}


def _usable() -> dict[str, str]:
    found = api.get("/api/v1/public/categories")["items"]
    return {one["code"]: one[f"name_{current()}"] for one in found}


def _ordered(appeal: api.Json) -> list[Deed]:
    """The deeds with the likeliest first."""
    first = _LIKELIEST.get(appeal["state"], ())
    return sorted(
        _DEEDS, key=lambda deed: first.index(deed.asked) if deed.asked in first else len(first)
    )


def _people(appeal: api.Json) -> list[Option]:
    """The commissioners in office, their work, and how many appeals each has."""
    found = api.get(f"/api/v1/communities/{appeal['community']}/commissioners")["items"]
    return [(one["commissioner"], _person(one)) for one in found]


def _person(one: api.Json) -> Sentence:
    posts = "、".join(field["post"] for field in one["fields_of_work"])
    name = one["name"] or naming.NOTHING
    return _("%(name)s（%(posts)s，在办 %(n)s 件）", name=name, posts=posts, n=one["open_appeals"])


def _outcomes() -> list[Option]:
    # Declining comes before acceptance, and has a form of its own.
    return [(one.value, naming.choice(one)) for one in Outcome if one is not Outcome.DECLINED]


def _is_searchable(quoted: str) -> bool:
    """Whether it is a number, a tracking code or a phone, all of it."""
    return bool(code_in(quoted) or number_in(quoted) or is_phone(quoted))


def _led_to(quoted: str) -> str | None:
    """The appeal that a tracking code belongs to; quoting the code needs no reason."""
    code = code_in(quoted)
    if code is None:
        return None
    appeal = api.found(f"/api/v1/public/appeals/{grouped(code)}")
    return f"{_HERE}/{appeal['id']}" if appeal and appeal["id"] else None


def _numbered(quoted: str) -> list[api.Json] | None:
    """Those with this number, one in each community at most; None: it is no number."""
    number = number_in(quoted)
    if number is None:
        return None
    found: list[api.Json] = api.get(_ALL, {"number": number})["items"]
    return found
