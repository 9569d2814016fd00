"""Requests about closing and opening again."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.appeals.closing import CloseAppeal, ContestAppeal, ReopenAppeal
from services.appeals.closing import operations


class ClosingEntrypoints(Service):
    """Closing, reopening, contesting."""

    close_appeal = writes(CloseAppeal, operations.close)
    reopen_appeal = writes(ReopenAppeal, operations.reopen)
    contest_appeal = writes(ContestAppeal, operations.contest)
