"""Taking over what recruitment tells, unless newer facts are here already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import PostFact
from contracts.recruitment.words import PostState
from runtime.database import upsert_newer
from services.volunteers.posts.model import POST, TERM


def keep_posts(session: Session, events: Sequence[PostFact]) -> None:
    """Take posts over."""
    rows = [
        {
            "post_id": event.post_id,
            "community": event.community,
            "category": event.category.value,
            "title": event.title,
            "is_closed": event.state is PostState.CLOSED,
            "version": event.version,
        }
        for event in events
    ]
    upsert_newer(session, POST, rows, key="post_id")


def begin_term(session: Session, began: AppointmentBegan | AppointmentAccountNamed) -> None:
    """Remember who is on a post; an end that was told before stays."""
    ended_on = began.ended_on if isinstance(began, AppointmentAccountNamed) else None
    _remember(session, began, ended_on=ended_on)
    _set(session, began, began_on=began.began_on, post_id=began.post_id)


def end_term(session: Session, ended: AppointmentEnded) -> None:
    """Remember who left."""
    _remember(session, ended, ended_on=ended.ended_on)


def _remember(
    session: Session,
    told: AppointmentBegan | AppointmentAccountNamed | AppointmentEnded,
    **facts: Any,
) -> None:
    row = {
        "appointment_id": told.appointment_id,
        "community": told.community,
        "commissioner": str(told.commissioner),
        "version": told.version,
        **facts,
    }
    upsert_newer(session, TERM, [row], key="appointment_id")


def _set(session: Session, told: AppointmentBegan | AppointmentAccountNamed, **facts: Any) -> None:
    """Keep what only the beginning says, even if it is told after the end."""
    here = TERM.c.appointment_id == told.appointment_id
    session.execute(sa.update(TERM).where(here).values(**facts))
