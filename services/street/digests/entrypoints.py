"""The clock of the digests."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads
from contracts.street.digests import ListDigests
from runtime import clock
from services.street.digests import operations, queries

#: Looks more often than there are digests, as another process may just have had its turn.
_LOOK_SECONDS = 10.0


class DigestsEntrypoints(Service):
    """What is told of the areas' figures."""

    @every(_LOOK_SECONDS)
    def digest_totals(self, work: Work) -> None:
        operations.digest(work.session, clock.now())

    list_digests = reads(ListDigests, queries.page)
