"""Writing events into the service's own log, in the transaction of the change itself.

Committing first and dispatching afterwards would lose the event if the process crashed between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from audit import acting, context
from bus import bells
from bus.tables import OUTBOX
from contracts.envelope import LARGEST_BYTES, Envelope, wrap
from contracts.registry import Event
from runtime import clock
from runtime.database import afterwards
from runtime.identifiers import new_id
from runtime.storing import put
from vocabulary.actors import Actor


def add(session: Session, event: Event, *, actor: Actor, cause: Envelope | None = None) -> None:
    """Publish one event when this transaction commits."""
    add_all(session, [(event, cause)], actor=actor)


def add_all(
    session: Session, events: Sequence[tuple[Event, Envelope | None]], *, actor: Actor
) -> None:
    """Publish many events when this transaction commits, in the order given."""
    if events:
        rows = [_row(session, event, cause, actor) for event, cause in events]
        put(session.connection(), OUTBOX, _NAMES, rows)
        afterwards(session, bells.ring)


_NAMES = ("id", "type", "aggregate", "version", "area", "envelope", "created_at")


def _row(session: Session, event: Event, cause: Envelope | None, actor: Actor) -> tuple[Any, ...]:
    envelope = wrap(
        event,
        event_id=new_id(),
        time=clock.now(),
        correlation_id=cause.correlation_id if cause else context.correlation_id(),
        causation_id=str(cause.id) if cause else None,
        actor_role=cause.actor_role if cause else _role(session, event, actor),
    )
    text = envelope.text()
    if len(text.encode()) > LARGEST_BYTES:
        message = f"{envelope.type} is larger than {LARGEST_BYTES} bytes"
        raise ValueError(message)
    version = envelope.data["version"]
    return (
        envelope.id,
        envelope.type,
        envelope.subject,
        version,
        envelope.area,
        text,
        envelope.time,
    )


def _role(session: Session, event: Event, actor: Actor) -> str | None:
    return acting.role_in(session, actor, getattr(event, event.AREA)) if event.AREA else None
