"""The chain of an aggregate's audit rows: each holds the hash of the one before it.

A row's hash is SHA-256 over its canonical form: a JSON array of texts, numbers and nulls in fixed
order, UTF-8, without blanks. Anyone with the rows can check them in any language.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from typing import NamedTuple

import orjson

#: A change of the form gets a new number, and old rows keep theirs.
FORM = "linli audit 1"


class Link(NamedTuple):
    """The content of a row, without its hash."""

    kind: str
    identity: str
    seq: int
    area: str | None
    change: str
    action: str
    happened_at: dt.datetime
    account: str | None
    role: str
    on_behalf_of: str | None
    address: str | None
    program: str | None
    correlation_id: str
    #: JSON text, hashed as it stands.
    changes: str
    salt: str
    previous: str


def canonical(link: Link) -> bytes:
    """The bytes that are hashed; two different rows never have the same."""
    return orjson.dumps(
        [
            FORM,
            link.kind,
            link.identity,
            link.seq,
            link.area,
            link.change,
            link.action,
            written(link.happened_at),
            link.account,
            link.role,
            link.on_behalf_of,
            link.address,
            link.program,
            link.correlation_id,
            link.changes,
            link.salt,
            link.previous,
        ]
    )


@functools.lru_cache(maxsize=64)
def written(moment: dt.datetime) -> str:
    """UTC with six digits of the second, so that it is the same on every database."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def hash_of(link: Link) -> str:
    """The row's own hash, in hexadecimal."""
    return hashlib.sha256(canonical(link)).hexdigest()


def beginning(kind: str, identity: str) -> str:
    """The value of `previous` in the first row: a different one for each chain."""
    return hashlib.sha256(orjson.dumps([FORM, kind, identity])).hexdigest()
