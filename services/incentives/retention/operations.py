"""Cleaning when the period is over."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from groundwork.own_data import clean_words
from groundwork.retention import Classes, deleting, each, past
from runtime import retention
from services.incentives.ballots.model import Slip
from services.incentives.complaint_data import operations as complaint_data
from services.incentives.complaint_data import queries as complaints_kept
from services.incentives.complaints.model import ComplainantDisclosure, Complaint
from services.incentives.ratings.model import RatingText
from services.incentives.selection.model import Selection
from services.incentives.selection.queries import PUBLISHED
from services.incentives.selection_objections.model import SelectionObjection
from vocabulary.erasure import BY_RETENTION
from vocabulary.periods import day_of


def _are_old() -> sa.ColumnElement[bool]:
    return RatingText.rated_until < day_of(retention.limit("rating_words"))


def _slips_are_old() -> sa.ColumnElement[bool]:
    limit = day_of(retention.limit("ballot_slip"))
    return Slip.selection_id.in_(sa.select(Selection.id).where(Selection.counted_on < limit))


def _old_objections() -> sa.Select[Any]:
    limit = day_of(retention.limit("objection"))
    # Of a nomination that was sent back nobody answers objections any more.
    is_waiting = SelectionObjection.selection_id.in_(
        sa.select(Selection.id).where(Selection.state.in_(PUBLISHED))
    )
    return sa.select(SelectionObjection).where(
        sa.or_(
            SelectionObjection.answered_on < limit,
            sa.and_(
                SelectionObjection.answered_on.is_(None),
                SelectionObjection.raised_on < limit,
                sa.not_(is_waiting),
            ),
        ),
        SelectionObjection.is_cleaned.is_(False),
    )


def _clean_objection(_session: Session, objection: SelectionObjection) -> None:
    clean_words(objection, ("text", "answer"), BY_RETENTION)
    objection.is_cleaned = True


CLEANED: Classes = {
    "rating_words": [deleting(RatingText.id, _are_old)],
    "ballot_slip": [deleting(Slip.id, _slips_are_old)],
    "objection": [each(SelectionObjection, _old_objections, _clean_objection)],
    "complaint": [each(Complaint, complaints_kept.old, complaint_data.forget)],
    "disclosure": [
        deleting(ComplainantDisclosure.id, past(ComplainantDisclosure.disclosed_at, "disclosure"))
    ],
}
