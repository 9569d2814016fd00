"""Certificates, and what who left hands over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_MOMENT = sa.DateTime(timezone=True)
_STANDS = sa.text("state = 'standing'")


def upgrade() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("code", sa.String(19), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("replaces", sa.Uuid()),
        sa.Column("reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("street", "number", name="uq_certificate_street_number"),
        sa.UniqueConstraint("code", name="uq_certificate_code"),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name="fk_certificate_appointment_id"
        ),
        sa.ForeignKeyConstraint(["replaces"], ["certificate.id"], name="fk_certificate_replaces"),
        sa.CheckConstraint(
            "state IN ('standing', 'replaced', 'revoked')", name="ck_certificate_state"
        ),
    )
    op.create_index("ix_certificate_appointment_id", "certificate", ["appointment_id"])
    op.create_index(
        "uq_certificate_one_stands",
        "certificate",
        ["appointment_id"],
        unique=True,
        postgresql_where=_STANDS,
        sqlite_where=_STANDS,
    )
    _create_handover()


def _create_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("successor", sa.Uuid()),
        sa.Column("portions_told", sa.Integer(), nullable=False),
        sa.Column("portions", sa.Integer(), nullable=False),
        sa.Column("given_at", _MOMENT),
        sa.Column("given_by", sa.Text()),
        sa.Column("given_note", sa.Text()),
        sa.Column("received_at", _MOMENT),
        sa.Column("received_by", sa.Text()),
        sa.Column("received_note", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_handover"),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name="fk_handover_appointment_id"
        ),
        sa.CheckConstraint("(given_at IS NULL) = (given_by IS NULL)", name="ck_handover_given"),
        sa.CheckConstraint(
            "(received_at IS NULL) = (received_by IS NULL)", name="ck_handover_received"
        ),
    )
    op.create_table(
        "handover_item",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", "kind", "thing_id", name="pk_handover_item"),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["handover.appointment_id"],
            name="fk_handover_item_appointment_id",
        ),
    )
