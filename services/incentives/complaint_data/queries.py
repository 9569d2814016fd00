"""What is kept of complaints: for the person concerned, and what is old."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.own_data import ComplaintAboutYou
from contracts.incentives.words import ComplaintMeasure, ComplaintState, HeardSide
from groundwork import history
from runtime import retention
from runtime.copying import Copying
from services.incentives.complaints import rules
from services.incentives.complaints.model import Complaint
from services.incentives.complaints.queries import KIND
from services.incentives.scorecards.rules import Term
from vocabulary import erasure
from vocabulary.periods import day_of

#: States in which nothing is done any more.
OVER = (ComplaintState.REVIEWED, ComplaintState.CLOSED)
_COPY = Copying(Complaint, ComplaintAboutYou, given=("measures", "your_side"))


def about(session: Session, terms: list[Term]) -> list[ComplaintAboutYou]:
    """The complaints about a person, without their writers and without their words."""
    chosen = sa.select(Complaint).where(
        Complaint.appointment_id.in_([term.appointment_id for term in terms])
    )
    return [
        _COPY(
            row,
            measures=[ComplaintMeasure(one) for one in row.measures],
            your_side=_side(session, row),
        )
        for row in session.scalars(chosen.order_by(Complaint.received_on, Complaint.id))
    ]


def old() -> sa.Select[Any]:
    """So long after the last answer."""
    limit = day_of(retention.limit("complaint"))
    return sa.select(Complaint).where(
        Complaint.state.in_(OVER),
        sa.func.coalesce(Complaint.reviewed_on, Complaint.answered_on) < limit,
        Complaint.text.not_in(erasure.MARKS),
    )


def _side(session: Session, complaint: Complaint) -> list[str]:
    what = rules.HEARD[HeardSide.COMMISSIONER]
    entries = history.of(session, KIND, complaint.id)
    return [entry.note for entry in entries if entry.what == what and entry.note is not None]
