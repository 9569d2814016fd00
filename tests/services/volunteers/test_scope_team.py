"""Scope `team`: a list, a count and a file hold what the table allows, and nothing of other teams."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from contracts.volunteers.activities import ReportActivity
from contracts.volunteers.findings import ListFindings, RecordFinding, SettleFinding
from contracts.volunteers.memberships import ListMemberships
from contracts.volunteers.sign_ups import CheckIn
from contracts.volunteers.words import ActivityState, Presence
from groundwork.kept import Kept
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.activities import operations as activities
from services.volunteers.activities.model import Activity
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.attendance import operations as attendance
from services.volunteers.findings import operations as findings
from services.volunteers.findings import queries as findings_found
from services.volunteers.findings.queries import FINDINGS
from services.volunteers.hours.queries import HOURS
from services.volunteers.memberships import queries as memberships_found
from services.volunteers.memberships.queries import MEMBERSHIPS
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import TEAMS
from tests.builders import DENGLIANG, LILIN, STAFF, STREET, done, refused
from tests.services.volunteers.serving import (
    a_member,
    a_team,
    another_team,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import Actor, Grant, InTeam, Role
from vocabulary.permissions import TABLE
from vocabulary.permitted.rows import Scope
from vocabulary.problems import Forbidden

_KINDS: tuple[Kept[Any], ...] = (TEAMS, MEMBERSHIPS, ACTIVITIES, FINDINGS, HOURS)
_FINDING = {"item": "灭火器", "address": "3 栋", "words": "过期。"}
_OF_A_TEAM = [action for action, row in TABLE.items() if Scope.TEAM in row.scopes.values()]


@pytest.fixture
def served(volunteers: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Two teams, each with a member who served at an inspection where something was found."""
    begun = clock.now() + dt.timedelta(hours=1)
    inspections = []
    for number, team in enumerate((a_team(volunteers), another_team(volunteers))):
        receipt = registered(volunteers, phone=f"1380013800{number}")
        a_member(volunteers, team, receipt, STAFF)
        activity = published(volunteers, team, checklist=["灭火器"])
        there = CheckIn(
            sign_up_id=signed_up(volunteers, activity, receipt).id, presence=Presence.PRESENT
        )
        done(volunteers, attendance.check_in, STAFF, there)
        inspections.append(activity)
    monkeypatch.setattr(clock, "now", lambda: begun)
    for activity in inspections:
        wanted = RecordFinding(activity_id=activity.id, **_FINDING)
        done(volunteers, findings.record, STAFF, wanted)
    return volunteers


def _teams(session: Session) -> list[Any]:
    return list(session.scalars(sa.select(Team.id).order_by(Team.post_id)))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_query_shows_a_row_that_the_table_does_not_allow(
    served: Database, data: st.DataObject
) -> None:
    """R42: whatever roles and teams an account has, and whatever it wants to do."""
    with served.reading() as session:
        teams = [*_teams(session), new_id()]
        grants = data.draw(
            st.lists(
                st.builds(
                    Grant,
                    st.sampled_from([Role.COMMISSIONER, Role.VOLUNTEER, Role.SOCIAL_WORKER]),
                    st.sampled_from([LILIN, DENGLIANG, STREET]),
                ),
                min_size=1,
                max_size=3,
                unique=True,
            )
        )
        held = st.builds(
            InTeam, st.sampled_from([one.role for one in grants]), st.sampled_from(teams)
        )
        actor = Actor(
            data.draw(st.sampled_from(["wang", "hua"])),
            tuple(grants),
            tuple(data.draw(st.lists(held, max_size=3, unique=True))),
        )
        for kind in _KINDS:
            every = list(session.scalars(sa.select(kind.row)))
            for action in (*_OF_A_TEAM, kind.read):
                assert action is not None
                shown = set(session.scalars(kind.seen_by(actor, action)))
                assert shown == {one for one in every if kind.may(actor, action, one)}


def _volunteer(team: Any) -> Actor:
    return Actor("li", (Grant(Role.VOLUNTEER, LILIN),), (InTeam(Role.VOLUNTEER, team),))


def test_a_volunteer_sees_the_members_and_findings_of_their_own_team_alone(
    served: Database,
) -> None:
    with served.reading() as session:
        own, other = _teams(session)
        for team in (own, other):
            actor = _volunteer(team)
            members = memberships_found.page(
                session, actor, ListMemberships.read({"total": "true"})
            )
            found = findings_found.page(session, actor, ListFindings.read({"total": "true"}))

            assert ([one.team_id for one in members.items], members.total) == ([team], 1)
            assert (len(found.items), found.total) == (1, 1)
            assert found.items[0].possible == ["settlement", "appeal"]


def test_a_volunteer_writes_findings_down_at_inspections_of_their_own_team(
    served: Database,
) -> None:
    with served.reading() as session:
        own, other = _teams(session)
        of_team = {row.team_id: row for row in session.scalars(sa.select(Activity))}
        here, there = of_team[own].id, of_team[other].id
    actor = _volunteer(own)

    found = done(served, findings.record, actor, RecordFinding(activity_id=here, **_FINDING))
    settled = done(
        served, findings.settle, actor, SettleFinding(finding_id=found.id, note="已更换。")
    )
    refusal = refused(
        done, served, findings.record, actor, RecordFinding(activity_id=there, **_FINDING)
    )

    assert settled.state == "settled"
    assert isinstance(refusal, Forbidden)


def test_a_successor_reports_what_the_team_held_before(served: Database) -> None:
    """The report of an activity was nobody's once its commissioner had left office."""
    with served.writing() as session:
        own, _ = _teams(session)
        activity = session.scalars(sa.select(Activity).where(Activity.team_id == own)).one()
        activity.state, activity.commissioner = ActivityState.HELD, "gone"
        activity_id = activity.id
    successor = Actor("wang", (Grant(Role.COMMISSIONER, LILIN),), (InTeam(Role.COMMISSIONER, own),))
    report = ReportActivity(activity_id=activity_id, head_count=1, result="已完成。")

    assert done(served, activities.report, successor, report).state is ActivityState.REPORTED
