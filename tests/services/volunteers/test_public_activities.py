"""What everybody finds of activities: the coming ones, narrowed, and each that was published."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.words import PostCategory
from contracts.volunteers.activities import (
    ActivityView,
    CancelActivity,
    PublicActivities,
    PublicActivity,
    ShiftBody,
    ShowPublicActivity,
)
from contracts.volunteers.words import ActivityState
from runtime.database import Database
from services.volunteers.activities import queries
from services.volunteers.cancelling import operations as cancelling
from tests.builders import STAFF, refused
from tests.services.volunteers.serving import a_team, planned, published
from vocabulary.periods import SHANGHAI, day_of
from vocabulary.problems import NotFound

_DAY, _HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def _listed(database: Database, **narrowed: Any) -> list[str]:
    with database.reading() as session:
        page = queries.public_page(session, PublicActivities(sort=None, **narrowed))
    return [one.title for one in page.items]


def _seen(database: Database, activity: ActivityView) -> PublicActivity:
    with database.reading() as session:
        return queries.show_public(session, ShowPublicActivity(activity_id=activity.id))


def _cancelled(database: Database, activity: ActivityView) -> None:
    request = CancelActivity(activity_id=activity.id, expected_version=None, reason="台风预警。")
    with database.writing() as session:
        cancelling.cancel(session, STAFF, request)


def _shift(starts_at: dt.datetime) -> ShiftBody:
    return ShiftBody(starts_at=starts_at, ends_at=starts_at + _HOUR, places=3)


def test_residents_narrow_the_coming_activities_by_day_and_field(volunteers: Database) -> None:
    """A day is that of the clock on the wall, and a shift over midnight is on both."""
    team = a_team(volunteers)
    first = dt.datetime(2033, 5, 4, 23, 30, tzinfo=SHANGHAI)
    published(volunteers, team, title="守夜巡查", shifts=[_shift(first)])
    published(
        volunteers,
        team,
        title="清理楼道",
        category=PostCategory.ENVIRONMENT,
        shifts=[_shift(first + _DAY), _shift(first + 3 * _DAY)],
    )

    days = [day_of(first + n * _DAY) for n in range(-1, 6)]

    assert [_listed(volunteers, held_on=day) for day in days] == [
        [],
        ["守夜巡查"],
        ["守夜巡查", "清理楼道"],
        ["清理楼道"],
        ["清理楼道"],
        ["清理楼道"],
        [],
    ]
    assert _listed(volunteers, category=PostCategory.ENVIRONMENT) == ["清理楼道"]
    assert _listed(volunteers, category=PostCategory.ENVIRONMENT, held_on=days[1]) == []


def test_a_cancelled_activity_is_still_found_by_its_address_and_says_so(
    volunteers: Database,
) -> None:
    """People who kept the address would otherwise not know, and come."""
    team = a_team(volunteers)
    activity = published(volunteers, team, title="清理楼道")
    before = _seen(volunteers, activity)

    _cancelled(volunteers, activity)

    assert (before.state, before.team) == (ActivityState.PUBLISHED, team.name)
    assert _seen(volunteers, activity).state is ActivityState.CANCELLED
    assert _listed(volunteers) == []


@pytest.mark.one_database
def test_nobody_finds_what_was_never_published(volunteers: Database) -> None:
    activity = planned(volunteers, a_team(volunteers))
    draft = refused(_seen, volunteers, activity)

    assert isinstance(draft, NotFound)


@pytest.mark.one_database
def test_numbers_in_public_words_are_hidden(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers), plan="报名请打 13800138000。")

    assert "13800138000" not in _seen(volunteers, activity).plan
