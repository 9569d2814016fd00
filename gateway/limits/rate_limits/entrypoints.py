"""The clock's work on counters."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every
from gateway.limits.rate_limits import operations
from gateway.limits.rate_limits.operations import RateLimits

_EXCHANGE_SECONDS, _TIDY_SECONDS = 1.0, 60.0


class RateLimitsEntrypoints(Service):
    """Shares counters between gateways."""

    #: One for the process, because every request and the timer need the same.
    rate_limits = RateLimits()

    @every(_EXCHANGE_SECONDS)
    def exchange_rate_counts(self, work: Work) -> None:
        self.rate_limits.exchange(work.session)

    @every(_TIDY_SECONDS)
    def forget_rate_counts(self, work: Work) -> None:
        operations.forget_past(work.session)
