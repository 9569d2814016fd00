"""Requests about ratings that were set aside."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.ratings import DecideRatingBurst, ListRatingBursts
from services.incentives.rating_bursts import operations, queries


class RatingBurstsEntrypoints(Service):
    """Looking at them, and deciding whether they count."""

    list_rating_bursts = reads(ListRatingBursts, queries.of_report)
    decide_rating_burst = writes(DecideRatingBurst, operations.decide)
