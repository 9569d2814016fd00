from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime import migrating
from runtime.database import Database
from runtime.encryption import keyring
from runtime.identifiers import new_id
from vocabulary.phones import same_phone

_APPEALS = 2500


@pytest.fixture(params=[pytest.param("postgres", marks=pytest.mark.database), "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'appeals.db'}"
    made: str = request.getfixturevalue("postgres").create_database(f"appeals_{new_id().hex}")
    return made


@pytest.fixture
def old(url: str) -> Iterator[Database]:
    """A register of the time before personal data was sealed."""
    migrating.upgrade("appeals", url, to="0001")
    with contextlib.closing(Database(url)) as opened:
        _fill(opened)
        yield opened


def test_what_is_there_is_sealed(old: Database, url: str) -> None:
    """More rows than one portion, so that none is left out between two."""
    migrating.upgrade("appeals", url)

    with old.reading() as session:
        rows = session.execute(sa.text("SELECT * FROM appeal")).mappings().all()
        notes = list(session.scalars(sa.text("SELECT note FROM history ORDER BY version")))
    opened = {row["number"]: row for row in rows}
    row = opened["〔2013〕17"]
    assert len(rows) == _APPEALS
    assert "%" not in "".join(found["text"] for found in rows)
    assert keyring().open(row["text"]) == "灯坏了 %"
    assert keyring().open(row["contact_name"]) == "张美兰"
    assert keyring().open(row["contact_phone"]) == "138-0013-8000"
    assert keyring().open(row["tracking_code"]) == f"{17:016}"
    assert row["code_print"] == keyring().fingerprint(f"{17:016}")
    assert row["phone_print"] == keyring().fingerprint(same_phone("13800138000"))
    assert (row["contact_address"], row["erased_at"], row["outcome_reason"]) == (None, None, None)
    assert opened["〔2013〕1"]["contact_phone"] is None
    # Nobody asked them whether they want messages.
    assert not any(found["wants_notices"] for found in rows)
    assert [note and keyring().open(note) for note in notes] == [None, "上门看过"]


def test_the_history_stays_closed(old: Database, url: str) -> None:
    migrating.upgrade("appeals", url)

    for change in ("UPDATE history SET score = 5", "DELETE FROM history"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), old.writing() as session:
            session.execute(sa.text(change))


def test_who_left_an_address_before_is_known_by_it(url: str) -> None:
    migrating.upgrade("appeals", url, to="0004")
    with contextlib.closing(Database(url)) as database:
        left = {17: "MeiLan@Example.cn"} | {number: f"p{number}@example.cn" for number in (1, 2400)}
        columns = (*_COLUMNS, "contact_email")
        appeal = sa.table("appeal", sa.column("id", sa.Uuid()), *map(sa.column, columns))
        rows = [
            _appeal(number)
            | {"text": keyring().seal("灯坏了"), "contact_name": None, "contact_phone": None}
            | {"contact_email": keyring().seal(left[number]) if number in left else None}
            for number in range(1, _APPEALS + 1)
        ]
        with database.writing() as session:
            session.execute(sa.insert(appeal), rows)

        migrating.upgrade("appeals", url)

        with database.reading() as session:
            chosen = "SELECT number, email_print FROM appeal WHERE email_print IS NOT NULL"
            found = {row.number: row.email_print for row in session.execute(sa.text(chosen))}
    assert found == {
        f"〔2013〕{number}": keyring().fingerprint(email.casefold())
        for number, email in left.items()
    }


def test_first_steps_of_before_are_known(url: str) -> None:
    """Each appeal has its own, and one that nobody has accepted has none."""
    migrating.upgrade("appeals", url, to="0013")
    with contextlib.closing(Database(url)) as database:
        appeals = [_appeal(number) | {"code_print": f"{number}"} for number in (1, 2, 3)]
        steps = [
            ("accepted", 1, "2013-05-05"),
            ("declined", 1, "2013-05-09"),
            ("accepted", 2, "2013-05-06"),
            ("action_taken", 2, "2013-05-07"),
            ("closed", 2, "2013-05-08"),
            ("accepted", 2, "2013-06-01"),
        ]
        row = sa.table(
            "appeal", sa.column("id", sa.Uuid()), *map(sa.column, appeals[0].keys() - {"id"})
        )
        history = sa.table("history", sa.column("appeal_id", sa.Uuid()), *map(sa.column, _STEP))
        told = [
            _step(appeals[number - 1]["id"], version, None)
            | {"what": what, "happened_at": f"{day} 02:00:00+00:00"}
            for version, (what, number, day) in enumerate(steps)
        ]
        with database.writing() as session:
            session.execute(sa.insert(row), appeals)
            session.execute(sa.insert(history), told)

        migrating.upgrade("appeals", url)

        chosen = "SELECT number, accepted_at, first_response_at FROM appeal ORDER BY number"
        with database.reading() as session:
            found = [
                (row.number, *(at and str(at)[:10] for at in row[1:]))
                for row in session.execute(sa.text(chosen))
            ]
    assert found == [
        ("〔2013〕1", "2013-05-05", "2013-05-09"),
        ("〔2013〕2", "2013-05-06", "2013-05-07"),
        ("〔2013〕3", None, None),
    ]


def _fill(database: Database) -> None:
    appeal = sa.table("appeal", sa.column("id", sa.Uuid()), *map(sa.column, _COLUMNS))
    history = sa.table("history", sa.column("appeal_id", sa.Uuid()), *map(sa.column, _STEP))
    rows = [_appeal(number) for number in range(1, _APPEALS + 1)]
    steps = [_step(rows[16]["id"], version, note) for version, note in ((1, None), (2, "上门看过"))]
    with database.writing() as session:
        session.execute(sa.insert(appeal), rows)
        session.execute(sa.insert(history), steps)


_AT = "2013-05-04 02:00:00+00:00"
_COLUMNS = (
    "number", "tracking_code", "community", "category", "applicant_group", "text",
    "contact_name", "contact_phone", "received_at", "state", "round", "progressed_at", "version",
)  # fmt: skip
_STEP = ("version", "round", "what", "happened_at", "recorded_at", "role", "note")


def _appeal(number: int) -> dict[str, object]:
    contact = ("张美兰", "138-0013-8000") if number == 17 else (None, None)
    values = (
        f"〔2013〕{number}", f"{number:016}", "440305007001", "pets", "resident", "灯坏了 %",
        *contact, _AT, "received", 1, _AT, 1,
    )  # fmt: skip
    return {"id": new_id(), **dict(zip(_COLUMNS, values, strict=True))}


def _step(appeal_id: object, version: int, note: str | None) -> dict[str, object]:
    values = (version, 1, "received", _AT, _AT, "resident", note)
    return {"appeal_id": appeal_id, **dict(zip(_STEP, values, strict=True))}
