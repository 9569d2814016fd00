"""A subscription compares what it heard with the log of its source, and asks for what is missing."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from bus import dead_letters, heard, offering
from bus.inbox import Body, Inbox, one_by_one
from bus.naming import SubscriptionNames
from bus.offering import OfferAgain, TellPublished
from bus.tables import HEARD, OUTBOX, OWED
from contracts import envelope as envelopes
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Channel
from contracts.registry import Request
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import LILIN
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import Actor
from vocabulary.problems import Unavailable

_NAMES = SubscriptionNames.of("street", "project_reception", [ReceptionRecorded], None)

pytestmark = pytest.mark.one_database


class _Heard(heard.Heard):
    """Asks the log without a broker between."""

    def __init__(self, register: Database, street: Database) -> None:
        super().__init__()
        self._register, self._database = register, street
        self._process: Any = SimpleNamespace(depths=SimpleNamespace(now=lambda _queue: 0))
        self._seconds = 0.0
        self._stopped = threading.Event()
        self.asked: list[int] = []
        self.answers = True

    def ask_log(self, source: str, request: Request[Any], *, actor: Actor) -> Any:  # noqa: ARG002
        with self._register.writing() as session:
            if isinstance(request, OfferAgain):
                self.asked.append(len(request.ids))
                offered = offering.offer_again(session, request, source=source)
                if not self.answers:
                    session.commit()
                    raise Unavailable("太迟。", "Too late.")
                return offered
            assert isinstance(request, TellPublished)
            return offering.published(session, request)

    def look(self) -> Any:
        """Compare once; what is noted then."""
        self._look(_NAMES, "appeals")
        with self._database.reading() as session:
            return session.execute(sa.select(HEARD)).one()


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Iterator[Database]:
    offering.use(lambda _exchange, key: [_NAMES.queue] if key == ReceptionRecorded.NAME else ())
    database = migrated_database("appeals")
    with database.writing() as session:
        session.execute(sa.delete(OUTBOX))
    yield database
    offering.use(lambda _exchange, _key: ())


@pytest.fixture
def street(migrated_database: OpenDatabase) -> Database:
    return migrated_database("street")


@pytest.fixture
def looking(register: Database, street: Database) -> _Heard:
    """One that has heard everything so far: nothing."""
    looking = _Heard(register, street)
    assert looking.look().place == 0
    return looking


def _publish(register: Database, many: int, *, first: int = 1) -> list[str]:
    """The envelopes of events that were published some time ago."""
    now = clock.now() - dt.timedelta(minutes=1)
    rows = []
    for place in range(first, first + many):
        event = ReceptionRecorded(
            reception_id=new_id(),
            community=LILIN,
            visitors=7,
            channel=Channel.STATION_DUTY,
            held_at=now,
            version=1,
        )
        made = envelopes.wrap(event, event_id=new_id(), time=now, correlation_id="walk")
        row = {"id": made.id, "type": made.type, "aggregate": str(place), "version": 1}
        row |= {"envelope": made.text(), "created_at": now, "published_at": now, "pos": place}
        rows.append(row)
    with register.writing() as session:
        session.execute(sa.insert(OUTBOX), rows)
    return [str(row["envelope"]) for row in rows]


def _hear(street: Database, texts: list[str]) -> None:
    inbox = Inbox(street, _NAMES.queue, one_by_one(lambda *_: None), retry_seconds=())
    inbox.take([Body(text.encode(), envelopes.ONE) for text in texts])


def _pay(register: Database) -> None:
    with register.writing() as session:
        session.execute(sa.delete(OWED))


def test_all_of_a_large_loss_is_asked_for_in_one_look(register: Database, looking: _Heard) -> None:
    _publish(register, 2500)

    noted = looking.look()

    assert looking.asked == [1000, 1000, 500]
    assert (noted.missing, noted.place, noted.tries) == (2500, 0, 1)


def test_what_was_compared_a_moment_ago_costs_one_query(looking: _Heard, street: Database) -> None:
    """Each look claimed each subscription with three statements, most of what an idle process did."""
    looking._subscriptions, looking._seconds = (_NAMES,), 3600
    assert not looking._compare_what_is_due()
    statements: list[str] = []
    sa.event.listen(
        street.engine, "before_cursor_execute", lambda *asked: statements.append(asked[2])
    )

    assert not looking._compare_what_is_due()
    idle = [one for one in statements if "heard" in one]
    looking._seconds = 0
    assert looking._compare_what_is_due()

    assert len(idle) == 1, idle
    assert len(statements) > 2


def test_what_comes_back_bit_by_bit_is_asked_for_without_long_pauses(
    register: Database, street: Database, looking: _Heard
) -> None:
    texts = _publish(register, 4)
    for _ in range(3):
        assert looking.look().missing == 4
        _pay(register)
    assert looking.look().tries == 4

    _pay(register)
    _hear(street, texts[:2])

    noted = looking.look()
    assert (noted.place, noted.tries) == (2, 1)


def test_what_is_given_and_lost_once_more_is_missing_again(
    register: Database, street: Database, looking: _Heard
) -> None:
    texts = _publish(register, 3)
    _hear(street, [texts[0], texts[2]])
    assert looking.look().missing == 1

    with structlog.testing.capture_logs() as said:
        owed = looking.look()
    _pay(register)
    lost_again = looking.look()

    assert (owed.missing, owed.place, said) == (0, 1, [])
    assert (lost_again.missing, lost_again.tries) == (1, 2)
    _pay(register)
    _hear(street, texts)
    with structlog.testing.capture_logs() as said:
        whole = looking.look()
    assert (whole.place, whole.tries, whole.asked_at) == (3, 0, None)
    assert [one["event"] for one in said] == ["projection_complete"]


def test_a_loss_is_told_where_the_source_offers_and_answers_too_late(
    register: Database, street: Database, looking: _Heard
) -> None:
    texts = _publish(register, 1)
    looking.answers = False

    with structlog.testing.capture_logs() as said:
        assert looking.look().missing == 1
        _pay(register)
        _hear(street, texts)
        looking.look()

    told = [one["event"] for one in said if one["event"].startswith("projection")]
    assert told == ["projection_missing", "projection_complete"]


def test_what_does_not_fit_its_contract_is_with_the_operators_and_not_missing(
    register: Database, street: Database, looking: _Heard
) -> None:
    text = _publish(register, 1)[0].replace('"visitors":7', '"visitors":"many"')
    _hear(street, [text])
    with street.writing() as session:
        (letter,) = dead_letters.waiting_letters(session)
        dead_letters.discard(session, letter.id, by="operator", why="of a newer release")

    noted = looking.look()

    assert (noted.missing, noted.place, looking.asked) == (0, 1, [])
