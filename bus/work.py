"""What a handler gets: the transaction it works in, who acts, and what came."""

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
    """One transaction and the actor it is for; an event is handled in nobody's name."""

    session: Session
    actor: Actor = RESIDENT


@dataclass(frozen=True)
class Delivered(Generic[E]):
    """An event with its envelope."""

    event: E
    envelope: Envelope
