"""A post as it is known, and its commissioner on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.words import PostCategory
from services.volunteers.posts.model import POST, TERM

#: So long the clock may have stood still.
LATELY_DAYS = 31


@dataclass(frozen=True)
class Post:
    """A post that recruitment has opened."""

    post_id: UUID
    community: str
    category: PostCategory
    title: str
    is_closed: bool


def find(session: Session, post_id: UUID, *, in_turn: bool = False) -> Post | None:
    """The post; None where this service has not heard of it.

    `in_turn`: others who ask so wait. Otherwise a team or group founded while a term of its post is
    written down would see no commissioner, and the term no team.
    """
    chosen = sa.select(POST).where(POST.c.post_id == post_id)
    row = session.execute(chosen.with_for_update() if in_turn else chosen).one_or_none()
    return None if row is None else _post(row)


def open_posts(session: Session, community: str) -> list[Post]:
    """The posts of a community that are not closed."""
    chosen = sa.select(POST).where(POST.c.community == community, POST.c.is_closed.is_(False))
    return [_post(row) for row in session.execute(chosen.order_by(POST.c.post_id))]


def post_of_term(session: Session, appointment_id: UUID) -> UUID | None:
    """The post of an appointment, as its beginning told it; None where nothing did."""
    here = TERM.c.appointment_id == appointment_id
    return session.scalar(sa.select(TERM.c.post_id).where(here))


def changed_lately(session: Session, today: dt.date) -> Sequence[UUID]:
    """The posts on which a term began or ended today, or on a day just before."""
    since = today - dt.timedelta(days=LATELY_DAYS)
    chosen = sa.select(TERM.c.post_id).where(
        TERM.c.post_id.is_not(None),
        sa.or_(TERM.c.began_on.between(since, today), TERM.c.ended_on.between(since, today)),
    )
    return session.scalars(chosen.distinct().order_by(TERM.c.post_id)).all()


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


def _post(row: sa.Row[Any]) -> Post:
    return Post(row.post_id, row.community, PostCategory(row.category), row.title, row.is_closed)
