"""Complaints as personal data: the copy for the person concerned, and forgetting. PIPL art. 45, 47."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.own_data import ComplaintAboutYou
from contracts.incentives.words import ComplaintMeasure, ComplaintState, HeardSide
from groundwork import history
from groundwork.history import Entry
from groundwork.own_data import clean_rows, clean_words
from runtime import retention
from runtime.copying import Copying
from services.incentives.complaints import rules
from services.incentives.complaints.model import WORDS, ComplainantDisclosure, Complaint
from services.incentives.complaints.queries import KIND
from services.incentives.scorecards.rules import Term
from vocabulary import erasure
from vocabulary.periods import day_of

_OVER = (ComplaintState.REVIEWED, ComplaintState.CLOSED)
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
        Complaint.state.in_(_OVER),
        sa.func.coalesce(Complaint.reviewed_on, Complaint.answered_on) < limit,
        Complaint.text.not_in(erasure.MARKS),
    )


def forget(session: Session, complaint: Complaint) -> None:
    """Clean the words and the contact; days, state and finding stay."""
    complaint.contact = None
    clean_words(complaint, WORDS, erasure.BY_RETENTION)
    complaint.version += 1
    session.flush()
    row = ComplainantDisclosure
    clean_rows(session, row, ("words",), erasure.BY_RETENTION, row.complaint_id == complaint.id)
    history.forget_notes(
        session, erasure.BY_RETENTION, Entry.kind == KIND, Entry.thing_id == complaint.id
    )


def forget_about(session: Session, appointment_id: Any) -> None:
    """Forget what was said of a person whose appointment is erased; what is open goes on."""
    chosen = sa.select(Complaint).where(
        Complaint.appointment_id == appointment_id,
        Complaint.state.in_(_OVER),
        Complaint.text.not_in(erasure.MARKS),
    )
    for complaint in session.scalars(chosen.with_for_update()).all():
        forget(session, complaint)


def _side(session: Session, complaint: Complaint) -> list[str]:
    what = rules.HEARD[HeardSide.COMMISSIONER]
    entries = history.of(session, KIND, complaint.id)
    return [entry.note for entry in entries if entry.what == what and entry.note is not None]
