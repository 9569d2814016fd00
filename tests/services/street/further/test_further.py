"""R5, R55 to R57: posts, commissioners, volunteers, hours and honours in the digests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from contracts.incentives.honours import HonourAwarded, HonourRevoked
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import PostFilled, PostOpened
from contracts.recruitment.words import EndReason, Kind, PostCategory, PostState
from contracts.registry import Event
from contracts.street.digests import DigestFigures, DigestView, ListDigests
from contracts.street.words import Span
from contracts.volunteers.activities import ActivityHeld
from contracts.volunteers.hours import HoursCounted
from contracts.volunteers.volunteers import VolunteerRegistered
from contracts.volunteers.words import AgeGroup, Organiser, RegistrationState
from runtime.database import Database
from runtime.identifiers import new_id
from services.street.changes import operations as changes
from services.street.digests import operations as digests
from services.street.digests import queries
from services.street.digests.rules import Figures
from services.street.further import operations
from services.street.further.model import FURTHER_FACT
from services.street.further.operations import FurtherEvent
from services.street.totals import operations as totals
from tests.services.street.events import LILIN, shanghai

OpenDatabase = Callable[[str], Database]
_TODAY = dt.date(2013, 5, 9)
_POSTS = [new_id() for _ in range(3)]
_TERM, _HOURS, _HONOUR, _PERSON = (new_id() for _ in range(4))


def _post(post_id: UUID, state: PostState, version: int) -> FurtherEvent:
    known: dict[str, Any] = {
        "post_id": post_id,
        "community": LILIN,
        "number": "〔2013〕1",
        "category": PostCategory.FIRE_SAFETY,
        "title": "消防专员",
        "state": state,
        "version": version,
    }
    if state in {PostState.FILLED, PostState.INTERIM_FILLED}:
        is_interim = state is PostState.INTERIM_FILLED
        return PostFilled(**known, filled_on=_TODAY, interim=is_interim)
    return PostOpened(**known)


def _began(on: dt.date, kind: Kind = Kind.GROUP_LEADER, term: UUID | None = None) -> FurtherEvent:
    return AppointmentBegan(
        appointment_id=term or new_id(),
        community=LILIN,
        commissioner=_PERSON,
        began_on=on,
        kind=kind,
        version=3,
    )


def _ended(on: dt.date, version: int = 4) -> FurtherEvent:
    return AppointmentEnded(
        appointment_id=_TERM,
        community=LILIN,
        commissioner=_PERSON,
        ended_on=on,
        reason=EndReason.RESIGNED,
        version=version,
    )


def _registered(state: RegistrationState) -> FurtherEvent:
    return VolunteerRegistered(
        registration_id=new_id(),
        volunteer_id=new_id(),
        community=LILIN,
        state=state,
        age_group=AgeGroup.ADULT,
        registered_on=dt.date(2013, 2, 1),
        version=2,
    )


def _held(on: dt.date) -> FurtherEvent:
    moment = shanghai(on.year, on.month, on.day)
    return ActivityHeld(
        activity_id=new_id(),
        community=LILIN,
        organiser=Organiser.WORKSTATION,
        category=PostCategory.FIRE_SAFETY,
        starts_at=moment,
        ends_at=moment,
        held_on=on,
        head_count=30,
        version=5,
    )


def _served(minutes: int, version: int) -> FurtherEvent:
    return HoursCounted(
        hours_id=_HOURS,
        volunteer_id=_PERSON,
        community=LILIN,
        activity_id=new_id(),
        category=PostCategory.FIRE_SAFETY,
        served_on=dt.date(2013, 4, 30),
        minutes=minutes,
        version=version,
    )


def _awarded(honour_id: UUID, replaces: UUID | None = None) -> FurtherEvent:
    return HonourAwarded(
        honour_id=honour_id,
        appointment_id=_TERM,
        selection_id=_PERSON,
        community=LILIN,
        year=2012,
        title="优秀专员",
        number="南山街〔2013〕1",
        awarded_on=dt.date(2013, 1, 20),
        replaces=replaces,
        version=1,
    )


def _revoked(honour_id: UUID) -> FurtherEvent:
    return HonourRevoked(
        honour_id=honour_id,
        appointment_id=_TERM,
        community=LILIN,
        number="南山街〔2013〕1",
        version=2,
    )


_REISSUED = new_id()
_STORY: list[FurtherEvent] = [
    _post(_POSTS[0], PostState.FILLED, 4),
    _post(_POSTS[1], PostState.INTERIM_FILLED, 4),
    _post(_POSTS[2], PostState.OPEN, 2),
    _post(_POSTS[2], PostState.FILLED, 4),
    _post(_POSTS[2], PostState.OPEN, 5),
    _began(dt.date(2012, 3, 1), term=_TERM),
    _ended(dt.date(2013, 5, 8)),
    _ended(dt.date(2013, 5, 10), version=5),
    _began(dt.date(2013, 4, 2)),
    _began(dt.date(2013, 5, 1), Kind.INTERIM),
    _registered(RegistrationState.ACTIVE),
    _registered(RegistrationState.APPLIED),
    _registered(RegistrationState.LEFT),
    _held(dt.date(2012, 12, 31)),
    _held(_TODAY),
    _served(90, 1),
    _served(60, 2),
    _awarded(_HONOUR),
    _awarded(_REISSUED, replaces=_HONOUR),
]


def _told(street: Database, day: dt.date = _TODAY) -> DigestView:
    """The digest of 荔林, made on a day."""
    with street.writing() as session:
        digests.digest(session, shanghai(day.year, day.month, day.day, 12))
    with street.reading() as session:
        found = queries.page(session, ListDigests(area=LILIN))
    [digest] = found.items
    return digest


def _hear(street: Database, events: Sequence[FurtherEvent]) -> None:
    with street.writing() as session:
        operations.keep(session, events)
        changes.note_areas(session, {LILIN})


def _flows(figures: DigestFigures) -> tuple[int | None, ...]:
    return figures.appointed, figures.activities, figures.service_minutes, figures.honours


def test_a_digest_tells_what_other_services_told(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _hear(street, _STORY)

    told = _told(street)

    assert {one.span: _flows(one) for one in told.periods} == {
        Span.DAY: (0, 1, 0, 0),
        Span.MONTH: (0, 1, 0, 0),
        Span.QUARTER: (1, 1, 60, 0),
        Span.YEAR: (1, 1, 60, 1),
        Span.EVER: (2, 2, 60, 1),
    }
    standing = told.in_office, told.posts, told.vacant_posts, told.interim_posts, told.volunteers
    assert standing == (3, 3, 1, 1, 1)


def test_an_end_counts_from_its_day_on(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _hear(street, _STORY)

    days = [_TODAY, _TODAY + dt.timedelta(days=1)]

    assert [_told(street, day).in_office for day in days] == [3, 2]


@pytest.mark.one_database
def test_what_a_community_has_counts_in_the_areas_around(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _hear(street, _STORY)
    _told(street)

    with street.reading() as session:
        found = queries.page(session, ListDigests()).items

    assert {(one.posts, one.in_office, one.volunteers) for one in found} == {(3, 3, 1)}
    assert len(found) == 4


@pytest.mark.one_database
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(some.permutations([*_STORY, *_STORY]), some.integers(1, 12))
def test_any_order_and_any_repetition_tell_the_same(
    migrated_database: OpenDatabase, story: list[FurtherEvent], at_once: int
) -> None:
    street = migrated_database("street")
    with street.writing() as session:
        totals.forget(session)
        session.execute(sa.text("DELETE FROM digest"))
        session.execute(sa.text("UPDATE digest_turn SET taken_at = NULL"))

    for first in range(0, len(story), at_once):
        _hear(street, story[first : first + at_once])

    told = _told(street)
    assert _flows(told.periods[-1]) == (2, 2, 60, 1)
    assert (told.in_office, told.posts, told.vacant_posts) == (3, 3, 1)


@pytest.mark.one_database
def test_a_revoked_honour_counts_no_more_however_it_was_reissued(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")

    _hear(street, [_revoked(_REISSUED), _awarded(_REISSUED, replaces=_HONOUR), _awarded(_HONOUR)])

    assert _told(street).periods[-1].honours == 0


def test_wrong_facts_are_mended_from_the_log_and_told(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _hear(street, [*_STORY, _began(_TODAY)])
    with street.writing() as session:
        session.execute(sa.update(FURTHER_FACT).values(amount=7).where(FURTHER_FACT.c.amount == 60))
    wrong = _told(street)
    log: list[Event] = [*_STORY]

    with street.writing() as session:
        generation = totals.begin_generation(session, len(log))
        totals.count_again(session, generation, log, read=len(log))
        totals.take_turns(session)
        dropped = totals.end_generation(session, generation)

    mended = _told(street, _TODAY + dt.timedelta(days=1))
    assert _flows(wrong.periods[-1]) == (3, 2, 7, 1)
    assert dropped == 1
    assert _flows(mended.periods[-1]) == (2, 2, 60, 1)


def test_figures_kept_by_a_version_before_are_read() -> None:
    figures = Figures.read([7, {}])

    assert (figures.receptions, figures.further) == (7, {})
    assert Figures.read(Figures(1, {"post": 3}).plain()) == Figures(1, {"post": 3})
