"""Keeping the street's catalogue, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.volunteers.catalogue import CatalogueEntryView, PutCatalogueEntry, ShowCatalogue
from contracts.volunteers.words import CatalogueKind
from runtime.database import Database
from services.volunteers.catalogue import operations, queries
from services.volunteers.volunteers import operations as volunteers_operations
from tests.builders import LILIN, STAFF, STREET, an_actor, field_of, refused
from tests.services.volunteers.serving import a_registration
from vocabulary.actors import RESIDENT, Role
from vocabulary.problems import Forbidden, Invalid, NotFound

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def _entry(code: str, *includes: str, **changed: Any) -> PutCatalogueEntry:
    usual: dict[str, Any] = {
        "street": STREET,
        "kind": CatalogueKind.SKILL,
        "name_zh": f"技能{code}",
        "name_en": code,
    }
    return PutCatalogueEntry(code=code, includes=list(includes), **usual | changed)


def _put(database: Database, request: PutCatalogueEntry) -> CatalogueEntryView:
    with database.writing() as session:
        return operations.put(session, _OFFICER, request)


def test_a_street_says_what_people_can_choose(volunteers: Database) -> None:
    """From then on nothing else is taken; before, any word was."""
    added = _put(volunteers, _entry("first_aid", name_zh="急救"))
    _put(volunteers, _entry("lifesaver", "first_aid"))
    changed = _put(volunteers, _entry("first_aid", name_zh="急救员", valid_months=24))
    with volunteers.reading() as session:
        found = queries.show(session, ShowCatalogue(street=STREET)).items
    with volunteers.writing() as session:
        volunteers_operations.register(session, RESIDENT, a_registration(skills=["lifesaver"]))
        refusal = refused(
            volunteers_operations.register,
            session,
            RESIDENT,
            a_registration(name="王明", skills=["first_aid", "flying"]),
        )

    assert [(one.code, one.version) for one in found] == [("first_aid", 2), ("lifesaver", 1)]
    assert (added.id, changed.name_zh) == (changed.id, "急救员")
    assert field_of(refusal) == ("skills.1", "not_in_catalogue")


def test_a_skill_does_not_include_itself(volunteers: Database) -> None:
    """Neither directly nor by others, nor one that is not there."""
    _put(volunteers, _entry("first_aid"))
    _put(volunteers, _entry("lifesaver", "first_aid"))
    _put(volunteers, _entry("diver", "lifesaver"))

    with volunteers.writing() as session:
        found = [
            refused(operations.put, session, _OFFICER, one)
            for one in (_entry("new", "new"), _entry("first_aid", "diver"), _entry("a", "b"))
        ]

    assert all(isinstance(one, Invalid) for one in found)
    assert [field_of(one) for one in found] == [
        ("includes.0", "includes_itself"),
        ("includes.0", "includes_itself"),
        ("includes.0", "unknown_entry"),
    ]


@pytest.mark.one_database
def test_only_the_street_keeps_it(volunteers: Database) -> None:
    elsewhere = an_actor(Role.STREET_OFFICER, "440306001000")
    with volunteers.writing() as session:
        ours = refused(operations.put, session, STAFF, _entry("first_aid"))
        others = refused(operations.put, session, elsewhere, _entry("first_aid"))

    assert isinstance(ours, Forbidden)
    assert isinstance(others, NotFound)
    assert LILIN.startswith(STREET[:9])
