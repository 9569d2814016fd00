"""The places of a year, from the facts of a community. R48, R49."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.incentives.places import Place, TryWeights, WeightedCriterion
from contracts.incentives.words import Criterion
from contracts.recruitment.words import Kind
from runtime.database import Database
from services.incentives.places import queries
from tests.builders import LILIN, YUELIANGWAN, an_actor, refused
from tests.services.incentives.events import APPOINTMENT, began, keep
from vocabulary.actors import Actor, Role
from vocabulary.problems import NotFound

OFFICER = an_actor(Role.STREET_OFFICER, "440305007000")


def test_each_place_explains_itself(after_a_year: Database) -> None:
    (place,) = _try(after_a_year, least_cases=1)

    assert (place.appointment_id, place.place, place.post) == (APPOINTMENT, 1, "消防安全社区专员")
    assert [(line.criterion, line.weight, line.value, line.of) for line in place.lines] == [
        (Criterion.SETTLED, 60.0, 2, 3),
        (Criterion.RECEPTIONS, 40.0, 10, None),
    ]


def test_a_short_time_in_office_has_no_place(after_a_year: Database) -> None:
    assert _try(after_a_year, least_days=335) == []


def test_staff_in_the_interim_have_no_place(incentives: Database) -> None:
    keep(incentives, [began(kind=Kind.INTERIM)])

    assert _try(incentives) == []


@pytest.mark.one_database
def test_others_see_no_places(after_a_year: Database) -> None:
    elsewhere = an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN)

    assert isinstance(refused(_try, after_a_year, elsewhere), NotFound)


def _try(database: Database, actor: Actor = OFFICER, **changed: Any) -> list[Place]:
    usual: dict[str, Any] = {
        "community": LILIN,
        "year": 2013,
        "criteria": [
            WeightedCriterion(criterion=Criterion.SETTLED, weight=60),
            WeightedCriterion(criterion=Criterion.RECEPTIONS, weight=40),
        ],
    }
    with database.reading() as session:
        return queries.tried(session, actor, TryWeights(**usual | changed)).items
