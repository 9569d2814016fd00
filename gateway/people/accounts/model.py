"""Accounts, the roles they hold, and what was changed, as rows."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, PERSONAL, SECRET, Audited, Exempt
from runtime import marks
from runtime.database import Moment, table_metadata
from runtime.encryption import Sealed

METADATA = table_metadata()

ACCOUNT = sa.Table(
    "account",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    #: Mostly made of the name; after an erasure a word that is no possible login.
    sa.Column("login", sa.String(40), nullable=False, unique=True, info=PERSONAL),
    sa.Column("display_name", sa.String(60), nullable=False, info=PERSONAL),
    #: The area whose administrators manage it.
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("phone", Sealed(), info=PERSONAL),
    sa.Column(
        "phone_print",
        marks.TYPE,
        info=PERSONAL | marks.PHONE.info("phone"),
    ),
    sa.Column("email", Sealed(), info=PERSONAL),
    sa.Column(
        "email_print",
        marks.TYPE,
        info=PERSONAL | marks.EMAIL.info("email"),
    ),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("state", sa.String(6), nullable=False),
    #: argon2id; None until an initial password was given.
    sa.Column("password_hash", sa.String(200), info=SECRET),
    sa.Column("must_change_password", sa.Boolean(), nullable=False),
    #: Until when an initial password opens the door.
    sa.Column("initial_until", Moment()),
    sa.Column("totp_secret", Sealed(), info=SECRET),
    sa.Column("totp_confirmed_at", Moment()),
    #: The last 30 seconds for which a code was taken; it is not taken again.
    sa.Column("totp_last_step", sa.Integer(), nullable=False),
    sa.Column("epoch", sa.Integer(), nullable=False),
    sa.Column("epoch_at", Moment(), nullable=False, index=True),
    sa.Column("sign_in_epoch", sa.Integer(), nullable=False),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("closed_at", Moment(), index=True),
    #: When name, login, phone and e-mail were cleaned away (PIPL art. 19, 47).
    sa.Column("erased_at", Moment()),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.CheckConstraint("length(area) = 12", name="area"),
    sa.CheckConstraint("state IN ('active', 'locked', 'closed')", name="state"),
    sa.CheckConstraint("closed_at IS NULL OR state = 'closed'", name="closed_at"),
    sa.CheckConstraint("erased_at IS NULL OR state = 'closed'", name="erased_at"),
    sa.CheckConstraint("language IN ('zh', 'en')", name="language"),
    sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name="password"),
    sa.Index("ix_account_area_id", "area", "id"),
    sa.Index("ix_account_phone_print", "phone_print"),
    sa.Index("ix_account_email_print", "email_print"),
    info={AUDIT: Audited("account", "id", area="area")},
)

ROLE_HELD = sa.Table(
    "role_held",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("account_id", sa.Uuid(), sa.ForeignKey("account.id"), nullable=False, index=True),
    sa.Column("role", sa.String(24), nullable=False),
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("begins_at", Moment(), nullable=False),
    sa.Column("ends_at", Moment()),
    #: The appointment or membership of a team it ends with; None: given by hand.
    sa.Column("appointment_id", sa.Uuid(), index=True),
    sa.CheckConstraint("length(area) = 12", name="area"),
    sa.CheckConstraint("ends_at >= begins_at", name="time"),
    info={AUDIT: Audited("role", "id", area="area")},
)

#: The teams in which a role counts that an event gave: the team of a membership, or those of the
#: post of an appointment.
ROLE_TEAM = sa.Table(
    "role_team",
    METADATA,
    sa.Column("source_id", sa.Uuid(), primary_key=True),
    sa.Column("team_id", sa.Uuid(), primary_key=True),
    info={AUDIT: Exempt("follows the events of teams; what it gives stands at the account")},
)

#: Appointments that have ended: one that begins late, because messages came in disorder, does not.
ENDED_APPOINTMENT = sa.Table(
    "ended_appointment",
    METADATA,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("ended_at", Moment(), nullable=False),
    info={AUDIT: Exempt("remembers events; what follows from them stands at the role")},
)

#: One row a change, append-only; holds names of what changed, no personal data.
ACCOUNT_HISTORY = sa.Table(
    "account_history",
    METADATA,
    sa.Column("account_id", sa.Uuid(), sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("happened_at", Moment(), nullable=False),
    sa.Column("by", sa.String(100)),
    sa.Column("details", sa.JSON(), nullable=False),
    info={AUDIT: Exempt("is append-only itself, a row for each change")},
)

#: One row that grows with every change of rights or keys: what gateways keep in memory is
#: as old as the number that they have read.
CREDENTIAL_CHANGE = sa.Table(
    "credential_change",
    METADATA,
    sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.CheckConstraint("id = 1", name="single"),
    info={AUDIT: Exempt("counts changes that the audit tells one by one")},
)

#: Keys of programs (API 密钥); of the key itself only the hash. They stand here because
#: what puts an account in doubt ends its keys too.
API_KEY = sa.Table(
    "api_key",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("account_id", sa.Uuid(), nullable=False, index=True),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("scopes", sa.JSON(), nullable=False),
    sa.Column("areas", sa.JSON(), nullable=False),
    #: None until the key was shown.
    sa.Column("secret_hash", sa.LargeBinary(), info=SECRET),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("expires_at", Moment(), nullable=False, index=True),
    sa.Column("revoked_at", Moment()),
    sa.Column("last_used_at", Moment()),
    info={AUDIT: Audited("api_key", "id")},
)
