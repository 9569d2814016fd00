from __future__ import annotations

import datetime as dt

import pytest

from gateway.notice_deliveries import rules
from tests.builders import refused, shanghai
from vocabulary.notices import DeliveryState
from vocabulary.problems import WrongState

_NOW = shanghai(2013, 5, 4)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 60), (2, 600), (3, None)])
def test_pauses_grow_and_end(attempts: int, seconds: int | None) -> None:
    expected = None if seconds is None else _NOW + dt.timedelta(seconds=seconds)

    assert rules.next_try(attempts, (60.0, 600.0), _NOW) == expected


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.WAITING])
def test_what_was_sent_or_waits_is_not_sent_after_all(state: DeliveryState) -> None:
    assert isinstance(refused(rules.check_may_retry, state), WrongState)


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.DROPPED])
def test_what_was_given_up_may_be_sent_after_all(state: DeliveryState) -> None:
    rules.check_may_retry(state)
