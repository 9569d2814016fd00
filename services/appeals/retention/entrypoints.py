"""The clock cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every
from runtime.logs import logger
from services.appeals.retention import operations

log = logger(__name__)

_SECONDS = 3600.0


class RetentionEntrypoints(Service):
    """A portion an hour, so that nobody waits for it."""

    @every(_SECONDS)
    def clean_what_is_old(self, work: Work) -> None:
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="appeals", **cleaned)
