"""The sheet (评价材料) by which the committee looks at a commissioner's year."""

from __future__ import annotations

from uuid import UUID

import flask

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation.public_names import named_today
from vocabulary.permissions import Action


@page(
    "/desk/scorecards/<uuid:appointment_id>/appraisal",
    may=Action.SCORECARD_READ,
    title=_("年度评价材料"),
    nav="reports",
)
def desk_appraisal(appointment_id: UUID) -> Shown:
    """Residents, cases, promises, learning and the person's words, on one sheet to print."""
    is_staff = may_somewhere(Action.WORK_REPORT_READ)
    if not is_staff:
        flask.g.nav = "card"
    one = api.get(f"/api/v1/scorecards/{appointment_id}/appraisal")
    return shown(
        "workstation/appraisal.html",
        one=one,
        name=named_today(one["community"]).get(one["appointment_id"]),
        gives_grade=may_somewhere(Action.APPOINTMENT_DECIDE),
        is_staff=is_staff,
    )
