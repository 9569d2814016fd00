"""Commissioners in office on a day, and those waiting for office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.recruitment.commissioners import (
    FieldOfWork,
    ListServing,
    ServingCommissioner,
    ServingCommissioners,
)
from contracts.recruitment.office import (
    ListNamesToHonour,
    ListPublicCommissioners,
    ListPublicNames,
    NamedPublicly,
    NamesOfDay,
    PublicCommissioner,
    PublicCommissioners,
)
from contracts.recruitment.words import AppointmentState, Kind
from contracts.words import value_name
from groundwork import history, territories
from runtime import clock
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.queries import (
    APPOINTMENTS,
    KIND,
    TO_COME,
    held_on,
    is_own,
    is_there,
    lock,
)
from services.recruitment.consents.queries import agreeing
from services.recruitment.posts.model import Post
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action


def live_renewals(session: Session, appointment: Appointment) -> Sequence[Appointment]:
    """The renewals of an appointment that are not in office yet, locked; its post is already."""
    return lock(session, Appointment.renews == appointment.id, Appointment.state.in_(TO_COME))


def pending_interims(session: Session, appointment: Appointment) -> Sequence[Appointment]:
    """Staff decided for the post in the time of a resident's term, locked; its post is already."""
    return lock(
        session,
        Appointment.post_id == appointment.post_id,
        Appointment.kind == Kind.INTERIM,
        Appointment.state == AppointmentState.PENDING,
        Appointment.term_from <= appointment.term_to,
        # One that was over before may still be written down.
        Appointment.term_to >= appointment.began_on,
    )


def others_on(
    session: Session, appointment: Appointment, first: dt.date, until: dt.date
) -> Sequence[Appointment]:
    """Others who held or hold the post between two days, the second one not included."""
    chosen = sa.select(Appointment).where(
        Appointment.post_id == appointment.post_id,
        Appointment.id != appointment.id,
        Appointment.began_on < until,
        Appointment.free_from > first,
        Appointment.began_on < Appointment.free_from,
    )
    return session.scalars(chosen.order_by(Appointment.began_on)).all()


def waiting(session: Session, post_id: UUID) -> Sequence[Appointment]:
    """Appointments with four complete parts, waiting for the first day; earliest decision first."""
    chosen = sa.select(Appointment).where(Appointment.post_id == post_id, is_ready())
    return session.scalars(chosen.order_by(Appointment.decided_on, Appointment.id)).all()


def is_ready() -> sa.ColumnElement[bool]:
    """Decided, and all four parts are complete."""
    return sa.and_(
        Appointment.state == AppointmentState.PENDING,
        Appointment.ceremony_on.is_not(None),
        Appointment.certificate_on.is_not(None),
        Appointment.handbook_on.is_not(None),
        Appointment.channel_on.is_not(None),
    )


def holds_elsewhere(session: Session, appointment: Appointment, day: dt.date) -> bool:
    """Whether the person is commissioner of the community by another appointment too."""
    return in_office(session, appointment.community, appointment.person_id, day, appointment.id)


def in_office(
    session: Session, community: str, person_id: UUID, day: dt.date, but: UUID | None = None
) -> bool:
    """Whether somebody is commissioner of a community on a day, by another appointment than one."""
    return is_there(
        session,
        Appointment.community == community,
        Appointment.person_id == person_id,
        Appointment.state == AppointmentState.IN_OFFICE,
        held_on(day),
        *([Appointment.id != but] if but is not None else []),
    )


def public_commissioners(session: Session, request: ListPublicCommissioners) -> PublicCommissioners:
    """The commissioners of a community in office today."""
    today = day_of(clock.now())
    chosen = (
        sa.select(Appointment, Post.title)
        .join(Post, Post.id == Appointment.post_id)
        .where(Appointment.community == request.community, held_on(today))
        .order_by(Post.title, Appointment.id)
    )
    found = session.execute(chosen).all()
    named = named_in_public(session, request.community, [row for row, _ in found])
    later = history.back_entries(session, KIND, [row.id for row, _ in found])
    return PublicCommissioners(
        items=[
            PublicCommissioner(
                appointment_id=row.id,
                post=title,
                kind=row.kind,
                name=row.name if row.id in named else None,
                began_on=row.began_on or today,
                term_to=row.term_to or today,
                back_entry=later.get(row.id),
            )
            for row, title in found
        ]
    )


def public_names(session: Session, request: ListPublicNames) -> NamesOfDay:
    """The names of these appointments that may be public today: in office, and agreed to it."""
    chosen = sa.select(Appointment).where(
        Appointment.community == request.community,
        Appointment.id.in_(request.appointments),
        held_on(day_of(clock.now())),
    )
    found = session.scalars(chosen).all()
    named = named_in_public(session, request.community, found)
    return NamesOfDay(
        items=[
            NamedPublicly(appointment_id=row.id, name=row.name)
            for row in found
            if row.id in named and row.name is not None
        ]
    )


def names_to_honour(session: Session, actor: Actor, request: ListNamesToHonour) -> NamesOfDay:
    """The names for the certificates of honours (荣誉), whatever may be public.

    Raises:
        NotFound: not a community in which the actor awards honours.
    """
    territories.check_community(actor, Action.SELECTION_AWARD, request.community)
    chosen = sa.select(Appointment).where(
        Appointment.community == request.community, Appointment.id.in_(request.appointments)
    )
    return NamesOfDay(
        items=[
            NamedPublicly(appointment_id=row.id, name=row.known_name)
            for row in session.scalars(chosen)
            if row.known_name is not None
        ]
    )


def serving(session: Session, actor: Actor, request: ListServing) -> ServingCommissioners:
    """The commissioners of a community in office on a day, by post; masked for overseers.

    Raises:
        NotFound: not a community whose commissioners the actor sees.
    """
    territories.check_community(actor, Action.COMMISSIONER_READ, request.community)
    day = request.on or day_of(clock.now())
    chosen = (
        sa.select(Appointment, Post)
        .join(Post, Post.id == Appointment.post_id)
        .where(Appointment.community == request.community, held_on(day))
        .order_by(Post.title, Appointment.id)
    )
    found = session.execute(chosen).all()
    return ServingCommissioners(items=[_serving(actor, row, post) for row, post in found])


def _serving(actor: Actor, row: Appointment, post: Post) -> ServingCommissioner:
    sees_person = APPOINTMENTS.may(actor, Action.APPOINTMENT_PREPARE, row) or is_own(actor, row)
    field = value_name(post.category)
    return ServingCommissioner(
        commissioner=row.person_id,
        name=row.name if sees_person or row.erased_at else masked_name(row.name),
        field_of_work=FieldOfWork(
            category=post.category,
            category_zh=field.zh,
            category_en=field.label,
            post=post.title,
        ),
    )


def named_in_public(
    session: Session, community: str, found: Sequence[Appointment]
) -> frozenset[UUID]:
    """The people of this community whose name may be on the web now (PIPL art. 25).

    Consent to the public notice is only for the notice; naming a commissioner needs a consent to be
    published as such.
    """
    persons = [row.person_id for row in found]
    agreed = agreeing(session, persons, Purpose.PUBLISH_NAME, community=community)
    return frozenset(row.id for row in found if row.person_id in agreed)
