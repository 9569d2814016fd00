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

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit import archiving
from audit.chain import Link, beginning, hash_of
from audit.tables import AUDIT, AUDIT_HEAD
from contracts.feed import Sealed
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


@dataclass(frozen=True)
class Stretch:
    """Rows of the audit that follow each other, and their digest."""

    first: int
    last: int
    rows: int
    sha256: str


#: In place of the digest of the seal before the first one.
NO_SEAL = "0" * 64


def stretch(session: Session, after: int, before: dt.datetime, most: int) -> Stretch | None:
    """The rows behind a place, up to the first that is not older than a moment; None: no row."""
    behind = sa.select(AUDIT.c.pos, AUDIT.c.hash).where(AUDIT.c.pos > after)
    if (younger := archiving.first_since(session, before, after=after)) is not None:
        behind = behind.where(AUDIT.c.pos < younger)
    rows = session.execute(behind.order_by(AUDIT.c.pos).limit(most)).all()
    if not rows:
        return None
    made = hashlib.sha256(b"".join(_line(row.pos, row.hash) for row in rows))
    return Stretch(rows[0].pos, rows[-1].pos, len(rows), made.hexdigest())


S = TypeVar("S", bound=Sealed)


def signed(seal: S) -> S:
    """An hourly seal with its signature."""
    return replace(seal, signature=_ring(seal.SOURCE).fingerprint(_said_by(seal)))


def _said_by(seal: Sealed) -> str:
    return _signed(replace(seal, signature="").plain() | {"source": seal.SOURCE})


def broken_seals(session: Session, seals: Iterable[Sealed]) -> Iterator[str]:
    """What does not fit the hourly seals of one service, in words; reads the audit once."""
    ordered = sorted(seals, key=lambda one: one.number)
    previous, number = NO_SEAL, 0
    for one in ordered:
        if one.number != number + 1:
            yield f"seal {number + 1} is missing"
        elif one.previous != previous:
            yield f"seal {one.number} does not follow the one before it"
        if one.signature not in _ring(one.SOURCE).fingerprints(_said_by(one)):
            yield f"seal {one.number} was not signed with a key of this deployment"
        previous, number = one.sha256, one.number
    hashed = _hashed(session)
    pos, own = next(hashed, _END)
    for one in ordered:
        made, rows = hashlib.sha256(), 0
        while pos <= one.last:
            if pos >= one.first:
                made.update(_line(pos, own))
                rows += 1
            pos, own = next(hashed, _END)
        if (rows, made.hexdigest()) != (one.rows, one.sha256):
            sealed = counted(one.rows, "row was", "rows were")
            what = "they were changed" if rows == one.rows else f"{rows} remain"
            yield (
                f"{sealed} sealed at places {one.first} to {one.last} on "
                f"{one.sealed_at.isoformat(timespec='seconds')} (seal {one.number}), {what}"
            )


#: Behind every place.
_END = (2**63, "")


def written(kept: Seal) -> str:
    """The seal as one line of JSON, signed with the deployment's key."""
    said = vars(kept)
    signature = _ring(kept.service).fingerprint(_signed(said))
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
        fitting = _ring(found.service).fingerprints(_signed(said))
    except encryption.WrongRing:
        fitting = ()
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NoSeal(f"{text[:60]!r} is no seal") from None
    if signature not in fitting:
        raise NoSeal(f"the seal of {found.service!r} was not signed with a key of this deployment")
    return found


def _ring(service: str) -> encryption.Keyring:
    return encryption.keyring().of(service)


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
    made, rows = hashlib.sha256(), 0
    for pos, own in itertools.takewhile(lambda row: row[0] <= position, _hashed(session)):
        made.update(_line(pos, own))
        rows += 1
    return rows, made.hexdigest()


def _hashed(session: Session) -> Iterator[tuple[int, str]]:
    """Place and hash of every row in the order of places, those in files first."""
    for old in archiving.rows(session):
        yield old["pos"], old["hash"]
    chosen = sa.select(AUDIT.c.pos, AUDIT.c.hash).order_by(AUDIT.c.pos)
    for row in session.execute(chosen, execution_options={"yield_per": _AT_ONCE}):
        yield row.pos, row.hash


def _line(pos: int, own: str) -> bytes:
    return f"{pos} {own}\n".encode()
