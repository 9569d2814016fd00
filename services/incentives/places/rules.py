"""How places are counted: so that one good case tops nothing, and no data counts against nobody.

A share goes in by the lower bound of Wilson's interval (95 %), a count compared with the most in
its field of work; points of judges go in as their mean. A criterion without data takes no weight, and the others share it. Equals are
told apart by residents' approval, and share the place if that is equal too.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.incentives.words import Criterion
from vocabulary.problems import wrong_field

_WHOLE = 100
#: The quantile of the normal distribution for 95 %.
_Z = 1.959964
#: Points that differ by less are equal.
_PLACES = 6
#: Their points are opinions of everybody who may judge, and no sample of cases.
JUDGED = frozenset({Criterion.COMMITTEE, Criterion.PEERS})
#: By what residents say ties are told apart.
_APPROVAL = frozenset({Criterion.RESIDENTS, Criterion.BALLOT})


@dataclass(frozen=True)
class Value:
    """A raw value; `whole`: of how many, where it is a share."""

    part: int
    whole: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A commissioner who may be chosen, and what is known of them."""

    appointment_id: UUID
    #: Counts are compared within it.
    field_of_work: str
    values: Mapping[Criterion, Value]


@dataclass(frozen=True)
class Counted:
    """One criterion of one candidate: its share of the weight, and its points, 0 to 1."""

    criterion: Criterion
    weight: float
    value: Value
    points: float


@dataclass(frozen=True)
class Placed:
    """A candidate with place and points; None where there is no data at all."""

    candidate: Candidate
    lines: Sequence[Counted]
    points: float | None
    place: int | None


def check_weights(weights: Sequence[tuple[Criterion, int]]) -> None:
    """Let weights pass that name each criterion once and add to 100.

    Raises:
        Invalid: names `criteria`.
    """
    named = [criterion for criterion, _ in weights]
    if len(set(named)) != len(named):
        raise wrong_field(
            "criteria",
            "named_twice",
            zh="同一评选标准出现了两次，请合并。",
            en="A criterion is there twice; name each once.",
        )
    total = sum(weight for _, weight in weights)
    if total != _WHOLE:
        raise wrong_field(
            "criteria",
            "not_a_hundred",
            zh=f"权重合计为 {total}，应为 100，请调整。",
            en=f"The weights add to {total}; they must add to 100.",
        )


def lower_bound(part: int, whole: int) -> float:
    """The least share that fits what was seen (Wilson, 95 %), 0 to 1."""
    share, square = part / whole, _Z * _Z
    middle = share + square / (2 * whole)
    reach = _Z * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, (middle - reach) / (1 + square / whole))


def placed(
    candidates: Collection[Candidate], weights: Mapping[Criterion, float], *, least_cases: int
) -> list[Placed]:
    """The candidates by their points, the best first."""
    most = _most(candidates)
    counted = [(one, _lines(one, weights, most, least_cases)) for one in candidates]
    found = [(_key(lines), one, lines) for one, lines in counted]
    found.sort(key=lambda each: (_order(each[0]), each[1].appointment_id))
    # Equals share the first place of theirs.
    places: dict[_Key, int] = {}
    for at, (key, _, _) in enumerate(found, start=1):
        places.setdefault(key, at)
    return [
        Placed(
            candidate=one,
            lines=lines,
            points=None if key is None else key[0],
            place=None if key is None else places[key],
        )
        for key, one, lines in found
    ]


#: Points, then residents' approval; None: no data.
_Key = tuple[float, float] | None


def _order(key: _Key) -> tuple[float, float]:
    return (1.0, 0.0) if key is None else (-key[0], -key[1])


def _key(lines: Sequence[Counted]) -> _Key:
    if not lines:
        return None
    points = sum(line.weight * line.points for line in lines)
    approval = [line.points for line in lines if line.criterion in _APPROVAL]
    return round(points, _PLACES), round(sum(approval), _PLACES)


def _lines(
    candidate: Candidate,
    weights: Mapping[Criterion, float],
    most: Mapping[tuple[str, Criterion], int],
    least_cases: int,
) -> list[Counted]:
    points = {
        criterion: found
        for criterion in weights
        if (found := _points(candidate, criterion, most, least_cases)) is not None
    }
    total = sum(weights[criterion] for criterion in points)
    return [
        Counted(criterion, weights[criterion] / total, candidate.values[criterion], found)
        for criterion, found in points.items()
    ]


def _points(
    candidate: Candidate,
    criterion: Criterion,
    most: Mapping[tuple[str, Criterion], int],
    least_cases: int,
) -> float | None:
    value = candidate.values.get(criterion)
    if value is None:
        return None
    if criterion in JUDGED:
        return value.part / value.whole if value.whole else None
    if value.whole is not None:
        return lower_bound(value.part, value.whole) if value.whole >= least_cases else None
    best = most[candidate.field_of_work, criterion]
    return value.part / best if best else None


def _most(candidates: Collection[Candidate]) -> dict[tuple[str, Criterion], int]:
    found: dict[tuple[str, Criterion], int] = {}
    for one in candidates:
        for criterion, value in one.values.items():
            key = one.field_of_work, criterion
            found[key] = max(found.get(key, 0), value.part)
    return found
