"""An identity counts when the owner of the account has confirmed it."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"

_LINK = sa.table(
    "identity_link",
    sa.column("id", sa.Uuid()),
    sa.column("account_id", sa.Uuid()),
    sa.column("linked_at", sa.DateTime(timezone=True)),
    sa.column("linked_by", sa.String()),
    sa.column("confirmed_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.add_column("identity_link", sa.Column("confirmed_at", sa.DateTime(timezone=True)))
    # Owners who linked their own have shown it at the provider; the others confirm once.
    bind = op.get_bind()
    for row in bind.execute(sa.select(_LINK.c.id, _LINK.c.account_id, _LINK.c.linked_by)).all():
        account_id: UUID = row.account_id
        if row.linked_by == str(account_id):
            own = sa.update(_LINK).where(_LINK.c.id == row.id)
            bind.execute(own.values(confirmed_at=_LINK.c.linked_at))
