"""Checking the audit: every chain by itself, its end against the head, all against a seal.

| what was done behind the application's back | what finds it |
|---|---|
| a value of a row changed | the row's hash |
| a row changed together with its hash | the next row's `previous`, or the head if it is the last |
| a row deleted, inserted or moved in the middle | the numbering and `previous` |
| rows deleted or added at the end | the head |
| a chain deleted together with its head, or rewritten from its first row to its head | a seal kept elsewhere |

A rewrite of rows and heads that are newer than the last seal is not found.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit import archiving
from audit.chain import Link, beginning, hash_of
from audit.tables import AUDIT, AUDIT_HEAD
from runtime import clock, encryption
from runtime.database import Database
from vocabulary.counted import counted

_AT_ONCE = 1000


class NoSeal(ValueError):  # noqa: N818 - says what the text is
    """The text is no seal of this deployment, or was changed."""


@dataclass(frozen=True)
class Broken:
    """One chain that does not hold, and where it breaks first."""

    kind: str
    identity: str
    why: str


@dataclass(frozen=True)
class Seal:
    """A service's audit at one moment: how far it reached, and a digest of all of it."""

    service: str
    #: Place of the last row sealed; 0 where there was none.
    position: int
    rows: int
    digest: str
    taken_at: str


#: How far a chain goes in files: the number of its last row, and that row's hash.
End = tuple[int, str]


def broken_chains(session: Session) -> Iterator[Broken]:
    """Every chain that does not hold; reads the whole audit once, a few rows at a time.

    The rows in files come first, in the order in which they were written; of each chain its end is
    remembered.

    Raises:
        ArchiveDamaged: a file of old rows is missing or was changed.
    """
    ends: dict[tuple[str, str], End] = {}
    for row in archiving.rows(session):
        key = row["kind"], row["identity"]
        seq, previous = ends.get(key, (0, beginning(*key)))
        why = _break_at(row, seq + 1, previous)
        if why is not None:
            yield Broken(*key, why)
        ends[key] = (row["seq"], row["hash"])
    for (kind, identity), rows in itertools.groupby(
        _rows(session), key=lambda row: (row["kind"], row["identity"])
    ):
        start = ends.pop((kind, identity), (0, beginning(kind, identity)))
        why = _first_break(start, rows)
        if why is not None:
            yield Broken(kind, identity, why)
    for kind, identity, seq, own in session.execute(_heads_without_rows()):
        end = ends.pop((kind, identity), None)
        if end is None:
            yield Broken(kind, identity, "all rows are gone, only the head is left")
        elif end != (seq, own):
            yield Broken(kind, identity, f"row {end[0]} is not the one that the head names")
    for kind, identity in ends:
        yield Broken(kind, identity, "the head is gone")


def seal(database: Database, service: str) -> Seal:
    """Seal the audit as it is now; keep the seal out of reach of everyone who can write here."""
    with database.writing() as session:
        if database.is_postgres:
            # Running writers end first, so that no row appears before the seal later.
            session.execute(sa.text("LOCK TABLE audit IN SHARE MODE"))
        position = session.scalar(sa.select(sa.func.max(AUDIT.c.pos))) or 0
    with database.reading() as session:
        rows, digest = _digest(session, position)
    return Seal(service, position, rows, digest, clock.now().isoformat(timespec="seconds"))


def differs(session: Session, kept: Seal) -> str | None:
    """Why the audit no longer starts with the sealed rows; None if it does."""
    rows, digest = _digest(session, kept.position)
    if rows != kept.rows:
        return (
            f"{counted(kept.rows, 'row was', 'rows were')} sealed on {kept.taken_at}, {rows} remain"
        )
    if digest != kept.digest:
        return f"rows sealed on {kept.taken_at} were changed"
    return None


def written(kept: Seal) -> str:
    """The seal as one line of JSON, signed with the deployment's key."""
    said = vars(kept)
    signature = encryption.keyring().fingerprint(_signed(said))
    return orjson.dumps(said | {"signature": signature}).decode()


def read(text: str) -> Seal:
    """Read `written` back.

    Raises:
        NoSeal: it was not written with a key of this deployment.
    """
    try:
        said: dict[str, Any] = orjson.loads(text)
        signature = said.pop("signature")
        found = Seal(**said)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NoSeal(f"{text[:60]!r} is no seal") from None
    if signature not in encryption.keyring().fingerprints(_signed(said)):
        raise NoSeal(f"the seal of {found.service!r} was not signed with a key of this deployment")
    return found


def _signed(said: dict[str, Any]) -> str:
    return orjson.dumps(["linli audit seal", said], option=orjson.OPT_SORT_KEYS).decode()


def _rows(session: Session) -> Iterator[Any]:
    head = AUDIT_HEAD.c
    same = sa.and_(head.kind == AUDIT.c.kind, head.identity == AUDIT.c.identity)
    chosen = (
        sa.select(AUDIT, head.seq.label("head_seq"), head.hash.label("head_hash"))
        .outerjoin(AUDIT_HEAD, same)
        .order_by(AUDIT.c.kind, AUDIT.c.identity, AUDIT.c.seq)
    )
    found = session.execute(chosen, execution_options={"yield_per": _AT_ONCE})
    return iter(found.mappings())


def _first_break(start: End, rows: Iterable[Any]) -> str | None:
    seq, previous = start
    why = None
    row: Any = None
    for row in rows:
        seq += 1
        if why is None:
            why = _break_at(row, seq, previous)
        previous = row["hash"]
    if why is not None:
        return why
    if row["head_seq"] is None:
        return "the head is gone"
    if row["head_seq"] > seq:
        lost = counted(row["head_seq"] - seq, "row", "rows")
        return f"{lost} lost after row {seq}"
    if row["head_seq"] < seq:
        return f"row {row['head_seq'] + 1} was added behind the head"
    if row["head_hash"] != previous:
        return f"row {seq} is not the one that the head names"
    return None


def _break_at(row: Any, seq: int, previous: str) -> str | None:
    if row["seq"] != seq:
        return f"row {seq} is missing"
    if hash_of(Link(**{name: row[name] for name in Link._fields})) != row["hash"]:
        return f"row {seq} was changed"
    if row["previous"] != previous:
        return f"row {seq} does not follow the row before it"
    return None


def _heads_without_rows() -> sa.Select[Any]:
    head = AUDIT_HEAD.c
    rows = sa.exists().where(AUDIT.c.kind == head.kind, AUDIT.c.identity == head.identity)
    return (
        sa.select(head.kind, head.identity, head.seq, head.hash)
        .where(~rows)
        .order_by(head.kind, head.identity)
    )


def _digest(session: Session, position: int) -> tuple[int, str]:
    chosen = (
        sa.select(AUDIT.c.pos, AUDIT.c.hash).where(AUDIT.c.pos <= position).order_by(AUDIT.c.pos)
    )
    made, rows = hashlib.sha256(), 0
    for row in archiving.rows(session):
        if row["pos"] <= position:
            made.update(f"{row['pos']} {row['hash']}\n".encode())
            rows += 1
    for pos, own in session.execute(chosen, execution_options={"yield_per": _AT_ONCE}):
        made.update(f"{pos} {own}\n".encode())
        rows += 1
    return rows, made.hexdigest()
