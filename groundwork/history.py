"""The history of each thing that a service keeps: one row for each change, append-only.

The database itself refuses to change or delete a row; only a note may become a mark of erasure, or
the same text sealed with another key. A row's version is the version of the thing that the change
made.

A service has one table of its own for all its things, `Entry`. If the facts of a change need
columns, such as the methods tried on an appeal, the service maps a table on `Step`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar, Final, Generic, TypedDict, TypeVar
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from audit import PERSONAL, Exempt
from audit.acting import role_in
from runtime import clock
from runtime.copying import Copying
from runtime.database import table_metadata
from runtime.encryption import Erasable
from runtime.records import COLUMN_TYPES, WORD_LONGEST
from vocabulary.actors import Actor
from vocabulary.erasure import MARKS

METADATA = table_metadata()
A = TypeVar("A")

#: The key under which a transaction remembers the consent for its entries.
_UNDER = "entered_under"
#: In the details of an entry: the number of that consent.
_BACK_ENTRY = "back_entry"
#: Why the audit leaves the history out.
APPEND_ONLY: Final = Exempt("append-only itself; each entry goes with a change of its thing")


class Record(DeclarativeBase):
    """One row of the history, in the database of each service that has one."""

    metadata = METADATA
    type_annotation_map: ClassVar[dict[Any, Any]] = COLUMN_TYPES


class Step:
    """One change: its kind, when, by whom and in which role."""

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[str] = mapped_column(sa.String(WORD_LONGEST))
    happened_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    account: Mapped[str | None] = mapped_column(sa.Text())
    role: Mapped[str] = mapped_column(sa.String(40))
    #: Words of a person, such as a reason; facts without a person are in columns or details.
    note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)


class Entry(Step, Record):
    """One change of one thing."""

    __tablename__ = "history"
    AUDIT = APPEND_ONLY

    #: The table of the thing, such as `post`.
    kind: Mapped[str] = mapped_column(sa.String(WORD_LONGEST), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON())


class Written(TypedDict):
    """The columns of every step, besides the thing it belongs to."""

    version: int
    what: str
    happened_at: dt.datetime
    recorded_at: dt.datetime
    account: str | None
    role: str
    note: str | None


def written(
    session: Session,
    actor: Actor,
    /,
    *,
    version: int,
    area: str,
    what: str,
    happened_at: dt.datetime | None = None,
    role: str | None = None,
    note: str | None = None,
) -> Written:
    """A step as it is written down now.

    `role`: the role in which it was done, where the actor's grants do not show it, such as
    `system`.
    """
    now = clock.now()
    return {
        "version": version,
        "what": what,
        "happened_at": happened_at or now,
        "recorded_at": now,
        "account": actor.account,
        "role": role or role_in(session, actor, area),
        "note": note,
    }


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
) -> Entry:
    """Write down one change; `details` are plain facts that name no person. See `written`."""
    consent = _consent(session)
    under = {} if consent is None else {_BACK_ENTRY: consent}
    step = written(
        session,
        actor,
        version=version,
        area=area,
        what=what,
        happened_at=happened_at,
        role=role,
        note=note,
    )
    entry = Entry(kind=kind, thing_id=thing_id, details=details | under, **step)
    session.add(entry)
    return entry


def enter_under(session: Session, consent: str) -> None:
    """Mark all entries of this transaction as made under this consent (补录), by its number."""
    session.info[_UNDER] = (session.get_transaction(), consent)


def back_entry_of(entry: Entry) -> str | None:
    """Number of the consent under which an entry was made later; null: in time."""
    number: str | None = entry.details.get(_BACK_ENTRY)
    return number


def back_entries(session: Session, kind: str, things: Collection[UUID]) -> Mapping[UUID, str]:
    """Those of these things with back entries, and the number of the newest consent of each."""
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


class Telling(Generic[A]):
    """Makes the steps of an answer from entries: what was done, when, by whom, in which role.

        _STEP = history.Telling(PostStep, given=("note",))

        _STEP(entry, note=entry.note)

    `given`: the fields that the caller fills, such as a person's words; see `Copying`.
    """

    _USUAL: ClassVar[Mapping[str, Callable[[Entry], str | None]]] = {
        "by": lambda entry: entry.account,
        "back_entry": back_entry_of,
    }

    def __init__(self, shape: type[A], *, given: Collection[str] = ()) -> None:
        """Sort the fields of the shape.

        Raises:
            TypeError: see `Copying`.
        """
        names = {one.name for one in dataclasses.fields(shape)} - set(given)  # type: ignore[arg-type]  # shapes are dataclasses
        self._usual = [name for name in self._USUAL if name in names]
        self._copying = Copying(Entry, shape, given=(*given, *self._usual))

    def __call__(self, entry: Entry, **given: Any) -> A:
        """The step of this entry."""
        usual = {name: self._USUAL[name](entry) for name in self._usual}
        return self._copying(entry, **usual, **given)


def forget_notes(
    session: Session, mark: str, *which: sa.ColumnElement[bool], table: type[Step] = Entry
) -> None:
    """The mark stands where a note of these steps stood."""
    statement = (
        sa.update(table)
        .where(*which, table.note.is_not(None))
        .values(note=mark)
        .execution_options(synchronize_session=False)
    )
    session.execute(statement)
    session.expire_all()


def create_v1(owner: str) -> None:
    """The table as it was first released, kept from changes; `owner` is the thing it belongs to."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "history",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("happened_at", moment, nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("account", sa.Text()),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "thing_id", "version", name="pk_history"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_REFUSAL.format(owner=owner))
        op.execute(_POSTGRES_STAYS)
    else:
        op.execute(_SQLITE_STAYS.format(owner=owner))
    guard_notes_v1(owner, _COLUMNS)


def guard_notes_v1(owner: str, columns: Sequence[str]) -> None:
    """Let only notes change, and only into a mark or the same text resealed.

    `columns`: all the others of the table.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_NOTES.format(owner=owner))
    else:
        same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in columns)
        op.execute(_SQLITE_NOTES.format(owner=owner, same=same))


_COLUMNS = (
    "kind", "thing_id", "version", "what", "happened_at", "recorded_at", "account", "role",
    "details",
)  # fmt: skip
_MARKS = ", ".join(f"'{mark}'" for mark in MARKS)
#: Long enough for a sealed empty text, and nothing but the letters of base64.
_SEALED_SHORTEST = 44

_POSTGRES_REFUSAL = """
CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the history of {owner} is append-only'; END $$;
"""
_POSTGRES_STAYS = """
CREATE TRIGGER history_is_append_only BEFORE DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
"""
_POSTGRES_NOTES = f"""
CREATE FUNCTION check_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' AND OLD.note IS NOT NULL AND (
        NEW.note IN ({_MARKS})
        OR (
            NEW.note ~ '^[A-Za-z0-9_=-]{{{{{_SEALED_SHORTEST},}}}}$'
            AND OLD.note ~ '^[A-Za-z0-9_=-]{{{{{_SEALED_SHORTEST},}}}}$'
            AND left(NEW.note, 6) <> left(OLD.note, 6)
        )
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the history of {{owner}} is append-only';
END $$;
CREATE TRIGGER history_forgets_notes_only BEFORE UPDATE ON history
FOR EACH ROW EXECUTE FUNCTION check_change_of_history();
"""
_SQLITE_STAYS = """
CREATE TRIGGER history_refuses_DELETE BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'the history of {owner} is append-only'); END
"""
_SQLITE_NOTES = f"""
CREATE TRIGGER history_refuses_UPDATE BEFORE UPDATE ON history
WHEN NOT coalesce(
    {{same}}
    AND OLD.note IS NOT NULL AND (
        NEW.note IN ({_MARKS})
        OR (
            length(NEW.note) >= {_SEALED_SHORTEST} AND NEW.note NOT GLOB '*[^A-Za-z0-9_=-]*'
            AND length(OLD.note) >= {_SEALED_SHORTEST} AND OLD.note NOT GLOB '*[^A-Za-z0-9_=-]*'
            AND substr(NEW.note, 1, 6) <> substr(OLD.note, 1, 6)
        )
    ), 0)
BEGIN SELECT RAISE(ABORT, 'the history of {{owner}} is append-only'); END
"""
