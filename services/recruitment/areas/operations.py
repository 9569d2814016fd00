"""Keeping the copy."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from contracts.gateway.areas import AreaPublished
from runtime.database import upsert_newer
from services.recruitment.areas.model import AREA


def keep(session: Session, events: Sequence[AreaPublished]) -> None:
    """Take areas over, unless newer versions are here already."""
    rows = [
        {
            "code": event.code,
            "version": event.version,
            "names": [name.plain() for name in event.names],
            "valid_from": event.valid_from,
            "valid_to": event.valid_to,
            "successor": event.successor,
        }
        for event in events
    ]
    upsert_newer(session, AREA, rows, key="code")
