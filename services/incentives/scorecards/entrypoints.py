"""The request about the facts behind a figure."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.incentives.scorecards import ListFacts
from services.incentives.scorecards import queries


class ScorecardsEntrypoints(Service):
    """The facts behind a figure."""

    list_facts = reads(ListFacts, queries.facts_of_figure)
