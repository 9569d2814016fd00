"""The bus's tables, the area tree and the copy of the categories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bus import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create_v1()
    _create_area()
    _create_category()


def _create_area() -> None:
    op.create_table(
        "area",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("name_zh", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(120), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_area"),
        sa.CheckConstraint("length(code) = 12", name=op.f("ck_area_code")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_area_valid")),
    )


def _create_category() -> None:
    op.create_table(
        "category",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_zh", sa.String(40), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_category"),
    )
