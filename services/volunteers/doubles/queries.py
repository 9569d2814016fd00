"""Registrations with one phone, as those see them who may say what they are."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from contracts.volunteers.doubles import Double, DoubleList, DoubleSide, ListDoubles
from contracts.volunteers.words import RegistrationState
from runtime.scope import inside, visible_to
from services.volunteers.doubles.model import KeptApart
from services.volunteers.volunteers.model import Registration, Volunteer
from vocabulary.actors import Actor
from vocabulary.masking import masked_name, masked_phone
from vocabulary.names import same_name
from vocabulary.permissions import Action

_MOST = 100


def listed(session: Session, actor: Actor, request: ListDoubles) -> DoubleList:
    """The pairs in the actor's communities that wait for a word."""
    one, two = aliased(Volunteer), aliased(Volunteer)
    first, second = aliased(Registration), aliased(Registration)
    known = sa.exists().where(
        sa.or_(
            sa.and_(KeptApart.first_id == one.id, KeptApart.second_id == two.id),
            sa.and_(KeptApart.first_id == two.id, KeptApart.second_id == one.id),
        )
    )
    chosen = (
        sa.select(first, one, second, two)
        .join(one, one.id == first.volunteer_id)
        .join(two, sa.and_(two.phone_print == one.phone_print, two.id != one.id))
        .join(second, second.volunteer_id == two.id)
        .where(
            ~known,
            first.id < second.id,
            *(
                condition
                for registration in (first, second)
                for condition in (
                    registration.state != RegistrationState.LEFT,
                    visible_to(actor, Action.VOLUNTEER_RECORD, area=registration.community),
                    *([inside(request.area, registration.community)] if request.area else []),
                )
            ),
        )
        .order_by(second.applied_at, second.id)
        .limit(_MOST)
    )
    return DoubleList(
        items=[
            Double(
                is_same_name=same_name(row[1].name or "") == same_name(row[3].name or ""),
                first=side(row[0], row[1]),
                second=side(row[2], row[3]),
            )
            for row in session.execute(chosen)
        ]
    )


def side(registration: Registration, person: Volunteer) -> DoubleSide:
    """One of two, masked."""
    return DoubleSide(
        registration_id=registration.id,
        number=registration.number,
        community=registration.community,
        state=registration.state,
        name=masked_name(person.name),
        phone=masked_phone(person.phone),
        age_group=person.age_group,
        applied_at=registration.applied_at,
    )
