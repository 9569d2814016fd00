"""The tables that every service has, copies of what others tell, and volunteers to certificates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from audit import tables as audit_tables
from bus import tables
from groundwork import areas, calendar, counters, history, parameters

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create_v1()
    tables.create_v2()
    audit_tables.create_v1()
    history.create_v1("volunteers")
    areas.create_v1()
    parameters.create_v1()
    calendar.create_v1()
    counters.create_v1()
    _create_post()
    _create_team()
    _create_term()
    _create_volunteer()
    _create_activity()
    _create_hour_certificate()
    _create_membership()
    _create_registration()
    _create_shift()
    _create_sign_up()
    _create_hours()
    _create_hour_certificate_line()


def _create_post() -> None:
    op.create_table(
        "post",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name="pk_post"),
    )


def _create_team() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("founded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.UniqueConstraint("community", "number", name="uq_team_community_number"),
        sa.UniqueConstraint("post_id", name="uq_team_post_id"),
    )
    op.create_index("ix_team_commissioner", "team", ["commissioner"])
    op.create_index("ix_team_community", "team", ["community"])


def _create_term() -> None:
    op.create_table(
        "term",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("post_id", sa.Uuid()),
        sa.Column("commissioner", sa.String(100), nullable=False),
        sa.Column("began_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_term"),
    )
    op.create_index("ix_term_post_id", "term", ["post_id"])


def _create_volunteer() -> None:
    op.create_table(
        "volunteer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("account", sa.String(100)),
        sa.Column("name", sa.Text()),
        sa.Column("name_print", sa.String(43)),
        sa.Column("phone", sa.Text()),
        sa.Column("phone_print", sa.String(43)),
        sa.Column("age_group", sa.String(24), nullable=False),
        sa.Column("minor_until_year", sa.Integer()),
        sa.Column("guardian_name", sa.Text()),
        sa.Column("guardian_phone", sa.Text()),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("free_times", sa.JSON(), nullable=False),
        sa.Column("insured_until", sa.Date()),
        sa.Column("national_number", sa.Text()),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer"),
        sa.UniqueConstraint("code_print", name="uq_volunteer_code_print"),
    )
    op.create_index(op.f("ix_volunteer_account"), "volunteer", ["account"])
    op.create_index(op.f("ix_volunteer_name_print"), "volunteer", ["name_print"])
    op.create_index(op.f("ix_volunteer_phone_print"), "volunteer", ["phone_print"])


def _create_activity() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("organiser", sa.String(24), nullable=False),
        sa.Column("team_id", sa.Uuid()),
        sa.Column("post_id", sa.Uuid()),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("cost_estimate_fen", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("head_count", sa.Integer()),
        sa.Column("result", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(organiser = 'team') = (team_id IS NOT NULL)", name=op.f("ck_activity_organiser")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'approved', 'published', 'held', 'reported', 'closed', 'cancelled')",
            name=op.f("ck_activity_state"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_activity_times")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_activity_team_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sa.UniqueConstraint("community", "number", name="uq_activity_community_number"),
    )
    op.create_index("ix_activity_community_starts_at", "activity", ["community", "starts_at"])
    op.create_index("ix_activity_starts_at_id", "activity", ["starts_at", "id"])
    op.create_index("ix_activity_state_ends_at", "activity", ["state", "ends_at"])
    op.create_index("ix_activity_team_id", "activity", ["team_id"])


def _create_hour_certificate() -> None:
    op.create_table(
        "hour_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("in_charge", sa.Text()),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('standing', 'replaced')", name=op.f("ck_hour_certificate_state")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_hour_certificate_volunteer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_hour_certificate"),
        sa.UniqueConstraint("code_print", name="uq_hour_certificate_code_print"),
        sa.UniqueConstraint("street", "number", name="uq_hour_certificate_street_number"),
    )
    op.create_index("ix_hour_certificate_issued_on_id", "hour_certificate", ["issued_on", "id"])
    op.create_index("ix_hour_certificate_volunteer_id", "hour_certificate", ["volunteer_id"])


def _create_membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(100)),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.String(100)),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("began_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'ended') = (ended_on IS NOT NULL)", name=op.f("ck_membership_ended_on")
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'ended')) = (began_on IS NOT NULL)",
            name=op.f("ck_membership_began_on"),
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'lapsed', 'ended')",
            name=op.f("ck_membership_state"),
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_membership_team_id"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_membership_volunteer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
    )
    op.create_index(op.f("ix_membership_account"), "membership", ["account"])
    op.create_index("ix_membership_offered_at_id", "membership", ["offered_at", "id"])
    op.create_index("ix_membership_state_answer_by", "membership", ["state", "answer_by"])
    op.create_index("ix_membership_team_id_state", "membership", ["team_id", "state"])
    op.create_index("ix_membership_volunteer_id", "membership", ["volunteer_id"])
    op.create_index(
        "uq_membership_team_id_volunteer_id",
        "membership",
        ["team_id", "volunteer_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('offered', 'accepted')"),
        sqlite_where=sa.text("state IN ('offered', 'accepted')"),
    )


def _create_registration() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("how", sa.String(24), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True)),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'left') = (left_at IS NOT NULL)", name=op.f("ck_registration_left_at")
        ),
        sa.CheckConstraint(
            "state IN ('applied', 'active', 'left')", name=op.f("ck_registration_state")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_registration_volunteer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_registration"),
        sa.UniqueConstraint("community", "number", name="uq_registration_community_number"),
    )
    op.create_index("ix_registration_applied_at_id", "registration", ["applied_at", "id"])
    op.create_index("ix_registration_community_state", "registration", ["community", "state"])
    op.create_index(
        "uq_registration_volunteer_id_community",
        "registration",
        ["volunteer_id", "community"],
        unique=True,
        postgresql_where=sa.text("state <> 'left'"),
        sqlite_where=sa.text("state <> 'left'"),
    )


def _create_shift() -> None:
    op.create_table(
        "shift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "confirmed >= 0 AND confirmed <= places AND waiting >= 0",
            name=op.f("ck_shift_confirmed"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_shift_times")),
        sa.CheckConstraint("places > 0", name=op.f("ck_shift_places")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_shift_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shift"),
    )
    op.create_index("ix_shift_activity_id_starts_at", "shift", ["activity_id", "starts_at"])


def _create_sign_up() -> None:
    op.create_table(
        "sign_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("presence", sa.String(24)),
        sa.Column("checked_in_at", sa.DateTime(timezone=True)),
        sa.Column("checked_in_by", sa.String(100)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "presence IS NULL OR state = 'confirmed'", name=op.f("ck_sign_up_presence")
        ),
        sa.CheckConstraint(
            "state IN ('confirmed', 'waiting', 'withdrawn')", name=op.f("ck_sign_up_state")
        ),
        sa.CheckConstraint(
            "(presence IS NULL) = (checked_in_at IS NULL)", name=op.f("ck_sign_up_checked_in_at")
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_sign_up_activity_id"),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name="fk_sign_up_shift_id"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name="fk_sign_up_volunteer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_up"),
    )
    op.create_index("ix_sign_up_activity_id", "sign_up", ["activity_id"])
    op.create_index("ix_sign_up_shift_id_state", "sign_up", ["shift_id", "state"])
    op.create_index("ix_sign_up_signed_up_at_id", "sign_up", ["signed_up_at", "id"])
    op.create_index("ix_sign_up_volunteer_id_starts_at", "sign_up", ["volunteer_id", "starts_at"])
    op.create_index(
        "uq_sign_up_shift_id_volunteer_id",
        "sign_up",
        ["shift_id", "volunteer_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
        sqlite_where=sa.text("state <> 'withdrawn'"),
    )


def _create_hours() -> None:
    op.create_table(
        "hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sign_up_id", sa.Uuid(), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid()),
        sa.Column("post_id", sa.Uuid()),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("attested_by", sa.String(100)),
        sa.Column("counts_from", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('recorded', 'attested', 'counted', 'refused')", name=op.f("ck_hours_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('attested', 'counted') OR counts_from IS NOT NULL",
            name=op.f("ck_hours_counts_from"),
        ),
        sa.CheckConstraint("minutes >= 0 AND minutes <= 1440", name=op.f("ck_hours_minutes")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_hours_activity_id"),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_up.id"], name="fk_hours_sign_up_id"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_hours_team_id"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name="fk_hours_volunteer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hours"),
    )
    op.create_index("ix_hours_activity_id", "hours", ["activity_id"])
    op.create_index("ix_hours_community_served_on", "hours", ["community", "served_on"])
    op.create_index("ix_hours_served_on_id", "hours", ["served_on", "id"])
    op.create_index("ix_hours_state_counts_from", "hours", ["state", "counts_from"])
    op.create_index("ix_hours_team_id_served_on", "hours", ["team_id", "served_on"])
    op.create_index("ix_hours_volunteer_id_served_on", "hours", ["volunteer_id", "served_on"])
    op.create_index(
        "uq_hours_sign_up_id",
        "hours",
        ["sign_up_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'refused'"),
        sqlite_where=sa.text("state <> 'refused'"),
    )


def _create_hour_certificate_line() -> None:
    op.create_table(
        "hour_certificate_line",
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("hours_id", sa.Uuid(), nullable=False),
        sa.Column("activity", sa.String(60), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["hour_certificate.id"],
            name="fk_hour_certificate_line_certificate_id",
        ),
        sa.ForeignKeyConstraint(
            ["hours_id"], ["hours.id"], name="fk_hour_certificate_line_hours_id"
        ),
        sa.PrimaryKeyConstraint("certificate_id", "hours_id", name="pk_hour_certificate_line"),
    )
    op.create_index(
        op.f("ix_hour_certificate_line_hours_id"), "hour_certificate_line", ["hours_id"]
    )
