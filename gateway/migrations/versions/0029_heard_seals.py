"""The seals of the audit that were heard of others."""

from __future__ import annotations

from groundwork import sealing

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    sealing.create_v1()
