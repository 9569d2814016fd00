"""The clock cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every
from services.appeals.retention import operations

_SECONDS = 3600.0


class RetentionEntrypoints(Service):
    """A portion an hour, so that nobody waits for it."""

    @every(_SECONDS)
    def clean_what_is_old(self, work: Work) -> None:
        operations.clean(work.session)
