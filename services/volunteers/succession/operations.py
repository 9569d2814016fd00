"""What a person says about following a commissioner."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.succession import ChooseOwnSuccession, SuccessionWish
from contracts.volunteers.words import RegistrationState
from services.volunteers.succession import rules
from services.volunteers.volunteers.model import Registration
from services.volunteers.volunteers.queries import REGISTRATIONS, one_with_code
from vocabulary.actors import Actor


def choose_own(session: Session, actor: Actor, request: ChooseOwnSuccession) -> SuccessionWish:
    """Keep whether the holder of the code agrees to be shown as a possible successor.

    Raises:
        NotFound: the code is unknown.
        WrongState: the person has left every community.
    """
    person = one_with_code(session, request.code, for_change=True)
    chosen = sa.select(Registration).where(
        Registration.volunteer_id == person.id, Registration.state != RegistrationState.LEFT
    )
    standing = session.scalars(chosen.order_by(Registration.id).with_for_update()).all()
    rules.check_registered(stands=bool(standing))
    if person.may_succeed != request.may_succeed:
        person.may_succeed = request.may_succeed
        for registration in standing:
            REGISTRATIONS.changed(session, actor, registration, "succession_chosen")
    return SuccessionWish(may_succeed=person.may_succeed)
