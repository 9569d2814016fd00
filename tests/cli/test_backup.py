"""A backup is whole, told apart from its keys, and goes into empty places only."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from audit.tables import AUDIT
from bus import epochs
from bus.tables import INBOX, OUTBOX
from cli import main
from cli.backups import manifest
from contracts.feed import LogPlace
from gateway.files.storage.folder import Folder
from groundwork import counters, feed
from runtime import encryption, migrating
from runtime.database import Database
from runtime.settings import DATABASES
from services.appeals.appeal.model import Appeal
from tests.builders import a_settled_appeal
from tests.keys import KEY, a_key_of
from tests.servers import processes
from tests.servers.databases import Databases
from vocabulary.actors import Actor, Grant, Role
from vocabulary.problems import WrongState

_SERIES = "certificate/440305007003/2013"
_ATTACHED = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, _on_sqlite: Databases) -> dict[str, str]:
    """The settings of one machine whose register holds an appeal, with an attachment beside it."""
    encryption.use([KEY])
    folder = tmp_path_factory.mktemp("old")
    for name in DATABASES:
        shutil.copy(str(_on_sqlite.migrated(name).engine.url.database), folder)
    _on_sqlite.give_back()
    with _opened(folder, "appeals") as register:
        a_settled_appeal(register)
        with register.writing() as session:
            counters.keep(session, {_SERIES: counters.hold(session, _SERIES) + 7})
            session.execute(sa.update(OUTBOX).values(pos=OUTBOX.c.seq))
    with _opened(folder, "gateway") as gateway, gateway.writing_connection() as connection:
        connection.exec_driver_sql(_ATTACHMENT)
    content = folder / "content"
    content.write_bytes(b"a picture" * 100_000)
    Folder(folder / "attachments" / "kept").put(_ATTACHED, content)
    return _settings(folder)


@pytest.fixture(scope="module")
def backup(old: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was saved of it."""
    done = _linli("backup", str(tmp_path_factory.mktemp("saved")), settings=old)
    assert done.exit_code == 0, done.output
    return Path(done.stdout.strip())


@pytest.fixture
def saved(backup: Path, tmp_path: Path) -> Path:
    """A copy that the test may change."""
    return Path(shutil.copytree(backup, tmp_path / "saved"))


@pytest.fixture(scope="module")
def restored(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A new machine with what was saved, and what was said."""
    folder = tmp_path_factory.mktemp("new")
    done = _linli("restore", str(backup), "--skip-numbers", "50", settings=_settings(folder))
    assert done.exit_code == 0, done.output
    return folder, done.stdout


def _linli(*arguments: str, settings: Mapping[str, str]) -> Result:
    keys, mask = encryption.keyring(), os.umask(0o022)
    try:
        return CliRunner().invoke(main, arguments, env=dict(settings))
    finally:
        os.umask(mask)
        encryption._Current.keyring = keys


_ATTACHMENT = f"""
INSERT INTO attachment (id, owner_kind, owner_id, community, kind, media_type, size_bytes, sha256,
    state, created_at, storage_key, version)
VALUES ('{_ATTACHED}', 'appeal', '{_ATTACHED}', '440305007003', 'image', 'image/png', 900000, '',
    'kept', '2013-05-04 01:00:00.000000', '{_ATTACHED}', 1)
"""  # noqa: S608 - a value of this file


def _settings(folder: Path) -> dict[str, str]:
    return {"LINLI_DATA_DIR": str(folder), "LINLI_ENCRYPTION_KEYS": KEY}


@contextlib.contextmanager
def _opened(folder: Path, name: str) -> Iterator[Database]:
    with contextlib.closing(Database(f"sqlite:///{folder}/{name}.db")) as database:
        yield database


def _count(folder: Path, name: str, table: sa.FromClause) -> int:
    with _opened(folder, name) as database, database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_what_was_saved_is_there_again(old: Mapping[str, str], restored: tuple[Path, str]) -> None:
    new, _ = restored

    before = Path(old["LINLI_DATA_DIR"])
    for table in (OUTBOX, AUDIT, Appeal.__table__):
        assert _count(new, "appeals", table) == _count(before, "appeals", table) > 0
    found = Folder(new / "attachments" / "kept").read(_ATTACHED, 0, 10**9)
    assert b"".join(found) == b"a picture" * 100_000
    verified = _linli("audit", "verify", settings=_settings(new))
    assert verified.exit_code == 0, verified.output


def test_only_its_owner_reads_it_and_no_key_is_in_it(backup: Path) -> None:
    saved = backup

    files = list(saved.iterdir())

    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(saved.stat().st_mode) == 0o700
    assert not any(KEY.encode() in file.read_bytes() for file in files)
    assert b"a picture" not in (saved / "attachments.tar").read_bytes()
    assert {file.name for file in saved.parent.iterdir()} == {saved.name}


def _with_another_key(settings: dict[str, str], _saved: Path) -> None:
    settings["LINLI_ENCRYPTION_KEYS"] = "another key that is long enough for this"


def _in_use(settings: dict[str, str], _saved: Path) -> None:
    migrating.upgrade("street", f"sqlite:///{settings['LINLI_DATA_DIR']}/street.db")


def _changed(_settings: dict[str, str], saved: Path) -> None:
    with (saved / "appeals.db").open("ab") as file:
        file.write(b"!")


def _newer(_settings: dict[str, str], saved: Path) -> None:
    _edit(saved, lambda found: found["databases"]["appeals"].update(revision="9999"))


def _of_another_form(_settings: dict[str, str], saved: Path) -> None:
    _edit(saved, lambda found: found.update(form=99))


def _without_manifest(_settings: dict[str, str], saved: Path) -> None:
    (saved / "manifest.json").unlink()


def _edit(saved: Path, change: Callable[[dict[str, Any]], object]) -> None:
    file = saved / "manifest.json"
    found = json.loads(file.read_text())
    change(found)
    file.write_text(json.dumps(found))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (_with_another_key, "do not open this backup"),
        (_in_use, "street.db is not empty"),
        (_changed, "is not what was saved"),
        (_newer, "newer version"),
        (_of_another_form, "form 99"),
        (_without_manifest, "is no backup"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line_and_changes_nothing(
    saved: Path,
    tmp_path: Path,
    wrong: Callable[[dict[str, str], Path], None],
    said: str,
) -> None:
    settings = _settings(tmp_path / "new")
    wrong(settings, saved)
    before = sorted(tmp_path.glob("new/*"))

    done = _linli("restore", str(saved), settings=settings)

    assert done.exit_code == 1
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert sorted(tmp_path.glob("new/*")) == before


def test_keys_of_one_service_neither_save_nor_restore(
    old: dict[str, str], saved: Path, tmp_path: Path
) -> None:
    """A restore would stop half-way at the first database without its key."""
    _edit(saved, lambda found: found.update(keys=[]))
    keys = {"LINLI_ENCRYPTION_KEYS": a_key_of("gateway")}
    made, new = tmp_path / "made", tmp_path / "new"

    for arguments, settings in [
        (("backup", str(made)), old),
        (("restore", str(saved)), _settings(new)),
    ]:
        done = _linli(*arguments, settings=settings | keys)
        assert (done.exit_code, "no key of" in done.stderr) == (2, True), done.stderr
    assert [*made.glob("*"), *new.glob("*")] == []


def test_a_restore_that_breaks_off_says_that_nothing_may_be_started(
    saved: Path, tmp_path: Path
) -> None:
    """Half restored, it would give numbers and places again."""
    (saved / "appeals.db").write_bytes(b"no database at all")
    content = saved / "appeals.db"
    found = manifest.saved(content)
    _edit(
        saved,
        lambda said: [
            one.update(bytes=found.bytes, sha256=found.sha256)
            for one in said["files"]
            if one["name"] == "appeals.db"
        ],
    )

    done = _linli("restore", str(saved), settings=_settings(tmp_path / "new"))

    assert done.exit_code == 1
    assert "Start nothing" in done.stderr


def test_places_and_numbers_go_on_above_what_may_be_lost(
    old: Mapping[str, str], restored: tuple[Path, str]
) -> None:
    """Otherwise residents hold two receipts with one number, and readers two events of one place."""
    new, said = restored
    with _opened(Path(old["LINLI_DATA_DIR"]), "appeals") as register, register.reading() as session:
        ended = session.scalar(sa.select(sa.func.max(OUTBOX.c.pos))) or 0

    assert "empty their copy and to begin again" in said
    assert "Each series skipped 50 numbers. Restored once already" in said
    with _opened(new, "appeals") as register, register.writing() as session:
        assert counters.next_serial(session, _SERIES) == 58
        assert counters.next_serial(session, "certificate/begun-since/2013") == 51
        assert counters.next_serial(session, "without_a_year") == 51
        assert counters.next_serial(session, "certificate/x/2999") == 1
        goes_on = epochs.last_place(session.connection()) + 1
        assert goes_on > 1000 * epochs.PLACES
        assert epochs.end_before(session, ended) is None
        assert epochs.end_before(session, ended + 1) == ended
        assert epochs.end_before(session, goes_on) is None


def test_a_reader_of_a_lost_place_is_told_to_begin_again(restored: tuple[Path, str]) -> None:
    """Deaf in silence it would wait for events that have its place long ago."""
    officer = Actor("office", (Grant(Role.STREET_OFFICER, "440305007000"),))
    with _opened(restored[0], "appeals") as register, register.reading() as session:
        known = feed.page(session, officer, LogPlace(after=1))
        with pytest.raises(WrongState, match="read again with after=0"):
            feed.page(session, officer, LogPlace(after=known.last + 5))


def test_a_service_that_is_not_run_has_no_part_in_it(
    old: Mapping[str, str], tmp_path: Path
) -> None:
    """Its database has no address at all."""
    few = {"LINLI_ABSENT_SERVICES": "volunteers"}
    part = Path(shutil.copytree(old["LINLI_DATA_DIR"], tmp_path / "part"))
    (part / "volunteers.db").unlink()
    new = tmp_path / "new"

    saved = _linli("backup", str(tmp_path / "saved"), settings=_settings(part) | few)
    assert saved.exit_code == 0, saved.output
    folder = saved.stdout.strip()
    refused = _linli("restore", folder, settings=_settings(new))
    done = _linli("restore", folder, settings=_settings(new) | few)

    assert "than this installation has: volunteers" in refused.stderr
    assert done.exit_code == 0, done.output
    for command in (
        ("archive", str(tmp_path)),
        ("audit", "verify"),
        ("audit", "head"),
        ("clock", "show"),
        ("encryption", "check"),
        ("retention", "run", "--dry-run"),
    ):
        again = _linli(*command, settings=_settings(new) | few)
        assert (again.exit_code, "volunteers" in again.output) == (0, False), again.output
    for rebuilt in ("rebuild-street", "rebuild-incentives"):
        # It patches its process, so it gets one of its own.
        told = processes.linli("replay", rebuilt, settings=_settings(new) | few)
        assert told.returncode == 0, told.stderr
    assert not (new / "volunteers.db").exists()


def test_a_move_after_which_nothing_was_lost_changes_no_number(
    backup: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"

    done = _linli("restore", str(backup), "--nothing-came-after", settings=_settings(new))

    assert done.exit_code == 0, done.output
    with _opened(new, "appeals") as register, register.reading() as session:
        assert epochs.newest(session.connection()) == 0


def test_events_that_lay_on_the_lost_broker_are_handled_all_the_same(
    restored: tuple[Path, str],
) -> None:
    new, _ = restored
    due = sa.select(sa.func.count()).where(
        INBOX.c.state == "retry", INBOX.c.consumer == "evt-appeals--street.project_appeal"
    )

    with _opened(new, "street") as street, street.reading() as session:
        assert session.scalar(due)
