from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recruitment.screening import rules
from services.recruitment.screening.rules import CRITERIA, STAGES, Score
from tests.builders import field_of, refused
from vocabulary.problems import Forbidden, WrongState

_WEIGHTS = {"ability": 30, "trust": 30, "time": 40}
_ASSESSORS = ["a", "b", "c", "d"]
#: What several assessors gave one application, each one score for a criterion.
_SCORES = st.dictionaries(
    st.tuples(st.sampled_from(_ASSESSORS), st.sampled_from(sorted(_WEIGHTS))),
    st.integers(0, 100),
    max_size=12,
).map(lambda found: [Score(*key, points) for key, points in found.items()])


@given(_SCORES, st.randoms(use_true_random=False))
def test_the_order_of_the_assessors_plays_no_part(scores: list[Score], random: object) -> None:
    shuffled = list(scores)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' random

    assert rules.result_of(_WEIGHTS, shuffled) == rules.result_of(_WEIGHTS, scores)


@given(_SCORES, st.permutations(_ASSESSORS))
def test_who_the_assessors_are_plays_no_part(scores: list[Score], names: list[str]) -> None:
    renamed = dict(zip(_ASSESSORS, names, strict=True))
    others = [Score(renamed[one.assessor], one.criterion, one.points) for one in scores]

    assert rules.result_of(_WEIGHTS, others) == rules.result_of(_WEIGHTS, scores)


@given(st.lists(_SCORES, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_who_the_applicants_are_plays_no_part(given_to: list[list[Score]], random: object) -> None:
    """R2: equal points give the same rank, for any person and order."""
    people = {f"person {number}": scores for number, scores in enumerate(given_to)}
    names = list(people)
    random.shuffle(names)  # type: ignore[attr-defined]  # hypothesis' random
    totals = {name: rules.result_of(_WEIGHTS, people[name]).total for name in people}

    shuffled = rules.ranks({name: totals[name] for name in names})
    assert shuffled == rules.ranks(totals)
    for one in people:
        for other in people:
            if totals[one] == totals[other]:
                assert shuffled[one] == shuffled[other]


@given(_SCORES)
def test_a_total_lies_between_the_lowest_and_the_highest_points(scores: list[Score]) -> None:
    result = rules.result_of(_WEIGHTS, scores)

    assert (result.total is None) is ({one.criterion for one in scores} != set(_WEIGHTS))
    if result.total is not None:
        points = [one.points for one in scores]
        assert min(points) <= result.total <= max(points)


@given(_SCORES, st.integers(2, 9))
def test_only_the_shares_of_the_weights_count(scores: list[Score], factor: int) -> None:
    larger = {name: factor * weight for name, weight in _WEIGHTS.items()}

    assert rules.result_of(larger, scores) == rules.result_of(_WEIGHTS, scores)


def test_mean_spread_and_number_of_assessors() -> None:
    scores = [
        Score("a", "ability", 90), Score("a", "trust", 80), Score("a", "time", 70),
        Score("b", "ability", 60), Score("b", "trust", 60), Score("b", "time", 60),
    ]  # fmt: skip

    result = rules.result_of(_WEIGHTS, scores)

    assert result.criteria["ability"] == rules.Mean(Fraction(75), 30, 2)
    assert (result.total, result.assessors) == (Fraction(139, 2), 2)
    assert result.spread == Fraction(79) - Fraction(60)


def test_equals_share_a_place_and_who_has_no_total_has_none() -> None:
    totals = {"a": Fraction(80), "b": Fraction(90), "c": Fraction(80), "d": None, "e": Fraction(1)}

    assert rules.ranks(totals) == {"a": 2, "b": 1, "c": 2, "d": None, "e": 4}


def test_stages_are_taken_in_order() -> None:
    keys = [kind.value for kind in STAGES]

    rules.check_next_stage("interview", keys, 1, "〔2013〕1")
    for stage, passed in (("opinion", 1), ("check", 1), ("ranking", 4)):
        problem = refused(rules.check_next_stage, stage, keys, passed, "〔2013〕1")
        assert isinstance(problem, WrongState)
    unknown = refused(rules.check_next_stage, "exam", keys, 0, "〔2013〕1")
    assert field_of(unknown) == ("stage", "unknown_stage")
    assert isinstance(refused(rules.check_all_passed, keys, 3, "〔2013〕1"), WrongState)


def test_points_are_for_criteria_that_there_are_each_once() -> None:
    known = [key for key, _, _ in CRITERIA]

    for given_for, code in ((["looks"], "unknown_criterion"), (["time", "time"], "named_twice")):
        assert field_of(refused(rules.check_criteria, given_for, known)) == ("points", code)


@pytest.mark.parametrize(
    ("is_own", "has_abstained", "kind"), [(True, False, Forbidden), (False, True, WrongState)]
)
def test_nobody_judges_the_own_thing(
    *, is_own: bool, has_abstained: bool, kind: type[Exception]
) -> None:
    problem = refused(
        rules.check_impartial, is_own=is_own, has_abstained=has_abstained, number="〔2013〕1"
    )

    assert isinstance(problem, kind)


def test_our_proposal_is_a_plan_that_could_be_set() -> None:
    rules.check_keys([kind.value for kind in STAGES], field="stages")
    rules.check_keys([key for key, _, _ in CRITERIA], field="criteria")
    assert sum(weight for _, _, weight in CRITERIA) == 100


@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 200))
def test_no_more_answer_than_are_asked(asked: int, in_favour: int, against: int) -> None:
    given_ = (asked, in_favour, against)
    if in_favour + against <= asked:
        rules.check_opinion(given_, is_asked=True)
    else:
        problem = refused(rules.check_opinion, given_, is_asked=True)
        assert field_of(problem) == ("opinion", "more_than_asked")
