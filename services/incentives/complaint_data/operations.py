"""Forgetting what complaints say of people."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from groundwork import history
from groundwork.history import Entry
from groundwork.own_data import clean_rows, clean_words
from services.incentives.complaint_data.queries import OVER
from services.incentives.complaints.model import WORDS, ComplainantDisclosure, Complaint
from services.incentives.complaints.queries import KIND
from vocabulary import erasure


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


def forget_about(session: Session, appointment_id: UUID) -> None:
    """Forget what was said of a person whose appointment is erased; what is open goes on."""
    chosen = sa.select(Complaint).where(
        Complaint.appointment_id == appointment_id,
        Complaint.state.in_(OVER),
        Complaint.text.not_in(erasure.MARKS),
    )
    for complaint in session.scalars(chosen.with_for_update()).all():
        forget(session, complaint)
