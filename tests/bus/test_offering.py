"""What the owner of a log tells those who look whether they heard everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bus import offering
from bus.epochs import PLACES
from bus.offering import OfferAgain, Published, TellPublished, offer_again, published
from bus.tables import OUTBOX, OWED
from contracts import registry
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.fixtures import OpenDatabase
from vocabulary.problems import NotFound

_QUEUE = "evt-appeals--street.project_appeal"
_TYPE = "linli.appeals.appeal_received"
_BOUND = {
    ("appeals.events", "appeal_received"): [_QUEUE],
    ("volunteers.events", "hours_counted"): ["evt-volunteers--incentives.keep_hours"],
}


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    """The queues of a topology."""
    registry.load_all()
    offering.use(lambda exchange, key: _BOUND.get((exchange, key), ()))
    yield
    offering.use(lambda _exchange, _key: ())


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    database = migrated_database("appeals")
    now = clock.now()
    rows = [
        {
            "id": new_id(),
            "type": "linli.appeals.reception_recorded" if place == 3 else _TYPE,
            "aggregate": str(place),
            "version": 1,
            "envelope": "{}",
            "created_at": now,
            "pos": place,
            "published_at": now - dt.timedelta(seconds=100 - place * 10),
        }
        for place in range(1, 8)
    ]
    with database.writing() as session:
        session.execute(sa.insert(OUTBOX), rows)
    return database


def _told(register: Database, *, after: int | None, limit: int = 100) -> Published:
    asked = TellPublished(
        queue=_QUEUE, types=[_TYPE], after=after, limit=limit, settled_seconds=45.0
    )
    with register.reading() as session:
        return published(session, asked)


def test_what_may_still_be_on_its_way_is_not_told(register: Database) -> None:
    told = _told(register, after=0)

    assert told.places == [1, 2, 4, 5]
    assert (told.last, told.highest, told.more) == (5, 5, False)


def test_a_page_goes_on_where_the_last_one_ended(register: Database) -> None:
    first = _told(register, after=0, limit=3)
    second = _told(register, after=first.last, limit=3)

    assert (first.places, first.more) == ([1, 2, 4], True)
    assert (second.places, second.more, second.last) == ([5], False, 5)


def test_the_first_comparison_learns_only_where_to_begin(register: Database) -> None:
    told = _told(register, after=None)

    assert (told.places, told.last) == ([], 5)


def test_what_is_offered_again_is_owed_once_and_not_missing_meanwhile(register: Database) -> None:
    lost = _told(register, after=0).ids[1:3]

    for _ in range(2):
        with register.writing() as session:
            offered = offer_again(session, OfferAgain(queue=_QUEUE, ids=lost), source="appeals")

    assert offered.offered == 2
    with register.reading() as session:
        owed = session.scalar(sa.select(sa.func.count()).where(OWED.c.target == _QUEUE))
    assert owed == 2
    told = _told(register, after=0)
    assert told.places == [1, 5]
    # What is owed may be lost again: the next look begins before it.
    assert (told.last, told.highest, told.more) == (1, 5, False)


def test_places_that_a_restored_log_has_no_more_are_not_missing(register: Database) -> None:
    """What was lost with the log cannot be offered again; the log goes on at a much higher place."""
    restored = PLACES * 7
    with register.writing() as session:
        session.execute(sa.delete(OUTBOX).where(OUTBOX.c.pos >= 4))
    before = _told(register, after=5)
    with register.writing() as session:
        now = clock.now() - dt.timedelta(seconds=60)
        row = {"id": new_id(), "type": _TYPE, "aggregate": "8", "version": 1, "envelope": "{}"}
        row |= {"created_at": now, "published_at": now, "pos": restored}
        session.execute(sa.insert(OUTBOX).values(row))

    assert (before.places, before.highest) == ([], 3)
    assert _told(register, after=3).places == [restored]
    assert _told(register, after=5).places == [restored]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "queue",
    [
        "appeals.intake",
        "evt-volunteers--incentives.keep_hours",
        "street.feed",
        # It begins as a queue of ours does; an event owed to it would never be taken.
        "evt-appeals--nobody",
    ],
)
def test_only_a_queue_that_listens_to_the_log_is_offered_its_events(
    register: Database, queue: str
) -> None:
    ids = _told(register, after=0).ids
    with register.writing() as session, pytest.raises(NotFound):
        offer_again(session, OfferAgain(queue=queue, ids=ids), source="appeals")


@pytest.mark.one_database
def test_a_queue_is_offered_only_what_it_is_bound_to(register: Database) -> None:
    with register.writing() as session:
        ids = list(session.scalars(sa.select(OUTBOX.c.id).where(OUTBOX.c.pos <= 3)))
        offered = offer_again(session, OfferAgain(queue=_QUEUE, ids=ids), source="appeals")

    assert offered.offered == 2
