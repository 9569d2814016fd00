"""Requests about ratings, and the clock that counts them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.incentives.ratings import (
    ListRatingWords,
    RateWorkReport,
    RecordRating,
    ShowRatingResults,
)
from services.incentives.ratings import operations, queries

_SECONDS = 600.0


class RatingsEntrypoints(Service):
    """Rating, and reading the results."""

    rate_work_report = writes(RateWorkReport, operations.rate)
    record_rating = writes(RecordRating, operations.record)
    show_rating_results = reads(ShowRatingResults, queries.results)
    list_rating_words = reads(ListRatingWords, queries.texts)

    @every(_SECONDS)
    def count_ratings(self, work: Work) -> None:
        operations.count_all(work.session)
