"""Requests about scorecards."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.scorecards import (
    ListFacts,
    ListScorecards,
    ShowScorecard,
    WriteOwnWords,
)
from services.incentives.scorecards import operations, queries


class ScorecardsEntrypoints(Service):
    """Cards, the facts behind them, and the words of their commissioners."""

    show_scorecard = reads(ShowScorecard, queries.one)
    list_scorecards = reads(ListScorecards, queries.of_community)
    list_facts = reads(ListFacts, queries.facts_of_figure)
    write_own_words = writes(WriteOwnWords, operations.write)
