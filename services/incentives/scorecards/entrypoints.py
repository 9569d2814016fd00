"""Requests about scorecards."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.incentives.scorecards import (
    ListFacts,
    ListScorecards,
)
from services.incentives.cards import queries as cards
from services.incentives.scorecards import queries


class ScorecardsEntrypoints(Service):
    """Cards, and the facts behind them."""

    list_scorecards = reads(ListScorecards, cards.of_community)
    list_facts = reads(ListFacts, queries.facts_of_figure)
