"""Findings of field actions, and the appeals that they become."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.appeals.intake import RecordAppeal
from contracts.appeals.words import RecordedChannel
from contracts.volunteers.findings import (
    CheckFindingToPassOn,
    FindingView,
    ListFindings,
    PassFindingOn,
    Passing,
    RecordFinding,
    SettleFinding,
    ShowFinding,
)
from gateway.api.recruitment.named_accounts import aside
from gateway.http.errors import CORRELATION
from gateway.http.routes import Routes, ask, dependencies
from runtime import clock
from vocabulary.permissions import Action

routes = Routes("findings", "巡查发现 · Findings")

_ALL = "/api/v1/findings"
_ONE = f"{_ALL}/<uuid:finding_id>"
_RECORD = Action.FINDING_RECORD

routes.asks("GET", _ALL, ListFindings, may=Action.FINDING_READ)
routes.asks("GET", _ONE, ShowFinding, may=Action.FINDING_READ)
routes.asks(
    "POST",
    "/api/v1/activities/<uuid:activity_id>/findings",
    RecordFinding,
    may=_RECORD,
    creates="/api/v1/findings/{id}",
)
routes.asks("POST", f"{_ONE}/settlement", SettleFinding, may=_RECORD)


@routes.post(f"{_ONE}/appeal", may=_RECORD, takes=Passing, answers=FindingView)
def pass_finding_on(body: Passing, finding_id: UUID) -> FindingView:
    """Pass a finding on: it becomes an appeal without an applicant, in the finding's words."""
    found = aside(CheckFindingToPassOn(finding_id=finding_id))
    appeal = RecordAppeal(
        community=found.community,
        category=body.category,
        text=f"{found.address}：{found.item}。{found.words}",
        channel=RecordedChannel.OBSERVATION,
        # Two machines' clocks differ; what was found is never in the future.
        received_at=min(found.found_at, clock.now()),
        notify=False,
    )
    dependencies().intake.take_finding(
        appeal,
        finding_id,
        actor=flask.g.actor,
        correlation_id=flask.request.environ[CORRELATION],
    )
    return ask(PassFindingOn(finding_id=finding_id))
