"""Marks by which phones are known again, from one reading of all ways of writing."""

from __future__ import annotations

from alembic import op

from runtime import prints
from vocabulary.phones import same_phone

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for table in ("account", "consent"):
        prints.make_anew(op.get_bind(), table, "phone", "phone_print", same_phone)
