"""What happens at the same moment: ratings while the review closes, and one code twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from runtime.database import Database
from services.incentives.project_reviews.model import ReviewSheet
from tests.servers.databases import Databases
from tests.services.incentives.reviewing import (
    closed,
    closed_by_the_clock,
    let_the_last_day_pass,
    opened,
    rated,
    shown,
)
from tests.services.incentives.selecting import keep_a_community
from vocabulary.problems import Problem, WrongState


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners in office."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


def _at_once(*steps: Callable[[], Any]) -> list[Any]:
    """What each came to: its answer, or its refusal."""

    def tried(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except Problem as refusal:
            return refusal

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(tried, steps))


def _sheets(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(ReviewSheet)) or 0


def test_a_rating_is_in_the_results_or_refused_when_the_review_closes_meanwhile(
    three: Database,
) -> None:
    """Whatever comes first: what is kept is what the results count."""
    review_id, codes = opened(three)
    for code in codes[:4]:
        rated(three, code)

    # By hand a review closes only once the last one rated; then nobody is left to be refused.
    rating, _ = _at_once(partial(rated, three, codes[4]), partial(closed, three, review_id))
    if shown(three, review_id).state.value == "open":
        closed(three, review_id)

    found = shown(three, review_id)
    assert rating is None
    assert (found.rated, _sheets(three)) == (5, 5)
    assert [sum(one.scores) for one in found.results] == [5, 5]


def test_a_code_rates_once_however_often_it_comes_at_once(three: Database) -> None:
    _, codes = opened(three)

    found = _at_once(*(partial(rated, three, codes[0]) for _ in range(4)))

    assert sorted(type(one).__name__ for one in found) == ["NoneType", *["WrongState"] * 3]
    assert isinstance(next(one for one in found if one is not None), WrongState)
    assert _sheets(three) == 1


def test_the_clock_and_ratings_at_once_agree(three: Database) -> None:
    """The clock waits for ratings that came in time, and what comes after it is refused."""
    review_id, codes = opened(three)

    found = _at_once(
        *(partial(rated, three, code) for code in codes),
        partial(_closed_after_the_last_day, three, review_id),
    )
    # A review that somebody rates at that moment waits for the clock's next turn.
    assert found[5] + closed_by_the_clock(three) == 1

    kept = sum(one is None for one in found[:5])
    assert all(one is None or isinstance(one, WrongState) for one in found[:5])
    assert (shown(three, review_id).rated, _sheets(three)) == (kept, kept)


def _closed_after_the_last_day(database: Database, review_id: UUID) -> int:
    """The clock as it comes by when the last day is over, while people still rate."""
    let_the_last_day_pass(database, review_id)
    return closed_by_the_clock(database)
