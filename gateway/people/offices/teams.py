"""Teams (团队): those of a post, which its commissioners lead, and those of memberships.

A role that an event gives counts in these teams, and in no other (scope `team`). Events come in any
order: whichever of team and appointment is heard of later joins the two.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.people.accounts import operations as accounts
from gateway.people.offices.model import POST_HELD, TEAM
from runtime.database import insert_new


def know_team(session: Session, team_id: UUID, post_id: UUID) -> None:
    """Let everybody lead this team who holds its post, or will."""
    if _is_new(session, TEAM.c.team_id, team_id, post_id):
        chosen = sa.select(POST_HELD.c.appointment_id).where(POST_HELD.c.post_id == post_id)
        for appointment_id in session.scalars(chosen):
            accounts.extend(session, appointment_id, team_id)


def know_post(session: Session, appointment_id: UUID, post_id: UUID) -> None:
    """Let this appointment lead the teams of its post."""
    if _is_new(session, POST_HELD.c.appointment_id, appointment_id, post_id):
        for team_id in session.scalars(sa.select(TEAM.c.team_id).where(TEAM.c.post_id == post_id)):
            accounts.extend(session, appointment_id, team_id)


def _is_new(session: Session, column: sa.Column[Any], identity: UUID, post_id: UUID) -> bool:
    row = {column.name: identity, "post_id": post_id}
    unique = (column.name,)
    if not insert_new(session, column.table, [row], unique=unique, returning=column.name):
        return False
    # Two that come at the same moment take turns here, so that one of them sees the other.
    accounts.note_change(session)
    return True
