"""Identities at the provider, and ended trips, as rows."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, PERSONAL, Audited, Exempt
from runtime import marks
from runtime.database import Moment, table_metadata
from runtime.encryption import Sealed

METADATA = table_metadata()
#: By which a person of the provider is known again.
SUBJECT = marks.Mark(str)

IDENTITY_LINK = sa.Table(
    "identity_link",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    # No foreign key: the tables of accounts are another capability's.
    sa.Column("account_id", sa.Uuid(), nullable=False),
    #: The area whose administrators manage the account.
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("issuer", sa.String(500), nullable=False),
    #: The provider's name for the person: often a login name, sometimes an identity number.
    sa.Column("subject", Sealed(), nullable=False, info=PERSONAL),
    sa.Column(
        "subject_print",
        marks.TYPE,
        nullable=False,
        info=PERSONAL | SUBJECT.info("subject"),
    ),
    sa.Column("linked_at", Moment(), nullable=False),
    sa.Column("linked_by", sa.String(100)),
    #: An administrator could link an identity of their own, so it counts only once the account's
    #: owner has confirmed it.
    sa.Column("confirmed_at", Moment()),
    sa.UniqueConstraint("account_id", "issuer"),
    sa.UniqueConstraint("issuer", "subject_print"),
    info={AUDIT: Audited("identity_link", "id", area="area")},
)

ENDED_TRIP = sa.Table(
    "openid_ended_trip",
    METADATA,
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("ended_at", Moment(), nullable=False, index=True),
    info={AUDIT: Exempt("keeps an answer from counting twice; holds no name")},
)
