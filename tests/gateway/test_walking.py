from __future__ import annotations

import pytest

from tests.gateway.walking import walking


def _walk(*outcomes: Exception | None) -> None:
    with walking() as step:
        for number, outcome in enumerate(outcomes, start=1):
            with step("GET", f"/{number}"):
                if outcome is not None:
                    raise outcome


def test_a_walk_goes_on_and_names_everything_that_failed() -> None:
    with pytest.raises(AssertionError) as failed:
        _walk(AssertionError("not 403"), None, KeyError("errors"))

    assert str(failed.value).splitlines()[:3] == [
        "2 of 3 failed:",
        "GET /1: AssertionError: not 403",
        "GET /3: KeyError: 'errors'",
    ]


def test_a_walk_that_tries_nothing_fails() -> None:
    with pytest.raises(AssertionError, match="nothing was tried"):
        _walk()


def test_a_walk_without_failures_passes() -> None:
    _walk(None, None)
