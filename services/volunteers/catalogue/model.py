"""The catalogue as rows."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.words import CatalogueKind
from runtime.records import word
from services.volunteers.tables import Record


class CatalogueEntry(Record):
    """One skill or interest of a street."""

    __tablename__ = "catalogue_entry"
    AUDIT = Audited(kind="catalogue_entry", identity="id", area="street")
    __table_args__ = (
        sa.UniqueConstraint("street", "kind", "code"),
        sa.CheckConstraint("kind IN ('skill', 'interest')", name="kind"),
        sa.CheckConstraint("valid_months IS NULL OR valid_months > 0", name="valid_months"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    kind: Mapped[CatalogueKind] = mapped_column(word(CatalogueKind))
    code: Mapped[str] = mapped_column(sa.String(40))
    name_zh: Mapped[str] = mapped_column(sa.String(40))
    name_en: Mapped[str] = mapped_column(sa.String(60))
    #: Codes of the same kind.
    includes: Mapped[list[str]] = mapped_column(sa.JSON())
    #: Of an interest: the fields of work that it belongs to.
    categories: Mapped[list[str]] = mapped_column(sa.JSON(), server_default="[]")
    valid_months: Mapped[int | None]
    is_offered: Mapped[bool]
    version: Mapped[int]
