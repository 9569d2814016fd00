"""Asking a server of somebody else: within a whole time, for a small answer, and not further in.

A server that answers a byte now and then never meets a limit for one read, so the line
is cut when the whole time is over. Where a document of theirs names an address to ask
next, the connection itself shows whether it leads into our own network: a name says
nothing, and may mean another machine a moment later.
"""

from __future__ import annotations

import contextlib
import functools
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from runtime import clock

_CONNECT_SECONDS, _READ_SECONDS = 3.0, 5.0
_A_PART_BYTES = 16 * 1024


class Reach(IntEnum):
    """How far in a machine stands, seen from the world."""

    PUBLIC = 0
    PRIVATE = 1
    #: Where clouds keep what only their own machines may read.
    LINK_LOCAL = 2
    THIS_MACHINE = 3


@dataclass(frozen=True)
class Said:
    """What was answered, and from where."""

    status: int
    body: bytes
    reach: Reach


class NothingSaid(Exception):  # noqa: N818 - says what happened
    """There is no usable answer; the text is the reason in one word."""


def reach_of(address: str) -> Reach:
    """Where an IP address stands."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_loopback or found.is_unspecified:
        return Reach.THIS_MACHINE
    if found.is_link_local:
        return Reach.LINK_LOCAL
    return Reach.PUBLIC if found.is_global else Reach.PRIVATE


def reach_of_host(host: str) -> Reach:
    """Where a host stands by its name alone: of most names only a connection tells."""
    if host.lower().rstrip(".").rpartition(".")[2] == "localhost":
        return Reach.THIS_MACHINE
    try:
        return reach_of(host)
    except ValueError:
        return Reach.PUBLIC


def ask(
    method: str,
    address: str,
    *,
    within_seconds: float,
    most_bytes: int,
    innermost: Reach = Reach.THIS_MACHINE,
    **options: Any,
) -> Said:
    """Status and body of an answer; never follows it elsewhere.

    Certificates are checked. An authority of one's own is named by SSL_CERT_FILE; other
    settings of the environment, as for proxies and passwords, do not count.

    Raises:
        NothingSaid: too late, too long, too far in, or no connection.
    """
    watch = _Watch(innermost, within_seconds)
    try:
        with (
            watch,
            _session(watch) as session,
            session.request(
                method,
                address,
                headers={"Accept": "application/json", "Accept-Encoding": "identity"},
                timeout=(_CONNECT_SECONDS, _READ_SECONDS),
                allow_redirects=False,
                stream=True,
                **options,
            ) as answer,
        ):
            body = b""
            for part in answer.iter_content(_A_PART_BYTES):
                body += part
                if len(body) > most_bytes:
                    raise NothingSaid("answer_too_long")
    except requests.RequestException as failure:
        raise NothingSaid(watch.why or type(failure).__name__) from None
    if watch.why is not None:
        # Without a length, a line that was cut looks like an answer that has ended.
        raise NothingSaid(watch.why)
    return Said(answer.status_code, body, watch.reach)


class _Watch:
    """Looks where a connection leads, and ends it when its time is over."""

    def __init__(self, innermost: Reach, within_seconds: float) -> None:
        self.reach = Reach.PUBLIC
        self.why: str | None = None
        self._innermost = innermost
        self._until = clock.monotonic() + within_seconds
        self._lines: list[socket.socket] = []
        self._timer = threading.Timer(within_seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for line in self._lines:
            line.close()
        if clock.monotonic() > self._until:
            self.why = self.why or "answer_too_slow"

    def took(self, line: socket.socket) -> socket.socket:
        """A line that was just opened, before anything is said on it."""
        self.reach = reach_of(line.getpeername()[0])
        # Under TLS another object takes the line over; what is cut is the line itself.
        self._lines.append(line.dup())
        if self.reach > self._innermost:
            self.why = "too_far_in"
        if self.why is not None:
            line.close()
            raise ConnectionAbortedError(self.why)
        return line

    def _cut(self) -> None:
        self.why = self.why or "answer_too_slow"
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    def __init__(self, watch: _Watch, *arguments: Any, **options: Any) -> None:
        self._watch = watch
        super().__init__(*arguments, **options)

    def _new_conn(self) -> socket.socket:
        return self._watch.took(super()._new_conn())


class _Guarded(HTTPSConnection):
    def __init__(self, watch: _Watch, *arguments: Any, **options: Any) -> None:
        self._watch = watch
        super().__init__(*arguments, **options)

    def _new_conn(self) -> socket.socket:
        return self._watch.took(super()._new_conn())


class _Lines(HTTPAdapter):
    """Opens connections that are watched."""

    def __init__(self, watch: _Watch) -> None:
        self._watch = watch
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, ssl_context=ssl.create_default_context(), **options)

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*arguments, **options)
        kind = _Guarded if pool.scheme == "https" else _Plain
        pool.ConnectionCls = functools.partial(kind, self._watch)
        return pool


def _session(watch: _Watch) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Lines(watch))
    return session
