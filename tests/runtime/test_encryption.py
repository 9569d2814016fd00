from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from runtime import encryption
from runtime.database import Database
from runtime.encryption import Erasable, Keyring, Sealed, Unsealable
from vocabulary.erasure import MARKS

_OLD = "an older key of the deployment, long"
_NEW = "the newest key of the deployment, long"


@pytest.fixture(autouse=True)
def keys_as_before() -> Iterator[None]:
    before = encryption._Current.keyring
    yield
    encryption._Current.keyring = before


@given(st.text())
def test_what_was_sealed_can_be_opened(text: str) -> None:
    ring = Keyring([_NEW])

    assert ring.open(ring.seal(text)) == text


def test_the_same_text_is_sealed_differently_each_time() -> None:
    """Equal numbers must not show as equal to a reader of the database."""
    ring = Keyring([_NEW])

    assert ring.seal("13800138000") != ring.seal("13800138000")


def test_a_new_key_opens_nothing_of_the_old_one_alone() -> None:
    sealed = Keyring([_OLD]).seal("13800138000")

    with pytest.raises(Unsealable):
        Keyring([_NEW]).open(sealed)


def test_while_keys_change_both_open_and_the_newest_seals() -> None:
    sealed = Keyring([_OLD]).seal("13800138000")
    ring = Keyring([_NEW, _OLD])

    assert ring.open(sealed) == "13800138000"
    assert not ring.is_current(sealed)
    assert ring.is_current(ring.seal("13800138000"))


@given(st.integers(0, 60), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    ring = Keyring([_NEW])
    raw = bytearray(base64.urlsafe_b64decode(ring.seal("敖建南 13800138000 登良社区 9 号楼")))
    raw[place % len(raw)] ^= change

    with pytest.raises(Unsealable):
        ring.open(base64.urlsafe_b64encode(raw).decode())


@pytest.mark.parametrize("text", ["", "13800138000", "====", "中文"])
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(Unsealable):
        Keyring([_NEW]).open(text)


def test_a_fingerprint_finds_the_same_text_and_depends_on_the_key() -> None:
    ring = Keyring([_NEW, _OLD])

    mark = ring.fingerprint("13800138000")

    assert mark == ring.fingerprint("13800138000")
    assert mark != ring.fingerprint("13800138001")
    assert ring.fingerprints("13800138000") == (mark, Keyring([_OLD]).fingerprint("13800138000"))
    assert len(mark) == encryption.FINGERPRINT_LENGTH


def test_a_sealed_column_is_plain_in_python_and_sealed_in_the_database(
    migrated_database: object,
) -> None:
    encryption.use([_NEW])
    open_database = migrated_database
    database: Database = open_database("gateway")  # type: ignore[operator]  # a fixture of tests.servers
    table = sa.Table(
        "sealed",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("phone", Sealed()),
    )

    with database.writing_connection() as connection:
        table.create(connection)
        connection.execute(sa.insert(table), [{"phone": "13800138000"}, {"phone": None}])
        stored = list(connection.scalars(sa.text("SELECT phone FROM sealed ORDER BY id")))
        read = list(connection.scalars(sa.select(table.c.phone).order_by(table.c.id)))

    assert read == ["13800138000", None]
    assert "1380013" not in stored[0]
    assert stored[1] is None


@given(st.text())
def test_a_sealed_text_tells_by_its_beginning_which_key_sealed_it(text: str) -> None:
    """A rotation looks for it in the database, where nothing can be opened."""
    old, both = Keyring([_OLD]), Keyring([_NEW, _OLD])

    assert old.seal(text).startswith(both.marks[1])
    assert both.seal(text).startswith(both.current_mark)
    assert both.marks[0] == both.current_mark != both.marks[1]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_erasure_lies_open(mark: str) -> None:
    """So that the database can tell an erasure from any other change."""
    encryption.use([_NEW])
    dialect = sqlite.dialect()

    assert Erasable().process_bind_param(mark, dialect) == mark
    assert Erasable().process_result_value(mark, dialect) == mark
    sealed = Erasable().process_bind_param(f"{mark} ", dialect)
    assert mark not in sealed
    assert Erasable().process_result_value(sealed, dialect) == f"{mark} "
