"""Each way of changing the audit behind the application's back, and what finds it."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from audit import verifying
from audit.chain import Link, hash_of
from audit.tables import AUDIT
from audit.verifying import NoSeal, Seal
from runtime import encryption
from runtime.database import Database
from tests.audit.records import broken, rows, tamper
from tests.builders import a_settled_appeal, an_accepted_appeal, an_appeal
from tests.keys import KEY, a_key_of
from tests.servers.fixtures import OpenDatabase


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    """A register with three chains of five, two and one rows."""
    database = migrated_database("appeals")
    a_settled_appeal(database)
    an_accepted_appeal(database)
    an_appeal(database)
    return database


@pytest.fixture
def settled(register: Database) -> str:
    """The appeal with the longest chain."""
    longest: str = max(rows(register, "appeal"), key=lambda row: int(row.seq)).identity
    return longest


def _why(register: Database, identity: str) -> str:
    """Why the only broken chain does not hold; it must be this one."""
    (found,) = broken(register)
    assert (found.kind, found.identity) == ("appeal", identity)
    return found.why


def _rewritten(row: Any, **changed: Any) -> dict[str, Any]:
    """A row with other values and a hash that fits them, as anybody can compute it."""
    link = Link(**{name: getattr(row, name) for name in Link._fields} | changed)
    return link._asdict() | {"hash": hash_of(link)}


def _put(register: Database, row: dict[str, Any]) -> None:
    tamper(register)
    with register.writing_connection() as connection:
        connection.execute(
            sa.update(AUDIT)
            .where(
                AUDIT.c.kind == row["kind"],
                AUDIT.c.identity == row["identity"],
                AUDIT.c.seq == row["seq"],
            )
            .values(row)
        )


def test_an_untouched_audit_holds(register: Database) -> None:
    assert broken(register) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("account", "somebody-else"),
        ("role", "administrator"),
        ("area", "440305007003"),
        ("change", "deleted"),
        ("action", "appeals.other"),
        ("happened_at", "2013-05-04 00:00:00.000000"),
        ("on_behalf_of", "x"),
        ("address", "203.0.113.8"),
        ("program", "x"),
        ("correlation_id", "x"),
        ("changes", "{}"),
        ("salt", "00"),
        ("previous", "00"),
        ("hash", "00"),
    ],
)
def test_a_changed_value_is_found(
    register: Database, settled: str, column: str, value: str
) -> None:
    tamper(
        register,
        f"UPDATE audit SET {column} = '{value}' WHERE identity = :identity AND seq = 3",  # noqa: S608 - our own words
        identity=settled,
    )

    assert _why(register, settled) == "row 3 was changed"


def test_a_value_changed_together_with_its_hash_is_found(register: Database, settled: str) -> None:
    row = rows(register, "appeal", settled)[2]
    _put(register, _rewritten(row, account="somebody-else"))

    assert _why(register, settled) == "row 4 does not follow the row before it"


def test_a_last_row_changed_together_with_its_hash_is_found(
    register: Database, settled: str
) -> None:
    row = rows(register, "appeal", settled)[-1]
    _put(register, _rewritten(row, account="somebody-else"))

    assert _why(register, settled) == "row 5 is not the one that the head names"


@pytest.mark.parametrize(("seq", "why"), [(1, "row 1 is missing"), (3, "row 3 is missing")])
def test_a_deleted_row_is_found(register: Database, settled: str, seq: int, why: str) -> None:
    tamper(
        register,
        "DELETE FROM audit WHERE identity = :identity AND seq = :seq",
        identity=settled,
        seq=seq,
    )

    assert _why(register, settled) == why


def test_a_deleted_row_whose_place_is_closed_is_found(register: Database, settled: str) -> None:
    tamper(
        register,
        "DELETE FROM audit WHERE identity = :identity AND seq = 3",
        "UPDATE audit SET seq = 3 WHERE identity = :identity AND seq = 4",
        "UPDATE audit SET seq = 4 WHERE identity = :identity AND seq = 5",
        identity=settled,
    )

    assert _why(register, settled) == "row 3 was changed"


@pytest.mark.parametrize(("left", "lost"), [(4, "1 row"), (1, "4 rows")])
def test_a_tail_cut_off_is_found(register: Database, settled: str, left: int, lost: str) -> None:
    tamper(
        register,
        "DELETE FROM audit WHERE identity = :identity AND seq > :left",
        identity=settled,
        left=left,
    )

    assert _why(register, settled) == f"{lost} lost after row {left}"


def test_a_chain_of_which_only_the_head_is_left_is_found(register: Database, settled: str) -> None:
    tamper(register, "DELETE FROM audit WHERE identity = :identity", identity=settled)

    assert _why(register, settled) == "all rows are gone, only the head is left"


def test_a_head_that_is_gone_is_found(register: Database, settled: str) -> None:
    tamper(register, "DELETE FROM audit_head WHERE identity = :identity", identity=settled)

    assert _why(register, settled) == "the head is gone"


def test_a_row_added_at_the_end_is_found(register: Database, settled: str) -> None:
    last = rows(register, "appeal", settled)[-1]
    with register.writing() as session:
        session.execute(sa.insert(AUDIT).values(_rewritten(last, seq=6, previous=last.hash)))

    assert _why(register, settled) == "row 6 was added behind the head"


def test_a_row_inserted_in_the_middle_is_found(register: Database, settled: str) -> None:
    third = rows(register, "appeal", settled)[2]
    tamper(
        register,
        "UPDATE audit SET seq = seq + 100 WHERE identity = :identity AND seq > 3",
        "UPDATE audit SET seq = seq - 99 WHERE identity = :identity AND seq > 3",
        identity=settled,
    )
    with register.writing() as session:
        session.execute(sa.insert(AUDIT).values(_rewritten(third, seq=4, previous=third.hash)))

    assert _why(register, settled) == "row 5 was changed"


def test_two_rows_that_change_places_are_found(register: Database, settled: str) -> None:
    tamper(
        register,
        "UPDATE audit SET seq = 99 WHERE identity = :identity AND seq = 3",
        "UPDATE audit SET seq = 3 WHERE identity = :identity AND seq = 4",
        "UPDATE audit SET seq = 4 WHERE identity = :identity AND seq = 99",
        identity=settled,
    )

    assert _why(register, settled) == "row 3 was changed"


def test_a_row_moved_to_another_chain_is_found(register: Database, settled: str) -> None:
    other = next(row for row in rows(register, "appeal") if row.identity != settled)
    tamper(
        register,
        "UPDATE audit SET identity = :identity, seq = 6 WHERE identity = :other AND seq = 1",
        identity=settled,
        other=other.identity,
    )

    found = {one.identity: one.why for one in broken(register)}

    assert found[settled] == "row 6 was changed"
    assert other.identity in found


def test_every_broken_chain_is_told_once(register: Database) -> None:
    tamper(register, "UPDATE audit SET role = 'x'")

    assert len(broken(register)) == 3


def _seal(register: Database) -> Seal:
    return verifying.seal(register, "appeals")


def _differs(register: Database, kept: Seal) -> str | None:
    with register.reading() as session:
        return verifying.differs(session, kept)


def test_a_seal_still_fits_when_more_was_written(register: Database) -> None:
    kept = _seal(register)
    an_accepted_appeal(register)

    assert kept.rows == 8
    assert _differs(register, kept) is None


def test_a_seal_of_an_empty_audit_fits(migrated_database: OpenDatabase) -> None:
    kept = _seal(migrated_database("street"))

    assert (kept.position, kept.rows) == (0, 0)
    assert _differs(migrated_database("street"), kept) is None


def test_a_chain_deleted_with_its_head_is_found_by_a_seal_alone(
    register: Database, settled: str
) -> None:
    kept = _seal(register)
    for table in ("audit", "audit_head"):
        tamper(
            register,
            f"DELETE FROM {table} WHERE identity = :identity",  # noqa: S608 - our own words
            identity=settled,
        )

    assert broken(register) == []
    assert "8 rows were sealed" in (_differs(register, kept) or "")


def test_a_chain_rewritten_to_its_head_is_found_by_a_seal_alone(
    register: Database, settled: str
) -> None:
    """The hashes are no secret: an attacker who can write everything can recompute them all."""
    kept = _seal(register)
    made = _rewritten(rows(register, "appeal", settled)[-1], account="somebody-else")
    _put(register, made)
    tamper(
        register,
        "UPDATE audit_head SET hash = :hash WHERE identity = :identity",
        hash=made["hash"],
        identity=settled,
    )

    assert broken(register) == []
    assert "were changed" in (_differs(register, kept) or "")


def test_a_seal_comes_back_as_it_went(register: Database) -> None:
    kept = _seal(register)

    assert verifying.read(verifying.written(kept)) == kept


@pytest.mark.parametrize(
    ("old", "new"),
    [('"rows":8', '"rows":7'), ('"position":', '"position":1'), ("appeals", "street")],
)
def test_a_seal_that_was_changed_is_none(register: Database, old: str, new: str) -> None:
    text = verifying.written(_seal(register))
    assert old in text

    with pytest.raises(NoSeal, match="not signed"):
        verifying.read(text.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "rubbish", "{}", "[]", "17", '{"signature":"x","service":1}'])
def test_what_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(NoSeal):
        verifying.read(text)


@pytest.mark.parametrize("service", ['"street"', '"appeal"', "1", "[]", "{}", "null"])
def test_a_seal_of_no_service_whose_key_is_here_is_refused(
    register: Database, service: str
) -> None:
    text = verifying.written(_seal(register))
    encryption.use([a_key_of("appeals")], "appeals")

    with pytest.raises(NoSeal):
        verifying.read(text.replace('"appeals"', service, 1))


def test_a_seal_outlives_a_change_of_keys(register: Database) -> None:
    text = verifying.written(_seal(register))
    before = encryption._Current.keyring
    try:
        encryption.use(["another key of the tests, long enough", *_KEYS])
        assert verifying.read(text).rows == 8
        encryption.use(["another key of the tests, long enough"])
        with pytest.raises(NoSeal):
            verifying.read(text)
    finally:
        encryption._Current.keyring = before


_KEYS = [KEY]
