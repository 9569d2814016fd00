from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest
from sqlalchemy import exc

from contracts.appeals.categories import CategoryPublished, CategoryView
from gateway.people.own_database import OwnDatabase
from gateway.places.areas.operations import import_file
from gateway.places.categories import operations, queries
from gateway.places.reference import Reference
from runtime.database import Database
from tests.areas import SAMPLE
from tests.gateway.doubles import known

OpenDatabase = Callable[[str], Database]


def _published(name_zh: str, version: int, *, active: bool = True) -> CategoryPublished:
    return CategoryPublished(
        code="pets", name_zh=name_zh, name_en="Pets", active=active, version=version
    )


def test_the_newest_version_is_kept_whatever_comes_last(migrated_database: OpenDatabase) -> None:
    database = migrated_database("gateway")

    for event in (_published("宠物", 1), _published("宠物管理", 3), _published("狗", 2)):
        with database.writing() as session:
            operations.keep(session, event)

    with database.reading() as session:
        assert queries.everything(session) == (
            CategoryView(code="pets", name_zh="宠物管理", name_en="Pets", version=3),
        )


def test_what_was_just_changed_here_outlives_its_own_event(migrated_database: OpenDatabase) -> None:
    """The answer of the register is taken first, and its event says the same once more."""
    database = migrated_database("gateway")
    answered = CategoryView(code="pets", name_zh="宠物", name_en="Pets", active=False, version=2)

    for found in (answered, _published("宠物", 2, active=False), _published("宠物管理", 1)):
        with database.writing() as session:
            operations.keep(session, found)

    with database.reading() as session:
        assert queries.everything(session) == (answered,)


def test_what_was_just_changed_here_is_known_at_once_whether_or_not_it_can_be_kept(
    migrated_database: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, reference = migrated_database("gateway"), Reference(known())
    kept, unkept = (
        CategoryView(code="pets", name_zh="宠物", name_en="Pets", active=False, version=version)
        for version in (8, 9)
    )

    operations.keep_at_once(OwnDatabase(database).writing, reference.take, kept)
    assert reference.known().categories["pets"] == kept
    monkeypatch.setattr(database, "writing", _is_away)
    operations.keep_at_once(OwnDatabase(database).writing, reference.take, unkept)

    assert reference.known().categories["pets"] == unkept
    with database.reading() as session:
        assert queries.everything(session) == (kept,)


def _is_away() -> NoReturn:
    raise exc.TimeoutError("no connection is free")


def test_reference_data_is_used_as_soon_as_it_is_read(migrated_database: OpenDatabase) -> None:
    database, reference = migrated_database("gateway"), Reference()
    assert reference.trouble()

    with database.writing() as session:
        import_file(session, SAMPLE)
        operations.keep(session, _published("宠物", 1, active=False))
        reference.refresh(session)

    assert reference.trouble() is None
    assert reference.known().areas["440305007003"].name_zh == "登良社区"
    assert not reference.known().categories["pets"].active
