"""Writing findings down, settling them, passing them on, and learning the appeal's number."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.intake import AppealReceived
from contracts.volunteers.findings import (
    CheckFindingToPassOn,
    FindingView,
    OneFinding,
    PassFindingOn,
    RecordFinding,
    SettleFinding,
    appeal_of,
)
from contracts.volunteers.words import FindingState
from groundwork import history
from groundwork.history import Entry
from groundwork.retention import Cleaning, each
from runtime import clock, retention
from runtime.identifiers import new_id
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.findings import queries, rules
from services.volunteers.findings.model import Finding
from services.volunteers.findings.queries import FINDINGS, KIND
from services.volunteers.findings.rules import Deed
from vocabulary import erasure
from vocabulary.actors import RESIDENT, Actor
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden


def record(session: Session, actor: Actor, request: RecordFinding) -> FindingView:
    """Write down what was found at an address, and how it was settled, if it was.

    Raises:
        NotFound: no such activity in the actor's communities.
        Forbidden: the actor writes no findings of it down.
        Invalid: not a line of its check-list.
        WrongState: it has not begun, or is reported.
    """
    activity = ACTIVITIES.one_of(session, actor, request.activity_id)
    refusal = _for_others(activity.community)
    ACTIVITIES.allow(session, actor, Action.FINDING_RECORD, activity, otherwise=refusal)
    now = clock.now()
    rules.check_under_way(activity.number, activity.state, activity.starts_at, now)
    rules.check_item(request.item, activity.checklist)
    finding_id = new_id()
    finding = Finding(
        id=finding_id,
        activity_id=activity.id,
        community=activity.community,
        team_id=activity.team_id,
        commissioner=activity.commissioner,
        item=request.item,
        address=request.address,
        words=request.words,
        found_at=now,
        state=FindingState.OPEN,
        appeal_id=appeal_of(finding_id),
        version=0,
    )
    session.add(finding)
    FINDINGS.changed(session, actor, finding, "found", at=now)
    if request.settled is not None:
        _move(session, actor, finding, Deed.SETTLE, note=request.settled)
    session.flush()
    return queries.shown(session, actor, finding)


def settle(session: Session, actor: Actor, request: SettleFinding) -> FindingView:
    """Record that it was settled on the spot.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
    """
    finding = _taken_up(session, actor, request, Deed.SETTLE)
    _move(session, actor, finding, Deed.SETTLE, note=request.note)
    session.flush()
    return queries.shown(session, actor, finding)


def check_to_pass_on(session: Session, actor: Actor, request: CheckFindingToPassOn) -> FindingView:
    """The finding, if it can become an appeal now, or became one already.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
    """
    return queries.shown(session, actor, _to_pass_on(session, actor, request))


def pass_on(session: Session, actor: Actor, request: PassFindingOn) -> FindingView:
    """Record that it became an appeal, which is safe in the queue by now; twice is once.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
    """
    finding = _to_pass_on(session, actor, request)
    if finding.state is FindingState.OPEN:
        _move(session, actor, finding, Deed.REFER, category=request.category)
        session.flush()
    return queries.shown(session, actor, finding)


def learn_number(session: Session, event: AppealReceived) -> None:
    """Keep the number of the appeal that a finding became, whichever is told first."""
    chosen = sa.select(Finding).where(Finding.appeal_id == event.appeal_id)
    finding = session.scalar(chosen.with_for_update())
    if finding is not None and finding.appeal_number is None:
        finding.appeal_number = event.number
        FINDINGS.changed(session, RESIDENT, finding, "numbered", role="system")


def _to_pass_on(session: Session, actor: Actor, request: OneFinding) -> Finding:
    finding = FINDINGS.one_of(session, actor, request.finding_id)
    if finding.state is FindingState.PASSED_ON and FINDINGS.may(
        actor, Action.FINDING_RECORD, finding
    ):
        return finding
    return _taken_up(session, actor, request, Deed.REFER)


def _taken_up(session: Session, actor: Actor, request: OneFinding, deed: Deed) -> Finding:
    """The finding, locked, if the actor may do this with it now.

    Raises:
        NotFound: no such finding in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
        WrongState: it was settled or passed on.
    """
    finding = FINDINGS.take_up(
        session,
        actor,
        request.finding_id,
        rules.TABLE.action(deed),
        otherwise=_for_others,
        expected=request.expected_version,
    )
    rules.TABLE.follows("", finding.state, deed)
    return finding


def _move(session: Session, actor: Actor, finding: Finding, deed: Deed, **facts: Any) -> None:
    finding.state = rules.TABLE.follows("", finding.state, deed)
    FINDINGS.changed(session, actor, finding, rules.TABLE.deeds[deed].done, **facts)


def _for_others(community: str) -> Forbidden:
    return Forbidden(
        f"您不能登记社区 {community} 的这项巡查发现，请联系团队专员或工作站。",
        f"You may not write down findings of this activity of community {community}; ask the "
        "team's commissioner or the workstation.",
    )


def _old() -> sa.Select[Any]:
    return sa.select(Finding).where(
        Finding.words.is_not(None), Finding.found_at < retention.limit("finding")
    )


def _forget(session: Session, finding: Finding) -> None:
    finding.address = finding.words = None
    history.forget_notes(
        session, erasure.BY_RETENTION, Entry.kind == KIND, Entry.thing_id == finding.id
    )


#: Address and words past their period.
CLEANED: list[Cleaning] = [each(Finding, _old, _forget)]
