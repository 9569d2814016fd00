from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bus import replaying
from cli.account import command as account_command
from cli.areas import command as areas_command
from cli.audit import command
from contracts.appeals.feed import AuditSealed
from groundwork import sealing
from runtime import clock, encryption
from runtime.database import Database
from runtime.settings import DATABASES
from tests.audit.records import rows, tamper
from tests.builders import a_settled_appeal, an_appeal
from tests.servers.fixtures import Fill

_KEY = "an encryption key of the tests - long enough"


@pytest.fixture
def folder(fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a deployment on one machine."""
    monkeypatch.setenv("LINLI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LINLI_ENCRYPTION_KEYS", _KEY)
    fill(tmp_path)
    return tmp_path


@pytest.fixture
def register(folder: Path) -> Iterator[Database]:
    """A register with one appeal of five steps."""
    database = Database(f"sqlite:///{folder}/appeals.db")
    a_settled_appeal(database)
    yield database
    database.close()


def _linli_audit(*arguments: str) -> Result:
    before = encryption.keyring()
    try:
        return CliRunner().invoke(command, arguments)
    finally:
        encryption._Current.keyring = before


def _sealed(folder: Path, *services: str) -> str:
    path = folder / "seals"
    path.write_text(_linli_audit("head", *services).output)
    return str(path)


def test_an_untouched_audit_holds(register: Database) -> None:
    done = _linli_audit("verify")

    assert (done.exit_code, done.output) == (
        0,
        "".join(f"{name}: holds; no hourly seal yet\n" for name in DATABASES),
    )


def test_a_broken_chain_is_named_and_ends_with_one(register: Database) -> None:
    (row, *_) = rows(register, "appeal")
    tamper(register, "UPDATE audit SET account = 'nobody' WHERE seq = 3")

    done = _linli_audit("verify", "appeals", "street")

    assert done.exit_code == 1
    assert (
        done.output
        == f"appeals: appeal {row.identity}: row 3 was changed\nstreet: holds; no hourly seal yet\n"
    )


def test_what_was_sealed_is_checked_against_it(register: Database, folder: Path) -> None:
    seals = _sealed(folder)
    an_appeal(register)

    done = _linli_audit("verify", "--against", seals)

    assert done.exit_code == 0
    sealed = [json.loads(line) for line in Path(seals).read_text().splitlines()]
    rows_of = dict(zip(DATABASES, (seal["rows"] for seal in sealed), strict=True))
    assert rows_of == dict.fromkeys(DATABASES, 0) | {"appeals": 5}


def test_a_chain_that_vanished_with_its_head_is_told(register: Database, folder: Path) -> None:
    seals = _sealed(folder, "appeals")
    tamper(register, "DELETE FROM audit", "DELETE FROM audit_head")

    without, against = (
        _linli_audit("verify", "appeals"),
        _linli_audit("verify", "appeals", "--against", seals),
    )

    assert without.exit_code == 0
    assert against.exit_code == 1
    assert "5 rows were sealed" in against.output


def _hour_passes(folder: Path, *, is_heard: bool = True) -> None:
    """The register seals what it has, and the gateway hears of it."""
    encryption.use([_KEY])
    with contextlib.closing(Database(f"sqlite:///{folder}/appeals.db")) as database:
        later = clock.now() + dt.timedelta(hours=1)
        with database.writing() as session:
            sealing.seal(session, AuditSealed, later)
        pieces = replaying.newest_of_each(database, [AuditSealed.cloud_type()], after=0)
        told = [one for _, piece in pieces for one in piece if isinstance(one, AuditSealed)]
    if is_heard:
        with (
            contextlib.closing(Database(f"sqlite:///{folder}/gateway.db")) as gateway,
            gateway.writing() as session,
        ):
            sealing.keep(session, list(told))


def test_the_seals_that_were_compared_are_named(register: Database, folder: Path) -> None:
    _hour_passes(folder)

    done = _linli_audit("verify", "appeals")

    assert done.exit_code == 0
    assert done.output.startswith("appeals: holds; compared with 1 hourly seal up to place 5 on ")
    assert done.output.endswith("of which gateway heard 1\n")


def test_an_end_that_was_cut_off_with_its_seal_is_told_by_the_one_who_heard_it(
    register: Database, folder: Path
) -> None:
    """The owner of one database cuts rows, heads and seals off there; `verify` said: holds."""
    _hour_passes(folder)
    tamper(
        register,
        "DELETE FROM audit",
        "DELETE FROM audit_head",
        "DELETE FROM outbox WHERE type LIKE '%.audit_sealed'",
    )

    done = _linli_audit("verify", "appeals")

    assert done.exit_code == 1
    assert "appeals: the log's seal 1 is not the one that gateway heard" in done.output
    assert "5 rows were sealed at places 1 to 5" in done.output


def test_a_service_without_a_seal_is_not_passed_over(register: Database, folder: Path) -> None:
    seals = _sealed(folder, "appeals")

    done = _linli_audit("verify", "--against", seals)

    assert done.exit_code == 1
    missing = sorted(set(DATABASES) - {"appeals"})
    assert f"no seal of {', '.join(missing)}" in done.output


@pytest.mark.parametrize("content", [b"rubbish", b"\xff\xfe", b'{"signature":"x"}'])
def test_a_file_that_is_no_seal_is_refused(folder: Path, content: bytes) -> None:
    path = folder / "seals"
    path.write_bytes(content)

    done = _linli_audit("verify", "--against", str(path))

    assert done.exit_code == 1
    assert "Error" in done.output


def test_a_database_that_is_not_there_is_told(folder: Path) -> None:
    for path in folder.glob("street.db*"):
        path.unlink()

    done = _linli_audit("verify", "street")

    assert done.exit_code == 1
    assert done.output.startswith("Error: street:")


def test_what_an_operator_imports_stands_in_the_audit(folder: Path) -> None:
    sample = Path(__file__).parents[2] / "sample" / "areas.csv"

    assert CliRunner().invoke(areas_command, ["import", str(sample)]).exit_code == 0

    database = Database(f"sqlite:///{folder}/gateway.db")
    found = rows(database, "area")
    database.close()
    assert len(found) == len(sample.read_text(encoding="utf-8").splitlines()) - 1
    assert {(row.action, row.role, row.program) for row in found} == {
        ("linli areas import", "operator", "linli")
    }
    assert all(row.account for row in found)


def test_what_an_operator_does_for_an_account_stands_in_the_audit(folder: Path) -> None:
    """A new password is the way into an account: nobody takes it for the owner's own deed."""
    sample = Path(__file__).parents[2] / "sample" / "areas.csv"
    named = ("officer", "--name", "何主任", "--grant", "street_officer@440305007000")
    for asked, arguments in (
        (areas_command, ("import", str(sample))),
        (account_command, ("create", *named)),
        (account_command, ("reset", "officer")),
    ):
        done = CliRunner().invoke(asked, arguments)
        assert done.exit_code == 0, done.output

    database = Database(f"sqlite:///{folder}/gateway.db")
    found = rows(database, "account")
    database.close()
    assert {(row.action, row.role, row.program) for row in found} == {
        ("linli account create", "operator", "linli"),
        ("linli account reset", "operator", "linli"),
    }
