"""Requests about the words of commissioners."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.incentives.scorecards import WriteOwnWords
from services.incentives.own_words import operations


class OwnWordsEntrypoints(Service):
    """Adding words."""

    write_own_words = writes(WriteOwnWords, operations.write)
