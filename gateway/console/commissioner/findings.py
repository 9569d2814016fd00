"""Findings of a field action (巡查发现) on a phone: address by address, settled or passed on."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.volunteers.findings import PassFindingOn, RecordFinding, SettleFinding
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.forms import Filled, Form
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation.activities import ALL, HERE
from gateway.console.workstation.appeals import categories
from vocabulary.permissions import Action

_FINDINGS = "/api/v1/findings"
_RECORD, _SETTLE, _PASS_ON = RecordFinding.body(), SettleFinding.body(), PassFindingOn.body()
_MOST = 100


@page(
    f"{HERE}/<uuid:activity_id>/findings",
    may=Action.FINDING_READ,
    title=_("巡查发现"),
    nav="activities",
    methods=("GET", "POST"),
)
def field_findings(activity_id: UUID) -> Shown | flask.Response:
    """Write down what was found at an address; settle it, or let it become an appeal."""
    here = f"{HERE}/{activity_id}/findings"
    deed, wanted = flask.request.form.get("_deed", ""), flask.request.form.get("_finding", "")
    tried = {
        "record": forms.filled(_RECORD),
        "settlement": forms.filled(_SETTLE),
        "appeal": forms.filled(_PASS_ON),
    }
    if pages.is_sent() and deed in tried:
        try:
            return told(here, _done(activity_id, deed, wanted, tried[deed]))
        except Refused as refusal:
            tried[deed] = tried[deed].refused(refusal.problem)
    one = api.get(f"{ALL}/{activity_id}")
    query = {"activity_id": str(activity_id), "limit": _MOST}
    found = api.get(_FINDINGS, query)["items"]
    known = list(categories().items())
    return shown(
        "commissioner/findings.html",
        max(each.status for each in tried.values()),
        one=one,
        form=_recording(one, tried["record"], found)
        if may_somewhere(Action.FINDING_RECORD)
        else None,
        found=[
            (
                each,
                forms.form(_SETTLE, _of(each, wanted, tried["settlement"])),
                forms.form(
                    _PASS_ON, _of(each, wanted, tried["appeal"]), options={"category": known}
                ),
            )
            for each in found
        ],
        wanted=wanted,
    )


def _done(activity_id: UUID, deed: str, finding: str, tried: Filled) -> Sentence:
    """Do what the form asks.

    Raises:
        Refused: with the problem document.
    """
    if deed == "record":
        api.send("POST", f"{ALL}/{activity_id}/findings", tried.body)
        return _("已登记，可以接着登记下一户。")
    if deed == "settlement":
        api.send("POST", f"{_FINDINGS}/{finding}/settlement", tried.body)
        return _("已登记当场解决。")
    api.send("POST", f"{_FINDINGS}/{finding}/appeal", tried.body)
    return _("已转为诉求，编号稍后出现在这里。")


def _recording(one: api.Json, tried: Filled, found: list[api.Json]) -> Form:
    """The form of a new finding; the last address stands there for the next line."""
    if not tried.given and found:
        tried = forms.filled_with(_RECORD, {"address": found[0]["address"] or ""})
    lines = [(line, line) for line in one["checklist"]]
    return forms.form(
        _RECORD,
        tried,
        options={"item": lines},
        labels={
            "item": _("检查项目"),
            "address": _("地址"),
            "words": _("发现什么问题"),
            "settled": _("当场怎么解决的"),
        },
        hints={
            "address": _("如 3 栋 2 单元 5 楼。不写姓名和电话。"),
            "settled": _("没有当场解决的不填，登记后可以转为诉求。"),
        },
    )


def _of(one: api.Json, wanted: str, tried: Filled) -> Filled:
    """The form that was tried belongs to one finding only."""
    return tried if one["id"] == wanted else forms.unfilled(tried.shape)
