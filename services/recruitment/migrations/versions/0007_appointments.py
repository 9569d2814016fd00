"""Appointments with their objections; no post has two holders on one day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_DAY = sa.Date()
_MOMENT = sa.DateTime(timezone=True)
_STATES = "'proposed', 'in_notice', 'pending', 'in_office', 'ended', 'refused', 'withdrawn'"
_BEGUN = sa.text("began_on IS NOT NULL")
_ALIVE = sa.text("state NOT IN ('refused', 'withdrawn')")

_ONE_HOLDER = """
ALTER TABLE appointment ADD CONSTRAINT ex_appointment_one_holder
EXCLUDE USING gist (post_id WITH =, daterange(began_on, free_from, '[)') WITH &&)
WHERE (began_on IS NOT NULL)
"""
#: SQLite has no exclusion constraints. A day on which nothing is held overlaps nothing.
_SQLITE_ONE_HOLDER = """
CREATE TRIGGER appointment_one_holder_{event} BEFORE {event} ON appointment
WHEN NEW.began_on IS NOT NULL AND NEW.began_on < NEW.free_from AND EXISTS (
    SELECT 1 FROM appointment AS other
    WHERE other.post_id = NEW.post_id AND other.id <> NEW.id
    AND other.began_on < other.free_from
    AND other.began_on < NEW.free_from AND NEW.began_on < other.free_from
)
BEGIN SELECT RAISE(ABORT, 'ex_appointment_one_holder: the post has a holder on these days'); END
"""


def upgrade() -> None:
    is_postgres = op.get_bind().dialect.name == "postgresql"
    _create_appointment()
    if is_postgres:
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(_ONE_HOLDER)
    else:
        for event in ("INSERT", "UPDATE"):
            op.execute(_SQLITE_ONE_HOLDER.format(event=event))
    op.create_table(
        "objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("code", sa.String(19), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text()),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("raised_on", _DAY, nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_on", _DAY),
        sa.Column("answered_by", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_objection"),
        sa.UniqueConstraint("code", name="uq_objection_code"),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name="fk_objection_appointment_id"
        ),
        sa.CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="ck_objection_answer"),
    )
    op.create_index("ix_objection_appointment_id", "objection", ["appointment_id"])


def _create_appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("application_id", sa.Uuid()),
        sa.Column("renews", sa.Uuid()),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text()),
        sa.Column("phone_print", sa.String(43)),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.Column("found_because", sa.Text()),
        sa.Column("ability", sa.Text(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("recognition", sa.Text(), nullable=False),
        sa.Column("willingness", sa.Text(), nullable=False),
        sa.Column("dual_roles", sa.Text()),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("proposed_on", _DAY, nullable=False),
        *(
            sa.Column(name, _DAY)
            for name in (
                "notice_from", "notice_to", "decided_on", "term_from", "term_to", "ceremony_on",
                "certificate_on", "handbook_on", "channel_on", "began_on", "free_from", "ended_on",
            )
        ),
        sa.Column("end_reason", sa.String(24)),
        sa.Column("end_note", sa.Text()),
        sa.Column("heard_on", _DAY),
        sa.Column("hearing", sa.Text()),
        sa.Column("successor", sa.Uuid()),
        sa.Column("remind_on", _DAY),
        sa.Column("reminded_days", sa.Integer()),
        sa.Column("grade", sa.String(24)),
        sa.Column("evaluation", sa.Text()),
        sa.Column("evaluated_on", _DAY),
        sa.Column("progressed_on", _DAY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_appointment_post_id"),
        sa.ForeignKeyConstraint(["renews"], ["appointment.id"], name="fk_appointment_renews"),
        *(sa.CheckConstraint(rule, name=f"ck_appointment_{name}") for name, rule in _RULES.items()),
    )  # fmt: skip
    for columns in (
        ["community", "proposed_at", "id"], ["proposed_at", "id"], ["post_id", "state"], ["state", "term_to"],
        ["state", "remind_on"],
        ["person_id"], ["phone_print"],
    ):  # fmt: skip
        op.create_index(f"ix_appointment_{'_'.join(columns)}", "appointment", columns)
    op.create_index(
        "ix_appointment_community_post_id_began_on",
        "appointment",
        ["community", "post_id", "began_on", "free_from"],
        postgresql_include=["kind", "renews", "proposed_on"],
        postgresql_where=_BEGUN,
        sqlite_where=_BEGUN,
    )
    op.create_index(
        "uq_appointment_renews",
        "appointment",
        ["renews"],
        unique=True,
        postgresql_where=_ALIVE,
        sqlite_where=_ALIVE,
    )


_RULES = {
    "state": f"state IN ({_STATES})",
    "kind": "kind IN ('group_leader', 'found_for_need', 'interim')",
    "notice": "state IN ('proposed', 'withdrawn') "
    "OR (notice_from IS NOT NULL AND notice_to IS NOT NULL)",
    "term": "state NOT IN ('pending', 'in_office', 'ended') OR (decided_on > notice_to "
    "AND term_from >= decided_on AND term_to >= term_from)",
    "began_on": "(state IN ('in_office', 'ended')) = (began_on IS NOT NULL)",
    "four_parts": "began_on IS NULL OR (ceremony_on IS NOT NULL AND certificate_on IS NOT NULL "
    "AND handbook_on IS NOT NULL AND channel_on IS NOT NULL)",
    "free_from": "(began_on IS NULL) = (free_from IS NULL)",
    "held": "free_from >= began_on",
    "ended": "(state = 'ended') = (ended_on IS NOT NULL AND end_reason IS NOT NULL)",
    "ended_on": "ended_on IS NULL OR ended_on = free_from",
    "hearing": "end_reason IS NULL OR end_reason <> 'dismissed' "
    "OR (heard_on IS NOT NULL AND hearing IS NOT NULL AND end_note IS NOT NULL)",
}
