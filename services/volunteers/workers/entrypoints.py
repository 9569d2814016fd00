"""Requests about social workers and staff."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.workers import SetWork
from services.volunteers.workers import operations


class WorkersEntrypoints(Service):
    """The people who work for the community, and as what; `volunteers` lists them."""

    set_work = writes(SetWork, operations.set_work)
