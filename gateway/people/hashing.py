"""Hashing passwords with argon2id, a few at a time and beside all other work.

One hash takes about a tenth of a second of one processor, on purpose. In the
gateway's only thread it would hold up every appeal that comes in meanwhile.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

import argon2
from argon2.exceptions import Argon2Error, InvalidHashError

from vocabulary.problems import Unavailable

T = TypeVar("T")
#: Runs long computations where they hold up no request.
Run = Callable[[Callable[[], T]], T]

#: OWASP's advice is 46 MiB in one pass; we take two.
HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
#: Made once: a password of no account, as costly to check as a real one.
NOBODYS = (
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
        hasher: argon2.PasswordHasher | None = None,
        nobodys: str | None = None,
    ) -> None:
        """`hasher` and `nobodys`, a hash of its cost, in the place of `HASHER` and `NOBODYS`."""
        self._run = run
        self._hasher, self._nobodys = hasher or HASHER, nobodys or NOBODYS
        self._turns = threading.Semaphore(at_once)
        self._room = threading.Semaphore(at_once + waiting_most)
        # Half of the places are reserved for known devices, however many others come.
        self._turns_of_strangers = threading.Semaphore(max(1, at_once // 2))
        self._room_of_strangers = threading.Semaphore(max(1, (at_once + waiting_most) // 2))
        #: How often it has hashed or checked: for tests of what an attacker could measure.
        self.times = 0

    def hash(self, password: str) -> str:
        """The hash to keep.

        Raises:
            Unavailable: too many wait already.
        """
        return str(self._turn(lambda: self._hasher.hash(password)))

    def matches(self, kept: str | None, password: str, *, is_known: bool) -> bool:
        """Whether the password is the one that was hashed; takes as long where no hash is stored.

        `is_known`: the account was opened before at this device or place.

        Raises:
            Unavailable: too many wait already.
        """

        def work() -> bool:
            return _matches(kept or self._nobodys, password)

        found = self._turn(work) if is_known else self._turn_of_stranger(work)
        return bool(found) and kept is not None

    def _turn(self, work: Callable[[], object]) -> object:
        with _place_in(self._room), self._turns:
            self.times += 1
            return self._run(work)

    def _turn_of_stranger(self, work: Callable[[], object]) -> object:
        with _place_in(self._room_of_strangers), self._turns_of_strangers:
            return self._turn(work)


@contextlib.contextmanager
def _place_in(room: threading.Semaphore) -> Iterator[None]:
    if not room.acquire(blocking=False):
        raise Unavailable(
            "登录人数过多，请稍后再试。",
            "Too many sign in at this moment; try again shortly.",
            retry_after_seconds=_RETRY_SECONDS,
        )
    try:
        yield
    finally:
        room.release()


def here(work: Callable[[], object]) -> object:
    """Run in this very thread: for the command line, where no other work waits."""
    return work()


def _matches(kept: str, password: str) -> bool:
    try:
        # By the cost that the hash itself names.
        return HASHER.verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False
