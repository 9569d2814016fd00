from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from bus.tables import ANSWERED_REQUEST, DEAD_LETTER
from cli.retention import command
from contracts.gateway.accounts import NewAccount
from gateway.people.accounts import operations as accounts
from gateway.people.accounts.model import ACCOUNT
from gateway.people.sessions.model import SIGN_IN
from runtime import clock, retention
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import STAFF, a_settled_appeal, shanghai, shown
from tests.keys import KEY
from tests.servers.fixtures import OpenDatabase
from vocabulary.erasure import BY_RETENTION
from vocabulary.retention import read

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Iterator[Database]:
    """A register with an appeal of 2013 and an answer of that time."""
    database = migrated_database("appeals")
    old = {"key": "k", "fingerprint": "f", "answer": "{}", "answered_at": shanghai(2013, 5, 4)}
    letter = {
        "id": new_id(),
        "consumer": "appeals.intake",
        "reason": "gave_up",
        "error": "",
        "body": b"13800138000",
        "died_at": shanghai(2013, 5, 4),
    }
    settled = {"settled": "discarded", "settled_at": shanghai(2013, 5, 5)}
    waiting = letter | {"id": new_id()}
    with database.writing() as session:
        session.execute(sa.insert(ANSWERED_REQUEST).values(old))
        session.execute(sa.insert(DEAD_LETTER).values(letter | settled))
        session.execute(sa.insert(DEAD_LETTER).values(waiting))
    yield database
    retention.use(read(""))


def _run(register: Database, *arguments: str, days: str = "") -> Result:
    url = register.engine.url.render_as_string(hide_password=False)
    environ = {
        "LINLI_APPEALS_DATABASE_URL": url,
        # A demo that was played in this checkout keeps its sample.
        "LINLI_DATA_DIR": os.devnull,
        "LINLI_ENCRYPTION_KEYS": KEY,
        "LINLI_RETENTION_DAYS": days,
    }
    return CliRunner().invoke(command, ["run", *arguments, "appeals"], env=environ)


def _lines(result: Result) -> dict[str, int]:
    assert result.exit_code == 0, result.output
    return {line.split(": ")[0]: int(line.split()[1]) for line in result.output.splitlines()}


def test_a_dry_run_counts_and_changes_nothing(register: Database) -> None:
    settled = a_settled_appeal(register)

    counted = _lines(_run(register, "--dry-run"))

    assert counted == {
        "appeals.answer": 1,
        "appeals.contact": 1,
        "appeals.dead_letter": 1,
        "appeals.disclosure": 0,
        "appeals.free_text": 1,
        "appeals.inbox": 0,
        "appeals.proof": 0,
    }
    assert shown(register, settled.id, STAFF).text == settled.text


def test_a_run_cleans_what_the_dry_run_counted(register: Database) -> None:
    settled = a_settled_appeal(register)
    counted = _lines(_run(register, "--dry-run"))

    assert _lines(_run(register)) == counted

    assert shown(register, settled.id, STAFF).text == BY_RETENTION
    assert set(_lines(_run(register)).values()) == {0}
    with register.reading() as session:
        bodies = session.execute(sa.select(DEAD_LETTER.c.settled, DEAD_LETTER.c.body))
        assert {row.settled: bytes(row.body) for row in bodies} == {
            "discarded": b"",
            None: b"13800138000",
        }


def test_a_deployment_keeps_what_it_says(register: Database) -> None:
    settled = a_settled_appeal(register)
    years = (clock.now() - shanghai(2013, 5, 1)).days + 1

    _run(register, days=f"contact={years},free_text={years}")

    assert shown(register, settled.id, STAFF) == settled


def test_closed_accounts_and_old_sign_ins_are_counted_and_cleaned(
    migrated_database: OpenDatabase,
) -> None:
    """PIPL art. 19: also what is stored about those who work with Linli."""
    gateway = migrated_database("gateway")
    new = NewAccount(
        login="zhang.san", display_name="张三", area="440305007003", phone="13800138000"
    )
    account = new_id()
    with gateway.writing() as session:
        accounts.insert(session, account, new, by=None)
        accounts.close_own(session, account)
        session.execute(sa.update(ACCOUNT).values(closed_at=shanghai(2013, 5, 4)))
        session.execute(sa.insert(SIGN_IN).values(_a_sign_in(account)))
    environ = {
        "LINLI_DATA_DIR": os.devnull,
        "LINLI_GATEWAY_DATABASE_URL": gateway.engine.url.render_as_string(hide_password=False),
        "LINLI_ENCRYPTION_KEYS": KEY,
    }

    def run(*arguments: str) -> dict[str, int]:
        done = CliRunner().invoke(command, ["run", *arguments, "gateway"], env=environ)
        found = _lines(done)
        return {name: found[f"gateway.{name}"] for name in ("account", "sign_in")}

    assert run("--dry-run") == {"account": 1, "sign_in": 1}
    assert run() == {"account": 1, "sign_in": 1}
    assert run("--dry-run") == {"account": 0, "sign_in": 0}
    with gateway.reading() as session:
        row = session.execute(sa.select(ACCOUNT)).one()
    assert (row.display_name, row.phone, row.login) == (
        BY_RETENTION,
        None,
        f"erased:{account.hex}",
    )


def _a_sign_in(account: UUID) -> dict[str, Any]:
    at = shanghai(2013, 5, 4)
    moments = dict.fromkeys(("rotated_at", "begun_at", "seen_at", "ends_at"), at)
    proof = {"kind": "browser", "proof": "password", "client": "", "secret_hash": b"x"}
    counted = {"sign_in_epoch": 1, "epoch": 1}
    return {"id": new_id(), "account_id": account} | moments | proof | counted


def test_the_guide_holds_our_proposal() -> None:
    """Renew it with `linli retention table`."""
    printed = CliRunner().invoke(command, ["table"], env={"LINLI_DATA_DIR": os.devnull})

    assert printed.exit_code == 0
    assert printed.output in (_ROOT / "docs/guides/personal-data.md").read_text()
