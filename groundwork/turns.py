"""One turn each (每户一份): a household, a phone or a person has it once, and nobody can be named.

Kept is a mark alone, a keyed fingerprint of what is known of them and of the thing in which they
had their turn, so that marks of two things are never alike. What was said or done then stands in
other tables, with nothing between.

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
    """Who has had their turn; `of`: the column that says in what, `told`: why no audit tells it."""
    return sa.Table(
        name,
        metadata,
        sa.Column(of, sa.Uuid(), primary_key=True),
        sa.Column(_PRINT, marks.TYPE, primary_key=True),
        info={AUDIT: told},
        # No row has a number that would tell when it came.
        sqlite_with_rowid=False,
    )


def take(session: Session, kept: sa.Table, thing: UUID, per: str, reading: str) -> bool:
    """Whether it is theirs now; False: they have had it. `per`: as `phone`; `reading`: which one."""
    of, _ = kept.primary_key.columns
    kind = of.name.removesuffix("_id")
    newest, *older = keyring().fingerprints(f"{kind} {thing} {per} {reading}")
    row = {of.name: thing, _PRINT: newest}
    is_new = insert_new(session, kept, [row], unique=(of.name, _PRINT), returning=_PRINT)
    # While keys change, the mark may still be an older key's.
    known = sa.select(kept.c[_PRINT]).where(of == thing, kept.c[_PRINT].in_(older))
    return bool(is_new) and (not older or session.scalar(known) is None)
