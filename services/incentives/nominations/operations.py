"""Writing nominations down, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.incentives.nominations import (
    NominationRecorded,
    NominationView,
    RecordNomination,
    RecordNominationOutcome,
)
from contracts.incentives.words import NominationOutcome
from groundwork import counters
from runtime import clock
from runtime.identifiers import new_id
from services.incentives.nominations import queries, rules
from services.incentives.nominations.model import Nomination
from services.incentives.nominations.queries import NOMINATIONS
from services.incentives.public_words import check_public
from services.incentives.scorecards import queries as cards
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState


def record(session: Session, actor: Actor, request: RecordNomination) -> NominationView:
    """Write down that somebody nominated a commissioner.

    Raises:
        NotFound: no such appointment in the actor's scope.
        Forbidden: the actor is not of the street office.
        Invalid: a day that cannot be, or what looks like a person's number.
        WrongState: it is written down already.
    """
    term = cards.term_of(session, actor, request.appointment_id, Action.NOMINATION_READ)
    action = Action.NOMINATION_RECORD
    if not may(actor, action, area=term.community):
        raise _only_the_office()
    act(session, actor, action, area=term.community)
    check_public([("nominated_by", request.nominated_by), ("source", request.source)])
    today = day_of(clock.now())
    rules.check_nominated(request.nominated_on, began_on=term.began_on, today=today)
    counters.hold(session, f"nomination/{term.appointment_id}")
    same = sa.select(Nomination.id).where(
        Nomination.appointment_id == term.appointment_id,
        Nomination.nominated_for == request.nominated_for,
        Nomination.nominated_on == request.nominated_on,
    )
    if session.scalar(same) is not None:
        raise WrongState(
            f"该专员 {request.nominated_on} 的这次推选已登记，请在其上登记结果。",
            f"This nomination of {request.nominated_on} is written down already; write the "
            "outcome there.",
        )
    nomination = Nomination(
        id=new_id(),
        appointment_id=term.appointment_id,
        community=term.community,
        nominated_for=request.nominated_for,
        nominated_on=request.nominated_on,
        nominated_by=request.nominated_by,
        source=request.source,
        outcome=NominationOutcome.PENDING,
        version=1,
    )
    session.add(nomination)
    session.flush()
    NOMINATIONS.note(session, actor, nomination, "recorded")
    _tell(session, actor, nomination)
    return queries.shown(session, actor, nomination)


def record_outcome(
    session: Session, actor: Actor, request: RecordNominationOutcome
) -> NominationView:
    """Write down what became of it; a correction does the same.

    Raises:
        NotFound: no such nomination in the actor's scope.
        Forbidden: the actor is not of the street office.
        PreconditionFailed: it is at another version.
        Invalid: no outcome, a day that cannot be, or what looks like a person's number.
    """
    nomination = NOMINATIONS.take_up(
        session,
        actor,
        request.nomination_id,
        Action.NOMINATION_RECORD,
        otherwise=lambda _: _only_the_office(),
        expected=request.expected_version,
    )
    check_public([("outcome_source", request.outcome_source)])
    rules.check_outcome(
        request.outcome,
        request.outcome_on,
        nominated_on=nomination.nominated_on,
        today=day_of(clock.now()),
    )
    nomination.outcome, nomination.outcome_on = request.outcome, request.outcome_on
    nomination.outcome_source = request.outcome_source
    NOMINATIONS.changed(
        session, actor, nomination, "outcome_recorded", outcome=request.outcome.value
    )
    _tell(session, actor, nomination)
    return queries.shown(session, actor, nomination)


def _tell(session: Session, actor: Actor, nomination: Nomination) -> None:
    event = NominationRecorded(
        nomination_id=nomination.id,
        appointment_id=nomination.appointment_id,
        community=nomination.community,
        nominated_for=nomination.nominated_for,
        nominated_on=nomination.nominated_on,
        outcome=nomination.outcome,
        outcome_on=nomination.outcome_on,
        version=nomination.version,
    )
    outbox.add(session, event, actor=actor)


def _only_the_office() -> Forbidden:
    return Forbidden(
        "只有街道办可以登记推选及其结果。",
        "Only the street office may write nominations and their outcomes down.",
    )
