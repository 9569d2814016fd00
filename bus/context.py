"""What the work at hand belongs to: its correlation id and its actor, across hops."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

import structlog

from runtime.identifiers import new_id
from vocabulary.actors import RESIDENT, Actor

_CORRELATION: ContextVar[str | None] = ContextVar("correlation_id", default=None)
_ACTOR: ContextVar[Actor] = ContextVar("actor", default=RESIDENT)


def correlation_id() -> str:
    """The id of the work at hand; a new one where nothing began it."""
    return _CORRELATION.get() or str(new_id())


def actor() -> Actor:
    """Who acts in the work at hand."""
    return _ACTOR.get()


@contextlib.contextmanager
def about(*, correlation_id: str, actor: Actor = RESIDENT) -> Iterator[None]:
    """Everything inside belongs to this work: events, RPC calls and log lines."""
    correlation, acting = _CORRELATION.set(correlation_id), _ACTOR.set(actor)
    with structlog.contextvars.bound_contextvars(correlation_id=correlation_id):
        try:
            yield
        finally:
            _CORRELATION.reset(correlation)
            _ACTOR.reset(acting)
