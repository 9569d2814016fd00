"""A new subscription hears, once, of what was told before it was there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus import outbox, replaying
from bus.inbox import Body, Inbox, one_by_one
from bus.naming import SubscriptionNames
from bus.tables import CAUGHT_UP, EVERYTHING, INBOX, OUTBOX
from bus.work import Work
from contracts import envelope as envelopes
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Channel
from contracts.envelope import Envelope
from contracts.registry import Event
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import LILIN
from vocabulary.actors import RESIDENT

_SUBSCRIPTION = SubscriptionNames.of("street", "project_reception", [ReceptionRecorded], None)

OpenDatabase = Callable[[str], Database]


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    return migrated_database("appeals")


@pytest.fixture
def street(migrated_database: OpenDatabase) -> Database:
    return migrated_database("street")


def _tell(register: Database, many: int) -> list[UUID]:
    told = [
        ReceptionRecorded(
            reception_id=new_id(),
            community=LILIN,
            visitors=7,
            channel=Channel.STATION_DUTY,
            held_at=clock.now(),
            version=1,
        )
        for _ in range(many)
    ]
    with register.writing() as session:
        outbox.add_all(session, [(event, None) for event in told], actor=RESIDENT)
    return [event.reception_id for event in told]


def _of_receptions(column: sa.Column[Any]) -> sa.Select[Any]:
    told = sa.select(column).where(OUTBOX.c.type == ReceptionRecorded.cloud_type())
    return told.order_by(OUTBOX.c.seq)


def _catch_up(street: Database, register: Database) -> int:
    return replaying.catch_up(street, {"appeals": register}, _SUBSCRIPTION)


def _handling(street: Database, heard: list[UUID], poison: UUID | None = None) -> Inbox:
    """An inbox that remembers what its transactions handled."""

    def handle(work: Work, event: Event, _envelope: Envelope) -> None:
        assert isinstance(event, ReceptionRecorded)
        if event.reception_id == poison:
            raise RuntimeError("the handler fails")
        sa.event.listen(
            work.session, "after_commit", lambda _session: heard.append(event.reception_id)
        )

    consumer = _SUBSCRIPTION.queue
    return Inbox(street, consumer, one_by_one(handle), retry_seconds=(3600.0,))


def _turns(inbox: Inbox) -> int:
    turns = 0
    while inbox.retry_due():
        turns += 1
    return turns


def test_it_hears_of_everything_once_in_the_order_of_the_log(
    register: Database, street: Database
) -> None:
    told = _tell(register, 600)
    heard: list[UUID] = []

    assert _catch_up(street, register) == 600
    turns = _turns(_handling(street, heard))

    assert heard == told
    # Some hundred a transaction; and between two of them comes what is new.
    assert turns == 3
    assert _catch_up(street, register) == 0


def test_what_the_broker_has_and_the_relay_has_not_noted_is_not_skipped(
    register: Database, street: Database
) -> None:
    told = _tell(register, 3)
    with register.writing() as session:
        first = _of_receptions(OUTBOX.c.seq).limit(1).scalar_subquery()
        session.execute(sa.update(OUTBOX).where(OUTBOX.c.seq == first).values(pos=1))
    heard: list[UUID] = []

    _catch_up(street, register)
    _turns(_handling(street, heard))

    assert heard == told


def test_what_comes_by_itself_too_is_handled_once(register: Database, street: Database) -> None:
    told = _tell(register, 2)
    heard: list[UUID] = []
    inbox = _handling(street, heard)
    with register.reading() as session:
        texts = session.scalars(_of_receptions(OUTBOX.c.envelope)).all()
    bodies = [Body(text.encode(), envelopes.ONE) for text in texts]

    inbox.take(bodies[:1])
    _catch_up(street, register)
    inbox.take(bodies[1:])
    _turns(inbox)

    assert sorted(heard) == sorted(told)


def test_one_that_fails_holds_up_no_other(register: Database, street: Database) -> None:
    told = _tell(register, 5)
    heard: list[UUID] = []

    _catch_up(street, register)
    _turns(_handling(street, heard, poison=told[2]))

    assert heard == [*told[:2], *told[3:]]
    with street.reading() as session:
        assert session.scalars(sa.select(INBOX.c.state).where(INBOX.c.state != "done")).all() == [
            "retry"
        ]


def test_one_that_breaks_off_goes_on_where_it_was(register: Database, street: Database) -> None:
    _tell(register, 3)
    with register.reading() as session:
        places = session.scalars(_of_receptions(OUTBOX.c.seq)).all()
    name = ReceptionRecorded.cloud_type()
    row = {"consumer": _SUBSCRIPTION.queue, "type": name, "reading": places[0]}
    with street.writing() as session:
        session.execute(sa.insert(CAUGHT_UP).values(row))

    assert _catch_up(street, register) == 2


def test_who_was_there_before_marks_were_kept_hears_nothing_again(
    register: Database, street: Database
) -> None:
    _tell(register, 2)
    with street.writing() as session:
        was_there = {"consumer": _SUBSCRIPTION.queue, "type": EVERYTHING}
        session.execute(sa.insert(CAUGHT_UP).values(was_there))

    assert _catch_up(street, register) == 0
    with street.reading() as session:
        assert session.scalars(sa.select(CAUGHT_UP.c.type)).all() == [
            ReceptionRecorded.cloud_type()
        ]
