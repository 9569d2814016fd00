"""Tests share engines and templates, so nothing that one of them does may reach the next."""

from __future__ import annotations

import contextlib

import pytest
import sqlalchemy as sa

from bus.tables import INBOX
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import shanghai
from tests.servers.databases import Databases


def _received(database: Database, consumer: str) -> None:
    row = {
        "consumer": consumer,
        "event_id": new_id(),
        "state": "done",
        "received_at": shanghai(2013, 5, 4),
    }
    with database.writing() as session:
        session.execute(sa.insert(INBOX).values(row))


def _consumers(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(sa.select(INBOX.c.consumer)))


def test_what_one_test_changes_does_not_reach_the_next(databases: Databases) -> None:
    """Also where a test leaves a connection behind."""
    first = databases.migrated("street")
    _received(first, "first")
    assert _consumers(databases.migrated("street")) == ["first"]
    with contextlib.closing(Database(first.url)) as left:
        assert _consumers(left) == ["first"]
        databases.give_back()

    assert _consumers(databases.migrated("street")) == []


def test_a_stage_is_built_once_and_copied_for_each_test(databases: Databases) -> None:
    built: list[str] = []

    def build(database: Database) -> str:
        built.append("built")
        _received(database, "arranged")
        return "given"

    stage = new_id()
    for _ in range(2):
        database, given = databases.arranged("street", stage, build)
        assert (given, _consumers(database)) == ("given", ["arranged"])
        _received(database, "changed by the test")
        databases.give_back()

    assert built == ["built"]
    assert _consumers(databases.migrated("street")) == []


def test_a_test_begins_with_one_stage(databases: Databases) -> None:
    """Each example of a property would find what the one before has done."""
    stage = new_id()
    databases.arranged("street", stage, lambda _: None)

    with pytest.raises(AssertionError, match="street has begun already"):
        databases.arranged("street", stage, lambda _: None)


def test_no_stage_is_built_by_a_turned_clock(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: shanghai(2013, 5, 4))

    with pytest.raises(AssertionError, match="arrange first"):
        databases.arranged("street", new_id(), lambda _: None)


@pytest.mark.one_database
def test_a_rule_is_shown_on_one_database(
    databases: Databases, request: pytest.FixtureRequest
) -> None:
    assert request.node.callspec.params == {"databases": "sqlite"}
    assert not databases.migrated("street").is_postgres
