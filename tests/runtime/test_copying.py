"""What a row tells: a column reaches the shapes that name it, and nobody leaks by forgetting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from audit import PERSONAL, SECRET
from runtime.copying import Copying


class _Base(DeclarativeBase):
    pass


class _Row(_Base):
    __tablename__ = "row"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text())
    phone: Mapped[str] = mapped_column(sa.Text(), info=PERSONAL)
    code: Mapped[str] = mapped_column(sa.Text(), info=SECRET)


_TABLE = sa.Table(
    "table",
    sa.MetaData(),
    sa.Column("id", sa.Integer()),
    sa.Column("state", sa.String(6)),
    sa.Column("ended_by", sa.String(6)),
    sa.Column("password", sa.Text(), info=SECRET),
)


class _State(StrEnum):
    OPEN = "open"


@dataclass(frozen=True)
class _Words:
    id: int
    state: _State
    ended_by: _State | None


@dataclass(frozen=True)
class _WithPassword:
    password: str


@dataclass(frozen=True)
class _Plain:
    id: int
    title: str


@dataclass(frozen=True)
class _WithPhone:
    title: str
    phone: str


@dataclass(frozen=True)
class _WithCode:
    code: str


@dataclass(frozen=True)
class _WithMore:
    title: str
    history: tuple[str, ...] = ()


_ROW = _Row(id=1, title="消防监督", phone="13800138000", code="0000")


def test_columns_of_the_same_name_are_copied() -> None:
    assert Copying(_Row, _Plain)(_ROW) == _Plain(1, "消防监督")


@pytest.mark.parametrize(("shape", "name"), [(_WithPhone, "phone"), (_WithCode, "code")])
def test_what_is_personal_or_secret_is_an_error_at_start_unless_it_is_given(
    shape: type, name: str
) -> None:
    with pytest.raises(TypeError, match=f"{name} is personal or secret"):
        Copying(_Row, shape)

    made: Any = Copying(_Row, shape, given=(name,))(_ROW, **{name: "138****8000"})

    assert getattr(made, name) == "138****8000"


def test_a_field_that_nobody_fills_is_an_error_at_start_though_it_may_be_left_out() -> None:
    with pytest.raises(TypeError, match="history is neither a column nor given"):
        Copying(_Row, _WithMore)


def test_what_is_given_is_what_was_declared() -> None:
    with pytest.raises(TypeError, match="owner is given"):
        Copying(_Row, _Plain, given=("owner",))
    with pytest.raises(TypeError, match="title given, or not given"):
        Copying(_Row, _Plain, given=("title",))(_ROW)


def test_a_row_of_a_table_is_copied_and_its_words_are_those_of_their_enumeration() -> None:
    engine = sa.create_engine("sqlite://")
    row = sa.select(sa.literal(7).label("id"), sa.literal("open").label("state"))
    with engine.connect() as connection:
        found = connection.execute(row.add_columns(sa.null().label("ended_by"))).one()

    made = Copying(_TABLE, _Words)(found)

    assert made == _Words(7, _State.OPEN, None)
    assert isinstance(made.state, _State)


def test_a_table_keeps_its_secrets_as_a_class_does() -> None:
    with pytest.raises(TypeError, match="password is personal or secret"):
        Copying(_TABLE, _WithPassword)
