"""What happened to each thing that this service keeps, one row a change, append-only.

The database itself refuses to change or delete a row; of its note alone it lets
become a mark of erasure, or the same sealed with another key. A row's version is
the version of the thing that the change made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from audit import PERSONAL, Exempt
from audit.acting import role_in
from runtime import clock
from runtime.encryption import Erasable
from runtime.records import WORD_LONGEST
from services.recruitment.tables import Record
from vocabulary.actors import Actor

#: Where a transaction remembers the consent under which it enters something.
_UNDER = "entered_under"
#: In the details of an entry: the number of that consent.
_BACK_ENTRY = "back_entry"


class Entry(Record):
    """One change of one thing."""

    __tablename__ = "history"
    AUDIT = Exempt("append-only itself; each entry goes with a change of its thing")

    #: The table of the thing, as `post`.
    kind: Mapped[str] = mapped_column(sa.String(WORD_LONGEST), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[str] = mapped_column(sa.String(WORD_LONGEST))
    happened_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    account: Mapped[str | None] = mapped_column(sa.Text())
    role: Mapped[str] = mapped_column(sa.String(40))
    #: Words of a person, as a reason; facts without a person stand in `details`.
    note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON())


def add(
    session: Session,
    actor: Actor,
    /,
    *,
    kind: str,
    thing_id: UUID,
    version: int,
    area: str,
    what: str,
    happened_at: dt.datetime | None = None,
    role: str | None = None,
    note: str | None = None,
    **details: Any,
) -> None:
    """Write down one change; `details` are plain facts that name nobody.

    `role`: in which it was done, where the actor's grants do not tell, as `system`.
    """
    now = clock.now()
    consent = _consent(session)
    under = {} if consent is None else {_BACK_ENTRY: consent}
    session.add(
        Entry(
            kind=kind,
            thing_id=thing_id,
            version=version,
            what=what,
            happened_at=happened_at or now,
            recorded_at=now,
            account=actor.account,
            role=role or role_in(session, actor, area),
            note=note,
            details=details | under,
        )
    )


def enter_under(session: Session, consent: str) -> None:
    """Whatever this transaction writes down was entered under this consent (补录); its number."""
    session.info[_UNDER] = (session.get_transaction(), consent)


def back_entry_of(entry: Entry) -> str | None:
    """Number of the consent under which an entry was made later; null: in time."""
    number: str | None = entry.details.get(_BACK_ENTRY)
    return number


def back_entries(session: Session, kind: str, things: Collection[UUID]) -> Mapping[UUID, str]:
    """Which of these things hold back entries, and the number of the newest consent of each."""
    number = Entry.details[_BACK_ENTRY].as_string()
    chosen = sa.select(Entry.thing_id, number).where(
        Entry.kind == kind, Entry.thing_id.in_(things), number.is_not(None)
    )
    return {row[0]: row[1] for row in session.execute(chosen.order_by(Entry.version))}


def of(session: Session, kind: str, thing_id: UUID) -> Sequence[Entry]:
    """Everything that happened to a thing, oldest first."""
    chosen = sa.select(Entry).where(Entry.kind == kind, Entry.thing_id == thing_id)
    return session.scalars(chosen.order_by(Entry.version)).all()


def has(session: Session, kind: str, thing_id: UUID, what: Collection[str]) -> bool:
    """Whether one of these ever happened to a thing."""
    chosen = sa.select(Entry.version).where(
        Entry.kind == kind, Entry.thing_id == thing_id, Entry.what.in_(what)
    )
    return session.scalars(chosen.limit(1)).first() is not None


def _consent(session: Session) -> str | None:
    transaction, consent = session.info.get(_UNDER, (None, None))
    is_this = transaction is not None and transaction is session.get_transaction()
    return consent if is_this else None
