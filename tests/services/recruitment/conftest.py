"""The service under test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import pytest

from contracts.gateway.areas import AreaName, AreaPublished
from groundwork import areas
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.back_entries.model import BackEntryConsent
from tests.builders import DENGLIANG, LILIN, STREET, YUELIANGWAN, shanghai
from tests.servers.databases import Databases
from tests.services.recruitment.appointing import a_post
from vocabulary.areas import level_of

T = TypeVar("T")

NAMES = {
    STREET: ("南山街道", "Nanshan Street"),
    LILIN: ("荔林社区", "Lilin Community"),
    YUELIANGWAN: ("月亮湾社区", "Yueliangwan Community"),
    DENGLIANG: ("登良社区", "Dengliang Community"),
}


class Arranged:
    """What several tests begin with, arranged once and copied for each of them.

    `arranged(a_campaign)` gives the database and what `a_campaign(database)` gave. Ids, moments
    and titles are the same in each test. A test that turns the clock, or begins with what no
    other test begins with, arranges for itself.
    """

    def __init__(self, databases: Databases) -> None:
        self._databases = databases

    def __call__(
        self, build: Callable[..., T], *arguments: Hashable, **changed: Hashable
    ) -> tuple[Database, T]:
        """The database that `build` was called with, and what it gave."""

        def from_the_beginning(database: Database) -> T:
            keep_areas(database)
            return build(database, *arguments, **changed)

        stage = (build.__module__, build.__qualname__, arguments, tuple(sorted(changed.items())))
        return self._databases.arranged("recruitment", stage, from_the_beginning)

    def for_a_post(
        self, build: Callable[..., T], *arguments: Hashable, **changed: Hashable
    ) -> tuple[Database, T]:
        """The same with a builder that needs a post: `for_a_post(appointed, LATELY)`."""
        return self(_for_a_post, build, *arguments, **changed)


def _for_a_post(
    database: Database, build: Callable[..., T], *arguments: Hashable, **changed: Hashable
) -> T:
    return build(database, a_post(database), *arguments, **changed)


@pytest.fixture
def recruitment(databases: Databases) -> Database:
    """A street and its communities, which may enter any day under a consent of the street."""
    database, _ = databases.arranged("recruitment", "areas", keep_areas)
    return database


@pytest.fixture
def without_consent(databases: Databases) -> Database:
    """The same, but the street office has consented to no back entries."""
    database, _ = databases.arranged("recruitment", "areas alone", _keep_areas_alone)
    return database


@pytest.fixture
def arranged(databases: Databases) -> Arranged:
    """Databases in which something has happened already."""
    return Arranged(databases)


def keep_areas(database: Database) -> None:
    """A street whose communities may enter any day: most tests are dated long ago."""
    _keep_areas_alone(database)
    with database.writing() as session:
        session.add_all(a_consent(code) for code in NAMES if code != STREET)


def _keep_areas_alone(database: Database) -> None:
    with database.writing() as session:
        areas.keep(session, [an_area(code) for code in NAMES])


def a_consent(community: str, **changed: Any) -> BackEntryConsent:
    """A consent to back entries of a community, of any day and as long as any test runs."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "street": STREET,
        "number": f"〔2012〕{community[-3:]}",
        "community": community,
        "from_day": dt.date(1900, 1, 1),
        "to_day": dt.date(2199, 12, 31),
        "usable_until": dt.date(2199, 12, 31),
        "reason": "启用系统，补录以前的材料。",
        "allowed_at": shanghai(2012, 1, 1),
        "version": 1,
    }
    return BackEntryConsent(**usual | changed)


def an_area(code: str, **changed: object) -> AreaPublished:
    """What the gateway tells of an area."""
    zh, en = NAMES.get(code, (code, code))
    usual: dict[str, object] = {
        "code": code,
        "level": level_of(code),
        "names": [AreaName(name_zh=zh, name_en=en)],
        "is_sample": True,
        "version": 1,
    }
    return AreaPublished(**usual | changed)  # type: ignore[arg-type]  # any field may be changed
