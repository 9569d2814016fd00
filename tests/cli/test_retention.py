from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from bus.tables import ANSWERED_REQUEST, DEAD_LETTER
from cli.retention import command
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


def test_the_guide_holds_our_proposal() -> None:
    """Renew it with `linli retention table`."""
    printed = CliRunner().invoke(command, ["table"], env={"LINLI_RETENTION_DAYS": ""})

    assert printed.exit_code == 0
    assert printed.output in (_ROOT / "docs/guides/personal-data.md").read_text()
