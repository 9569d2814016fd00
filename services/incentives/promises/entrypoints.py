"""Requests about promises."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.promises import (
    ListPromises,
    ShowLastPromises,
    TiePromise,
    WritePromiseSeen,
)
from services.incentives.promises import operations, queries


class PromisesEntrypoints(Service):
    """Following promises, tying them to facts, and writing down what was seen."""

    list_promises = reads(ListPromises, queries.of_community)
    show_last_promises = reads(ShowLastPromises, queries.last_of_all)
    tie_promise = writes(TiePromise, operations.tie)
    write_promise_seen = writes(WritePromiseSeen, operations.write_seen)
