from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.appeals.words import Method, Outcome
from contracts.words import value_name
from services.appeals.closing import rules
from tests.builders import field_of, refused
from vocabulary.problems import Invalid, WrongState

_NUMBER = "〔2013〕17"
_METHODS = some.sets(some.sampled_from(Method))
_REASONS = some.none() | some.sampled_from(["", "  ", "超出社区权限"])


def test_every_outcome_but_declined_can_be_chosen() -> None:
    assert set(rules.NEEDS) == set(Outcome) - {Outcome.DECLINED}


@pytest.mark.parametrize(
    ("outcome", "reason", "methods", "named"),
    [
        (Outcome.SETTLED, None, set(), ("outcome", "action_missing")),
        (Outcome.EXPLAINED, "依规不可", {Method.SUGGEST_SOLUTION}, ("outcome", "method_missing")),
        (Outcome.EXPLAINED, None, {Method.EXPLAIN_AND_PERSUADE}, ("reason", "reason_missing")),
        (Outcome.ESCALATED, "已提案", {Method.SUGGEST_SOLUTION}, ("outcome", "method_missing")),
        (Outcome.ESCALATED, "  ", {Method.PROPOSE_UPWARDS}, ("reason", "reason_missing")),
        (Outcome.TRANSFERRED, None, set(), ("reason", "reason_missing")),
        (Outcome.WITHDRAWN, None, set(), ("reason", "reason_missing")),
        (Outcome.DECLINED, "不合理", {Method.SUGGEST_SOLUTION}, ("outcome", "has_its_own_route")),
    ],
)
def test_what_an_outcome_lacks_is_named(
    outcome: Outcome, reason: str | None, methods: set[Method], named: tuple[str, str]
) -> None:
    """R30, R37, R38, R56."""
    refusal = refused(rules.check_outcome, outcome, reason, methods, number=_NUMBER)

    assert field_of(refusal) == named
    assert value_name(outcome).zh in refusal.zh


@pytest.mark.parametrize(
    ("outcome", "reason", "methods"),
    [
        (Outcome.SETTLED, None, {Method.SETTLE_ON_THE_SPOT}),
        (Outcome.EXPLAINED, "依规不可", {Method.EXPLAIN_AND_PERSUADE}),
        (Outcome.ESCALATED, "已提案", {Method.SUGGEST_SOLUTION, Method.PROPOSE_UPWARDS}),
        (Outcome.TRANSFERRED, "转城管", set()),
        (Outcome.WITHDRAWN, "居民撤回", set()),
    ],
)
def test_what_an_outcome_needs_is_enough(
    outcome: Outcome, reason: str | None, methods: set[Method]
) -> None:
    rules.check_outcome(outcome, reason, methods, number=_NUMBER)


@given(some.sampled_from(Outcome), _REASONS, _METHODS)
def test_nothing_is_closed_silently_unless_settled_and_nothing_settled_without_a_deed(
    outcome: Outcome, reason: str | None, methods: set[Method]
) -> None:
    """R30, R56."""
    try:
        rules.check_outcome(outcome, reason, methods, number=_NUMBER)
    except Invalid:
        return

    if outcome is Outcome.SETTLED:
        assert methods
    else:
        assert (reason or "").strip()
    assert outcome is not Outcome.DECLINED


def test_an_appeal_opens_again_up_to_what_the_contract_can_count() -> None:
    rules.check_may_open_again(98, number=_NUMBER)

    assert isinstance(refused(rules.check_may_open_again, 99, number=_NUMBER), WrongState)
