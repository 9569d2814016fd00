"""The limits of an HTTP server for its clients; it knows no server itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from vocabulary.problems import Problem

#: The key in the environment for giving a body more time than JSON has.
BODY_TIME = "linli.body_time"


@dataclass(frozen=True)
class Limits:
    """How long a client may take, and how many connections there are."""

    #: Connections served at once; each has its own green thread. More wait in the kernel's queue.
    at_once: int = 1000
    #: Of these for one address; an office behind one has twenty browsers.
    from_one_place: int = 200
    #: Request line and fields, from the first byte on; a new connection must begin at once.
    head_seconds: float = 10
    #: A body, unless the application gives it more.
    body_seconds: float = 20
    #: Between two requests of one connection.
    keepalive_seconds: float = 5
    #: To reuse the connection, an unread body is read to its end up to this size.
    unread_bytes: int = 64 * 1024
    #: A client that neither sends nor takes for this long is let go.
    silent_seconds: float = 30


class Answer(NamedTuple):
    """The answer to a refused client."""

    headers: list[tuple[str, str]]
    body: bytes


#: The words of a refusal, with the fields of the request as far as they could be read.
Refuse: TypeAlias = Callable[[Problem, Mapping[str, str]], Answer]
#: The key under which an address is counted; None: it is a proxy of ours, for many people.
PlaceOf: TypeAlias = Callable[[str], str | None]
