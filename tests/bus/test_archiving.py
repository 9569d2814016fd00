"""Old events and old rows of the audit lie in files, and are still read."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from audit import archiving as audit
from audit import verifying
from audit.tables import AUDIT, AUDIT_HEAD
from bus import archiving, replaying
from bus.naming import SubscriptionNames
from bus.tables import OUTBOX, OWED
from cli.backups.going_on import _owe_the_feed
from contracts.appeals.feed import DayDigested
from contracts.appeals.intake import AppealReceived
from contracts.feed import LogPlace
from contracts.registry import Event
from groundwork import feed
from runtime import archives
from runtime.archives import ArchiveDamaged, File
from runtime.database import Database
from tests.audit.records import tamper
from tests.builders import a_settled_appeal, an_appeal
from tests.groundwork.published import publish_everything
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import Actor, Grant, Role
from vocabulary.problems import WrongState

_OFFICER = Actor("office", (Grant(Role.STREET_OFFICER, "440305007000"),))


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    """Two appeals of long ago, a digest, and what happened since."""
    found = migrated_database("appeals")
    a_settled_appeal(found)
    a_settled_appeal(found)
    publish_everything(found, _NOW)
    with found.writing() as session:
        feed.digest(session, DayDigested, _NOW + dt.timedelta(days=1))
    an_appeal(found)
    return found


_NOW = dt.datetime(2013, 5, 6, tzinfo=dt.UTC)
_LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
_WEEKS = dt.timedelta(days=21)


def _held(register: Database) -> int:
    """How many connections are in use."""
    pool = register.engine.pool
    assert isinstance(pool, sa.QueuePool)
    return pool.checkedout()


def _count(register: Database, table: sa.Table) -> int:
    with register.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _told(register: Database) -> set[object]:
    types = [AppealReceived.cloud_type(), "linli.appeals.appeal_closed"]
    pieces = list(replaying.newest_of_each(register, types, after=0))
    return {_subject(event) for _, events in pieces for event in events}


def _subject(event: Event) -> object:
    return getattr(event, event.SUBJECT)


def _move(register: Database, folder: Path) -> None:
    assert archiving.move(register, folder, "appeals", before=_LATER)
    assert audit.move(register, folder, "appeals", before=_LATER)


def test_what_is_moved_is_replayed_as_before(
    register: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ROWS", 3)
    before, told = _count(register, OUTBOX), _told(register)
    recorded = list(replaying.recorded([register]))

    moved = archiving.move(register, tmp_path, "appeals", before=_LATER)

    assert (_count(register, OUTBOX), moved) == (before - moved, before - 2)
    assert _told(register) == told
    places = [row.pos for rows in replaying._pages(register, 2, 6) for row in rows]
    assert places == [2, 3, 4, 5, 6]
    assert list(replaying.recorded([register])) == recorded
    assert [int(json.loads(one)["sequence"]) for one in recorded] == list(
        range(1, len(recorded) + 1)
    )
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    assert len(list(tmp_path.iterdir())) > 1
    assert archiving.move(register, tmp_path, "appeals", before=_LATER) == 0


def test_nothing_need_be_sealed_nor_wait_for_events_to_move(
    register: Database, tmp_path: Path
) -> None:
    publish_everything(register, _NOW)

    assert archiving.move(register, tmp_path, "appeals", before=_LATER) > 0


def test_no_transaction_is_open_while_files_of_events_are_read(
    register: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading takes as long as there are files, and events are published meanwhile."""
    _move(register, tmp_path)
    held, read = list[int](), File.rows

    def rows(file: File) -> Iterator[dict[str, Any]]:
        held.append(_held(register))
        return read(file)

    monkeypatch.setattr(File, "rows", rows)

    _told(register)
    held += [_held(register) for _ in replaying._pages(register, 1, None)]
    replaying.newest_of(register, [AppealReceived.cloud_type()], ["nobody"])
    list(replaying._by_seq(register, [AppealReceived.cloud_type()], after=0))

    assert len(held) > 4
    assert set(held) == {0}


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_the_server_lets_a_transaction_stand_while_files_of_the_audit_are_read(
    register: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files and table are of one state, so it stays open for as long as all files take."""
    sealed = verifying.seal(register, "appeals")
    _move(register, tmp_path)
    limits, read = list[object](), File.rows

    def rows(file: File) -> Iterator[dict[str, Any]]:
        limits.append(session.scalar(sa.text("SHOW idle_in_transaction_session_timeout")))
        return read(file)

    monkeypatch.setattr(File, "rows", rows)

    with register.reading() as session:
        assert list(verifying.broken_chains(session)) == []
    with register.reading() as session:
        assert verifying.differs(session, sealed) is None

    assert limits == ["0", "0"]


def test_what_is_moved_while_places_are_read_is_told_once(
    register: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.reading() as session:
        last = session.scalar(sa.select(sa.func.max(OUTBOX.c.pos))) or 0
    monkeypatch.setattr(replaying, "_PAGE", 3)
    pages = replaying._pages(register, 1, None)
    told = [row.pos for row in next(pages)]

    _move(register, tmp_path)
    told += [row.pos for rows in pages for row in rows]

    assert told == list(range(1, last + 1))


def test_files_of_before_a_moment_are_not_read_for_what_came_since(
    register: Database, migrated_database: OpenDatabase, tmp_path: Path
) -> None:
    """A restore looks for some weeks; the folder may still be on its way to the new machine."""
    street = migrated_database("street")
    told = SubscriptionNames.of("street", "project_appeal", [AppealReceived], None)
    digest = sa.select(OUTBOX.c.seq).where(OUTBOX.c.type == DayDigested.cloud_type())
    old = OUTBOX.c.seq <= digest.scalar_subquery()
    with register.writing() as session:
        session.execute(sa.update(OUTBOX).where(old).values(created_at=_NOW))
        session.execute(sa.update(OUTBOX).where(~old).values(created_at=_NOW + _WEEKS))
    archiving.move(register, tmp_path, "appeals", before=_LATER)
    for file in tmp_path.iterdir():
        file.unlink()

    def missing(since: dt.datetime) -> int:
        return replaying.deliver_missing(street, {"appeals": register}, told, since=since)

    assert missing(_NOW + _WEEKS) == 1
    # Where the table does not reach back so far, files may hold some.
    with pytest.raises(ArchiveDamaged):
        missing(_NOW)


def test_the_next_digest_and_the_next_place_are_as_if_nothing_was_moved(
    register: Database, tmp_path: Path
) -> None:
    """The digest begins behind the last one, and the relay behind the last place."""
    archiving.move(register, tmp_path, "appeals", before=_LATER)

    with register.reading() as session:
        kinds = session.scalars(sa.select(OUTBOX.c.type).order_by(OUTBOX.c.seq)).all()
    assert list(kinds) == [DayDigested.cloud_type(), AppealReceived.cloud_type()]


def test_the_copy_of_a_seal_is_not_told_again_and_keeps_nothing(
    register: Database, tmp_path: Path
) -> None:
    """A new feed once began with its old place, and the next one seemed to be a gap."""
    with register.writing() as session:
        first = sa.select(sa.func.min(OUTBOX.c.seq)).scalar_subquery()
        sealed = sa.update(OUTBOX).where(OUTBOX.c.seq == first)
        session.execute(sealed.values(type="linli.appeals.audit_sealed"))
    archiving.move(register, tmp_path, "appeals", before=_LATER)
    publish_everything(register, _NOW)
    with register.writing() as session:
        copy, *_, newest = session.scalars(sa.select(OUTBOX.c.seq).order_by(OUTBOX.c.seq)).all()
        _owe_the_feed(session.connection())
        owed = session.scalars(sa.select(OWED.c.seq)).all()
        # As a restore of before owed it.
        session.execute(sa.delete(OWED))
        session.execute(sa.insert(OWED).values(target="x", seq=copy, tries=0))
        feed.digest(session, DayDigested, _NOW + dt.timedelta(days=2))
    publish_everything(register, _NOW)

    assert (copy in owed, newest in owed) == (False, True)
    assert archiving.move(register, tmp_path, "appeals", before=_LATER) > 0


def test_who_asks_for_what_was_moved_is_told_where_it_is(
    register: Database, tmp_path: Path
) -> None:
    with register.reading() as session:
        whole = feed.page(session, _OFFICER, LogPlace(after=0)).last
    archiving.move(register, tmp_path, "appeals", before=_LATER)

    with register.reading() as session:
        with pytest.raises(WrongState, match=f"after={whole}"):
            feed.page(session, _OFFICER, LogPlace(after=0))
        assert feed.page(session, _OFFICER, LogPlace(after=whole)).items == []


def test_the_audit_holds_and_its_seals_too(
    register: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ROWS", 4)
    sealed, rows = verifying.seal(register, "appeals"), _count(register, AUDIT)

    audit.move(register, tmp_path, "appeals", before=_LATER)

    assert _count(register, AUDIT) == 1 < rows
    with register.reading() as session:
        assert list(verifying.broken_chains(session)) == []
        assert verifying.differs(session, sealed) is None
    a_settled_appeal(register)
    with register.reading() as session:
        assert list(verifying.broken_chains(session)) == []


def test_the_guard_is_back(register: Database, tmp_path: Path) -> None:
    audit.move(register, tmp_path, "appeals", before=_LATER)

    with pytest.raises(sa.exc.DBAPIError), register.writing_connection() as connection:
        connection.execute(sa.delete(AUDIT))


def test_a_file_that_is_away_or_changed_is_no_audit_that_holds(
    register: Database, tmp_path: Path
) -> None:
    _move(register, tmp_path)
    [file] = tmp_path.glob("audit-*")
    content = file.read_bytes()

    for change in (lambda: file.write_bytes(content + b"!"), file.unlink):
        change()
        with register.reading() as session, pytest.raises(ArchiveDamaged, match="audit-appeals"):
            list(verifying.broken_chains(session))


def test_a_head_that_names_another_row_than_the_file_is_found(
    register: Database, tmp_path: Path
) -> None:
    _move(register, tmp_path)
    tamper(register, "UPDATE audit_head SET seq = seq + 1")

    with register.reading() as session:
        broken = list(verifying.broken_chains(session))

    assert len(broken) == _count(register, AUDIT_HEAD)
