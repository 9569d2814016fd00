"""The service under test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

import pytest

from contracts.gateway.areas import AreaName, AreaPublished
from runtime.database import Database
from services.recruitment.areas import operations as areas
from tests.builders import DENGLIANG, LILIN, STREET, YUELIANGWAN
from tests.servers.databases import Databases
from tests.services.recruitment.appointing import a_post
from vocabulary.areas import level_of

P = ParamSpec("P")
T = TypeVar("T")

NAMES = {
    STREET: ("南山街道", "Nanshan Street"),
    LILIN: ("荔林社区", "Lilin Community"),
    YUELIANGWAN: ("月亮湾社区", "Yueliangwan Community"),
    DENGLIANG: ("登良社区", "Dengliang Community"),
}


class Arranged(Protocol):
    """`arranged(appointed, LATELY)` is `appointed(recruitment, a_post(recruitment), LATELY)`."""

    def __call__(
        self,
        build: Callable[Concatenate[Database, UUID, P], T],
        *arguments: P.args,
        **changed: P.kwargs,
    ) -> tuple[Database, T]:
        """The database in which somebody got that far, and what the builder gave."""


@pytest.fixture
def recruitment(databases: Databases) -> Database:
    """Nothing but a street and its communities, as a deployment begins with them."""
    database, _ = databases.arranged("recruitment", "areas", _keep_areas)
    return database


@pytest.fixture
def arranged(databases: Databases) -> Arranged:
    """A post and what a builder of `appointing` does for it, arranged once for all tests.

    For what several tests begin with. Ids, moments and titles are the same in each of them;
    a test that needs dates of its own or turns the clock arranges for itself.
    """

    def arrange(
        build: Callable[Concatenate[Database, UUID, P], T], *arguments: P.args, **changed: P.kwargs
    ) -> tuple[Database, T]:
        def from_the_beginning(database: Database) -> T:
            _keep_areas(database)
            return build(database, a_post(database), *arguments, **changed)

        stage = (build.__qualname__, arguments, tuple(sorted(changed.items())))
        return databases.arranged("recruitment", stage, from_the_beginning)

    return arrange


def _keep_areas(database: Database) -> None:
    with database.writing() as session:
        areas.keep(session, [an_area(code) for code in NAMES])


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
