"""How PostgreSQL adds hours up, and reads a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.volunteers.hours import ListHours, TotalHours
from contracts.volunteers.words import HoursBy
from runtime.database import Database
from services.volunteers.hour_totals import queries
from services.volunteers.hours import queries as hours
from tests.benchmarks.volunteers.__main__ import STREET, YEAR, fill
from tests.builders import an_actor
from tests.servers.databases import Databases
from tests.services.volunteers.conftest import known
from vocabulary.actors import Role

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)
#: So few rows would be read one after the other.
_NOT_BY_INDEX = ("seqscan", "bitmapscan")


@pytest.fixture
def volunteers(postgres_databases: Databases) -> Database:
    database, _ = postgres_databases.arranged("volunteers", "areas and a post", known)
    return database


@contextmanager
def _asked(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent meanwhile."""
    seen: list[tuple[str, Any]] = []

    def see(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        seen.append((statement, given))

    with database.reading() as session:
        engine = session.get_bind().engine
    sa.event.listen(engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", see)


@pytest.mark.parametrize("by", HoursBy)
def test_totals_are_added_up_from_the_index_alone(volunteers: Database, by: HoursBy) -> None:
    """A street's year is 20,000 rows: the rows themselves are not read."""
    fill(volunteers, people=200, communities=100, activities=100, each=2)
    asked = TotalHours(by=by, area=STREET, served_from=YEAR[0], served_to=YEAR[1])

    with _asked(volunteers) as seen, volunteers.reading() as session:
        found = queries.of(session, _OFFICER, asked)
    plan = _plan(volunteers, seen, "by_person")

    assert found.served > 0
    assert "Index Only Scan using ix_hours_community_served_on" in plan


def test_a_list_passes_over_other_communities_in_the_index(volunteers: Database) -> None:
    """Among two million the rows of others took a hundred thousand pages for one list."""
    fill(volunteers, people=200, communities=100, activities=100, each=2)

    with _asked(volunteers) as seen, volunteers.reading() as session:
        found = hours.page(session, _OFFICER, ListHours.read({}))
    plan = _plan(volunteers, seen, "ORDER BY hours.served_on DESC", "sort")

    assert found.items
    assert "Index Scan Backward using ix_hours_served_on_id_community" in plan
    assert "Filter" not in plan


def _plan(database: Database, seen: list[tuple[str, Any]], words: str, *ways: str) -> str:
    """How the one statement with these words is carried out, in none of these ways."""
    [(statement, given)] = [one for one in seen if words in one[0]]
    with database.reading() as session:
        for way in (*_NOT_BY_INDEX, *ways):
            session.execute(sa.text(f"SET LOCAL enable_{way} = off"))
        rows = session.connection().exec_driver_sql(f"EXPLAIN {statement}", given)
        return "\n".join(line for (line,) in rows)
