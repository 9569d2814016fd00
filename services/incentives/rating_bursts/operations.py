"""Setting ratings aside, deciding whether they count, and forgetting where they came from."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as
from contracts.incentives.notices import RATINGS_SET_ASIDE
from contracts.incentives.ratings import DecideRatingBurst, RatingBursts
from contracts.incentives.words import BurstDecision
from contracts.recruitment.words import Parameter
from groundwork import calendar, parameters
from runtime import clock
from runtime.database import insert_new
from runtime.identifiers import random_id
from services.incentives import notices
from services.incentives.public_words import check_public
from services.incentives.rating.model import RATING, SOURCE, Burst, RatingText
from services.incentives.rating_bursts import queries, rules
from services.incentives.rating_bursts.queries import BURSTS
from services.incentives.reports import queries as reports
from services.incentives.reports.model import Report
from services.incentives.scorecards import queries as cards
from vocabulary.actors import SYSTEM, SYSTEM_ROLE, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import check_version
from vocabulary.workdays import notice_of


def source_of(session: Session, report: Report, network: str) -> UUID:
    """Where one more sheet comes from; the sheets of an hour are set aside once they are many."""
    row = SOURCE.c
    made = {
        "id": random_id(),
        "report_id": report.id,
        "network": network,
        "hour": rules.hour_of(clock.now()),
        "sheets": 0,
    }
    insert_new(session, SOURCE, [made], unique=("report_id", "network", "hour"), returning="id")
    same = (row.report_id == report.id, row.network == network, row.hour == made["hour"])
    one_more = sa.update(SOURCE).where(*same).values(sheets=row.sheets + 1)
    source_id, sheets = session.execute(one_more.returning(row.id, row.sheets)).one()
    if rules.is_burst(sheets):
        _set_aside(session, report, source_id)
    return UUID(str(source_id))


def decide(session: Session, actor: Actor, request: DecideRatingBurst) -> RatingBursts:
    """Say whether they count, with the reason; it can change until the ratings are counted.

    Raises:
        NotFound: no such report or burst where the actor decides.
        Forbidden: the actor is one of the people who were rated.
        WrongState: more may come in this hour, or the ratings are counted.
        PreconditionFailed: it is at another version.
        Invalid: a person's number in the reason.
    """
    action = Action.RATING_DECIDE
    report = reports.REPORTS.one_of(
        session, actor, request.report_id, action=action, for_change=True
    )
    burst = BURSTS.one_of(session, actor, request.burst_id, for_change=True)
    if burst.report_id != report.id:
        raise BURSTS.no_such(request.burst_id)
    act(session, actor, action, area=report.community)
    rules.check_not_concerned(actor.account, _rated(session, report, burst.id))
    rules.check_complete(burst.began_at, clock.now())
    rules.check_undone(report.quarter, are_told=report.are_ratings_told)
    check_public([("reason", request.reason)])
    check_version(request.expected_version, burst.version)
    burst.decision, burst.reason = request.decision, request.reason
    burst.decided_on = day_of(clock.now())
    BURSTS.changed(session, actor, burst, "decided", decision=request.decision.value)
    return queries.shown(session, report)


def leave_out_overdue(session: Session, report: Report) -> None:
    """Leave out what nobody decided of within the street's working days, so that results come."""
    today = day_of(clock.now())
    workdays = parameters.value_on(session, report.community, Parameter.NOTICE_WORKDAYS, today)
    known = calendar.known(session)
    waiting = sa.select(Burst).where(Burst.report_id == report.id, Burst.decision.is_(None))
    found = [
        burst
        for burst in session.scalars(waiting.order_by(Burst.id).with_for_update())
        if today > notice_of(day_of(burst.began_at), workdays, known).last_day
    ]
    if found:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for burst in found:
        burst.decision, burst.decided_on = BurstDecision.LEFT_OUT, today
        BURSTS.changed(
            session, SYSTEM, burst, "decided", role=SYSTEM_ROLE, decision=burst.decision.value
        )


def settle(session: Session, report: Report) -> None:
    """Forget where the ratings of a report came from; what is left out alone stays set aside."""
    sheets = queries.sheets_of(session, report)
    for burst in session.scalars(sa.select(Burst).where(Burst.report_id == report.id)):
        burst.sheets = sheets[burst.id]
    left_out = sa.select(Burst.id).where(
        Burst.report_id == report.id, Burst.decision == BurstDecision.LEFT_OUT
    )
    rating = sa.update(RATING).where(
        RATING.c.report_id == report.id, RATING.c.source_id.not_in(left_out)
    )
    session.execute(rating.values(source_id=None))
    texts = sa.update(RatingText).where(
        RatingText.report_id == report.id, RatingText.source_id.not_in(left_out)
    )
    session.execute(texts.values(source_id=None))
    session.execute(sa.delete(SOURCE).where(SOURCE.c.report_id == report.id))


def _set_aside(session: Session, report: Report, source_id: UUID) -> None:
    if session.get(Burst, source_id) is None:
        burst = Burst(
            id=source_id,
            report_id=report.id,
            community=report.community,
            began_at=rules.hour_of(clock.now()),
            version=0,
        )
        session.add(burst)
        BURSTS.changed(session, SYSTEM, burst, "set_aside", role=SYSTEM_ROLE)
        notices.tell(
            session,
            RATINGS_SET_ASIDE,
            reports.REPORTS,
            report,
            may=Action.RATING_DECIDE,
            but_not=_rated(session, report, source_id),
            facts={"quarter": report.quarter},
        )


def _rated(session: Session, report: Report, source_id: UUID) -> set[str]:
    row = RATING.c
    chosen = sa.select(row.appointment_id).where(row.source_id == source_id).distinct()
    rated = set(session.scalars(chosen))
    return {
        person
        for term in cards.terms(session, community=report.community)
        if term.appointment_id in rated
        for person in term.persons
    }
