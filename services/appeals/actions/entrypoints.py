"""Requests about acting on an appeal."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.appeals.actions import TakeAction
from services.appeals.actions import operations


class ActionsEntrypoints(Service):
    """Writing down what was done."""

    take_action = writes(TakeAction, operations.take)
