"""Marks by which names and phones are known again, each from one reading of all writings."""

from __future__ import annotations

from alembic import op

from runtime import prints
from vocabulary.names import same_name
from vocabulary.phones import same_phone

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    connection = op.get_bind()
    prints.make_anew(connection, "application", "name", "name_print", same_name)
    for table in ("application", "appointment"):
        prints.make_anew(connection, table, "phone", "phone_print", same_phone)
