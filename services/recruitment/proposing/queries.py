"""The post's holders, as a proposal must know them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recruitment.appointment.model import Appointment


def last_holder(session: Session, post_id: UUID) -> Appointment | None:
    """The holder of the post, or the last one."""
    chosen = sa.select(Appointment).where(
        Appointment.post_id == post_id, Appointment.began_on < Appointment.free_from
    )
    return session.scalars(chosen.order_by(Appointment.began_on.desc()).limit(1)).first()
