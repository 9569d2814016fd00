"""Old rows of a table that only grows, moved into files that are still read.

A file holds rows as JSON, one a line, packed, in the order of their numbers. Each database has a
table that names its files with their sums, so a reader knows what is not in the table any more.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from runtime import clock, disk, grants
from runtime.database import COUNTED, Moment

#: Rows of one file, which is read whole at times.
ROWS = 50_000


class ArchiveDamaged(Exception):  # noqa: N818 - says what the file is
    """A file of old rows is missing or was changed; names it."""


@dataclass(frozen=True)
class File:
    """One file: its rows are those with these numbers, both included."""

    first: int
    last: int
    path: Path
    sha256: str

    def rows(self) -> Iterator[dict[str, Any]]:
        """Its rows, the lowest number first.

        Raises:
            ArchiveDamaged: it is missing, or is not what was written.
        """
        try:
            packed = self.path.read_bytes()
        except OSError as wrong:
            raise ArchiveDamaged(f"{self.path}: {wrong.strerror}") from None
        if hashlib.sha256(packed).hexdigest() != self.sha256:
            raise ArchiveDamaged(f"{self.path} is not what was written")
        return map(json.loads, gzip.decompress(packed).splitlines())


def table(name: str, metadata: sa.MetaData) -> sa.Table:
    """The table that names the files of another one."""
    return sa.Table(
        name,
        metadata,
        sa.Column("last", COUNTED, primary_key=True, autoincrement=False),
        sa.Column("first", COUNTED, nullable=False),
        # The highest place in the log of events; of other tables the same as `last`.
        sa.Column("place", COUNTED, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        info={grants.MAY: grants.READS},
    )


def create_v1(name: str) -> None:
    """The same as it was first released."""
    op.create_table(
        name,
        sa.Column("last", COUNTED, nullable=False, autoincrement=False),
        sa.Column("first", COUNTED, nullable=False),
        # The highest place in the log of events; of other tables the same as `last`.
        sa.Column("place", COUNTED, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("last", name=f"pk_{name}"),
    )


def files(connection: Any, names: sa.Table, *, after: int = 0, place: int = 0) -> list[File]:
    """The files that hold rows with a higher number and a higher place, the lowest first."""
    chosen = sa.select(names).where(names.c.last > after, names.c.place > place)
    return [
        File(row.first, row.last, Path(row.path), row.sha256)
        for row in connection.execute(chosen.order_by(names.c.last))
    ]


def put(
    session: Session,
    names: sa.Table,
    stem: Path,
    rows: Sequence[Sequence[Any]],
    columns: Sequence[str],
    *,
    place: int,
) -> int:
    """Write rows to a file that survives a power cut, and name it; returns the last one's number.

    The first column is the number. The caller drops the rows in the same transaction.
    """
    first, last = rows[0][0], rows[-1][0]
    path = stem.absolute().with_name(f"{stem.name}-{first:012}-{last:012}.jsonl.gz")
    named = {"first": first, "last": last, "place": place, "path": str(path)}
    named |= {"written_at": clock.now(), "sha256": _write(path, rows, columns)}
    session.execute(sa.insert(names).values(named))
    return int(last)


def _write(path: Path, rows: Iterable[Sequence[Any]], names: Sequence[str]) -> str:
    """Write a file, whole or not at all; returns its sum."""
    lines = (json.dumps(dict(zip(names, map(_plain, row), strict=True))) for row in rows)
    packed = gzip.compress("\n".join(lines).encode(), mtime=0)
    beside = path.with_name(f".{path.name}.part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(packed)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    disk.sync(path.parent)
    return hashlib.sha256(packed).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
