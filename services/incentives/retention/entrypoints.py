"""The clock cleans."""

from __future__ import annotations

from bus.entrypoints import Service
from groundwork.retention import cleans
from services.incentives.retention.operations import CLEANED


class RetentionEntrypoints(Service):
    """A portion an hour."""

    clean_what_is_old = cleans("incentives", CLEANED)
