"""Findings as the community sees them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.volunteers.findings import (
    FindingPage,
    FindingStep,
    FindingView,
    ListFindings,
    ShowFinding,
)
from contracts.volunteers.words import FindingState
from groundwork import history
from groundwork.kept import Kept
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.volunteers.activities.queries import titles_of
from services.volunteers.findings import rules
from services.volunteers.findings.model import Finding
from vocabulary.actors import Actor
from vocabulary.permissions import Action

KIND = "finding"
FINDINGS = Kept(
    Finding,
    KIND,
    "巡查发现",
    "finding",
    read=Action.FINDING_READ,
    owner="commissioner",
    team="team_id",
)

_ORDER = paging.Order({"found_at": Finding.found_at}, identity=Finding.id, usual="-found_at")
_VIEW = Copying(
    Finding,
    FindingView,
    given=("activity", "address", "words", "appeal_id", "possible", "history"),
)
_STEP = history.Telling(FindingStep, given=("note",))


def show(session: Session, actor: Actor, request: ShowFinding) -> FindingView:
    """One finding with its history.

    Raises:
        NotFound: no such finding in the actor's communities.
    """
    return shown(session, actor, FINDINGS.one_of(session, actor, request.finding_id))


def page(session: Session, actor: Actor, request: ListFindings) -> FindingPage:
    """A page of the findings that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = FINDINGS.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, Finding.community)] if request.area else []),
        *([Finding.activity_id == request.activity_id] if request.activity_id else []),
        *any_of(Finding.state, request.state),
    )
    titles = titles_of(session, [one.activity_id for one in found.rows])
    return FindingPage(
        items=[_told(actor, one, titles[one.activity_id], None) for one in found.rows],
        **found.besides,
    )


def shown(session: Session, actor: Actor, finding: Finding) -> FindingView:
    """The finding with its history."""
    entries = history.of(session, KIND, finding.id)
    title = titles_of(session, [finding.activity_id])[finding.activity_id]
    return _told(actor, finding, title, [_STEP(entry, note=entry.note) for entry in entries])


def _told(
    actor: Actor, finding: Finding, activity: str, steps: list[FindingStep] | None
) -> FindingView:
    area, owner, team = finding.community, finding.commissioner, finding.team_id
    deeds = rules.TABLE.granted(actor, area=area, owner=owner, team=team)
    is_passed_on = finding.state is FindingState.PASSED_ON
    return _VIEW(
        finding,
        activity=activity,
        address=finding.address,
        words=finding.words,
        appeal_id=finding.appeal_id if is_passed_on else None,
        possible=rules.TABLE.offered(finding.state, deeds),
        history=steps,
    )
