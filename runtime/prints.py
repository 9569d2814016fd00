"""Fingerprints made anew, for migrations: after a reading of phones or names has changed."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from runtime.encryption import Keyring, Unsealable, keyring
from vocabulary.erasure import MARKS

_AT_ONCE = 1000


def make_anew(
    connection: sa.Connection, table: str, source: str, mark: str, form: Callable[[str], str]
) -> None:
    """Bring column `mark` to what `form` makes of the sealed texts in column `source`.

    Some rows at a time, so that memory is enough for any number. What no key here opens
    keeps its mark; so does a row that would become the double of another where only one
    may stand, as two applications that came for one phone in two writings.
    """
    rows = sa.table(table, sa.column("id", sa.Uuid()), sa.column(source), sa.column(mark))
    chosen = (
        sa.select(rows.c.id, rows.c[source], rows.c[mark])
        .where(rows.c[source].is_not(None), rows.c[source].not_in(MARKS))
        .order_by(rows.c.id)
        .limit(_AT_ONCE)
    )
    ring = keyring()
    portion = connection.execute(chosen).all()
    while portion:
        for row_id, sealed, kept in portion:
            made = _made(ring, sealed, kept, form)
            if made != kept:
                _keep(connection, sa.update(rows).where(rows.c.id == row_id).values({mark: made}))
        last = sa.bindparam(None, portion[-1].id, sa.Uuid())
        portion = connection.execute(chosen.where(rows.c.id > last)).all()


def _made(ring: Keyring, sealed: str, kept: str | None, form: Callable[[str], str]) -> str | None:
    try:
        marks = ring.fingerprints(form(ring.open(sealed)))
    except Unsealable:
        return kept
    # One of an older key is made anew when the keys are changed.
    return kept if kept in marks else marks[0]


def _keep(connection: sa.Connection, change: sa.Update) -> None:
    try:
        with connection.begin_nested():
            connection.execute(change)
    except sa.exc.IntegrityError:
        return
