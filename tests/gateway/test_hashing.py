from __future__ import annotations

import threading
from collections.abc import Callable

import argon2
import pytest

from gateway import hashing
from gateway.hashing import PasswordHashing, here
from tests.servers.waiting import wait_for
from vocabulary.problems import Unavailable


def test_a_password_matches_its_own_hash_only() -> None:
    made = PasswordHashing(here)
    kept = made.hash("Correct-Horse-9")

    assert made.matches(kept, "Correct-Horse-9")
    assert not made.matches(kept, "correct-horse-9")
    assert not made.matches(None, "Correct-Horse-9")
    assert not made.matches("no hash at all", "Correct-Horse-9")


def test_nobodys_hash_costs_what_a_real_one_costs() -> None:
    """A login that does not exist must not answer sooner."""
    real = argon2.extract_parameters(PasswordHashing(here).hash("x"))

    assert argon2.extract_parameters(hashing._NOBODYS) == real
    assert real.type is argon2.Type.ID
    assert (real.memory_cost, real.time_cost) >= (46 * 1024, 2)


class _Gate:
    """Work that waits until it may go on."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.running = 0
        self.most = 0
        self._lock = threading.Lock()

    def __call__(self, _work: Callable[[], object]) -> object:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self.opened.wait(10)
        with self._lock:
            self.running -= 1
        return True


def test_few_are_hashed_at_once_some_wait_and_the_rest_are_sent_away() -> None:
    gate = _Gate()
    made = PasswordHashing(gate, at_once=2, waiting_most=3)
    waiting = [threading.Thread(target=made.matches, args=("x", "y")) for _ in range(5)]
    for thread in waiting:
        thread.start()
    wait_for(lambda: gate.running == 2 and made._room._value == 0, 5, "all wait")

    with pytest.raises(Unavailable) as refused:
        made.matches("x", "y")

    gate.opened.set()
    for thread in waiting:
        thread.join()
    assert refused.value.retry_after_seconds == 3
    assert gate.most == 2
    assert made.times == 5
    assert made.matches("x", "y")
