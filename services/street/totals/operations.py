"""Applying events to the projection: the newest version of each row wins.

Disorder and repetition change nothing, because only a newer version replaces
what is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.actions import AppealActionTaken
from contracts.appeals.assignment import AppealAccepted, AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.intake import AppealReceived
from contracts.appeals.rating import AppealRated
from contracts.appeals.receptions import ReceptionRecorded
from runtime.database import upsert_newer
from services.street.totals.model import (
    APPEAL_COUNT,
    APPEAL_FACT,
    RECEPTION_COUNT,
    RECEPTION_FACT,
    UNKNOWN,
)

#: Every event that carries an appeal's facts.
AppealEvent: TypeAlias = (
    AppealReceived
    | AppealAccepted
    | AppealAssigned
    | AppealActionTaken
    | AppealClosed
    | AppealReopened
    | AppealRated
)


def apply_appeals(session: Session, events: Sequence[AppealEvent]) -> None:
    """Remember the state of these appeals."""
    rows = [
        {
            "appeal_id": event.appeal_id,
            "version": event.version,
            "community": event.community,
            "category": event.category,
            "applicant_group": event.applicant_group.value,
            "channel": event.channel.value if event.channel else UNKNOWN,
            "outcome": event.outcome.value if event.outcome else None,
            "received_at": event.received_at,
        }
        for event in events
    ]
    upsert_newer(session, APPEAL_FACT, rows, key="appeal_id")


def apply_receptions(session: Session, events: Sequence[ReceptionRecorded]) -> None:
    """Remember these receptions."""
    rows = [
        {
            "reception_id": event.reception_id,
            "version": event.version,
            "community": event.community,
            "visitors": event.visitors,
            "held_at": event.held_at,
        }
        for event in events
    ]
    upsert_newer(session, RECEPTION_FACT, rows, key="reception_id")


def forget(session: Session) -> None:
    """Drop the projection, before it is rebuilt from the events."""
    for fact, count in ((APPEAL_FACT, APPEAL_COUNT), (RECEPTION_FACT, RECEPTION_COUNT)):
        # Changes no row, but takes its turn as every change of facts does: what was counted
        # between the two deletions would be counted for ever.
        session.execute(sa.update(fact).where(sa.false()).values(version=fact.c.version))
        session.execute(sa.delete(count))
        session.execute(sa.delete(fact))
