from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as some

from runtime import clock, waiting


@given(some.floats(0.001, 10), some.floats(1, 60))
def test_pauses_double_up_to_the_longest(first_seconds: float, factor: float) -> None:
    longest_seconds = first_seconds * factor
    pauses = list(islice(waiting.growing_pauses(first_seconds, longest_seconds), 12))

    for tries, found in enumerate(pauses):
        expected = min(first_seconds * 2**tries, longest_seconds)
        assert 0.8 * expected <= found <= 1.2 * expected


def test_waiting_processes_do_not_come_back_at_the_same_moment() -> None:
    """A database that returns would be knocked over again."""
    firsts = {next(waiting.growing_pauses(1.0, 10.0)) for _ in range(20)}

    assert len(firsts) > 10


def test_a_pause_takes_its_time() -> None:
    began = clock.monotonic()

    waiting.pause(0.01)

    assert clock.monotonic() - began >= 0.01
