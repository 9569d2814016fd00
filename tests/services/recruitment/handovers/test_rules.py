from __future__ import annotations

from collections.abc import Iterator

import pytest

from runtime import installation
from services.recruitment.handovers import rules


@pytest.fixture(autouse=True)
def _everything_runs_afterwards() -> Iterator[None]:
    yield
    installation.use(())


def test_a_hand_over_is_whole_when_every_source_has_told() -> None:
    assert not rules.is_complete({"appeals"}, {"appeals", "volunteers"})
    assert rules.is_complete({"appeals", "volunteers"}, {"appeals", "volunteers"})


def test_a_source_that_is_not_run_is_not_waited_for() -> None:
    installation.use({"volunteers"})

    assert rules.is_complete({"appeals"}, installation.running(["appeals", "volunteers"]))
