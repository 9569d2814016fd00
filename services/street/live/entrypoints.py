"""What gateways ask while somebody follows the figures."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.street.live import WatchedFigures, WatchFigures
from services.street.live import queries


class LiveEntrypoints(Service):
    """The figures as they stand."""

    @rpc(WatchFigures, is_logged=False)
    def watch_figures(self, work: Work, request: WatchFigures) -> WatchedFigures:
        """Asked four times a second by each gateway on which somebody follows."""
        return queries.watch(work.session, request)
