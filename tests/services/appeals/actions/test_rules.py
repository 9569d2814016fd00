from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.appeals.words import Method
from services.appeals.actions import rules
from tests.builders import field_of, refused

_OTHERS = [method for method in Method if method is not Method.PROPOSE_UPWARDS]


@pytest.mark.parametrize("tried", [set(), {Method.PROPOSE_UPWARDS}])
def test_a_proposal_upwards_needs_another_method_first(tried: set[Method]) -> None:
    """R67: horizontal before vertical."""
    refusal = refused(rules.check_method, Method.PROPOSE_UPWARDS, tried, number="〔2013〕17")

    assert field_of(refusal) == ("method", "community_first")
    assert "〔2013〕17" in refusal.zh


@given(some.sampled_from(_OTHERS), some.sets(some.sampled_from(Method)))
def test_after_any_other_method_a_proposal_is_possible(first: Method, tried: set[Method]) -> None:
    rules.check_method(Method.PROPOSE_UPWARDS, tried | {first}, number="〔2013〕17")


@given(some.sampled_from(_OTHERS), some.sets(some.sampled_from(Method)))
def test_the_other_methods_are_free_to_choose(method: Method, tried: set[Method]) -> None:
    """R39."""
    rules.check_method(method, tried, number="〔2013〕17")
