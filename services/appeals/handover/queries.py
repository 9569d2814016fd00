"""Who has left."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.appeals.appeal.model import Appeal
from services.appeals.handover.model import HANDOVER


def has_left(session: Session, appeal: Appeal) -> bool:
    """Whether the commissioner of a closed appeal left office since it was closed.

    Who was appointed anew, and closed it then, has not.
    """
    chosen = sa.select(HANDOVER.c.appointment_id).where(
        HANDOVER.c.commissioner == appeal.commissioner,
        HANDOVER.c.community == appeal.community,
        HANDOVER.c.handed_over_at >= appeal.closed_at,
    )
    return session.execute(chosen.limit(1)).first() is not None
