"""The context of the current work: correlation id, actor, origin and deed, across hops."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

import structlog

from runtime.identifiers import new_id
from vocabulary.actors import RESIDENT, Actor
from vocabulary.origins import NOWHERE, Origin


@dataclass(frozen=True)
class Deed:
    """The current deed: the name of an RPC method, event, timer or command."""

    name: str = "unknown"
    #: The role of an actor who holds none: `system` for the clock, `operator` at a terminal.
    role: str = "resident"


_CORRELATION: ContextVar[str | None] = ContextVar("correlation_id", default=None)
_ACTOR: ContextVar[Actor] = ContextVar("actor", default=RESIDENT)
_ORIGIN: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)
_DEED: ContextVar[Deed] = ContextVar("deed", default=Deed())  # noqa: B039 - frozen


def correlation_id() -> str:
    """The id of the current work; a new one if it has none."""
    return _CORRELATION.get() or str(new_id())


def actor() -> Actor:
    """The actor of the current work."""
    return _ACTOR.get()


def origin() -> Origin:
    """The origin of the current work."""
    return _ORIGIN.get()


def deed() -> Deed:
    """The current deed."""
    return _DEED.get()


@contextlib.contextmanager
def about(
    *,
    correlation_id: str,
    actor: Actor = RESIDENT,
    origin: Origin = NOWHERE,
    deed: Deed | None = None,
) -> Iterator[None]:
    """Everything inside belongs to this work: events, RPC calls, log lines and audit rows."""
    correlation, acting = _CORRELATION.set(correlation_id), _ACTOR.set(actor)
    coming, doing = _ORIGIN.set(origin), _DEED.set(deed or _DEED.get())
    with structlog.contextvars.bound_contextvars(correlation_id=correlation_id):
        try:
            yield
        finally:
            _DEED.reset(doing)
            _ORIGIN.reset(coming)
            _CORRELATION.reset(correlation)
            _ACTOR.reset(acting)


@contextlib.contextmanager
def doing(deed: Deed, origin: Origin = NOWHERE) -> Iterator[None]:
    """Set the deed inside, without an actor: many events at once, each a work of its own."""
    coming, done = _ORIGIN.set(origin), _DEED.set(deed)
    try:
        yield
    finally:
        _DEED.reset(done)
        _ORIGIN.reset(coming)


@contextlib.contextmanager
def on_behalf_of(whom: str) -> Iterator[None]:
    """Let the actor act for another party inside: a role such as `resident`, or an account."""
    before = _ORIGIN.set(dataclasses.replace(origin(), on_behalf_of=whom))
    try:
        yield
    finally:
        _ORIGIN.reset(before)


def acted_by(actor: Actor, deed: str) -> None:
    """Set the actor and the deed for the rest of this work, once the caller is known."""
    _ACTOR.set(actor)
    _DEED.set(Deed(deed))


def came_by(program: str) -> None:
    """Set the origin for the rest of this work, such as an API key known only after the caller."""
    _ORIGIN.set(dataclasses.replace(origin(), program=program))
