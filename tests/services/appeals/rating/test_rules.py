from __future__ import annotations

from services.appeals.rating import rules
from tests.builders import refused
from vocabulary.problems import WrongState


def test_a_round_that_has_no_rating_yet_can_be_rated() -> None:
    rules.check_not_rated(None, number="〔2013〕17", round_=1)


def test_a_round_is_rated_once() -> None:
    """R25."""
    refusal = refused(rules.check_not_rated, 4, number="〔2013〕17", round_=2)

    assert isinstance(refusal, WrongState)
    assert "4" in refusal.zh
    assert "〔2013〕17" in refusal.en
