"""Whether an appointment knows an account, and what is under way for a post."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_POST = sa.table(
    "post", sa.column("id", sa.Uuid()), sa.column("is_proposed"), sa.column("is_sought")
)
_APPLICATION = sa.table(
    "application", sa.column("person_id", sa.Uuid()), sa.column("account", sa.Text())
)
_APPOINTMENT = sa.table(
    "appointment",
    sa.column("post_id", sa.Uuid()),
    sa.column("person_id", sa.Uuid()),
    sa.column("state", sa.Text()),
    sa.column("has_account", sa.Boolean()),
)
_CAMPAIGN = sa.table("campaign", sa.column("posts", sa.JSON()), sa.column("state", sa.Text()))


def upgrade() -> None:
    for table, column in (
        ("appointment", "has_account"),
        ("post", "is_proposed"),
        ("post", "is_sought"),
    ):
        flag = sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column(table, flag)
    # For people without an application it was not recorded whether the id is an account's.
    applied = sa.select(_APPLICATION.c.person_id).where(_APPLICATION.c.account.is_not(None))
    known = _APPOINTMENT.c.person_id.in_(applied)
    op.execute(sa.update(_APPOINTMENT).where(known).values(has_account=sa.true()))
    live = sa.select(_APPOINTMENT.c.post_id).where(
        _APPOINTMENT.c.state.in_(("proposed", "in_notice"))
    )
    op.execute(sa.update(_POST).where(_POST.c.id.in_(live)).values(is_proposed=sa.true()))
    _mark_sought()


def _mark_sought() -> None:
    connection = op.get_bind()
    found = connection.execute(sa.select(_CAMPAIGN.c.posts).where(_CAMPAIGN.c.state == "open"))
    for (posts,) in found.all():
        wanted = _POST.c.id.in_([UUID(post) for post in posts])
        connection.execute(sa.update(_POST).where(wanted).values(is_sought=sa.true()))
