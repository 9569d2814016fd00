from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.appeals.categories import CategoryPublished, CategoryView, PutCategory
from runtime.database import Database
from services.appeals.categories import operations, queries
from services.appeals.categories.model import CATEGORY
from tests.builders import LILIN, STAFF, STREET, an_actor, done, refused
from tests.outboxes import envelopes, events
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed

_ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, "440305000000")


def _put(register: Database, actor: Actor = _ADMINISTRATOR, **changed: Any) -> CategoryView:
    usual: dict[str, Any] = {"code": "drainage", "name_zh": "排水", "name_en": "Drainage"}
    return done(register, operations.put, actor, PutCategory(**usual | changed))


def test_a_new_register_has_seventeen_categories_and_has_told_them(register: Database) -> None:
    """R9 and the rest of the programme."""
    with register.reading() as session:
        found = {row.code: row for row in session.execute(sa.select(CATEGORY))}

    assert len(found) == 17
    assert found["garment_trade"].name_zh == "服装行业"
    for code, category in found.items():
        (event,) = events(register, code)
        assert isinstance(event, CategoryPublished)
        assert (event.name_zh, event.active, event.version) == (category.name_zh, True, 1)


def test_the_seeded_events_have_the_same_ids_everywhere(
    migrated_database: OpenDatabase,
) -> None:
    """A register that is set up anew does not make its listeners take them twice."""
    (told,) = envelopes(migrated_database("appeals"), "environment_sanitation")

    assert str(told.id) == "a89fa12f-0ae5-50f2-9997-2d4112c03443"


def test_a_new_category_is_published(register: Database) -> None:
    put = _put(register)

    assert (put.code, put.active, put.version) == ("drainage", True, 1)
    (event,) = events(register, "drainage")
    assert isinstance(event, CategoryPublished)
    assert event.version == 1


def test_each_change_counts_the_version_up(register: Database) -> None:
    _put(register)
    _put(register, name_zh="排水管网")

    _put(register, name_zh="排水管网", active=False)

    told = events(register, "drainage")
    assert [event.version for event in told if isinstance(event, CategoryPublished)] == [1, 2, 3]
    assert isinstance(told[-1], CategoryPublished)
    assert (told[-1].name_zh, told[-1].active) == ("排水管网", False)


def test_the_same_again_changes_nothing(register: Database) -> None:
    _put(register)
    _put(register)

    assert len(events(register, "drainage")) == 1


def test_a_change_of_a_version_that_is_gone_is_refused(register: Database) -> None:
    _put(register)
    _put(register, name_zh="排水管网", expected_version=1)

    lost = refused(_put, register, name_zh="下水道", expected_version=1)

    assert isinstance(lost, PreconditionFailed)
    with register.reading() as session:
        assert queries.one(session, "drainage").name_zh == "排水管网"


@pytest.mark.one_database
def test_a_change_of_what_is_not_there_yet_adds_nothing(register: Database) -> None:
    assert isinstance(refused(_put, register, expected_version=1), PreconditionFailed)
    with register.reading() as session:
        assert isinstance(refused(queries.one, session, "drainage"), NotFound)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "actor",
    [STAFF, an_actor(Role.ADMINISTRATOR, LILIN), an_actor(Role.ADMINISTRATOR, STREET)],
    ids=["staff", "of_a_community", "of_a_street"],
)
def test_only_administrators_above_all_streets_keep_the_categories(
    register: Database, actor: Actor
) -> None:
    """One community's administrator switched a category off for every street."""
    assert isinstance(refused(_put, register, actor, active=False), Forbidden)
    assert not events(register, "drainage")


def test_administrators_who_add_the_same_at_once_do_not_collide(register: Database) -> None:
    with ThreadPoolExecutor(4) as threads:
        tried = [threads.submit(_put, register, name_zh=f"排水{place}") for place in range(4)]
    for one in tried:
        one.result()

    told = events(register, "drainage")
    assert [event.version for event in told if isinstance(event, CategoryPublished)] == [1, 2, 3, 4]
