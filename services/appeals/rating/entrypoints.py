"""Requests about rating."""

from __future__ import annotations

from audit import context
from bus.entrypoints import Service, Work, rpc, writes
from contracts.appeals.appeal import AppealView
from contracts.appeals.rating import RateAppeal, RateTrackedAppeal
from services.appeals.rating import operations


class RatingEntrypoints(Service):
    """Rating with the tracking code, and through staff."""

    rate_tracked_appeal = writes(RateTrackedAppeal, operations.rate_tracked)

    @rpc(RateAppeal, writes=True)
    def rate_appeal(self, work: Work, request: RateAppeal) -> AppealView:
        with context.on_behalf_of("resident"):
            return operations.rate(work.session, work.actor, request)
