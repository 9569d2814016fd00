"""Hours are true: what cannot be is refused, what is unusual is asked about, nothing counts twice."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import random
from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.volunteers.activities import ActivityView
from contracts.volunteers.hours import (
    AttestHours,
    AttestSeveralHours,
    CorrectHours,
    EnterHours,
    HoursView,
    ListOwnHours,
    RefuseHours,
    ShowHours,
)
from contracts.volunteers.memberships import EndMembership
from contracts.volunteers.sign_ups import SignUpView
from contracts.volunteers.volunteers import VolunteerReceipt
from contracts.volunteers.words import HoursState, Presence, Unusual
from runtime import clock
from runtime.database import Database
from services.volunteers.entered_hours import operations as entered_hours
from services.volunteers.hour_certificates import operations as certificates
from services.volunteers.hours import operations, queries
from services.volunteers.memberships import operations as memberships
from tests.builders import COMMISSIONER, STAFF, done, refused
from tests.services.volunteers.serving import (
    a_member,
    a_team,
    checked_in,
    hours_of,
    person_of,
    published,
    registered,
    signed_up,
)
from vocabulary.problems import Invalid, Problem, WrongState

_HOUR = dt.timedelta(hours=1)


def _turned(monkeypatch: pytest.MonkeyPatch, by: dt.timedelta) -> None:
    now = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: now)


def _entered(
    database: Database,
    activity: ActivityView,
    receipt: VolunteerReceipt,
    *,
    after: dt.timedelta = dt.timedelta(0),
    lasting: dt.timedelta = 2 * _HOUR,
    minutes: int | None = None,
) -> HoursView:
    begins = activity.shifts[0].starts_at + after
    wanted = EnterHours(
        shift_id=activity.shifts[0].id,
        volunteer_id=person_of(database, receipt),
        began_at=begins,
        ended_at=begins + lasting,
        minutes=minutes,
    )
    return done(database, entered_hours.enter, COMMISSIONER, wanted)


def _codes(refusal: Problem) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in refusal.fields]


def test_a_leader_enters_hours_of_somebody_who_came_unannounced(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planned and real time stand apart; a break makes the minutes fewer than the time."""
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    _turned(monkeypatch, dt.timedelta(days=1))

    entered = _entered(volunteers, activity, receipt, after=_HOUR, lasting=3 * _HOUR, minutes=150)
    again = refused(_entered, volunteers, activity, receipt, after=4 * _HOUR)

    assert (entered.planned_minutes, entered.minutes, entered.state) == (180, 150, "recorded")
    assert entered.began_at == activity.shifts[0].starts_at + _HOUR
    assert (entered.history or [])[0].by == COMMISSIONER.account
    assert isinstance(again, WrongState)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("after", "lasting", "minutes", "wrong"),
    [
        (-_HOUR, 2 * _HOUR, None, ("began_at", "before_the_activity")),
        (_HOUR, -_HOUR, None, ("ended_at", "wrong_times")),
        (_HOUR, 200 * _HOUR, None, ("ended_at", "in_the_future")),
        (_HOUR, _HOUR, 61, ("minutes", "more_than_the_time")),
        (_HOUR, 30 * _HOUR, None, ("minutes", "day_too_long")),
    ],
)
def test_hours_that_cannot_be_are_refused(
    volunteers: Database,
    monkeypatch: pytest.MonkeyPatch,
    after: dt.timedelta,
    lasting: dt.timedelta,
    minutes: int | None,
    wrong: tuple[str, str],
) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    _turned(monkeypatch, dt.timedelta(days=4))

    refusal = refused(
        _entered, volunteers, activity, receipt, after=after, lasting=lasting, minutes=minutes
    )

    assert isinstance(refusal, Invalid)
    assert _codes(refusal) == [wrong]


def test_nobody_serves_at_two_places_at_once(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not by a correction; one after the other is well."""
    receipt = registered(volunteers)
    team = a_team(volunteers)
    here, there = published(volunteers, team), published(volunteers, team)
    _turned(monkeypatch, dt.timedelta(days=1))
    first = _entered(volunteers, here, receipt)

    meets = refused(_entered, volunteers, there, receipt, after=_HOUR)
    second = _entered(volunteers, there, receipt, after=3 * _HOUR)
    with volunteers.writing() as session:
        operations.attest(session, STAFF, AttestHours(hours_id=first.id))
        operations.count(session, clock.now() + dt.timedelta(days=9))
    longer = CorrectHours(hours_id=first.id, minutes=240, reason="签退有误。")
    corrected = refused(done, volunteers, certificates.correct, STAFF, longer)

    assert _codes(meets) == [("began_at", "two_places_at_once")]
    assert "楼道消防巡查" in meets.zh
    assert second.minutes == 120
    assert _codes(corrected) == [("began_at", "two_places_at_once")]


def test_what_was_refused_leaves_the_time_free(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    _turned(monkeypatch, dt.timedelta(days=1))
    wrong = _entered(volunteers, activity, receipt)
    refuse = RefuseHours(hours_id=wrong.id, reason="登记错人。")
    done(volunteers, operations.refuse, STAFF, refuse)

    assert _entered(volunteers, activity, receipt, minutes=90).minutes == 90


def test_nothing_counts_for_a_team_that_was_left(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = registered(volunteers)
    team = a_team(volunteers)
    membership = a_member(volunteers, team, receipt)
    activity = published(volunteers, team)
    ending = EndMembership(membership_id=membership.id, reason="搬离社区。")
    done(volunteers, memberships.end, COMMISSIONER, ending)
    _turned(monkeypatch, dt.timedelta(days=2))

    refusal = refused(_entered, volunteers, activity, receipt, after=24 * _HOUR)

    assert _codes(refusal) == [("began_at", "after_the_membership")]


def test_a_long_day_is_attested_with_a_reason(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    _turned(monkeypatch, dt.timedelta(days=1))
    entered = _entered(volunteers, activity, receipt, lasting=10 * _HOUR + dt.timedelta(minutes=1))
    asked = refused(done, volunteers, operations.attest, STAFF, AttestHours(hours_id=entered.id))
    explained = AttestHours(hours_id=entered.id, reason="台风值守。")
    attested = done(volunteers, operations.attest, STAFF, explained)

    assert entered.unusual == [Unusual.LONG_DAY]
    assert _codes(asked) == [("reason", "unusual")]
    assert "超过 10 小时" in asked.zh
    assert (attested.state, (attested.history or [])[-1].note) == ("attested", "台风值守。")


def test_a_whole_team_with_the_same_minutes_is_asked_about_once(volunteers: Database) -> None:
    """Five alike are asked about, and one reason is enough for all of them."""
    people = [registered(volunteers, phone=f"1380013800{number}") for number in range(5)]
    activity = published(volunteers, a_team(volunteers), places=5)
    made = [signed_up(volunteers, activity, person) for person in people]
    for one in made[:4]:
        checked_in(volunteers, one)
    before = [one.unusual for one in hours_of(volunteers, activity)]
    checked_in(volunteers, made[4])
    alike = hours_of(volunteers, activity)
    ids = [one.id for one in alike]

    asked = refused(
        done, volunteers, operations.attest_several, STAFF, AttestSeveralHours(hours_ids=ids)
    )
    assert {one.state for one in hours_of(volunteers, activity)} == {HoursState.RECORDED}
    together = AttestSeveralHours(hours_ids=ids, reason="全程参加。")
    attested = done(volunteers, operations.attest_several, STAFF, together)

    assert before == [[]] * 4
    assert [one.unusual for one in alike] == [[Unusual.SAME_MINUTES]] * 5
    assert _codes(asked) == [("reason", "unusual")]
    assert [one.state for one in attested.items] == [HoursState.ATTESTED] * 5


@pytest.mark.one_database
def test_one_attester_is_asked_about_more_than_two_hundred_hours_a_day(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    _turned(monkeypatch, dt.timedelta(days=1))
    entered = _entered(volunteers, activity, receipt)
    monkeypatch.setattr("services.volunteers.hours.rules.ATTESTED_A_DAY_MINUTES", 119)

    asked = refused(done, volunteers, operations.attest, STAFF, AttestHours(hours_id=entered.id))

    assert "200 小时" in asked.zh
    assert hours_of(volunteers, activity)[0].unusual == [Unusual.MANY_A_DAY]


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(12))
def test_no_sequence_counts_an_hour_twice(volunteers: Database, seed: int) -> None:
    """Whatever is done with a shift's hours: one value counts, the newest that was told."""
    chance = random.Random(seed)  # noqa: S311 - an order of deeds, no secret
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    sign_up = signed_up(volunteers, activity, receipt)
    for _ in range(25):
        _one_deed(volunteers, activity, sign_up, chance)
        every = hours_of(volunteers, activity)
        own = _own(volunteers, receipt)
        counted = [one.minutes for one in every if one.state is HoursState.COUNTED]

        assert len([one for one in every if one.state is not HoursState.REFUSED]) <= 1
        assert own == sum(counted) == sum(_told(volunteers).values())


def _one_deed(
    database: Database, activity: ActivityView, sign_up: SignUpView, chance: random.Random
) -> None:
    """Something that anybody might do next; what is refused changes nothing."""
    minutes = chance.randrange(1, 180)
    later = clock.now() + dt.timedelta(days=chance.choice((1, 9)))
    ids = [one.id for one in hours_of(database, activity)]
    one = chance.choice(ids) if ids else UUID(int=0)
    deeds: list[Callable[[], object]] = [
        lambda: checked_in(database, sign_up, minutes=minutes),
        lambda: checked_in(database, sign_up, Presence.ABSENT),
        lambda: done(database, operations.attest, STAFF, AttestHours(hours_id=one)),
        lambda: done(
            database, operations.refuse, STAFF, RefuseHours(hours_id=one, reason="不实。")
        ),
        lambda: done(
            database,
            certificates.correct,
            STAFF,
            CorrectHours(hours_id=one, minutes=minutes, reason="有误。"),
        ),
        lambda: _count(database, later),
    ]
    with contextlib.suppress(Problem):
        chance.choice(deeds)()


def _count(database: Database, now: dt.datetime) -> None:
    with database.writing() as session:
        operations.count(session, now)


def _own(database: Database, receipt: VolunteerReceipt) -> int:
    with database.reading() as session:
        return queries.of_person(session, ListOwnHours(code=receipt.code)).counted_minutes


def _told(database: Database) -> dict[str, int]:
    """The minutes of the newest version of each event about hours, as honours read them."""
    newest: dict[str, tuple[int, int]] = {}
    with database.reading() as session:
        rows = session.execute(
            sa.select(OUTBOX.c.envelope).where(OUTBOX.c.type.endswith("hours_counted"))
        )
        for (envelope,) in rows:
            told = json.loads(envelope)["data"]
            kept = newest.get(told["hours_id"], (0, 0))
            newest[told["hours_id"]] = max(kept, (told["version"], told["minutes"]))
    return {hours: minutes for hours, (_, minutes) in newest.items()}


def test_the_view_of_one_says_what_is_unusual(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, registered(volunteers)))
    [one] = hours_of(volunteers, activity)
    with volunteers.reading() as session:
        assert queries.show(session, STAFF, ShowHours(hours_id=one.id)).unusual == []
