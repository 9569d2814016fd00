"""Cleaning when the period is over."""

from __future__ import annotations

import sqlalchemy as sa

from groundwork.retention import Classes, deleting, each, past
from runtime import retention
from services.incentives.complaint_data import operations as complaint_data
from services.incentives.complaint_data import queries as complaints_kept
from services.incentives.complaints.model import ComplainantDisclosure, Complaint
from services.incentives.ratings.model import RatingText
from vocabulary.periods import day_of


def _are_old() -> sa.ColumnElement[bool]:
    return RatingText.rated_until < day_of(retention.limit("rating_words"))


CLEANED: Classes = {
    "rating_words": [deleting(RatingText.id, _are_old)],
    "complaint": [each(Complaint, complaints_kept.old, complaint_data.forget)],
    "disclosure": [
        deleting(ComplainantDisclosure.id, past(ComplainantDisclosure.disclosed_at, "disclosure"))
    ],
}
