from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import argon2
import pytest

from gateway.people import hashing
from gateway.people.hashing import PasswordHashing, here
from tests.servers.waiting import wait_for
from vocabulary.problems import Unavailable


def test_a_password_matches_its_own_hash_only() -> None:
    made = PasswordHashing(here)
    kept = made.hash("Correct-Horse-9")

    def matches(kept: str | None, password: str) -> bool:
        return made.matches(kept, password, is_known=False)

    assert matches(kept, "Correct-Horse-9")
    assert not matches(kept, "correct-horse-9")
    assert not matches(None, "Correct-Horse-9")
    assert not matches("no hash at all", "Correct-Horse-9")


def test_nobodys_hash_costs_what_a_real_one_costs() -> None:
    """A login that does not exist must not answer sooner."""
    real = argon2.extract_parameters(PasswordHashing(here).hash("x"))

    assert argon2.extract_parameters(hashing.NOBODYS) == real
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


@dataclass
class _Crowd:
    """Several who check a password at once, each in a thread."""

    made: PasswordHashing
    threads: list[threading.Thread] = field(default_factory=list)

    def add(self, many: int, *, is_known: bool) -> None:
        for _ in range(many):
            thread = threading.Thread(
                target=self.made.matches, args=("x", "y"), kwargs={"is_known": is_known}
            )
            thread.start()
            self.threads.append(thread)

    def join(self) -> None:
        for thread in self.threads:
            thread.join()


def test_few_are_hashed_at_once_some_wait_and_the_rest_are_sent_away() -> None:
    gate = _Gate()
    made = PasswordHashing(gate, at_once=2, waiting_most=3)
    crowd = _Crowd(made)
    crowd.add(5, is_known=True)
    wait_for(lambda: gate.running == 2 and made._room._value == 0, 5, "all wait")

    with pytest.raises(Unavailable) as refused:
        made.matches("x", "y", is_known=True)

    gate.opened.set()
    crowd.join()
    assert refused.value.retry_after_seconds == 3
    assert gate.most == 2
    assert made.times == 5
    assert made.matches("x", "y", is_known=True)


def test_half_of_the_places_are_for_those_who_are_known() -> None:
    """Sixty sign-ins at once held a right one up for 23 seconds."""
    gate = _Gate()
    made = PasswordHashing(gate, at_once=2, waiting_most=6)
    crowd = _Crowd(made)
    crowd.add(4, is_known=False)
    wait_for(lambda: made._room_of_strangers._value == 0, 5, "strangers have their half")
    with pytest.raises(Unavailable):
        made.matches("x", "y", is_known=False)
    wait_for(lambda: gate.running == 1, 5, "one of them is looked at")

    crowd.add(1, is_known=True)

    wait_for(lambda: gate.running == 2, 5, "who is known does not wait for the others")
    gate.opened.set()
    crowd.join()
    assert made.times == 5
