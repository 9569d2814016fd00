"""Every hour a service says how much its audit got, so that nobody can take it back unseen."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from audit import verifying
from audit.tables import AUDIT
from bus import archiving, replaying
from bus.tables import OUTBOX
from contracts.appeals.feed import AuditSealed, DayDigested
from groundwork import feed, sealing
from runtime import clock
from runtime.database import Database
from tests.audit.records import tamper
from tests.builders import a_settled_appeal, an_appeal
from tests.groundwork.published import publish_everything
from tests.keys import while_keys_change

_HOUR = dt.timedelta(hours=1)


def _seal(register: Database, after: dt.timedelta = _HOUR) -> None:
    with register.writing() as session:
        sealing.seal(session, AuditSealed, clock.now() + after)


def _told(register: Database) -> list[AuditSealed]:
    pieces = replaying.newest_of_each(register, [AuditSealed.cloud_type()], after=0)
    return [one for _, piece in pieces for one in piece if isinstance(one, AuditSealed)]


def _complaints(register: Database, seals: list[AuditSealed] | None = None) -> list[str]:
    with register.reading() as session:
        return list(verifying.broken_seals(session, _told(register) if seals is None else seals))


def test_each_seal_begins_where_the_one_before_ended(register: Database) -> None:
    a_settled_appeal(register)
    _seal(register)
    an_appeal(register)
    _seal(register, 2 * _HOUR)

    first, second = _told(register)

    assert (first.number, first.first, first.last, first.rows) == (1, 1, 5, 5)
    assert (second.number, second.first, second.previous) == (2, 6, first.sha256)
    assert _complaints(register) == []


def test_what_was_just_written_waits_until_nothing_can_come_before_it(register: Database) -> None:
    an_appeal(register)

    _seal(register, dt.timedelta(minutes=9))

    assert _told(register) == []


def test_what_stands_behind_a_younger_row_waits_with_it(register: Database) -> None:
    """A machine whose clock is behind writes rows that look old, among others' still on their way."""
    a_settled_appeal(register)
    tamper(register)
    with register.writing() as session:
        young = clock.now() + _HOUR
        session.execute(sa.update(AUDIT).where(AUDIT.c.pos == 3).values(happened_at=young))

    _seal(register)
    assert [(one.first, one.last) for one in _told(register)] == [(1, 2)]

    _seal(register, 2 * _HOUR)
    assert [(one.first, one.last) for one in _told(register)] == [(1, 2), (3, 5)]


def test_an_hour_is_sealed_once_and_one_without_rows_not_at_all(register: Database) -> None:
    an_appeal(register)
    for hours in (1, 1, 2):
        _seal(register, hours * _HOUR)

    assert len(_told(register)) == 1


def test_an_audit_from_before_is_sealed_by_pieces(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_ROWS", 2)
    a_settled_appeal(register)

    _seal(register)

    assert [(one.first, one.last, one.rows) for one in _told(register)] == [
        (1, 2, 2),
        (3, 4, 2),
        (5, 5, 1),
    ]
    assert _complaints(register) == []


def test_seals_are_numbered_on_when_old_events_were_moved_into_files(
    register: Database, tmp_path: Path
) -> None:
    """Else the log told another first seal than the one that was heard, for ever."""
    an_appeal(register)
    _seal(register)
    publish_everything(register, clock.now())
    with register.writing() as session:
        feed.digest(session, DayDigested, clock.now() + dt.timedelta(days=2))
    archiving.move(register, tmp_path, "appeals", before=clock.now() + dt.timedelta(days=9))
    an_appeal(register)
    _seal(register, 2 * _HOUR)

    assert [one.number for one in _told(register)] == [1, 2]
    assert _complaints(register) == []


def test_a_quiet_audit_keeps_no_event_from_the_files(register: Database, tmp_path: Path) -> None:
    """Years later the next seal follows the last one, of which the table keeps a copy."""
    an_appeal(register)
    _seal(register)
    for days in (2, 4):
        _end_day(register, clock.now() + dt.timedelta(days=days))

    assert archiving.move(register, tmp_path, "appeals", before=_LATER)
    assert _in_table(register) == [AuditSealed.cloud_type(), DayDigested.cloud_type()]
    assert archiving.move(register, tmp_path, "appeals", before=_LATER) == 0
    an_appeal(register)
    _seal(register, 2 * _HOUR)
    assert [one.number for one in _told(register)] == [1, 2]

    _end_day(register, clock.now() + dt.timedelta(days=6))
    assert archiving.move(register, tmp_path, "appeals", before=_LATER)
    assert _in_table(register) == [AuditSealed.cloud_type(), DayDigested.cloud_type()]
    assert [one.number for one in _told(register)] == [1, 2]
    places = [row.pos for rows in replaying._pages(register, 1, None) for row in rows]
    assert places == list(range(1, len(places) + 1))
    assert _complaints(register) == []


_LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def _end_day(register: Database, now: dt.datetime) -> None:
    publish_everything(register, now - dt.timedelta(days=1))
    with register.writing() as session:
        feed.digest(session, DayDigested, now)
    publish_everything(register, now)


def _in_table(register: Database) -> list[str]:
    with register.reading() as session:
        return list(session.scalars(sa.select(OUTBOX.c.type).order_by(OUTBOX.c.seq)))


_Change = Callable[[list[AuditSealed]], list[AuditSealed]]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda seals: seals[1:], "seal 1 is missing"),
        (lambda seals: [seals[0], dataclasses.replace(seals[1], rows=9)], "was not signed"),
        (
            lambda seals: [
                seals[0],
                verifying.signed(dataclasses.replace(seals[1], previous="0" * 64)),
            ],
            "seal 2 does not follow",
        ),
    ],
)
def test_a_seal_that_was_made_up_or_taken_out_is_told(
    register: Database, change: _Change, complaint: str
) -> None:
    for hours in (1, 2):
        an_appeal(register)
        _seal(register, hours * _HOUR)

    found = _complaints(register, change(_told(register)))

    assert any(complaint in one for one in found), found


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("DELETE FROM audit WHERE pos > 3", "3 remain"),
        ("UPDATE audit SET hash = 'f' WHERE pos = 2", "they were changed"),
    ],
)
def test_rows_that_were_sealed_are_missed(
    register: Database, statement: str, complaint: str
) -> None:
    a_settled_appeal(register)
    _seal(register)
    tamper(register, statement)

    [found] = _complaints(register)

    assert complaint in found


def test_a_seal_of_an_older_key_still_holds(register: Database) -> None:
    an_appeal(register)
    _seal(register)

    with while_keys_change():
        assert _complaints(register) == []


def test_what_was_heard_is_kept_as_it_came(
    register: Database, migrated_database: Callable[[str], Database]
) -> None:
    """Told twice, or told otherwise later, the first one stays."""
    an_appeal(register)
    _seal(register)
    [told] = _told(register)
    gateway = migrated_database("gateway")
    for one in (told, dataclasses.replace(told, rows=9)):
        with gateway.writing() as session:
            sealing.keep(session, [one])

    with gateway.reading() as session:
        assert sealing.heard(session) == [told]
        assert session.scalar(sa.select(sa.func.count()).select_from(sealing.HEARD_SEAL)) == 1
