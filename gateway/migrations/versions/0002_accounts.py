"""Accounts, roles, sign-ins, keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_POSTGRES_GUARD = """
CREATE FUNCTION refuse_change_of_account_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the history of accounts is append-only'; END $$;
CREATE TRIGGER account_history_is_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON account_history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_account_history();
"""
_SQLITE_GUARD = """
CREATE TRIGGER account_history_refuses_{verb} BEFORE {verb} ON account_history
BEGIN SELECT RAISE(ABORT, 'the history of accounts is append-only'); END
"""


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("display_name", sa.String(60), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("phone", sa.Text()),
        sa.Column("phone_print", sa.String(43)),
        sa.Column("email", sa.Text()),
        sa.Column("email_print", sa.String(43)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", sa.String(6), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("initial_until", moment),
        sa.Column("totp_secret", sa.Text()),
        sa.Column("totp_confirmed_at", moment),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("epoch_at", moment, nullable=False),
        sa.Column("sign_in_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
        sa.CheckConstraint("length(area) = 12", name=op.f("ck_account_area")),
        sa.CheckConstraint(
            "state IN ('active', 'locked', 'closed')", name=op.f("ck_account_state")
        ),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_account_language")),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name=op.f("ck_account_password")),
    )
    op.create_index("ix_account_area_id", "account", ["area", "id"])
    op.create_index("ix_account_phone_print", "account", ["phone_print"])
    op.create_index("ix_account_email_print", "account", ["email_print"])
    op.create_index("ix_account_epoch_at", "account", ["epoch_at"])
    op.create_table(
        "role_held",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("begins_at", moment, nullable=False),
        sa.Column("ends_at", moment),
        sa.Column("appointment_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_role_held"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_role_held_account_id"),
        sa.CheckConstraint("length(area) = 12", name=op.f("ck_role_held_area")),
        sa.CheckConstraint("ends_at >= begins_at", name=op.f("ck_role_held_time")),
    )
    op.create_index("ix_role_held_account_id", "role_held", ["account_id"])
    op.create_index("ix_role_held_appointment_id", "role_held", ["appointment_id"])
    op.create_table(
        "ended_appointment",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_ended_appointment"),
    )
    _create_history(moment)
    change = op.create_table(
        "credential_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_credential_change"),
        sa.CheckConstraint("id = 1", name=op.f("ck_credential_change_single")),
    )
    op.bulk_insert(change, [{"id": 1, "number": 1}])
    _create_sign_in(moment)
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary()),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("revoked_at", moment),
        sa.Column("last_used_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
    )
    op.create_index("ix_api_key_account_id", "api_key", ["account_id"])
    op.create_index("ix_api_key_expires_at", "api_key", ["expires_at"])


def _create_history(moment: sa.DateTime) -> None:
    op.create_table(
        "account_history",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("happened_at", moment, nullable=False),
        sa.Column("by", sa.String(100)),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "version", name="pk_account_history"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_account_history_account_id"
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_GUARD)
    else:
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_GUARD.format(verb=verb))


def _create_sign_in(moment: sa.DateTime) -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("proof", sa.String(30), nullable=False),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary()),
        sa.Column("rotated_at", moment, nullable=False),
        sa.Column("sign_in_epoch", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.Column("ended_why", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.CheckConstraint("kind IN ('browser', 'program')", name=op.f("ck_sign_in_kind")),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    op.create_index("ix_sign_in_ends_at", "sign_in", ["ends_at"])
    op.create_table(
        "sign_in_try",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("waits_until", moment),
        sa.Column("last_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_sign_in_try"),
    )
    op.create_index("ix_sign_in_try_last_at", "sign_in_try", ["last_at"])
    op.create_table(
        "familiar_place",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("last_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_familiar_place"),
    )
    op.create_index("ix_familiar_place_last_at", "familiar_place", ["last_at"])
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", moment),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name="pk_recovery_code"),
    )
