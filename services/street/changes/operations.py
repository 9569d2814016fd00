"""Noting what was heard, and taking what is to be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.entrypoints import Delivered
from services.street.changes.model import CHANGE

#: Of each area, the highest place of each source that was heard.
Heard = Mapping[str, Mapping[str, int]]


def note(session: Session, deliveries: Iterable[Delivered[Any]]) -> None:
    """Remember how far the sources of these events were heard, for their communities."""
    highest: dict[tuple[str, str], int] = {}
    for one in deliveries:
        if one.envelope.sequence is not None:
            known = one.event.community, one.event.SOURCE
            highest[known] = max(highest.get(known, 0), int(one.envelope.sequence))
    if highest:
        rows = [
            {"area": area, "source": source, "sequence": sequence}
            for (area, source), sequence in sorted(highest.items())
        ]
        session.execute(sa.insert(CHANGE), rows)


def note_areas(session: Session, areas: Collection[str]) -> None:
    """Remember that something changed there, wherever it was heard."""
    if areas:
        session.execute(sa.insert(CHANGE), [{"area": area} for area in sorted(areas)])


def take(session: Session) -> Heard:
    """Take all changes that are committed, for this transaction to tell."""
    taken: dict[str, dict[str, int]] = {}
    gone = sa.delete(CHANGE).returning(CHANGE.c.area, CHANGE.c.source, CHANGE.c.sequence)
    for area, source, sequence in session.execute(gone):
        heard = taken.setdefault(area, {})
        if source is not None:
            heard[source] = max(heard.get(source, 0), sequence)
    return taken
