"""The copy that a person gets."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.appeals.own_data import OwnData, OwnStep
from runtime import clock
from services.appeals import history
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures import queries as disclosures
from services.appeals.history import Entry
from vocabulary.actors import RESIDENT
from vocabulary.personal_text import hidden
from vocabulary.tracking import grouped


def copy_of(session: Session, appeal: Appeal) -> OwnData:
    """Everything that is stored about an appeal, without the names of those who handled it."""
    return OwnData(
        exported_at=clock.now(),
        id=appeal.id,
        number=appeal.number,
        tracking_code=grouped(appeal.tracking_code),
        community=appeal.community,
        category=appeal.category,
        applicant_group=appeal.applicant_group,
        channel=appeal.channel,
        text=appeal.text,
        contact_name=appeal.contact_name,
        contact_phone=appeal.contact_phone,
        contact_address=appeal.contact_address,
        contact_email=appeal.contact_email,
        wants_notices=appeal.wants_notices,
        state=appeal.state,
        due_on=appeal.due_on,
        outcome=appeal.outcome,
        outcome_reason=appeal.outcome_reason,
        received_at=appeal.received_at,
        closed_at=appeal.closed_at,
        round=appeal.round,
        rating=appeal.rating,
        history=[_step(entry) for entry in history.of(session, appeal.id)],
        disclosures=disclosures.told(session, appeal.id),
    )


def _step(entry: Entry) -> OwnStep:
    return OwnStep(
        what=entry.what,
        happened_at=entry.happened_at,
        recorded_at=entry.recorded_at,
        role=entry.role,
        method=entry.method,
        outcome=entry.outcome,
        score=entry.score,
        note=_note(entry),
    )


def _note(entry: Entry) -> str | None:
    # What staff wrote may hold the number of a neighbour, who was not asked.
    if entry.note is None or entry.role == RESIDENT.role_at(""):
        return entry.note
    return hidden(entry.note)
