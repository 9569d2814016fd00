"""Own data (个人信息权利): erasing a person's words; PIPL art. 47."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session


def clean_words(row: DeclarativeBase, names: Iterable[str], mark: str) -> None:
    """Put the mark in the place of a text."""
    for name in names:
        if getattr(row, name) is not None:
            setattr(row, name, mark)


def clean_rows(
    session: Session,
    table: type[Any],
    names: Iterable[str],
    mark: str,
    *which: sa.ColumnElement[bool],
) -> None:
    """Put the mark in the place of the texts in each of these rows."""
    for row in session.scalars(sa.select(table).where(*which)).all():
        clean_words(row, names, mark)
    session.flush()
