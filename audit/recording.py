"""Writing the audit, automatically and in the transaction of the change itself.

Every session is watched. What the unit of work flushes, and every INSERT, UPDATE and DELETE that is
executed on a table which declares itself `Audited`, becomes one row for each aggregate that
changed, with the values before and after. `note` is for deeds that change no row: a disclosure, a
login, an export.
"""

from __future__ import annotations

import datetime as dt
import decimal
import functools
import hashlib
import itertools
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Mapper, ORMExecuteState, PassiveFlag, Session, UOWTransaction

from audit import acting, context
from audit.chain import Link, beginning, hash_of
from audit.declaring import EVERYWHERE, PERSONAL, SECRET, Audited, declared
from audit.tables import AUDIT, AUDIT_HEAD
from contracts.audit import Change
from runtime import clock, database, encryption
from runtime.storing import put
from vocabulary.actors import SYSTEM_ROLE

_SALT_BYTES = 12
_MARK_BYTES = 16

Values = Mapping[str, Any]


class Unaudited(RuntimeError):  # noqa: N818 - says what the statement would be
    """A bug: a statement changes an audited table in a way that cannot be recorded row by row."""


class Author(NamedTuple):
    """The actor, the origin and the piece of work."""

    action: str
    account: str | None
    role: str
    on_behalf_of: str | None
    address: str | None
    program: str | None
    correlation_id: str


class _Change(NamedTuple):
    """One aggregate's row, before and after; an empty one did not exist."""

    table: sa.Table
    said: Audited
    before: Values
    after: Values
    #: None: the actor of the current work.
    author: Author | None = None

    @property
    def kind(self) -> Change:
        if not self.after:
            return Change.DELETED
        return Change.UPDATED if self.before else Change.INSERTED

    @property
    def identity(self) -> str:
        held = self.after or self.before
        return ",".join(str(held[name]) for name in self.said.identity.split(","))

    @property
    def area(self) -> str | None:
        if self.said.area in (None, EVERYWHERE):
            return self.said.area
        return (self.after or self.before).get(self.said.area)

    def columns(self, mark: Mark) -> dict[str, Any]:
        """The change of each changed column; the identity is in the row itself."""
        before, after = self.before, self.after
        found: dict[str, Any] = {}
        for name, manner in _manners(self.table):
            old, new = before.get(name), after.get(name)
            if old is new or old == new:
                continue
            if manner is None:
                found[name] = [plain(old), plain(new)]
            elif manner is SECRET:
                found[name] = SECRET
            else:
                found[name] = {"personal": [mark.of(name, old), mark.of(name, new)]}
        return found


@functools.cache
def _manners(table: sa.Table) -> tuple[tuple[str, Any], ...]:
    """How to record the value of each column: None is in clear."""
    return tuple(
        (
            str(column.name),
            next(
                (found for found in (SECRET, PERSONAL) if found.keys() <= column.info.keys()), None
            ),
        )
        for column in table.columns
    )


class Mark:
    """Makes what one audit row keeps of personal values: it means nothing without the key.

    The row's salt is `«of its transaction».«place in it»`, so that the same value
    leaves another digest in every row.
    """

    def __init__(self, salt: str, key: Callable[[], bytes]) -> None:
        """`key` is asked for when the first personal value comes."""
        self.salt = salt
        self._key = key

    @classmethod
    def ever(cls, salt: str) -> tuple[Mark, ...]:
        """With each key of the deployment: to show that a value was the one."""
        keys = encryption.keyring().fingerprints(_purpose(salt.partition(".")[0]))
        return tuple(cls(salt, key.encode) for key in keys)

    def of(self, column: str, value: Any) -> str | None:
        """The digest of a value: BLAKE2b with the key, 128 bits in hexadecimal; None for None."""
        if value is None:
            return None
        told = value if type(value) is str else _json(plain(value)).decode()
        text = f"{self.salt}\n{column}\n{told}"
        keyed = hashlib.blake2b(text.encode(), key=self._key(), digest_size=_MARK_BYTES)
        return keyed.hexdigest()


def _purpose(salt: str) -> str:
    return f"linli audit {salt}"


def _marks() -> Iterator[Mark]:
    """One for each row of a transaction, with the newest key of the deployment."""
    salt = secrets.token_hex(_SALT_BYTES)

    @functools.cache
    def key() -> bytes:
        return encryption.keyring().fingerprint(_purpose(salt)).encode()

    for place in itertools.count():
        yield Mark(f"{salt}.{place}", key)


def insert_many(
    session: Session,
    table: sa.Table,
    rows: Sequence[Values],
    *,
    authors: Sequence[Author] | None = None,
) -> None:
    """Insert many new rows the quick way, with an author for each; all name the same columns."""
    if not rows:
        return
    names = tuple(rows[0])
    if _filled(table) - set(names) or any(len(row) != len(names) for row in rows):
        raise Unaudited(f"name every column of {table.name} in each row")
    put(session.connection(), table, names, [tuple(row[name] for name in names) for row in rows])
    said = declared(table)
    if isinstance(said, Audited):
        by: Sequence[Author | None] = authors or [None] * len(rows)
        _write(
            session,
            [_Change(table, said, {}, row, who) for row, who in zip(rows, by, strict=True)],
        )


def author_now(area: str | None, session: Session | None = None) -> Author:
    """The actor of the current work."""
    actor, origin, deed = context.actor(), context.origin(), context.deed()
    role = deed.role
    if actor.is_system:
        role = SYSTEM_ROLE
    elif actor.grants:
        is_place = area not in (None, EVERYWHERE)
        place = cast("str", area) if is_place else actor.grants[0].area
        role = actor.role_at(place) if session is None else acting.role_in(session, actor, place)
    return Author(
        action=deed.name,
        account=actor.account,
        role=role,
        on_behalf_of=origin.on_behalf_of,
        address=origin.address,
        program=origin.program,
        correlation_id=context.correlation_id(),
    )


def note(
    session: Session,
    *,
    kind: str,
    identity: str,
    area: str | None,
    what: str | None = None,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Write down a deed that changes no audited table.

    `before` and `after` are plain values that every administrator of the area may read: never
    personal data or a secret. `what` names the deed where the name of the RPC method does not.
    """
    author = author_now(area, session)
    if what is not None:
        author = author._replace(action=what)
    old, new = before or {}, after or {}
    changes = {name: [plain(old.get(name)), plain(new.get(name))] for name in sorted({*old, *new})}
    _append(
        session, [_Entry(kind, identity, area, Change.NOTED, author, changes, next(_marks()).salt)]
    )


def plain(value: Any) -> Any:
    """A value as JSON has it, the same on every database and by every clock."""
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def _json(value: Any) -> bytes:
    return orjson.dumps(value, default=_otherwise, option=orjson.OPT_SORT_KEYS)


def _otherwise(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, decimal.Decimal):
        return str(value)
    raise TypeError(f"the audit cannot hold {type(value).__name__}")


class _Entry(NamedTuple):
    kind: str
    identity: str
    area: str | None
    change: Change
    author: Author
    changes: dict[str, Any]
    salt: str


def _write(session: Session, changes: Iterable[_Change]) -> None:
    entries = []
    for change, mark in zip(changes, _marks(), strict=False):
        columns = change.columns(mark)
        if columns:
            area = change.area
            entries.append(
                _Entry(
                    change.said.kind,
                    change.identity,
                    area,
                    change.kind,
                    change.author or author_now(area, session),
                    columns,
                    mark.salt,
                )
            )
    if entries:
        _append(session, entries)


def _append(session: Session, entries: Sequence[_Entry]) -> None:
    """One link more on the chain of each entry, in the order given."""
    connection = session.connection()
    heads = _heads(connection, entries)
    rows = []
    now = clock.now()
    for entry in entries:
        chain = entry.kind, entry.identity
        seq, previous = heads.get(chain) or (0, beginning(*chain))
        author = entry.author
        link = Link(
            kind=entry.kind,
            identity=entry.identity,
            seq=seq + 1,
            area=entry.area,
            change=entry.change,
            action=author.action,
            happened_at=now,
            account=author.account,
            role=author.role,
            on_behalf_of=author.on_behalf_of,
            address=author.address,
            program=author.program,
            correlation_id=author.correlation_id,
            changes=_json(entry.changes).decode(),
            salt=entry.salt,
            previous=previous,
        )
        own = hash_of(link)
        rows.append((*link, own))
        heads[chain] = link.seq, own
    put(connection, AUDIT, (*Link._fields, "hash"), rows)
    touched = sorted({(entry.kind, entry.identity) for entry in entries})
    put(
        connection,
        AUDIT_HEAD,
        ("kind", "identity", "seq", "hash"),
        [(*chain, *heads[chain]) for chain in touched],
        key=("kind", "identity"),
    )


_Heads = dict[tuple[str, str], tuple[int, str]]


def _heads(connection: sa.Connection, entries: Sequence[_Entry]) -> _Heads:
    """Where each chain ends, locked; a chain that is not there yet begins with its first row."""
    for entry in entries:
        if entry.change is Change.NOTED:
            # There is no row yet to keep two from beginning the same chain at once.
            _begin(connection, entry.kind, entry.identity)
    # One statement for all kinds; two of them seldom have one identity.
    chosen = {
        "kinds": sorted({entry.kind for entry in entries}),
        "identities": sorted({entry.identity for entry in entries}),
    }
    return {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(_HEADS, chosen)}


def _begin(connection: sa.Connection, kind: str, identity: str) -> None:
    connection.execute(
        _BEGIN,
        {"kind": kind, "identity": identity, "hash": beginning(kind, identity)},
    )


#: Put together once: every change asks it.
_HEADS = (
    sa.select(AUDIT_HEAD.c.kind, AUDIT_HEAD.c.identity, AUDIT_HEAD.c.seq, AUDIT_HEAD.c.hash)
    .where(
        AUDIT_HEAD.c.kind.in_(sa.bindparam("kinds", expanding=True)),
        AUDIT_HEAD.c.identity.in_(sa.bindparam("identities", expanding=True)),
    )
    .order_by(AUDIT_HEAD.c.kind, AUDIT_HEAD.c.identity)
    .with_for_update()
)

#: The same words on both databases.
_BEGIN = sa.text(
    "INSERT INTO audit_head (kind, identity, seq, hash) VALUES (:kind, :identity, 0, :hash) "
    "ON CONFLICT (kind, identity) DO NOTHING"
)


# What the unit of work does.


@sa.event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _flush: UOWTransaction) -> None:
    changes = [
        change
        for kind, things in (
            (Change.INSERTED, session.new),
            (Change.UPDATED, session.dirty),
            (Change.DELETED, session.deleted),
        )
        for thing in things
        if (change := _change_of(thing, kind)) is not None
    ]
    _write(session, changes)


def _change_of(thing: Any, kind: Change) -> _Change | None:
    state = sa.inspect(thing)
    table = cast("sa.Table", state.mapper.local_table)
    said = declared(table)
    if not isinstance(said, Audited):
        return None
    now = {column: state.dict.get(key) for key, column in _columns_of(state.mapper)}
    if kind is Change.INSERTED:
        return _Change(table, said, {}, now)
    was = {
        column: history.deleted[0]
        for key, column in _columns_of(state.mapper)
        # Only what was changed has a history.
        if key in state.committed_state
        and (history := state.get_history(key, PassiveFlag.PASSIVE_NO_INITIALIZE)).deleted
    }
    return _Change(table, said, now | was, {} if kind is Change.DELETED else now)


@functools.cache
def _columns_of(mapper: Mapper[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes of a class with the names of their columns."""
    return tuple((one.key, str(one.columns[0].name)) for one in mapper.column_attrs)


# What statements do.


@sa.event.listens_for(Session, "do_orm_execute")
def _on_execute(state: ORMExecuteState) -> Any:
    statement = state.statement
    if not isinstance(statement, sa.Insert | sa.Update | sa.Delete):
        return None
    table, said = statement.table, declared(statement.table)
    if not isinstance(table, sa.Table) or not isinstance(said, Audited):
        return None
    # Earlier changes come first, or their rows would show later values.
    state.session.flush()
    if isinstance(statement, sa.Insert):
        return _inserting(state, statement, table, said)
    return _changing(state, statement, table, said)


def _inserting(state: ORMExecuteState, statement: sa.Insert, table: sa.Table, said: Audited) -> Any:
    rows = _rows_of(state, statement)
    keys = _keys_in(table, rows)
    may_meet = getattr(statement, "_post_values_clause", None) is not None
    before = _standing(state.session, table, keys) if may_meet else {}
    result = _done(state)
    if may_meet or _says_less(table, rows):
        after = _standing(state.session, table, keys)
    else:
        after = dict(zip(keys, rows, strict=True))
    _write(state.session, [_Change(table, said, before.get(key, {}), after[key]) for key in after])
    return result


def _changing(
    state: ORMExecuteState, statement: sa.Update | sa.Delete, table: sa.Table, said: Audited
) -> Any:
    if isinstance(state.parameters, list) and len(state.parameters) > 1:
        raise Unaudited(f"change {table.name} row by row, or by one condition")
    chosen = sa.select(table)
    if statement.whereclause is not None:
        chosen = chosen.where(statement.whereclause)
    given = state.parameters[0] if isinstance(state.parameters, list) else state.parameters
    connection = state.session.connection()
    found = connection.execute(chosen.with_for_update(), given).mappings().all()
    before = {_key_of(table, row): dict(row) for row in found}
    result = _done(state)
    after = {} if isinstance(statement, sa.Delete) else _standing(state.session, table, [*before])
    if isinstance(statement, sa.Update) and after.keys() != before.keys():
        raise Unaudited(f"a key of {table.name} would change")
    _write(
        state.session,
        [_Change(table, said, row, after.get(key, {})) for key, row in before.items()],
    )
    return result


def _done(state: ORMExecuteState) -> Any:
    """The statement's own result, read to its end before anything else is asked."""
    result = state.invoke_statement()
    if not cast("sa.CursorResult[Any]", result).returns_rows:
        return result
    return result.freeze()()


def _rows_of(state: ORMExecuteState, statement: sa.Insert) -> list[Values]:
    if database.GIVEN in state.execution_options:
        return list(state.execution_options[database.GIVEN])
    if state.parameters:
        given = state.parameters if isinstance(state.parameters, list) else [state.parameters]
        return list(given)
    if statement.select is not None or statement._multi_values:  # noqa: SLF001 - there is no public way to see it
        raise Unaudited(f"give the rows of {statement.table.name} as parameters")
    return [statement.compile().params]


_Key = tuple[Any, ...]


def _keys_in(table: sa.Table, rows: Sequence[Values]) -> list[_Key]:
    names = [column.name for column in table.primary_key]
    if any(row.get(name) is None for row in rows for name in names):
        raise Unaudited(f"give the key of {table.name} with each row")
    return [tuple(row[name] for name in names) for row in rows]


def _key_of(table: sa.Table, row: sa.RowMapping) -> _Key:
    return tuple(row[column.name] for column in table.primary_key)


def _says_less(table: sa.Table, rows: Sequence[Values]) -> bool:
    """Whether the database fills in values that the rows lack."""
    filled = _filled(table)
    return len(rows) == 1 or any(filled - row.keys() for row in rows)


def _filled(table: sa.Table) -> set[str]:
    return {
        column.name
        for column in table.columns
        if column.default is not None or column.server_default is not None
    }


def _standing(session: Session, table: sa.Table, keys: Sequence[_Key]) -> dict[_Key, Values]:
    """The rows with these keys as they stand now, locked."""
    if not keys:
        return {}
    columns = list(table.primary_key)
    chosen = (
        sa.tuple_(*columns).in_(keys) if len(columns) > 1 else columns[0].in_([k for (k,) in keys])
    )
    found = session.connection().execute(sa.select(table).where(chosen).with_for_update())
    return {_key_of(table, row): dict(row) for row in found.mappings()}
