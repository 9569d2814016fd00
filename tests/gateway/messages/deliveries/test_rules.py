from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.messages.deliveries import rules
from gateway.messages.notices.rules import SUPERSEDED
from tests.builders import refused, shanghai
from vocabulary.notices import DeliveryState, NoticeChannel
from vocabulary.problems import WrongState

_NOW = shanghai(2013, 5, 4)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 60), (2, 600), (3, None)])
def test_pauses_grow_and_end(attempts: int, seconds: int | None) -> None:
    expected = None if seconds is None else _NOW + dt.timedelta(seconds=seconds)

    assert rules.next_try(attempts, (60.0, 600.0), _NOW) == expected


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.WAITING])
def test_what_was_sent_or_waits_is_not_sent_after_all(state: DeliveryState) -> None:
    assert isinstance(refused(rules.check_may_retry, state, None), WrongState)


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.DROPPED])
def test_what_was_given_up_may_be_sent_after_all(state: DeliveryState) -> None:
    rules.check_may_retry(state, "no_address")


def test_what_is_true_no_more_is_not_sent_after_all() -> None:
    refusal = refused(rules.check_may_retry, DeliveryState.DROPPED, "superseded")

    assert isinstance(refusal, WrongState)


@pytest.mark.parametrize("state", DeliveryState)
@pytest.mark.parametrize("reason", [None, "no_address", SUPERSEDED])
def test_what_is_offered_is_what_is_not_refused(state: DeliveryState, reason: str | None) -> None:
    if rules.may_be_retried(state, reason):
        rules.check_may_retry(state, reason)
    else:
        refused(rules.check_may_retry, state, reason)


_EMAIL, _WEBHOOK = NoticeChannel.EMAIL, NoticeChannel.WEBHOOK


@given(
    some.sets(some.sampled_from(list(NoticeChannel))),
    some.sets(some.sampled_from(list(NoticeChannel)), min_size=1),
)
def test_an_applicant_gets_one_message_if_any_way_is_left(
    left: set[NoticeChannel], possible: set[NoticeChannel]
) -> None:
    taken = [way for way in possible if rules.why_not(way, left, possible) is None]

    assert len(taken) == (1 if left & possible else 0)


@pytest.mark.parametrize(
    ("way", "left", "possible", "why"),
    [
        (_EMAIL, {_EMAIL, _WEBHOOK}, {_EMAIL, _WEBHOOK}, None),
        (_WEBHOOK, {_EMAIL, _WEBHOOK}, {_EMAIL, _WEBHOOK}, "by_email"),
        (_WEBHOOK, {_WEBHOOK}, {_EMAIL, _WEBHOOK}, None),
        # No mail server was set up.
        (_WEBHOOK, {_EMAIL, _WEBHOOK}, {_WEBHOOK}, None),
        (_EMAIL, {_WEBHOOK}, {_EMAIL, _WEBHOOK}, "no_address"),
    ],
)
def test_the_one_message_is_an_e_mail_if_possible(
    way: NoticeChannel, left: set[NoticeChannel], possible: set[NoticeChannel], why: str | None
) -> None:
    assert rules.why_not(way, left, possible) == why
