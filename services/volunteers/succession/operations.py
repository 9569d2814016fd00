"""What a person says about following a commissioner."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.volunteers.succession import ChooseOwnSuccession, SuccessionWish
from services.volunteers.volunteers.queries import REGISTRATIONS, one_with_code, standing
from services.volunteers.volunteers.rules import check_stands_somewhere
from vocabulary.actors import Actor


def choose_own(session: Session, actor: Actor, request: ChooseOwnSuccession) -> SuccessionWish:
    """Keep whether the holder of the code agrees to be shown as a possible successor.

    Raises:
        NotFound: the code is unknown.
        WrongState: the person has left every community.
    """
    person = one_with_code(session, request.code, for_change=True)
    registrations = standing(session, person)
    check_stands_somewhere(stands=bool(registrations))
    if person.may_succeed != request.may_succeed:
        person.may_succeed = request.may_succeed
        for registration in registrations:
            REGISTRATIONS.changed(session, actor, registration, "succession_chosen")
    return SuccessionWish(may_succeed=person.may_succeed)
