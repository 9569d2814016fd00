"""A post as it is known, and its commissioner on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.words import PostCategory
from services.volunteers.posts.model import POST, TERM


@dataclass(frozen=True)
class Post:
    """A post that recruitment has opened."""

    post_id: UUID
    community: str
    category: PostCategory
    title: str
    is_closed: bool


def find(session: Session, post_id: UUID) -> Post | None:
    """The post; None where this service has not heard of it."""
    row = session.execute(sa.select(POST).where(POST.c.post_id == post_id)).one_or_none()
    if row is None:
        return None
    return Post(row.post_id, row.community, PostCategory(row.category), row.title, row.is_closed)


def post_of_term(session: Session, appointment_id: UUID) -> UUID | None:
    """The post of an appointment, as its beginning told it; None where nothing did."""
    here = TERM.c.appointment_id == appointment_id
    return session.scalar(sa.select(TERM.c.post_id).where(here))


def commissioner_on(session: Session, post_id: UUID, day: dt.date) -> str | None:
    """The commissioner on the post on a day; of two that overlap, the one who came last."""
    chosen = (
        sa.select(TERM.c.commissioner)
        .where(
            TERM.c.post_id == post_id,
            TERM.c.began_on <= day,
            sa.or_(TERM.c.ended_on.is_(None), TERM.c.ended_on > day),
        )
        .order_by(TERM.c.began_on.desc(), TERM.c.appointment_id.desc())
        .limit(1)
    )
    return session.scalars(chosen).first()
