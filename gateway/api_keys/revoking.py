"""Ending every key of an account at once, because who made them is in doubt."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.api_keys.model import API_KEY
from runtime import clock


def revoke_all(session: Session, account_id: UUID, *, keep: Collection[UUID] = ()) -> None:
    """End the account's keys but those to keep; whoever calls tells the gateways of the change."""
    lasting = [API_KEY.c.account_id == account_id, API_KEY.c.revoked_at.is_(None)]
    ended = sa.update(API_KEY).where(*lasting, API_KEY.c.id.not_in(keep))
    session.execute(ended.values(revoked_at=clock.now()))
