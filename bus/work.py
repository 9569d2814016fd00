"""The arguments of a handler: its transaction, the actor, and the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from contracts.envelope import Envelope
from contracts.registry import Event
from vocabulary.actors import RESIDENT, Actor

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Work:
    """One transaction and the actor it is for; an event is handled without an actor."""

    session: Session
    actor: Actor = RESIDENT


@dataclass(frozen=True)
class Delivered(Generic[E]):
    """An event with its envelope."""

    event: E
    envelope: Envelope
