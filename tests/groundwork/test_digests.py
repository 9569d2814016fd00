from __future__ import annotations

import datetime as dt
import hashlib

import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts import envelope
from contracts.appeals.feed import DayDigested
from groundwork import feed
from runtime.database import Database
from tests.builders import an_accepted_appeal, an_appeal, shanghai
from tests.groundwork.published import publish_everything


def _digests(register: Database) -> list[DayDigested]:
    chosen = sa.select(OUTBOX.c.envelope).where(OUTBOX.c.type == DayDigested.cloud_type())
    with register.reading() as session:
        texts = session.scalars(chosen.order_by(OUTBOX.c.seq)).all()
    found = [envelope.read(text).event() for text in texts]
    return [event for event in found if isinstance(event, DayDigested)]


def _digest(register: Database, now: dt.datetime) -> None:
    with register.writing() as session:
        feed.digest(session, DayDigested, now)


def _hash(ids: list[str]) -> str:
    return hashlib.sha256("".join(f"{found}\n" for found in ids).encode()).hexdigest()


def test_a_day_is_digested_once_it_has_ended(register: Database) -> None:
    """Design §3.12: a nightly digest to reconcile a copy with."""
    an_accepted_appeal(register)
    ids = publish_everything(register, shanghai(2013, 5, 4, 23, 59))

    _digest(register, shanghai(2013, 5, 5, 0, 0))

    [found] = _digests(register)
    assert (found.day, found.first, found.last) == (dt.date(2013, 5, 4), 1, len(ids))
    assert found.sha256 == _hash(ids)


def test_what_was_published_today_waits_for_the_next_night(register: Database) -> None:
    an_appeal(register)
    publish_everything(register, shanghai(2013, 5, 5, 0, 0))

    _digest(register, shanghai(2013, 5, 5, 0, 1))

    assert _digests(register) == []


def test_a_day_is_digested_once_by_however_many_processes(register: Database) -> None:
    an_appeal(register)
    publish_everything(register, shanghai(2013, 5, 4))

    for minute in (1, 11, 21):
        _digest(register, shanghai(2013, 5, 5, 0, minute))

    assert len(_digests(register)) == 1


def test_after_a_standstill_one_digest_holds_all_that_is_missing(register: Database) -> None:
    an_appeal(register)
    publish_everything(register, shanghai(2013, 5, 4))
    _digest(register, shanghai(2013, 5, 5, 0, 1))
    an_appeal(register)
    later = publish_everything(register, shanghai(2013, 5, 5))

    _digest(register, shanghai(2013, 5, 9, 0, 1))

    before, after = _digests(register)
    assert (after.day, after.first) == (dt.date(2013, 5, 8), before.last + 1)
    assert after.sha256 == _hash(later)


def test_an_event_that_waits_for_the_broker_belongs_to_the_day_it_gets_out(
    register: Database,
) -> None:
    an_appeal(register)
    _digest(register, shanghai(2013, 5, 5, 0, 1))
    assert _digests(register) == []

    ids = publish_everything(register, shanghai(2013, 5, 5))
    _digest(register, shanghai(2013, 5, 6, 0, 1))

    [found] = _digests(register)
    assert found.sha256 == _hash(ids)
