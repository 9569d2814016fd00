"""Hashing passwords with argon2id, a few at a time and beside all other work.

One hash takes about a tenth of a second of one processor, on purpose. In the
gateway's only thread it would hold up every appeal that comes in meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import argon2
from argon2.exceptions import Argon2Error, InvalidHashError

from vocabulary.problems import Unavailable

T = TypeVar("T")
#: Runs what computes for long where it holds nobody up.
Run = Callable[[Callable[[], T]], T]

#: OWASP's advice is 46 MiB in one pass; we take two.
_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
#: Made once: nobody's password, as costly to check as a real one.
_NOBODYS = (
    "$argon2id$v=19$m=47104,t=2,p=1$W30GObKTcKHxBLemnaO7VA"
    "$zkH355vAN1C7Xez+ERlW8xmZmDqj9C/wpRMmtBdiPt4"
)
_AT_ONCE = 2
_WAITING_MOST = 40
_RETRY_SECONDS = 3


class PasswordHashing:
    """Makes and checks hashes; refuses when too many wait already."""

    def __init__(
        self,
        run: Callable[[Callable[[], object]], object],
        *,
        at_once: int = _AT_ONCE,
        waiting_most: int = _WAITING_MOST,
        hasher: argon2.PasswordHasher = _HASHER,
    ) -> None:
        self._run = run
        self._hasher = hasher
        self._turns = threading.Semaphore(at_once)
        self._room = threading.Semaphore(at_once + waiting_most)
        #: How often it has hashed or checked: for tests of what an attacker could measure.
        self.times = 0

    def hash(self, password: str) -> str:
        """The hash to keep.

        Raises:
            Unavailable: too many wait already.
        """
        return str(self._turn(lambda: self._hasher.hash(password)))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one that was hashed; takes as long where nothing is kept.

        Raises:
            Unavailable: too many wait already.
        """
        found = bool(self._turn(lambda: _matches(kept or _NOBODYS, password)))
        return found and kept is not None

    def _turn(self, work: Callable[[], object]) -> object:
        if not self._room.acquire(blocking=False):
            raise Unavailable(
                "登录人数过多，请稍后再试。",
                "Too many sign in at this moment; try again shortly.",
                retry_after_seconds=_RETRY_SECONDS,
            )
        try:
            with self._turns:
                self.times += 1
                return self._run(work)
        finally:
            self._room.release()


def here(work: Callable[[], object]) -> object:
    """Run in this very thread: for the command line, where nobody else waits."""
    return work()


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False
