"""Places: fair to small numbers and to what is not known. R48, R49."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.incentives.words import Criterion
from services.incentives.places import rules
from services.incentives.places.rules import Candidate, Placed, Value
from tests.builders import field_of, refused

_FIELD = "fire_safety"


def _one(number: int, field: str = _FIELD, **values: Value) -> Candidate:
    known = {Criterion(name): value for name, value in values.items()}
    return Candidate(UUID(int=number), field, known)


def _placed(
    *candidates: Candidate, weights: Mapping[Criterion, float], least_cases: int = 1
) -> dict[int, Placed]:
    found = rules.placed(candidates, weights, least_cases=least_cases)
    return {one.candidate.appointment_id.int: one for one in found}


_SHARES = some.integers(1, 40).flatmap(
    lambda whole: some.builds(Value, some.integers(0, whole), some.just(whole))
)
_COUNTS = some.builds(Value, some.integers(0, 50))
#: Candidates of one field of work about whom everything is known.
_KNOWN = some.lists(
    some.fixed_dictionaries(
        {
            Criterion.SETTLED: _SHARES,
            Criterion.RECEPTIONS: _COUNTS,
            Criterion.RESIDENTS: _SHARES,
        }
    ),
    min_size=2,
    max_size=6,
)
_WEIGHTS = some.fixed_dictionaries(
    {
        criterion: some.integers(1, 100)
        for criterion in (Criterion.SETTLED, Criterion.RECEPTIONS, Criterion.RESIDENTS)
    }
)


@given(
    known=_KNOWN,
    weights=_WEIGHTS,
    criterion=some.sampled_from([Criterion.SETTLED, Criterion.RESIDENTS]),
    more=some.integers(1, 200),
)
def test_more_weight_on_a_criterion_never_lowers_the_leader_in_it(
    known: list[dict[Criterion, Value]],
    weights: dict[Criterion, int],
    criterion: Criterion,
    more: int,
) -> None:
    """Told by points, as places of equals may part."""
    candidates = [Candidate(UUID(int=place), _FIELD, one) for place, one in enumerate(known)]
    before = _placed(*candidates, weights=weights)
    after = _placed(*candidates, weights=weights | {criterion: weights[criterion] + more})
    leader = max(before, key=lambda one: _points_in(before[one], criterion))

    for other in before.keys() - {leader}:
        if _points(before[leader]) > _points(before[other]):
            assert _points(after[leader]) >= _points(after[other]) - 1e-6


@given(known=_KNOWN, weights=_WEIGHTS, factor=some.integers(2, 9))
def test_scaling_all_weights_changes_nothing(
    known: list[dict[Criterion, Value]], weights: dict[Criterion, int], factor: int
) -> None:
    candidates = [Candidate(UUID(int=place), _FIELD, one) for place, one in enumerate(known)]
    scaled = {criterion: weight * factor for criterion, weight in weights.items()}

    found, again = _placed(*candidates, weights=weights), _placed(*candidates, weights=scaled)

    assert [(one, found[one].place) for one in found] == [(one, again[one].place) for one in again]


def test_one_good_case_tops_nothing() -> None:
    found = _placed(
        _one(1, settled=Value(1, 1)),
        _one(2, settled=Value(45, 50)),
        weights={Criterion.SETTLED: 100},
    )

    assert (found[2].place, found[1].place) == (1, 2)


def test_what_is_not_known_takes_no_weight() -> None:
    """Counted as nothing, a commissioner without ratings would fall behind for no fault."""
    weights = {Criterion.SETTLED: 60.0, Criterion.RESIDENTS: 40.0}
    found = _placed(
        _one(1, settled=Value(45, 50)),
        _one(2, settled=Value(40, 50), residents=Value(2, 50)),
        weights=weights,
    )

    assert [(line.criterion, line.weight) for line in found[1].lines] == [(Criterion.SETTLED, 1.0)]
    assert found[1].place == 1


def test_shares_of_too_few_cases_have_no_data() -> None:
    found = _placed(_one(1, settled=Value(2, 2)), weights={Criterion.SETTLED: 100}, least_cases=5)

    assert (found[1].place, found[1].points, found[1].lines) == (None, None, [])


def test_counts_are_compared_within_a_field_of_work() -> None:
    found = _placed(
        _one(1, "fire_safety", receptions=Value(400)),
        _one(2, "pet_keeping", receptions=Value(20)),
        weights={Criterion.RECEPTIONS: 100},
    )

    assert [found[1].place, found[2].place] == [1, 1]


def test_equals_are_told_apart_by_residents_and_otherwise_share() -> None:
    found = _placed(
        _one(1, receptions=Value(10), residents=Value(30, 40)),
        _one(2, receptions=Value(10), residents=Value(30, 40)),
        _one(3, receptions=Value(10), residents=Value(10, 40)),
        weights={Criterion.RECEPTIONS: 99, Criterion.RESIDENTS: 1},
    )

    assert [found[number].place for number in (1, 2, 3)] == [1, 1, 3]


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ([(Criterion.SETTLED, 60), (Criterion.RESIDENTS, 30)], "not_a_hundred"),
        ([(Criterion.SETTLED, 50), (Criterion.SETTLED, 50)], "named_twice"),
    ],
)
def test_impossible_weights_are_refused(weights: list[tuple[Criterion, int]], code: str) -> None:
    assert field_of(refused(rules.check_weights, weights)) == ("criteria", code)


def _points(placed: Placed) -> float:
    assert placed.points is not None
    return placed.points


def _points_in(placed: Placed, criterion: Criterion) -> float:
    return next(line.points for line in placed.lines if line.criterion is criterion)
