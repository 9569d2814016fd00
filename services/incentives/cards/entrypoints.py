"""The request about the cards of a community."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.incentives.scorecards import ListScorecards
from services.incentives.cards import queries


class CardsEntrypoints(Service):
    """Cards with everything that is known."""

    list_scorecards = reads(ListScorecards, queries.of_community)
