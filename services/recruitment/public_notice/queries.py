"""The candidates as the public sees them, and the answer to an objection."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.public_notice import (
    FollowObjection,
    ListPublicNotices,
    ObjectionReceipt,
    PublicNotice,
    PublicNotices,
)
from contracts.recruitment.words import AppointmentState
from groundwork import history
from runtime import clock
from runtime.codes import has_code
from services.recruitment.applications import queries as applications
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.appointment.queries import KIND, named_in_notice
from services.recruitment.posts.model import Post
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.personal_text import hidden
from vocabulary.problems import NotFound
from vocabulary.tracking import grouped


def open_objections(session: Session, appointment_id: UUID) -> int:
    """The number of objections without an answer."""
    chosen = sa.select(sa.func.count()).where(
        Objection.appointment_id == appointment_id, Objection.answer.is_(None)
    )
    return session.scalars(chosen).one()


def public_notices(session: Session, request: ListPublicNotices) -> PublicNotices:
    """The candidates of a community that anyone may object to today.

    A candidate who withdraws the application disappears from it at once, and one who withdraws the
    consent is masked at once (PIPL art. 15).
    """
    today = day_of(clock.now())
    chosen = (
        sa.select(Appointment, Post.title)
        .join(Post, Post.id == Appointment.post_id)
        .where(
            Appointment.community == request.community,
            Appointment.state == AppointmentState.IN_NOTICE,
            Appointment.notice_from <= today,
            Appointment.notice_to >= today,
            applications.stands(Appointment.application_id),
        )
        .order_by(Appointment.notice_from, Appointment.id)
    )
    found = session.execute(chosen).all()
    named = named_in_notice(session, [row for row, _ in found])
    later = history.back_entries(session, KIND, [row.id for row, _ in found])
    return PublicNotices(
        items=[
            PublicNotice(
                id=row.id,
                community=row.community,
                post=title,
                kind=row.kind,
                name=row.name if row.id in named else masked_name(row.name),
                from_day=row.notice_from or today,
                to_day=row.notice_to or today,
                back_entry=later.get(row.id),
            )
            for row, title in found
        ]
    )


def follow(session: Session, request: FollowObjection) -> ObjectionReceipt:
    """The answer to an objection, for the holder of its code.

    Raises:
        NotFound: the code is unknown.
    """
    return receipt(objection_with_code(session, request.code))


def objection_with_code(session: Session, code: str) -> Objection:
    """The objection that a code belongs to, however it was typed.

    Raises:
        NotFound: the code is unknown.
    """
    chosen = sa.select(Objection).where(has_code(Objection.code_print, code))
    found = session.scalar(chosen)
    if found is None:
        raise NotFound(
            "没有找到该异议，请核对查询码。", "There is no objection with this code; check it."
        )
    return found


def objection_to(session: Session, appointment: Appointment, objection_id: UUID) -> Objection:
    """One objection to a candidate.

    Raises:
        NotFound: there is none, or it is to another one.
    """
    objection = session.get(Objection, objection_id)
    if objection is None or objection.appointment_id != appointment.id:
        raise NotFound(
            f"该聘任没有异议 {objection_id}。",
            f"This appointment has no objection {objection_id}.",
        )
    return objection


def receipt(objection: Objection) -> ObjectionReceipt:
    """The objection for the person who raised it."""
    return ObjectionReceipt(
        code=grouped(objection.code),
        raised_on=objection.raised_on,
        answer=hidden(objection.answer),
        answered_on=objection.answered_on,
    )
