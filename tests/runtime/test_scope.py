from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as some

from runtime.scope import begins_with_any, inside, visible_to, within
from tests.vocabulary.places import near_codes
from tests.vocabulary.teams import OF_TEAMS, team_ids, teams
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import covers
from vocabulary.permissions import Action, may, reach_by

_ACCOUNTS = some.sampled_from(["zhang", "li"])
_ACTORS = some.builds(
    Actor,
    some.none() | _ACCOUNTS,
    some.lists(some.builds(Grant, some.sampled_from(Role), near_codes), max_size=4).map(tuple),
    teams,
)


@pytest.fixture(scope="module")
def connection() -> sa.Connection:
    """A database without tables."""
    return sa.create_engine("sqlite://").connect()


def _text(value: str | None) -> sa.ColumnElement[str | None]:
    return sa.literal(value, sa.String)


def _holds(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> bool:
    return bool(connection.scalar(sa.select(condition)))


@given(_ACTORS, some.sampled_from(Action), near_codes, some.none() | _ACCOUNTS)
def test_a_query_shows_exactly_the_rows_that_the_table_allows(
    connection: sa.Connection, actor: Actor, action: Action, area: str, owner: str | None
) -> None:
    """Design §5: list and detail cannot follow different rules."""
    condition = visible_to(actor, action, area=_text(area), owner=_text(owner))

    expected = may(actor, action, area=area, owner=owner)
    assert _holds(connection, condition) is expected


@given(_ACTORS, near_codes, some.none() | _ACCOUNTS, some.none() | team_ids)
def test_a_query_shows_exactly_the_rows_of_the_teams_that_the_table_allows(
    connection: sa.Connection, actor: Actor, area: str, owner: str | None, team: UUID | None
) -> None:
    """List and detail cannot follow different rules for teams either."""
    reach = reach_by(actor, OF_TEAMS)

    condition = within(
        reach, area=_text(area), owner=_text(owner), team=sa.literal(team, sa.Uuid())
    )

    assert _holds(connection, condition) is reach.includes(area, owner, team)


@given(_ACTORS, some.sampled_from(Action), near_codes)
def test_without_an_owner_nothing_is_anybodys_own(
    connection: sa.Connection, actor: Actor, action: Action, area: str
) -> None:
    condition = visible_to(actor, action, area=_text(area))

    assert _holds(connection, condition) is may(actor, action, area=area)


@given(_ACTORS, some.sampled_from(Action), _ACCOUNTS)
def test_what_belongs_to_no_area_is_shown_to_its_owner_at_most(
    connection: sa.Connection, actor: Actor, action: Action, owner: str
) -> None:
    condition = visible_to(actor, action, area=_text(None), owner=_text(owner))

    expected = may(actor, action, area=None, owner=owner)
    assert _holds(connection, condition) is expected
    assert not expected or owner == actor.account


@given(near_codes, near_codes)
def test_a_filter_holds_what_the_area_covers(
    connection: sa.Connection, code: str, area: str
) -> None:
    assert _holds(connection, inside(code, _text(area))) is covers(code, area)


def test_no_beginning_shows_nothing(connection: sa.Connection) -> None:
    assert not _holds(connection, begins_with_any((), _text("440305007003")))


def test_one_community_is_found_by_its_code() -> None:
    """An index by code and order serves a list of one community, and no range of codes."""
    community = sa.column("community", sa.String)

    assert str(inside("440305007003", community)) == "community = :community_1"
    assert "BETWEEN" in str(inside("440305007000", community))
