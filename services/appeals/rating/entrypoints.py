"""Requests about rating."""

from __future__ import annotations

from audit import context
from bus.entrypoints import Service, Work, rpc
from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.rating import RateAppeal, RateTrackedAppeal
from services.appeals.rating import operations


class RatingEntrypoints(Service):
    """Rating with the tracking code, and through staff."""

    @rpc(RateTrackedAppeal, writes=True)
    def rate_tracked_appeal(self, work: Work, request: RateTrackedAppeal) -> TrackedAppeal:
        return operations.rate_tracked(work.session, request)

    @rpc(RateAppeal, writes=True)
    def rate_appeal(self, work: Work, request: RateAppeal) -> AppealView:
        with context.on_behalf_of("resident"):
            return operations.rate(work.session, work.actor, request)
