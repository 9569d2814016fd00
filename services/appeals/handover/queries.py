"""Who has now what somebody had."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.appeals.handover import rules
from services.appeals.handover.model import TERM


def holder_now(session: Session, community: str, commissioner: str) -> str | None:
    """Who has now what a commissioner had in a community; None: the workstation."""

    def terms_of(account: str) -> list[rules.Term]:
        # Locked, so that an end that is told meanwhile waits, and then finds what this
        # transaction opened.
        chosen = (
            sa.select(TERM.c.ended_on, TERM.c.successor)
            .where(TERM.c.commissioner == account, TERM.c.community == community)
            .order_by(TERM.c.appointment_id)
            .with_for_update(read=True)
        )
        return [rules.Term(*row) for row in session.execute(chosen)]

    return rules.holder_now(commissioner, terms_of)
