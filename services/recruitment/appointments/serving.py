"""Who serves a community on a day, for the staff who work with them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.commissioners import (
    ListServing,
    ServingCommissioner,
    ServingCommissioners,
)
from runtime import clock
from services.recruitment import communities
from services.recruitment.appointments import queries
from services.recruitment.appointments.model import Appointment
from services.recruitment.posts.model import Post
from services.recruitment.work_fields import WORK_FIELDS
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action


def serving(session: Session, actor: Actor, request: ListServing) -> ServingCommissioners:
    """The commissioners of a community in office on a day, by post; masked for who only oversees.

    Raises:
        NotFound: not a community whose commissioners the actor sees.
    """
    communities.check_sees(actor, Action.COMMISSIONER_READ, request.community)
    day = request.on or day_of(clock.now())
    chosen = (
        sa.select(Appointment, Post)
        .join(Post, Post.id == Appointment.post_id)
        .where(Appointment.community == request.community, queries.held_on(day))
        .order_by(Post.title, Appointment.id)
    )
    found = session.execute(chosen).all()
    return ServingCommissioners(items=[_shown(actor, row, post) for row, post in found])


def _shown(actor: Actor, row: Appointment, post: Post) -> ServingCommissioner:
    sees_person = queries.may(actor, Action.APPOINTMENT_PREPARE, row) or queries.is_own(actor, row)
    zh, en = WORK_FIELDS[post.category.value]
    return ServingCommissioner(
        commissioner=row.person_id,
        name=row.name if sees_person or row.erased_at else masked_name(row.name),
        category=post.category,
        category_zh=zh,
        category_en=en,
        post=post.title,
    )
