"""Findings of field actions, and the appeals that they become."""

from __future__ import annotations

import flask

from contracts.appeals.intake import RecordAppeal
from contracts.appeals.words import RecordedChannel
from contracts.volunteers.findings import (
    CheckFindingToPassOn,
    ListFindings,
    PassFindingOn,
    RecordFinding,
    SettleFinding,
    ShowFinding,
)
from gateway.api.recruitment.named_accounts import aside
from gateway.http.errors import CORRELATION
from gateway.http.routes import Plain, Routes, dependencies, hand_on
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


@routes.asking("POST", f"{_ONE}/appeal", PassFindingOn, may=_RECORD)
def pass_finding_on(request: PassFindingOn) -> Plain:
    """The appeal is safe in the queue before the finding says so; twice is once."""
    found = aside(CheckFindingToPassOn(finding_id=request.finding_id))
    appeal = RecordAppeal(
        community=found.community,
        category=request.category,
        text=f"{found.address}：{found.item}。{found.words}",
        channel=RecordedChannel.OBSERVATION,
        # Two machines' clocks differ; what was found is never in the future.
        received_at=min(found.found_at, clock.now()),
        notify=False,
    )
    dependencies().intake.take_finding(
        appeal,
        request.finding_id,
        actor=flask.g.actor,
        correlation_id=flask.request.environ[CORRELATION],
    )
    return hand_on(request)
