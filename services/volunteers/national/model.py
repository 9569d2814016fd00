"""The columns of a street's tables as rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.words import NationalTable
from runtime.records import word
from services.volunteers.tables import Record


class NationalLayout(Record):
    """One table of one street, as the national system asks for it."""

    __tablename__ = "national_layout"
    AUDIT = Audited(kind="national_layout", identity="id", area="street")
    __table_args__ = (sa.UniqueConstraint("street", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    kind: Mapped[NationalTable] = mapped_column(word(NationalTable))
    #: From the left, each as `contracts.volunteers.national.NationalColumn` says.
    columns: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    version: Mapped[int]
