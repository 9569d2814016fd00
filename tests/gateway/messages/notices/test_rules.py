from __future__ import annotations

import datetime as dt

import pytest

from gateway.messages.notices import rules
from tests.builders import shanghai
from vocabulary.quiet_hours import USUAL


@pytest.mark.parametrize(
    ("area", "around"),
    [
        ("440305007003", ("440305007003", "440305007000")),
        ("440305007000", ("440305007000",)),
        ("440305000000", ("440305000000",)),
    ],
)
def test_a_role_is_told_of_its_community_or_street(area: str, around: tuple[str, ...]) -> None:
    """Holders of a role in a whole city are not told of every appeal there."""
    assert rules.places_around(area) == around


def test_what_happened_long_ago_is_no_news() -> None:
    """Events may be delivered again after months, without notices."""
    now = shanghai(2013, 5, 10)

    assert rules.is_news(now - dt.timedelta(days=6), now)
    assert not rules.is_news(now - dt.timedelta(days=7), now)


def test_a_message_waits_for_its_time_and_for_the_morning() -> None:
    now, later = shanghai(2013, 5, 4, 10), shanghai(2013, 5, 6, 22)

    assert rules.leaves_at(now, None, USUAL) == now
    assert rules.leaves_at(now, later, USUAL) == shanghai(2013, 5, 7, 8)


def test_facts_are_short_known_and_without_numbers_of_people() -> None:
    facts = {"subject": "请打138\u202e00138000", "message": "x" * 500, "secret": "1"}

    kept = rules.kept_facts(facts, frozenset({"subject", "message"}))

    assert set(kept) == {"subject", "message"}
    assert kept["subject"] == "请打[手机号已隐藏]"
    assert len(kept["message"]) == 200
