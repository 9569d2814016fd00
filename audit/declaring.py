"""How a table says whether its rows are audited, and what never stands in an audit row.

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
#: A column whose value is known to the audit only by a keyed digest (PIPL).
PERSONAL: Final[dict[Any, Any]] = {"personal": True}
#: A column of which the audit says only that it changed: passwords, codes that open doors.
SECRET: Final[dict[Any, Any]] = {"secret": True}


@dataclass(frozen=True)
class Audited:
    """Every change of a row is written into the audit, in the same transaction."""

    #: The aggregate's kind, as `appeal`.
    kind: str
    #: The column that identifies the aggregate; several with commas between.
    identity: str
    #: The column with the area code; `EVERYWHERE` when it concerns all; None when it has no place.
    area: str | None = None


#: Concerns every area, so that every administrator may read it.
EVERYWHERE: Final = "*"


@dataclass(frozen=True)
class Exempt:
    """No change of a row is audited, for this reason."""

    reason: str


Declaration = Audited | Exempt


def declared(table: sa.FromClause) -> Declaration | None:
    """What a table says of itself."""
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
    """A value that was not loaded is fetched before it is replaced, so that it can be told."""
    if isinstance(declared(mapper.local_table), Audited):
        for attribute in mapper.column_attrs:
            sa.event.listen(attribute.class_attribute, "set", _nothing, active_history=True)


def _nothing(*_of_the_event: Any) -> None:
    """What matters is that somebody listens who wants to know the old value."""
