"""Cases (案例): found by field of work and words, agreed to by the speaker, approved."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.cases import (
    ApproveCase,
    ConsentToCase,
    EditCase,
    ListCases,
    WithdrawCaseConsent,
)
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/cases", "/desk/cases"
_TABS = (
    Tab("approved", _("可参考的"), {"state": "approved"}),
    Tab("draft", _("待审定"), {"state": "draft"}),
    Tab("withdrawn", _("已撤回"), {"state": "withdrawn"}),
)
_DEEDS = (
    Deed(ConsentToCase),
    Deed(ApproveCase),
    Deed(
        EditCase,
        hints={
            "doing": _("不写姓名、住址和电话。修改以后，须由讲述人重新同意、综合党委重新审定。")
        },
    ),
    Deed(WithdrawCaseConsent, is_final=True),
)


@page(_HERE, may=Action.CASE_READ, title=_("案例"), nav="meetings")
def cases() -> Shown:
    """The cases of the street, found by field of work and words."""
    places = territory.communities()
    filters = ["category", "words", *territory.narrowing(places)]
    found = listed(_ALL, ListCases, tabs=_TABS, filters=filters, options={"area": places})
    return shown("workstation/cases.html", found.status, listed=found)


@page(
    f"{_HERE}/<uuid:case_id>",
    may=Action.CASE_READ,
    title=_("案例"),
    nav="meetings",
    methods=("GET", "POST"),
)
def case(case_id: UUID) -> Shown | flask.Response:
    """One case; its speaker agrees and withdraws, the committee approves."""
    known = Deeds(f"{_HERE}/{case_id}", _DEEDS, {"case_id": str(case_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{case_id}")
    return shown(
        "workstation/case.html",
        known.status,
        one=one,
        deeds=known,
        offers=known.offered(
            one,
            begun={EditCase: one, ConsentToCase: {"reach": one["reach"]}},
            skip=("note",) if one["is_own"] else (),
        ),
    )
