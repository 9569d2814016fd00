"""Year-end selections (年终评选) step by step, from the terms to the award."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import flask

from contracts.gateway.accounts import Nothing
from contracts.incentives.ballots import CountBox, IssueSlips, TakePaperSlip
from contracts.incentives.selection_objections import (
    AnswerSelectionObjection,
    RecordSelectionObjection,
)
from contracts.incentives.selections import (
    AwardSelection,
    CheckSelection,
    CountSelection,
    DraftSelection,
    EditSelection,
    JudgeCandidates,
    ListSelections,
    Nominate,
    OpenSelection,
    PublishNomination,
    ReturnSelection,
    SelectionTerms,
)
from contracts.incentives.words import Criterion
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Field, Filled, Form
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from gateway.console.workstation.public_names import named_today
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.whole_numbers import whole_number

_ALL, _HERE = "/api/v1/selections", "/desk/selections"
_TABS = (
    Tab("running", _("进行中"), {"state": "draft,open,counted,nominated,in_notice,checked"}),
    Tab("awarded", _("已表彰"), {"state": "awarded"}),
    Tab("all", _("全部")),
)
_DEEDS = (
    Deed(OpenSelection),
    Deed(TakePaperSlip, hints={"slip_code": _("居民交来纸票时输入编码，再让居民把纸票投进票箱。")}),
    Deed(IssueSlips, hints={"households": _("每户一张；发放后在上面打印，裁开送到各户。")}),
    Deed(CountSelection, is_final=True),
    Deed(PublishNomination),
    Deed(CheckSelection),
    Deed(AwardSelection, body=Nothing, is_final=True),
    Deed(
        RecordSelectionObjection,
        hints={"text": _("居民当面、来信或来电提出的，写在这里。被提出异议的人看不到。")},
    ),
    Deed(ReturnSelection, is_final=True),
)
_HINTS = {
    "honours": _("最多表彰几人。"),
    "least_days": _("当年任职不到这么多天的，不参评。"),
    "least_cases": _("件数或票数少于这么多的比例不计，权重由其他标准分担。"),
    "is_without_money": _("名称里像是有钱物、而实际没有时才勾选。荣誉只是精神奖励。"),
}
#: How fields are named that no shape has: the weight of a criterion, and what is said of one person.
_WEIGHT, _POINTS, _REASON, _VOTES, _APART = "w.", "p.", "r.", "v.", "a."


@page(_HERE, may=Action.SELECTION_READ, title=_("年终评选"), nav="selections")
def selections() -> Shown:
    """The selections of all communities that the reader may see."""
    places = territory.communities()
    filters = territory.narrowing(places)
    found = listed(_ALL, ListSelections, tabs=_TABS, filters=filters, options={"area": places})
    return shown(
        "workstation/selections.html",
        found.status,
        listed=found,
        may_draft=may_somewhere(Action.SELECTION_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.SELECTION_MANAGE,
    title=_("起草年终评选"),
    nav="selections",
    methods=("GET", "POST"),
)
def new_selection() -> Shown | flask.Response:
    """By what, among whom and for how many honours a selection is held."""
    places = territory.communities()
    tried = forms.filled(DraftSelection.body())
    if pages.is_sent():
        community = flask.request.form.get("community", "")
        try:
            body = tried.body | {"criteria": _weights()}
            made = api.send("POST", f"/api/v1/communities/{community}/selections", body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}/{made['id']}", _("已起草，核对后就可以开始评选。"))
    elif "year" not in tried.given:
        year = str(day_of(clock.now()).year)
        tried = dataclasses.replace(
            tried, given=forms.filled_with(DraftSelection.body(), {"year": year}).given
        )
    chosen = flask.request.values.get("community") or territory.beginning(places).get("community")
    where = Field(
        name="community",
        label=naming.field(DraftSelection, "community"),
        widget="select",
        required=True,
        options=places,
        is_given=True,
        values=[chosen] if chosen else [],
    )
    form = forms.form(tried.shape, tried, hints=_HINTS, without=("criteria",))
    return shown(
        "workstation/selection_terms.html",
        tried.status,
        form=Form([where, *form.fields], form.problem),
        weights=_asked_weights(tried, []),
        back=_HERE,
        version=None,
    )


@page(
    f"{_HERE}/<uuid:selection_id>/terms",
    may=Action.SELECTION_MANAGE,
    title=_("修改评选办法"),
    nav="selections",
    methods=("GET", "POST"),
)
def selection_terms(selection_id: UUID) -> Shown | flask.Response:
    """The terms of a draft, changed."""
    at, here = f"{_ALL}/{selection_id}", f"{_HERE}/{selection_id}"
    tried = forms.filled(EditSelection.body())
    if pages.is_sent():
        try:
            api.send("PUT", f"{at}/terms", tried.body | {"criteria": _weights()})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(here, _("已修改。"))
    one = api.get(at)
    if flask.request.method == "GET":
        tried = forms.filled_with(EditSelection.body(), one)
    return shown(
        "workstation/selection_terms.html",
        tried.status,
        form=forms.form(tried.shape, tried, hints=_HINTS, without=("criteria",)),
        weights=_asked_weights(tried, one["criteria"]),
        back=here,
        version=one["version"],
    )


@page(
    f"{_HERE}/<uuid:selection_id>",
    may=Action.SELECTION_READ,
    title=_("年终评选"),
    nav="selections",
    methods=("GET", "POST"),
)
def selection(selection_id: UUID) -> Shown | flask.Response:
    """One selection: where it stands, what comes next and by whom, and the places line by line."""
    at, here = f"{_ALL}/{selection_id}", f"{_HERE}/{selection_id}"
    objections = _objections(at)
    answers = [
        Deed(AnswerSelectionObjection, path={"objection_id": one["id"]}, label=_("答复这项异议"))
        for one in objections or ()
        if "answer" in one["possible"]
    ]
    known = Deeds(here, [*answers, *_DEEDS], {"selection_id": str(selection_id)})
    if flask.request.form.get("_deed") != "trial" and (done := known.sent()):
        return done
    one = api.get(at)
    trial, problem = _tried(at)
    return shown(
        "workstation/selection.html",
        known.status if problem is None else forms.status_of(problem),
        one=one,
        names=named_today(one["community"]),
        posts={each["appointment_id"]: each for each in one["candidates"]},
        objections=objections,
        deeds=known,
        offers=known.offered(one),
        may_try=may_somewhere(Action.SELECTION_TRY) and one["places"],
        weights=_asked_weights(
            Filled(SelectionTerms, flask.request.form, problem), one["criteria"]
        ),
        trial=trial,
        trial_problem=problem,
        reads_people=may_somewhere(Action.COMMISSIONER_READ),
    )


@page(
    f"{_HERE}/<uuid:selection_id>/opinion",
    may=Action.SELECTION_JUDGE,
    title=_("打分"),
    nav="selections",
    methods=("GET", "POST"),
)
def opinion(selection_id: UUID) -> Shown | flask.Response:
    """Your points for each candidate but yourself; nobody else sees them."""
    at = f"{_ALL}/{selection_id}"
    one = api.get(at)
    others = [each for each in one["candidates"] if not each["is_own"]]
    given, tried = flask.request.form, Filled(JudgeCandidates.body(), flask.request.form)
    if pages.is_sent():
        abstains = [
            {"appointment_id": who, "reason": reason} for who, reason in _said(_REASON, given)
        ]
        left = {each["appointment_id"] for each in abstains}
        points = [
            {"appointment_id": who, "points": _number(text)}
            for who, text in _said(_POINTS, given)
            if who not in left
        ]
        try:
            api.send("PUT", f"{at}/opinion", {"points": points, "abstains": abstains})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(
                f"{_HERE}/{selection_id}", _("已记下您的打分，别人看不到；计分前可以再改。")
            )
    return shown(
        "workstation/selection_opinion.html",
        tried.status,
        one=one,
        names=named_today(one["community"]),
        form=Form([], tried.problem),
        rows=[
            (
                each,
                Field(
                    name=f"{_POINTS}{each['appointment_id']}",
                    label=str(_("打分（0 到 100）")),
                    widget="number",
                    least=0,
                    most=100,
                    values=given.getlist(f"{_POINTS}{each['appointment_id']}"),
                ),
                Field(
                    name=f"{_REASON}{each['appointment_id']}",
                    label=str(_("应当回避的，不打分，写明理由")),
                    widget="text",
                    longest=500,
                    values=given.getlist(f"{_REASON}{each['appointment_id']}"),
                ),
            )
            for each in others
        ],
    )


@page(
    f"{_HERE}/<uuid:selection_id>/nomination",
    may=Action.SELECTION_NOMINATE,
    title=_("提名"),
    nav="selections",
    methods=("GET", "POST"),
)
def nomination(selection_id: UUID) -> Shown | flask.Response:
    """The people to be honoured; a reason for each better place that is left out."""
    at = f"{_ALL}/{selection_id}"
    given, tried = flask.request.form, Filled(Nominate.body(), flask.request.form)
    if pages.is_sent():
        nominees = given.getlist("nominees")
        over = [
            {"appointment_id": who, "reason": reason}
            for who, reason in _said(_REASON, given)
            if who not in nominees
        ]
        apart = [{"appointment_id": who, "reason": why} for who, why in _said(_APART, given)]
        body = {"nominees": nominees, "passed_over": over, "apart": apart}
        try:
            api.send("PUT", f"{at}/nomination", body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}/{selection_id}", _("已提名，请工作站公示。"))
    one = api.get(at)
    reasons = {each["appointment_id"]: each["reason"] for each in one["passed_over"]}
    names = named_today(one["community"])
    honoured = {each["appointment_id"]: each["reason"] for each in one["apart"]}
    chosen = given.getlist("nominees") if given else _proposed(one)
    return shown(
        "workstation/selection_nomination.html",
        tried.status,
        one=one,
        names=names,
        form=Form([], tried.problem),
        rows=[
            (
                place,
                place["appointment_id"] in chosen,
                Field(
                    name=f"{_REASON}{place['appointment_id']}",
                    label=str(_("名次在前而不提名的，写明理由")),
                    widget="text",
                    longest=500,
                    values=[
                        given.get(
                            f"{_REASON}{place['appointment_id']}",
                            reasons.get(place["appointment_id"], ""),
                        )
                    ],
                ),
            )
            for place in one["places"]
        ],
        interim=[
            Field(
                name=f"{_APART}{each['appointment_id']}",
                label=_known_as(each, names),
                hint=str(_("要表彰的，写明理由；不写就不表彰。")),
                widget="text",
                longest=500,
                values=[
                    given.get(
                        f"{_APART}{each['appointment_id']}",
                        honoured.get(each["appointment_id"]) or "",
                    )
                ],
            )
            for each in one["interim"]
        ],
    )


@page(
    f"{_HERE}/<uuid:selection_id>/boxes",
    may=Action.BALLOT_COUNT,
    title=_("清点票箱"),
    nav="selections",
    methods=("GET", "POST"),
)
def boxes(selection_id: UUID) -> Shown | flask.Response:
    """What one person counted in a box; a second person counts it without seeing this."""
    at = f"{_ALL}/{selection_id}"
    tried = forms.filled(CountBox.body())
    given = flask.request.form
    if pages.is_sent():
        votes = [
            {"appointment_id": who, "votes": _number(text)} for who, text in _said(_VOTES, given)
        ]
        try:
            done = api.send("POST", f"{at}/box-counts", tried.body | {"votes": votes})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}/{selection_id}/boxes", _after_count(done))
    one = api.get(at)
    names = named_today(one["community"])
    return shown(
        "workstation/selection_boxes.html",
        tried.status,
        one=one,
        form=forms.form(tried.shape, tried, without=("votes",)),
        rows=[
            Field(
                name=f"{_VOTES}{each['appointment_id']}",
                label=_known_as(each, names),
                widget="number",
                least=0,
                values=given.getlist(f"{_VOTES}{each['appointment_id']}"),
            )
            for each in one["candidates"]
        ],
    )


def _known_as(each: api.Json, names: dict[str, str]) -> str:
    """The post, with the name beside it where it may be shown today."""
    post = each["post"] or str(_("专员"))
    name = names.get(each["appointment_id"])
    return f"{post}（{name}）" if name else post


def _after_count(done: api.Json) -> Any:
    if done["is_settled"]:
        return _("%(n)s 号票箱两人清点一致。", n=done["box"])
    if done["needs_recount"]:
        return _("%(n)s 号票箱两人清点不一致，请重新清点。", n=done["box"])
    return _("已记下；%(n)s 号票箱还要由另一人清点。", n=done["box"])


def _objections(at: str) -> list[api.Json] | None:
    """The objections, for a reader who may read them; None: not for this reader."""
    if not may_somewhere(Action.SELECTION_OBJECTION_READ):
        return None
    try:
        found: list[api.Json] = api.get(f"{at}/objections")["items"]
    except Refused as refusal:
        if refusal.status != 403:  # noqa: PLR2004 - the person concerned
            raise
        return None
    return found


def _tried(at: str) -> tuple[list[api.Json] | None, api.Json | None]:
    """What other weights would change, where they were sent; or why they cannot be."""
    if flask.request.form.get("_deed") != "trial":
        return None, None
    try:
        found: list[api.Json] = api.send("POST", f"{at}/trial", {"criteria": _weights()})["items"]
    except Refused as refusal:
        return None, refusal.problem
    return found, None


def _proposed(one: api.Json) -> list[str]:
    """Those who are nominated, or else the best places."""
    best = [each["appointment_id"] for each in one["places"][: one["honours"]] if each["place"]]
    return one["nominees"] or best


def _weights() -> list[api.Json]:
    return [
        {"criterion": criterion, "weight": _number(text)}
        for criterion, text in _said(_WEIGHT, flask.request.form)
        if text != "0"
    ]


def _asked_weights(tried: Filled, before: Sequence[api.Json]) -> list[Field]:
    """A number for each criterion; the complaint about them stands in the summary."""
    usual = {one["criterion"]: str(one["weight"]) for one in before}
    return [
        Field(
            name=f"{_WEIGHT}{one.value}",
            label=naming.choice(one),
            widget="number",
            least=0,
            most=100,
            values=[tried.given.get(f"{_WEIGHT}{one.value}", usual.get(one.value, ""))],
        )
        for one in Criterion
    ]


def _said(prefix: str, given: forms.Given) -> Iterator[tuple[str, str]]:
    """What was filled in of fields with this prefix, by the rest of their names."""
    for name, value in given.items():
        if name.startswith(prefix) and value.strip():
            yield name.removeprefix(prefix), value.strip()


def _number(text: str) -> int | str:
    found = whole_number(text)
    return text if found is None else found
