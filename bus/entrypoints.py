"""How a service's methods are called: by request, by event, by the clock.

Services import these and nothing of nameko. A method gets the transaction it
works in, a decision or fact already read and checked, and gives an answer.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, TypeVar, overload

from nameko.extensions import register_entrypoint
from sqlalchemy.orm import Session

from audit import context
from bus import tidying
from bus.dead_letters import DeadDrain
from bus.heard import Heard
from bus.inbox import Handle, because_of, one_by_one
from bus.lanes import Lane
from bus.rpc import RpcMethod
from bus.timers import Timer
from bus.work import Delivered, Work
from contracts.envelope import Envelope
from contracts.registry import Answer, Event, Request
from runtime import clock
from runtime.database import Database
from vocabulary.actors import Actor
from vocabulary.counted import counted
from vocabulary.origins import Origin

__all__ = [
    "Delivered",
    "Service",
    "Work",
    "every",
    "every_outside",
    "reads",
    "rpc",
    "subscribe",
    "subscribe_many",
    "writes",
]

A = TypeVar("A", bound=Answer)
S = TypeVar("S", bound="Service")

#: With a portion each time, more is forgotten than a city's events bring.
_TIDY_SECONDS = 20.0
_TIDY_REST_SECONDS = 3600.0


R = TypeVar("R", bound=Request[Any])

Answering = Callable[[S, Work, R], Answer]
#: The arguments of a use case; one that does not depend on the caller takes no actor.
Operation = Callable[[Session, Actor, R], A] | Callable[[Session, R], A]
Handling = Callable[[S, Work, Any, Envelope], None]
HandlingMany = Callable[[S, Work, list[Any]], None]
Tidying = Callable[[S, Work], None]
Reaching = Callable[[S, Database, Callable[[], bool]], None]


def rpc(
    request: type[R], *, writes: bool = False, repeatable: bool = True, is_logged: bool = True
) -> Callable[[Answering[S, R]], Answering[S, R]]:
    """Answer a kind of request; the method's name is the request's METHOD.

    A reading method sees one state of the database and changes nothing. A writing one is one
    transaction, and repeating it with the same idempotency key gives the first answer; not so if it
    is not `repeatable`, because its answer must not be stored. What is asked several times a second
    is not `is_logged`, except at the level `debug`.
    """

    def mark(method: Answering[S, R]) -> Answering[S, R]:
        if method.__name__ != request.METHOD:
            raise TypeError(f"{method.__name__} must be called {request.METHOD}")
        made = RpcMethod(request, writes=writes, repeatable=repeatable, is_logged=is_logged)
        register_entrypoint(method, made)
        return method

    return mark


@overload
def writes(
    request: type[R], operation: Operation[R, A], *, repeatable: bool = True
) -> Answering[Any, R]: ...
@overload
def writes(
    request: type[R],
    operation: Callable[..., A],
    field: str,
    /,
    *fields: str,
    repeatable: bool = True,
) -> Answering[Any, R]: ...
def writes(
    request: type[R], operation: Callable[..., A], *fields: str, repeatable: bool = True
) -> Answering[Any, R]:
    """An entry of a table of contents: this operation answers this request, and may write.

    `fields`: the parts of the request that the operation takes, if not all of it.
    """
    return rpc(request, writes=True, repeatable=repeatable)(_method(request, operation, fields))


@overload
def reads(request: type[R], query: Operation[R, A]) -> Answering[Any, R]: ...
@overload
def reads(
    request: type[R], query: Callable[..., A], field: str, /, *fields: str
) -> Answering[Any, R]: ...
def reads(request: type[R], query: Callable[..., A], *fields: str) -> Answering[Any, R]:
    """The same for operations that only read."""
    return rpc(request)(_method(request, query, fields))


def _method(
    request: type[R], operation: Callable[..., A], names: Sequence[str]
) -> Answering[Any, R]:
    unknown = set(names) - {field.name for field in dataclasses.fields(request)}
    if unknown:
        raise TypeError(f"{request.__name__} has no {unknown}")
    asks_who_calls = _given(operation) > 1 + max(len(names), 1)

    def method(_service: Service, work: Work, asked: R) -> A:
        taken = [getattr(asked, name) for name in names] or [asked]
        if asks_who_calls:
            return operation(work.session, work.actor, *taken)
        return operation(work.session, *taken)

    method.__name__ = request.METHOD
    return method


def _given(operation: Callable[..., Any]) -> int:
    """The number of arguments it needs; those with defaults are for other callers."""
    parameters = inspect.signature(operation).parameters.values()
    return sum(one.default is one.empty for one in parameters)


def subscribe(*events: type[Event]) -> Callable[[Handling[S]], Handling[S]]:
    """Handle each of these events once, in the order in which they come."""

    def mark(method: Handling[S]) -> Handling[S]:
        register_entrypoint(method, Lane(events, one_by_one))
        return method

    return mark


def subscribe_many(
    *events: type[Event], queue: str | None = None, prefetch: int = 400
) -> Callable[[HandlingMany[S]], HandlingMany[S]]:
    """Handle many of these events in one transaction, each once.

    A `queue` named here is bound to no exchange and gets messages only by its name.
    """

    def mark(method: HandlingMany[S]) -> HandlingMany[S]:
        register_entrypoint(method, Lane(events, _as_list, queue=queue, prefetch=prefetch))
        return method

    return mark


def every(seconds: float) -> Callable[[Tidying[S]], Tidying[S]]:
    """Do something again and again; claim rows first, because other processes do it too."""

    def mark(method: Tidying[S]) -> Tidying[S]:
        register_entrypoint(method, Timer(seconds))
        return method

    return mark


def every_outside(seconds: float) -> Callable[[Reaching[S]], Reaching[S]]:
    """The same for work that waits for others, such as a mail server.

    It gets the database instead of a transaction, and opens short ones itself: so the rest of this
    process goes on while an outside server is slow. Between two transactions it asks its second
    argument, a call, whether the process stops.
    """

    def mark(method: Reaching[S]) -> Reaching[S]:
        register_entrypoint(method, Timer(seconds, waits_for_others=True))
        return method

    return mark


class Service:
    """A service that nameko hosts: a name, and the database whose tables it owns."""

    name: ClassVar[str]
    database_name: ClassVar[str]

    dead_drain = DeadDrain()
    heard = Heard()
    #: Nothing is left to tidy until then.
    tidy_at: ClassVar[float] = 0.0

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse an entry whose name differs from the method that callers ask for."""
        super().__init_subclass__(**kwargs)
        for name, method in vars(cls).items():
            if inspect.isfunction(method) and method.__name__ != name:
                raise TypeError(f"{cls.__name__}.{name} must be called {method.__name__}")

    @every(_TIDY_SECONDS)
    def forget_old(self, work: Work) -> None:
        """Keep the bus's tables from growing for ever: by portions, while there is more."""
        if clock.monotonic() < self.tidy_at:
            return
        if max(tidying.forget_old(work.session).values(), default=0) < tidying.AT_ONCE:
            type(self).tidy_at = clock.monotonic() + _TIDY_REST_SECONDS


def _as_list(handle: Callable[[Work, list[Delivered[Event]]], None]) -> Handle:
    def handle_all(work: Work, deliveries: Sequence[Delivered[Event]]) -> None:
        with _because_of_all(deliveries):
            handle(work, list(deliveries))
            # Audited now, while the cause is known.
            work.session.flush()

    return handle_all


def _because_of_all(deliveries: Sequence[Delivered[Event]]) -> AbstractContextManager[None]:
    first = deliveries[0].envelope
    if len(deliveries) == 1:
        return because_of(first)
    several = context.Deed(first.type, role="system")
    return context.doing(several, Origin(program=counted(len(deliveries), "event", "events")))
