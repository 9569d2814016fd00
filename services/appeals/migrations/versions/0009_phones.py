"""Marks by which phones are known again, from one reading of all ways of writing."""

from __future__ import annotations

from alembic import op

from runtime import prints
from vocabulary.phones import same_phone

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    prints.make_anew(op.get_bind(), "appeal", "contact_phone", "phone_print", same_phone)
