"""Recurring activities, laid out over working and free days, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.volunteers.activities import (
    ActivityView,
    ApproveActivity,
    CancelActivity,
    EditActivity,
    PublishActivity,
    RescheduleActivity,
    ShiftBody,
    ShiftChange,
    ShowActivity,
    SubmitActivity,
)
from contracts.volunteers.repeating import RepeatActivity
from contracts.volunteers.words import ActivityState, OtherDay, Rhythm
from runtime.database import Database
from services.volunteers.activities import operations as activities
from services.volunteers.activities import queries
from services.volunteers.cancelling import operations as cancelling
from services.volunteers.repeating import operations, rules
from services.volunteers.rescheduling import operations as rescheduling
from tests.builders import STAFF, done, field_of, refused
from tests.services.volunteers.serving import a_team, planned
from vocabulary.periods import day_of
from vocabulary.problems import Invalid, WrongState

_DAY, _WEEK, _HOUR = dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(hours=1)
#: A Saturday, the second of its month.
_SATURDAY = dt.date(2026, 5, 9)


def _weekdays(*others: dt.date) -> Callable[[dt.date], bool]:
    """Monday to Friday are worked, and these days are the other way round."""
    return lambda day: (day.weekday() < 5) is not (day in others)


def _days(
    rhythm: Rhythm, until: dt.date, other_day: OtherDay = OtherDay.KEPT, *others: dt.date
) -> list[dt.date]:
    return rules.days(_SATURDAY, rhythm, until, other_day, _weekdays(*others))


def test_weeks_and_months_are_laid_out() -> None:
    weekly = _days(Rhythm.WEEKLY, dt.date(2026, 5, 30))
    fortnightly = _days(Rhythm.FORTNIGHTLY, dt.date(2026, 6, 6))
    monthly = _days(Rhythm.MONTHLY, dt.date(2026, 8, 8))

    assert [day.day for day in weekly] == [16, 23, 30]
    assert [(day.month, day.day) for day in fortnightly] == [(5, 23), (6, 6)]
    assert [(day.month, day.day) for day in monthly] == [(6, 13), (7, 11), (8, 8)]


def test_a_fifth_weekday_is_the_last_of_each_month() -> None:
    first = dt.date(2026, 5, 30)
    found = rules.days(first, Rhythm.MONTHLY, dt.date(2026, 8, 31), OtherDay.KEPT, _weekdays())

    assert [(day.month, day.day) for day in found] == [(6, 27), (7, 25), (8, 29)]


def test_a_worked_weekend_is_kept_left_out_or_moved() -> None:
    worked, until = dt.date(2026, 5, 16), dt.date(2026, 5, 23)

    assert _days(Rhythm.WEEKLY, until, OtherDay.KEPT, worked) == [worked, until]
    assert _days(Rhythm.WEEKLY, until, OtherDay.LEFT_OUT, worked) == [until]
    assert _days(Rhythm.WEEKLY, until, OtherDay.MOVED, worked) == [worked + _DAY, until]


def test_no_day_and_too_many_are_refused() -> None:
    codes = []
    for until in (_SATURDAY + 6 * _DAY, _SATURDAY + 400 * _DAY, _SATURDAY - 400 * _DAY):
        with pytest.raises(Invalid) as refusal:
            _days(Rhythm.WEEKLY, until)
        codes.append(field_of(refusal.value))

    assert codes == [("until", "no_day"), ("until", "too_many"), ("until", "no_day")]


@given(
    some.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    some.sampled_from(Rhythm),
    some.sampled_from(OtherDay),
    some.integers(0, 360),
    some.sets(some.integers(0, 380), max_size=60),
)
def test_days_ascend_and_stay_within(
    first: dt.date, rhythm: Rhythm, other_day: OtherDay, length: int, others: set[int]
) -> None:
    """Nothing is held twice on a day, before the next, or after the last day asked for."""
    is_workday = _weekdays(*(first + number * _DAY for number in others))
    until = first + length * _DAY
    try:
        found = rules.days(first, rhythm, until, other_day, is_workday)
    except Invalid:
        return

    assert found == sorted(set(found))
    assert first < found[0] <= found[-1] <= until
    if other_day is not OtherDay.KEPT:
        assert {is_workday(day) for day in found} == {is_workday(first)}


def _series(database: Database) -> tuple[ActivityView, list[ActivityView]]:
    """A weekly activity: the first, and the three that follow."""
    first = planned(database, a_team(database), starts_in=50 * _HOUR)
    until = day_of(first.starts_at) + 3 * _WEEK
    wanted = RepeatActivity(
        activity_id=first.id, rhythm=Rhythm.WEEKLY, until=until, other_day=OtherDay.KEPT
    )
    made = done(database, operations.repeat, STAFF, wanted)
    return first, made.items


def _shown(database: Database, one: ActivityView) -> ActivityView:
    with database.reading() as session:
        return queries.show(session, STAFF, ShowActivity(activity_id=one.id))


def test_each_is_an_activity_of_its_own(volunteers: Database) -> None:
    first, others = _series(volunteers)
    now = _shown(volunteers, first)

    assert [one.starts_at - first.starts_at for one in others] == [_WEEK, 2 * _WEEK, 3 * _WEEK]
    assert {one.series_id for one in others} == {now.series_id}
    assert len({one.number for one in (first, *others)}) == 4
    assert [step.what for step in others[0].history or ()] == ["planned"]
    assert [step.what for step in now.history or ()] == ["planned", "repeated"]
    assert [(one.title, one.shifts[0].places) for one in others] == [
        (first.title, first.shifts[0].places)
    ] * 3


def test_one_changes_alone_or_with_all_that_follow(volunteers: Database) -> None:
    first, (second, third, fourth) = _series(volunteers)

    def edited(one: ActivityView, title: str, *, with_following: bool) -> None:
        shift = ShiftBody(starts_at=one.starts_at + _HOUR, ends_at=one.ends_at + _HOUR, places=5)
        body = EditActivity(
            activity_id=one.id,
            title=title,
            plan=one.plan,
            place=one.place,
            cost_estimate_fen=0,
            shifts=[shift],
            with_following=with_following,
        )
        done(volunteers, activities.edit, STAFF, body)

    edited(second, "只这一次", with_following=False)
    edited(third, "以后都改", with_following=True)
    found = [_shown(volunteers, one) for one in (first, second, third, fourth)]

    assert [one.title for one in found] == [first.title, "只这一次", "以后都改", "以后都改"]
    assert found[3].starts_at == fourth.starts_at + _HOUR
    assert found[3].shifts[0].places == 5


def test_all_that_follow_are_submitted_approved_published_moved_and_called_off(
    volunteers: Database,
) -> None:
    first, others = _series(volunteers)
    every = [first, *others]

    def states() -> list[ActivityState]:
        return [_shown(volunteers, one).state for one in every]

    submitted = SubmitActivity(activity_id=others[0].id, with_following=True)
    done(volunteers, activities.submit, STAFF, submitted)
    approved = ApproveActivity(activity_id=others[0].id, with_following=True)
    done(volunteers, activities.approve, STAFF, approved)
    published = PublishActivity(activity_id=others[0].id, with_following=True)
    done(volunteers, activities.publish, STAFF, published)
    assert states() == [ActivityState.DRAFT, *[ActivityState.PUBLISHED] * 3]

    shift = _shown(volunteers, others[1]).shifts[0]
    change = ShiftChange(
        shift_id=shift.id,
        starts_at=shift.starts_at + _DAY,
        ends_at=shift.ends_at + _DAY,
        places=shift.places,
    )
    moved = RescheduleActivity(
        activity_id=others[1].id,
        place="荔林小学",
        shifts=[change],
        reason="场地维修。",
        with_following=True,
    )
    done(volunteers, rescheduling.reschedule, STAFF, moved)
    after = [_shown(volunteers, one) for one in others]
    assert [now.starts_at - one.starts_at for now, one in zip(after, others, strict=True)] == [
        dt.timedelta(),
        _DAY,
        _DAY,
    ]
    assert [one.place for one in after] == [first.place, "荔林小学", "荔林小学"]

    off = CancelActivity(activity_id=others[2].id, reason="台风。", with_following=True)
    done(volunteers, cancelling.cancel, STAFF, off)
    assert states()[1:] == [ActivityState.PUBLISHED] * 2 + [ActivityState.CANCELLED]


@pytest.mark.one_database
def test_what_is_no_draft_or_no_series_is_refused(volunteers: Database) -> None:
    alone = planned(volunteers, a_team(volunteers), starts_in=50 * _HOUR)
    following = SubmitActivity(activity_id=alone.id, with_following=True)
    no_series = refused(done, volunteers, activities.submit, STAFF, following)
    done(volunteers, activities.submit, STAFF, SubmitActivity(activity_id=alone.id))
    until = day_of(alone.starts_at) + _WEEK
    wanted = RepeatActivity(activity_id=alone.id, rhythm=Rhythm.WEEKLY, until=until)

    assert field_of(no_series) == ("with_following", "no_series")
    assert isinstance(refused(done, volunteers, operations.repeat, STAFF, wanted), WrongState)
