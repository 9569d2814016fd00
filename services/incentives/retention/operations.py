"""Cleaning when the period is over."""

from __future__ import annotations

import sqlalchemy as sa

from groundwork.retention import Classes, deleting
from runtime import retention
from services.incentives.ratings.model import RatingText
from vocabulary.periods import day_of


def _are_old() -> sa.ColumnElement[bool]:
    return RatingText.rated_until < day_of(retention.limit("rating_words"))


CLEANED: Classes = {"rating_words": [deleting(RatingText.id, _are_old)]}
