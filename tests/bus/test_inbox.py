from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
import structlog

from bus import dead_letters
from bus.inbox import Body, Inbox, Stopping, one_by_one
from bus.tables import DEAD_LETTER, INBOX
from bus.work import Delivered, Work
from contracts import envelope as envelopes
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Channel
from contracts.envelope import Envelope, Unreadable
from contracts.registry import Event
from runtime.database import Database
from runtime.identifiers import new_id
from vocabulary.problems import WrongState

_CONSUMER = "evt-appeals--street.project_reception"
_AT = dt.datetime(2013, 5, 4, 1, 30, tzinfo=dt.UTC)

OpenDatabase = Callable[[str], Database]


class _Recorder:
    """A handler that writes each event into a table of its own and fails where told to."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.table = sa.Table(
            "handled", sa.MetaData(), sa.Column("reception_id", sa.Uuid(), nullable=False)
        )
        self.table.create(database.engine)
        self.poison: set[UUID] = set()
        self.calls = 0

    def handle(self, work: Work, event: Event, _envelope: Envelope) -> None:
        assert isinstance(event, ReceptionRecorded)
        self.calls += 1
        work.session.execute(sa.insert(self.table).values(reception_id=event.reception_id))
        if event.reception_id in self.poison:
            raise RuntimeError("the handler fails")

    def effects(self) -> list[UUID]:
        with self.database.reading() as session:
            return list(session.scalars(sa.select(self.table.c.reception_id)))


@pytest.fixture
def recorder(migrated_database: OpenDatabase) -> _Recorder:
    return _Recorder(migrated_database("street"))


def _inbox(recorder: _Recorder, *, retry_seconds: Sequence[float] = (0.0, 0.0)) -> Inbox:
    return Inbox(
        recorder.database, _CONSUMER, one_by_one(recorder.handle), retry_seconds=retry_seconds
    )


def _envelope() -> Envelope:
    event = ReceptionRecorded(
        reception_id=new_id(),
        community="440305007003",
        visitors=3,
        channel=Channel.STATION_DUTY,
        held_at=_AT,
        version=1,
    )
    return envelopes.wrap(event, event_id=new_id(), time=_AT, correlation_id="walk")


def _bodies(found: Sequence[Envelope]) -> list[Body]:
    return [Body(envelope.text().encode(), envelopes.ONE) for envelope in found]


def _subjects(found: Sequence[Envelope]) -> set[UUID]:
    return {UUID(envelope.subject) for envelope in found}


def _states(database: Database) -> dict[str, int]:
    with database.reading() as session:
        rows = session.execute(sa.select(INBOX.c.state, sa.func.count()).group_by(INBOX.c.state))
        return {row.state: row[1] for row in rows}


def _letters(database: Database) -> Sequence[Any]:
    with database.reading() as session:
        return dead_letters.waiting_letters(session)


def test_the_same_event_delivered_three_times_has_one_effect(recorder: _Recorder) -> None:
    """Design §3.4: seen before means acknowledged and skipped."""
    inbox, once = _inbox(recorder), _bodies([_envelope()])

    inbox.take([*once, *once])
    inbox.take(once)

    assert len(recorder.effects()) == 1


def test_a_bundle_is_as_good_as_its_events_one_by_one(recorder: _Recorder) -> None:
    found = [_envelope() for _ in range(3)]
    bundle = f"[{','.join(envelope.text() for envelope in found)}]".encode()

    _inbox(recorder).take([Body(bundle, envelopes.BATCH)])

    assert set(recorder.effects()) == _subjects(found)


def test_one_poisonous_event_among_a_hundred_holds_back_nobody(recorder: _Recorder) -> None:
    """Design §3.5: the message fails, so it alone becomes a retry."""
    found = [_envelope() for _ in range(101)]
    recorder.poison = {UUID(found[50].subject)}

    _inbox(recorder).take(_bodies(found))

    assert set(recorder.effects()) == _subjects(found) - recorder.poison
    assert _states(recorder.database) == {"done": 100, "retry": 1}


def test_a_failing_event_is_tried_as_often_as_set_and_is_then_dead(recorder: _Recorder) -> None:
    found = _envelope()
    recorder.poison = {UUID(found.subject)}
    inbox = _inbox(recorder, retry_seconds=(0.0, 0.0))

    inbox.take(_bodies([found]))
    while inbox.retry_due():
        pass

    assert recorder.calls == 3
    assert _states(recorder.database) == {"dead": 1}
    (letter,) = _letters(recorder.database)
    assert (letter.reason, letter.event_id) == ("gave_up", found.id)
    assert "the handler fails" in letter.error
    assert recorder.effects() == []


def test_an_event_is_not_tried_again_before_its_time(recorder: _Recorder) -> None:
    found = _envelope()
    recorder.poison = {UUID(found.subject)}
    inbox = _inbox(recorder, retry_seconds=(3600.0,))

    inbox.take(_bodies([found]))

    assert not inbox.retry_due()
    assert recorder.calls == 1


def test_a_retried_event_that_succeeds_has_its_effect_once(recorder: _Recorder) -> None:
    found = _envelope()
    recorder.poison = {UUID(found.subject)}
    inbox = _inbox(recorder)
    inbox.take(_bodies([found]))
    recorder.poison = set()

    assert inbox.retry_due()
    inbox.take(_bodies([found]))

    assert recorder.effects() == [UUID(found.subject)]
    assert _states(recorder.database) == {"done": 1}


@pytest.mark.parametrize(
    "content",
    [b"not json", b"{}", b'{"specversion":"1.0","data":{}}', b"\xff\xfe", b"[1,2]"],
    ids=["text", "empty", "no-attributes", "bytes", "list"],
)
def test_an_unreadable_body_is_kept_for_operators_and_the_rest_goes_on(
    recorder: _Recorder, content: bytes
) -> None:
    """Design §3.5: what cannot be decoded is dead at once, and never lost."""
    good = _envelope()

    _inbox(recorder).take([Body(content, envelopes.ONE), *_bodies([good])])

    (letter,) = _letters(recorder.database)
    assert (letter.reason, bytes(letter.body)) == ("unreadable", content)
    assert recorder.effects() == [UUID(good.subject)]


def test_one_unfit_event_of_a_bundle_dies_alone(recorder: _Recorder) -> None:
    good, bad = _envelope(), json.loads(_envelope().text())
    del bad["data"]["visitors"]
    bundle = f"[{good.text()},{json.dumps(bad)}]".encode()

    _inbox(recorder).take([Body(bundle, envelopes.BATCH)])

    (letter,) = _letters(recorder.database)
    assert "visitors" in letter.error
    assert recorder.effects() == [UUID(good.subject)]


def test_a_redriven_event_is_handled_once_and_its_letter_says_by_whom(recorder: _Recorder) -> None:
    found = _envelope()
    recorder.poison = {UUID(found.subject)}
    inbox = _inbox(recorder, retry_seconds=())
    inbox.take(_bodies([found]))
    (letter,) = _letters(recorder.database)
    recorder.poison = set()

    with recorder.database.writing() as session:
        events = dead_letters.redrive(session, letter.id, by="operator", why="mended")

    assert events == 1
    assert inbox.retry_due()
    assert not inbox.retry_due()
    assert recorder.effects() == [UUID(found.subject)]
    with recorder.database.reading() as session:
        row = dead_letters.letter(session, letter.id)
    assert (row.settled, row.settled_by, row.settled_why) == ("redriven", "operator", "mended")


@pytest.mark.parametrize(
    "body",
    [
        Body(b'{"type":"x\\ud800"}', envelopes.ONE),
        Body(b'{"type":"x\\u0000"}', envelopes.ONE),
        Body(b"not json", "application/" + "x" * 200),
        Body(b"not json", "text/\x00plain"),
        Body(b"\xff\x00", None),
    ],
    ids=["half a character", "NUL", "long type", "NUL in the type", "bytes"],
)
def test_no_body_whatever_stops_the_consumer(recorder: _Recorder, body: Body) -> None:
    """It would come again at every start, and the service never be up again."""
    good = _envelope()

    _inbox(recorder).take([body, *_bodies([good])])

    (letter,) = _letters(recorder.database)
    assert (letter.reason, bytes(letter.body)) == ("unreadable", body.content)
    assert recorder.effects() == [UUID(good.subject)]


def test_a_body_that_still_cannot_be_read_stays_dead(recorder: _Recorder) -> None:
    _inbox(recorder).take([Body(b"not json", envelopes.ONE)])
    (letter,) = _letters(recorder.database)

    with pytest.raises(Unreadable), recorder.database.writing() as session:
        dead_letters.redrive(session, letter.id, by="operator", why="hoping")

    assert [one.id for one in _letters(recorder.database)] == [letter.id]


def test_a_discarded_letter_is_never_redriven(recorder: _Recorder) -> None:
    _inbox(recorder).take([Body(b"not json", envelopes.ONE)])
    (letter,) = _letters(recorder.database)
    with recorder.database.writing() as session:
        dead_letters.discard(session, letter.id, by="operator", why="rubbish")

    with pytest.raises(WrongState), recorder.database.writing() as session:
        dead_letters.redrive(session, letter.id, by="operator", why="second thoughts")

    assert _letters(recorder.database) == []
    with recorder.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(DEAD_LETTER)) == 1


def test_messages_are_held_while_the_database_is_away_and_nothing_dies(
    recorder: _Recorder,
) -> None:
    """Design §3.5: for absent surroundings nothing is dead-lettered."""
    waits: list[bool] = []

    def is_stopping() -> bool:
        waits.append(True)
        return len(waits) > 2

    away = Database("postgresql+psycopg2://nobody@127.0.0.1:1/none")
    held = Inbox(
        away,
        _CONSUMER,
        one_by_one(recorder.handle),
        retry_seconds=(),
        is_stopping=is_stopping,
    )

    with pytest.raises(Stopping):
        held.take(_bodies([_envelope()]))

    assert recorder.calls == 0
    assert len(waits) == 3


def test_a_handler_of_many_gets_only_what_is_new(recorder: _Recorder) -> None:
    batches: list[int] = []

    def handle(_work: Work, deliveries: Sequence[Delivered[Event]]) -> None:
        batches.append(len(deliveries))

    inbox = Inbox(recorder.database, _CONSUMER, handle, retry_seconds=())
    first, second = _bodies([_envelope()]), _bodies([_envelope(), _envelope()])

    inbox.take(first)
    inbox.take([*first, *second])

    assert batches == [1, 2]


def test_of_an_event_that_comes_twice_at_once_the_first_counts(recorder: _Recorder) -> None:
    """A resident's second click became the cause in the audit, where both came in one batch."""
    taken: list[str] = []

    def handle(_work: Work, deliveries: Sequence[Delivered[Event]]) -> None:
        taken.extend(one.envelope.correlation_id for one in deliveries)

    inbox = Inbox(recorder.database, _CONSUMER, handle, retry_seconds=())
    first, other = _envelope(), dataclasses.replace(_envelope(), correlation_id="another")
    again = dataclasses.replace(first, correlation_id="again")

    inbox.take(_bodies([first, other, again]))

    assert taken == ["walk", "another"]


def test_what_comes_beside_something_seen_before_stands_in_the_log_by_itself(
    recorder: _Recorder,
) -> None:
    """An operator who follows a piece of work lost it where a queue was told anew."""
    inbox = _inbox(recorder)
    before, new = _envelope(), _envelope()
    inbox.take(_bodies([before]))

    with structlog.testing.capture_logs() as lines:
        inbox.take(_bodies([before, new]))

    named = [(one["event"], one.get("seen"), one.get("event_id")) for one in lines]
    assert named == [("handled_batch", 1, None), ("handled", None, str(new.id))]
