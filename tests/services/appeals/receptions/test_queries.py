from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.appeals.receptions import ListReceptions, ReceptionPage, RecordReception
from contracts.appeals.words import Channel
from runtime.database import Database
from services.appeals.receptions import operations, queries
from tests.builders import (
    ABROAD,
    DENGLIANG,
    LILIN,
    STAFF,
    STREET,
    an_actor,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import Actor, Role


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    """With one reception on each of five days, in three communities."""
    opened = migrated_database("appeals")
    for day, community in enumerate((LILIN, LILIN, DENGLIANG, ABROAD, LILIN), start=1):
        request = RecordReception(
            community=community,
            visitors=day,
            channel=Channel.HOME_VISIT,
            held_at=shanghai(2013, 5, day),
        )
        done(opened, operations.record, an_actor(Role.ADMINISTRATOR, community), request)
    return opened


def _page(register: Database, actor: Actor, **asked: Any) -> ReceptionPage:
    with register.reading() as session:
        return queries.page(session, actor, ListReceptions(**asked))


@pytest.mark.parametrize(
    ("actor", "area", "visitors"),
    [
        (STAFF, None, [5, 2, 1]),
        (STAFF, DENGLIANG, []),
        (an_actor(Role.STREET_OFFICER, STREET), None, [5, 3, 2, 1]),
        (an_actor(Role.STREET_OFFICER, STREET), DENGLIANG, [3]),
        (an_actor(Role.VOLUNTEER), None, []),
    ],
)
def test_receptions_are_listed_newest_first_within_the_scope(
    register: Database, actor: Actor, area: str | None, visitors: list[int]
) -> None:
    found = _page(register, actor, area=area)

    assert visitors == [reception.visitors for reception in found.items]


def test_pages_follow_each_other(register: Database) -> None:
    first = _page(register, STAFF, limit=2)
    second = _page(register, STAFF, limit=2, cursor=first.next_cursor)

    assert [one.visitors for one in [*first.items, *second.items]] == [5, 2, 1]
    assert second.next_cursor is None


@pytest.mark.parametrize("name", queries.ORDER.fields)
@pytest.mark.parametrize("falls", ["", "-"])
def test_every_sort_that_the_interface_offers_works(
    register: Database, name: str, falls: str
) -> None:
    asked = ListReceptions.read({"sort": falls + name}).sort

    found = [getattr(one, name) for one in _page(register, STAFF, sort=asked).items]

    assert found == sorted(found, reverse=bool(falls))


def test_filters_and_totals(register: Database) -> None:
    def total(**asked: Any) -> int | None:
        return _page(register, STAFF, total=True, limit=1, **asked).total

    assert total() == 3
    assert total(channel=[Channel.HOME_VISIT]) == 3
    assert total(channel=[Channel.STATION_DUTY]) == 0
    assert total(commissioner="nobody") == 0
    assert total(held_to=dt.date(2012, 12, 31)) == 0
    assert total(held_from=dt.date(2012, 12, 31)) == 3


def test_a_cursor_of_nobody_is_refused(register: Database) -> None:
    assert field_of(refused(_page, register, STAFF, cursor="x")) == ("cursor", "not_a_cursor")
