"""One turn each (每户一份): a household or a phone answers once, and the database names nobody.

Only a mark is kept: a keyed fingerprint of the household or phone and of the thing, so that the
marks of two things are never alike. The answers stand in other tables, without a link to it.

    MARK = turns.table("survey_mark", Record.metadata, of="survey_id", told=Exempt("…"))

    if not turns.take(session, MARK, survey.id, "phone", same_phone(phone)):
        raise doubled()
"""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit import AUDIT, Exempt
from runtime import marks
from runtime.database import insert_new
from runtime.encryption import keyring

_PRINT = "print"


def table(name: str, metadata: sa.MetaData, *, of: str, told: Exempt) -> sa.Table:
    """The marks; `of`: the column that names the thing, `told`: why the audit leaves them out."""
    return sa.Table(
        name,
        metadata,
        sa.Column(of, sa.Uuid(), primary_key=True),
        sa.Column(_PRINT, marks.TYPE, primary_key=True),
        info={AUDIT: told},
        # A row number would show the order of the answers.
        sqlite_with_rowid=False,
    )


def take(session: Session, kept: sa.Table, thing: UUID, per: str, reading: str) -> bool:
    """Take the turn; False: it was taken before. `per`: as `phone`; `reading`: which one."""
    of, _ = kept.primary_key.columns
    kind = of.name.removesuffix("_id")
    newest, *older = keyring().fingerprints(f"{kind} {thing} {per} {reading}")
    row = {of.name: thing, _PRINT: newest}
    is_new = insert_new(session, kept, [row], unique=(of.name, _PRINT), returning=_PRINT)
    # While keys change, the mark may still be made with an older key.
    known = sa.select(kept.c[_PRINT]).where(of == thing, kept.c[_PRINT].in_(older))
    return bool(is_new) and (not older or session.scalar(known) is None)
