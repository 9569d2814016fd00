"""The organisers of activities, and what a report says, on both databases. R40."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.words import PostCategory
from contracts.volunteers.activities import (
    ActivityView,
    HoldActivity,
    ListActivities,
    PlanActivity,
    ReportActivity,
    ReturnActivityReport,
    ShiftBody,
)
from contracts.volunteers.words import ActivityState, Organiser
from runtime import clock
from runtime.database import Database
from services.volunteers.activities import operations, queries
from tests.builders import COMMISSIONER, DENGLIANG, LILIN, STAFF, field_of, refused
from tests.services.volunteers.serving import a_team, planned, published
from vocabulary.actors import Actor
from vocabulary.periods import day_of

_HOUR = dt.timedelta(hours=1)


def _plan(**changed: Any) -> PlanActivity:
    starts_at = clock.now() + _HOUR
    usual: dict[str, Any] = {
        "organiser": Organiser.RESIDENTS_COMMITTEE,
        "community": LILIN,
        "title": "百家宴",
        "plan": "邻里同桌共餐。",
        "place": "社区广场",
        "cost_estimate_fen": 0,
        "shifts": [ShiftBody(starts_at=starts_at, ends_at=starts_at + 2 * _HOUR, places=120)],
    }
    return PlanActivity(**usual | changed)


def _planned(database: Database, actor: Actor, **changed: Any) -> ActivityView:
    with database.writing() as session:
        return operations.plan(session, actor, _plan(**changed))


def test_all_organisers_share_one_calendar_of_the_community(volunteers: Database) -> None:
    banquet = _planned(volunteers, STAFF)
    patrol = planned(volunteers, a_team(volunteers))
    with volunteers.reading() as session:
        found = queries.page(
            session, STAFF, ListActivities(state=None, sort=None, organiser=None, area=LILIN)
        ).items

    assert {one.id for one in found} == {banquet.id, patrol.id}
    assert (banquet.team_id, banquet.commissioner) == (None, None)
    assert banquet.category is PostCategory.OTHER
    assert [banquet.number[-1], patrol.number[-1]] == ["1", "2"]


@pytest.mark.one_database
def test_an_activity_has_one_organiser_and_a_community(volunteers: Database) -> None:
    team = a_team(volunteers)
    refusals = [
        refused(_planned, volunteers, STAFF, **changed)
        for changed in (
            {"team_id": team.id},
            {"organiser": None},
            {"organiser": Organiser.TEAM},
            {"community": None},
        )
    ]
    far = refused(_planned, volunteers, STAFF, community=DENGLIANG)
    commissioner = refused(_planned, volunteers, COMMISSIONER)

    assert [field_of(one) for one in refusals] == [
        ("organiser", "two_organisers"),
        ("organiser", "organiser_missing"),
        ("organiser", "organiser_missing"),
        ("community", "community_missing"),
    ]
    assert (far.status, commissioner.status) == (404, 404)


def test_a_report_says_heads_cost_and_benefit_and_comes_back_with_what_is_missing(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = published(volunteers, a_team(volunteers))
    monkeypatch.setattr(clock, "now", lambda: activity.starts_at + _HOUR)
    with volunteers.writing() as session:
        held = operations.hold(session, STAFF, HoldActivity(activity_id=activity.id))
    wanted = ReportActivity(
        activity_id=activity.id,
        head_count=120,
        result="邻里相识。",
        cost_fen=230_000,
        satisfied_percent=96,
    )
    with volunteers.writing() as session:
        reported = operations.report(session, COMMISSIONER, wanted)
        missing = ReturnActivityReport(activity_id=activity.id, reason="请补充支出票据。")
        returned = operations.return_report(session, STAFF, missing)

    assert held.report_by == day_of(activity.ends_at) + dt.timedelta(days=10)
    assert (reported.cost_fen, reported.satisfied_percent) == (230_000, 96)
    assert (reported.report_by, returned.state) == (None, ActivityState.HELD)
    assert (returned.history or [])[-1].note == "请补充支出票据。"
