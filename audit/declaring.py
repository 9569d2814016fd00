"""How a table declares whether its rows are audited, and what an audit row never holds.

class Appeal(Record):
    AUDIT = Audited(kind="appeal", identity="id", area="community")
    text: Mapped[str] = mapped_column(sa.Text(), info=PERSONAL)

AREA = sa.Table("area", METADATA, …, info={AUDIT: Audited("area", "code", area="code")})
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapper

#: The key in a table's `info` under which it declares itself.
AUDIT: Final = "audit"
#: A column of whose value the audit keeps only a keyed digest (PIPL).
PERSONAL: Final[dict[Any, Any]] = {"personal": True}
#: A column of which the audit records only that it changed: passwords, codes.
SECRET: Final[dict[Any, Any]] = {"secret": True}


@dataclass(frozen=True)
class Audited:
    """Every change of a row is written into the audit, in the same transaction."""

    #: The aggregate's kind, such as `appeal`.
    kind: str
    #: The column that identifies the aggregate; several with commas between.
    identity: str
    #: The column with the area code; `EVERYWHERE` when it concerns all; None when it has no place.
    area: str | None = None


#: It concerns every area, so every administrator may read it.
EVERYWHERE: Final = "*"


@dataclass(frozen=True)
class Exempt:
    """Changes of rows are not audited, for this reason."""

    reason: str


Declaration = Audited | Exempt


def declared(table: sa.FromClause) -> Declaration | None:
    """The declaration of a table."""
    found = table.info.get(AUDIT) if isinstance(table, sa.Table) else None
    return found if isinstance(found, Audited | Exempt) else None


@sa.event.listens_for(Mapper, "after_mapper_constructed")
def _take_note(mapper: Mapper[Any], cls: type[Any]) -> None:
    """The declaration of a mapped class counts for its table."""
    said = cls.__dict__.get(AUDIT.upper())
    if isinstance(said, Audited | Exempt):
        cast("sa.Table", mapper.local_table).info[AUDIT] = said


@sa.event.listens_for(Mapper, "mapper_configured")
def _remember_what_was(mapper: Mapper[Any], _cls: type[Any]) -> None:
    """A value that was not loaded is fetched before it is replaced, so that the audit has it."""
    if isinstance(declared(mapper.local_table), Audited):
        for attribute in mapper.column_attrs:
            sa.event.listen(attribute.class_attribute, "set", _nothing, active_history=True)


def _nothing(*_of_the_event: Any) -> None:
    """The listener itself does nothing: its existence makes SQLAlchemy fetch the old value."""
