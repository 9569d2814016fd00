"""What a row tells: a column reaches the shapes that name it, and nobody leaks by forgetting."""

from __future__ import annotations

from dataclasses import dataclass
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
