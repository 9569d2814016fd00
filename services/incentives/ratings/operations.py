"""Rating, and counting once the time for it is over."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as
from bus import outbox
from contracts.incentives.ratings import (
    CommissionerRated,
    RateWorkReport,
    RatingSheet,
    RecordRating,
)
from contracts.incentives.words import RatedBy
from contracts.recruitment.surveys import Received
from groundwork import history, turns
from runtime.identifiers import new_id, random_id
from services.incentives import quarters
from services.incentives.rating.model import MARK, RATING, RatingText
from services.incentives.rating_bursts import operations as bursts
from services.incentives.rating_bursts import queries as bursts_kept
from services.incentives.ratings import queries, rules
from services.incentives.reports import queries as reports
from services.incentives.reports.model import Edition, Report
from vocabulary.actors import SYSTEM, SYSTEM_ROLE, Actor
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden


def rate(session: Session, request: RateWorkReport) -> Received:
    """A resident rates on the web.

    Raises:
        NotFound: no report of that quarter is published.
        WrongState: the time is over, or this household or phone has rated.
        Invalid: somebody who is not in the report, or neither household nor phone.
    """
    edition = reports.edition_of(session, request.community, request.quarter)
    return _keep(session, edition, request, RatedBy.WEB, network=request.network)


def record(session: Session, actor: Actor, request: RecordRating) -> Received:
    """A clerk records what came on paper or by phone.

    Raises:
        NotFound: no such report in the actor's communities, or it is not published.
        Forbidden: the actor records nothing there.
        WrongState, Invalid: see `rate`; or a way that is not recorded.
    """
    report = reports.REPORTS.one_of(session, actor, request.report_id)
    if not reports.REPORTS.may(actor, Action.RATING_RECORD, report):
        raise Forbidden(
            f"您不能录入社区 {report.community} 的评议。",
            f"You may not record ratings of community {report.community}.",
        )
    act(session, actor, Action.RATING_RECORD, area=report.community)
    rules.check_way(request.way)
    edition = reports.edition_of(session, report.community, report.quarter)
    kept = _keep(session, edition, request, request.way)
    # That a rating was typed in, not which one.
    history.add(
        session,
        actor,
        kind="rating_recorded",
        thing_id=new_id(),
        version=1,
        area=report.community,
        what="recorded",
        quarter=report.quarter,
    )
    return kept


def count_all(session: Session) -> int:
    """Count the reports whose time to be rated is over, and forget who rated; returns how many.

    A report waits while somebody has to decide of ratings that were set aside, but not for ever.
    """
    waiting = sa.select(Report).where(sa.not_(Report.are_ratings_told)).order_by(Report.id)
    published = waiting.where(Report.id.in_(sa.select(Edition.report_id)))
    found = session.scalars(published.with_for_update(skip_locked=True)).all()
    over = [report for report in found if not queries.takes_ratings(report)]
    for report in over:
        session.execute(sa.delete(MARK).where(MARK.c.report_id == report.id))
    for report in over:
        bursts.leave_out_overdue(session, report)
    settled = [report for report in over if not bursts_kept.is_waiting(session, report.id)]
    if settled:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for report in settled:
        _tell(session, report)
    return len(settled)


def _tell(session: Session, report: Report) -> None:
    bursts.settle(session, report)
    report.are_ratings_told = True
    reports.REPORTS.changed(session, SYSTEM, report, "ratings_counted", role=SYSTEM_ROLE)
    given = queries.scores_of(session, report.id)
    for result in queries.of_report(session, report):
        scores = () if result.is_too_few else given[result.appointment_id]
        event = CommissionerRated(
            appointment_id=result.appointment_id,
            community=report.community,
            quarter=report.quarter,
            answers=result.answers,
            sum_of_scores=sum(scores) or None,
            version=1,
        )
        outbox.add(session, event, actor=SYSTEM)


def _keep(
    session: Session,
    edition: Edition,
    sheet: RatingSheet,
    way: RatedBy,
    *,
    network: str | None = None,
) -> Received:
    """The mark into one table, the scores into others, with nothing between them."""
    report = session.scalars(
        # A shared lock: ratings do not wait for each other, and counting waits for them.
        sa.select(Report).where(Report.id == edition.report_id).with_for_update(read=True)
    ).one()
    is_open = queries.takes_ratings(report) and not report.are_ratings_told
    rules.check_open(report.quarter, is_open=is_open)
    reported = [UUID(item["appointment_id"]) for item in edition.items]
    rules.check_scores([one.appointment_id for one in sheet.scores], reported)
    per, reading = rules.reading(sheet.household, sheet.phone)
    if not turns.take(session, MARK, report.id, per, reading):
        raise rules.doubled()
    source_id = None if network is None else bursts.source_of(session, report, network)
    rows = [
        {
            "id": random_id(),
            "report_id": report.id,
            "appointment_id": one.appointment_id,
            "score": one.score,
            "way": way,
            "source_id": source_id,
        }
        for one in sheet.scores
    ]
    session.execute(sa.insert(RATING), rows)
    if sheet.words is not None:
        until = _last_day(report)
        session.add(
            RatingText(
                id=random_id(),
                report_id=report.id,
                text=sheet.words,
                rated_until=until,
                source_id=source_id,
            )
        )
    return Received(received=True)


def _last_day(report: Report) -> dt.date:
    return quarters.last_day(quarters.after(report.quarter))
