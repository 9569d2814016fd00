"""Existing teams are classed and taken over by a table, on both databases. R42."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.recruitment.words import PostCategory
from contracts.volunteers.memberships import MembershipBegan
from contracts.volunteers.team_imports import ImportedTeamRow, ImportTeams, TeamImport, TeamRow
from contracts.volunteers.words import MembershipKind, MembershipState
from runtime import clock
from runtime.database import Database
from services.volunteers.memberships.model import Membership
from services.volunteers.team_imports import operations
from services.volunteers.teams.model import Team
from tests.builders import COMMISSIONER, DENGLIANG, HUA, LILIN, STAFF, done, refused
from tests.outboxes import events
from tests.services.volunteers.serving import a_team, offered, registered
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.problems import NotFound

_POST, _TEAM, _PHONE = "消防安全社区专员", "荔林消防团队", "13800138000"
_SINCE = dt.date(2013, 3, 1)


def _row(**changed: Any) -> TeamRow:
    usual: dict[str, Any] = {"post": _POST, "team": _TEAM, "volunteer": _PHONE, "since": _SINCE}
    return TeamRow(**usual | changed)


def _imported(
    database: Database, *rows: TeamRow, by: Actor = STAFF, check: bool = False, at: str = LILIN
) -> TeamImport:
    lines = [ImportedTeamRow(line=2 + number, row=row) for number, row in enumerate(rows)]
    wanted = ImportTeams(community=at, rows=lines, check=check)
    return done(database, operations.import_rows, by, wanted)


def _faults(found: TeamImport) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.fault) for one in found.faults]


def test_a_team_is_founded_classed_and_taken_over_and_the_same_table_changes_nothing(
    volunteers: Database,
) -> None:
    by_number = registered(volunteers, name="王芳", phone="13900139000")
    registered(volunteers)
    rows = [
        _row(category=PostCategory.ENVIRONMENT),
        _row(volunteer=by_number.number, kind=MembershipKind.SOCIAL_WORKER, since=None),
    ]

    tried = _imported(volunteers, *rows, check=True)
    with volunteers.reading() as session:
        assert session.scalars(sa.select(Team)).all() == []
    first, second = _imported(volunteers, *rows), _imported(volunteers, *rows)

    told = [(one.founded, one.added, one.unchanged, one.faulty) for one in (tried, first, second)]
    assert told == [(1, 2, 0, 0), (1, 2, 0, 0), (0, 0, 2, 0)]
    with volunteers.reading() as session:
        team = session.scalars(sa.select(Team)).one()
        members = session.scalars(sa.select(Membership).order_by(Membership.began_on)).all()
    assert (team.name, team.category, team.commissioner) == (
        _TEAM,
        PostCategory.ENVIRONMENT,
        str(HUA),
    )
    assert [(one.kind, one.began_on, one.state) for one in members] == [
        (MembershipKind.VOLUNTEER, _SINCE, MembershipState.ACCEPTED),
        (MembershipKind.SOCIAL_WORKER, day_of(clock.now()), MembershipState.ACCEPTED),
    ]
    [began] = [one for one in events(volunteers, members[0].id) if isinstance(one, MembershipBegan)]
    assert (began.began_on, began.commissioner, began.recruited_by) == (_SINCE, HUA, None)


def test_each_faulty_line_is_named_and_the_others_go_in(volunteers: Database) -> None:
    team = a_team(volunteers)
    asked = registered(volunteers, name="李强", phone="13700137000")
    offered(volunteers, team, asked)
    registered(volunteers)
    for name in ("王芳", "赵明"):
        registered(volunteers, name=name, phone="13900139000")
    registered(volunteers, phone="13600136000", community=DENGLIANG)
    tomorrow = day_of(clock.now()) + dt.timedelta(days=1)

    found = _imported(
        volunteers,
        _row(category=PostCategory.FIRE_SAFETY),
        _row(),
        _row(post="没有的岗位"),
        _row(team="别的团队"),
        _row(volunteer="13700137000"),
        _row(volunteer="13900139000"),
        _row(volunteer="13600136000"),
        _row(volunteer="〔2013〕999"),
        _row(category=PostCategory.ENVIRONMENT),
        _row(since=tomorrow, volunteer=_PHONE),
    )

    assert (found.added, found.founded, found.classed) == (1, 0, 0)
    assert _faults(found) == [
        (3, "volunteer", "repeated"),
        (4, "post", "unknown_post"),
        (5, "team", "another_name"),
        (6, "volunteer", "is_asked"),
        (7, "volunteer", "ambiguous"),
        (8, "volunteer", "not_registered_here"),
        (9, "volunteer", "not_registered_here"),
        (10, "category", "contradicts"),
        (11, "volunteer", "repeated"),
    ]


@pytest.mark.one_database
def test_a_member_as_something_else_or_since_another_day_is_not_changed(
    volunteers: Database,
) -> None:
    registered(volunteers)
    _imported(volunteers, _row())

    found = _imported(volunteers, _row(kind=MembershipKind.STAFF))
    later = _imported(volunteers, _row(since=_SINCE + dt.timedelta(days=1)))
    silent = _imported(volunteers, _row(since=None))
    ahead = _imported(volunteers, _row(since=day_of(clock.now()) + dt.timedelta(days=1)))

    assert _faults(found) == [(2, "kind", "differs")]
    assert _faults(later) == [(2, "since", "differs")]
    assert _faults(ahead) == [(2, "since", "in_the_future")]
    assert (silent.unchanged, silent.faulty) == (1, 0)


@pytest.mark.one_database
def test_a_post_without_a_team_needs_its_name(volunteers: Database) -> None:
    registered(volunteers)

    assert _faults(_imported(volunteers, _row(team=None))) == [(2, "team", "missing")]


@pytest.mark.one_database
def test_only_those_who_manage_teams_there_import(volunteers: Database) -> None:
    assert isinstance(refused(_imported, volunteers, _row(), by=COMMISSIONER), NotFound)
    assert isinstance(refused(_imported, volunteers, _row(), at=DENGLIANG), NotFound)
