"""Requests about the words of commissioners, and a card with the quarters open for them."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.scorecards import ShowScorecard, WriteOwnWords
from services.incentives.own_words import operations, queries


class OwnWordsEntrypoints(Service):
    """Adding words."""

    show_scorecard = reads(ShowScorecard, queries.card)
    write_own_words = writes(WriteOwnWords, operations.write)
