"""Drafting, writing, approving and publishing work reports."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as
from bus import outbox
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    PublishWorkReport,
    WorkReport,
    WorkReportPublished,
)
from contracts.incentives.words import ReportState
from groundwork import counters
from runtime import clock
from runtime.identifiers import new_id
from services.incentives import quarters
from services.incentives.facts.model import APPOINTMENT_FACT
from services.incentives.public_words import check_public
from services.incentives.reports import queries, rules
from services.incentives.reports.model import Edition, Report
from services.incentives.reports.rules import Deed
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.rules import Days
from vocabulary.actors import SYSTEM, SYSTEM_ROLE, Actor
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden


def draft_all(session: Session, today: dt.date) -> int:
    """Draft the report of the newest quarter that is over by today, where somebody was in office.

    Returns how many; the clock asks again and again, and each is drafted once.
    """
    quarter = quarters.before(today)
    counters.hold(session, f"work_reports/{quarter}")
    drafted = sa.select(Report.community).where(Report.quarter == quarter)
    known = sa.select(APPOINTMENT_FACT.c.community).distinct()
    waiting = known.where(APPOINTMENT_FACT.c.community.not_in(drafted))
    days = Days(quarters.first_day(quarter), quarters.last_day(quarter))
    found = [
        community
        for community in session.scalars(waiting.order_by(APPOINTMENT_FACT.c.community)).all()
        if any(term.within(days) for term in cards.terms(session, community=community))
    ]
    if found:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for community in found:
        _draft(session, community, quarter)
    return len(found)


def edit(session: Session, actor: Actor, request: EditWorkReport) -> WorkReport:
    """Write the summary; what was approved is a draft again.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a person's number in it.
    """
    check_public([("summary", request.summary)])
    report = _moved_on(session, actor, request, Deed.EDIT)
    report.summary, report.approved = request.summary, None
    return _shown(session, actor, report)


def approve(session: Session, actor: Actor, request: ApproveWorkReport) -> WorkReport:
    """Approve the report as it stands now (审定): later facts change the cards, not this.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
    """
    report = _moved_on(session, actor, request, Deed.APPROVE)
    report.approved = [item.plain() for item in queries.prepared(session, report)]
    return _shown(session, actor, report)


def publish(session: Session, actor: Actor, request: PublishWorkReport) -> WorkReport:
    """Publish what was approved, as the next edition.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
    """
    report = _moved_on(session, actor, request, Deed.PUBLISH)
    items = report.approved or []
    edition = Edition(
        report_id=report.id,
        number=queries.newest_number(session, report.id) + 1,
        community=report.community,
        published_on=day_of(clock.now()),
        published_by=actor.account,
        summary=report.summary,
        change=report.change,
        items=items,
    )
    session.add(edition)
    report.change = None
    event = WorkReportPublished(
        report_id=report.id,
        community=report.community,
        quarter=report.quarter,
        number=edition.number,
        published_on=edition.published_on,
        change=edition.change,
        commissioners=len(items),
        version=report.version,
    )
    outbox.add(session, event, actor=actor)
    return _shown(session, actor, report)


def correct(session: Session, actor: Actor, request: CorrectWorkReport) -> WorkReport:
    """Take a published report up again (更正); the edition that is out stays as it is.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a person's number in it.
    """
    check_public([("change", request.change)])
    report = _moved_on(session, actor, request, Deed.CORRECT)
    report.change, report.approved = request.change, None
    return _shown(session, actor, report)


def _draft(session: Session, community: str, quarter: str) -> None:
    report = Report(
        id=new_id(),
        community=community,
        quarter=quarter,
        state=ReportState.DRAFT,
        are_ratings_told=False,
        version=1,
    )
    session.add(report)
    queries.REPORTS.note(
        session,
        SYSTEM,
        report,
        rules.TABLE.deeds[Deed.DRAFT].done,
        role=SYSTEM_ROLE,
        quarter=quarter,
    )


def _moved_on(
    session: Session,
    actor: Actor,
    request: EditWorkReport | ApproveWorkReport | PublishWorkReport | CorrectWorkReport,
    deed: Deed,
) -> Report:
    """The report in its next state, locked.

    Raises:
        NotFound: no such report in the actor's communities.
        Forbidden: the actor may not do this there.
        PreconditionFailed: it is at another version.
        WrongState: that cannot be done now.
    """
    report = queries.REPORTS.take_up(
        session,
        actor,
        request.report_id,
        rules.TABLE.action(deed),
        otherwise=lambda _: _forbidden(deed),
        expected=request.expected_version,
    )
    queries.REPORTS.move_on(session, actor, report, rules.TABLE, deed, quarter=report.quarter)
    return report


def _forbidden(deed: Deed) -> Forbidden:
    if deed is Deed.APPROVE:
        return Forbidden(
            "只有本社区综合党委可以审定履职公示。",
            "Only the community's party committee may approve its work report.",
        )
    return Forbidden(
        "只有本社区工作站可以编写、发布和更正履职公示。",
        "Only the community's workstation may write, publish and correct its work report.",
    )


def _shown(session: Session, actor: Actor, report: Report) -> WorkReport:
    session.flush()
    return queries.shown(session, actor, report)
