"""Volunteers as their community sees them, as they see themselves, and as other capabilities do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.volunteers import (
    OwnCode,
    OwnRegistration,
    OwnVolunteer,
    ShowOwnCode,
    ShowOwnVolunteer,
)
from contracts.volunteers.words import (
    FreeTime,
    RegistrationState,
    Specialty,
    StaffDuty,
)
from groundwork.kept import Kept, each, the
from runtime import marks
from runtime.codes import has_code
from runtime.copying import Copying
from services.volunteers.volunteers.model import Registration, Volunteer
from vocabulary.actors import Actor
from vocabulary.human_numbers import number_in
from vocabulary.masking import masked_name, masked_phone
from vocabulary.permissions import Action
from vocabulary.problems import NotFound
from vocabulary.tracking import grouped

KIND = "registration"
REGISTRATIONS = Kept(Registration, KIND, "义工", "volunteer", read=Action.VOLUNTEER_READ)

#: Words of enumerations, kept as texts.
_WORK = ("specialties", "duties")
_OWN = Copying(Registration, OwnRegistration, given=_WORK)


def show_own(session: Session, request: ShowOwnVolunteer) -> OwnVolunteer:
    """A person's own registrations.

    Raises:
        NotFound: the code is unknown.
    """
    return own(session, one_with_code(session, request.code))


def own(session: Session, person: Volunteer) -> OwnVolunteer:
    """A person's own registrations, the contact masked all the same: a code is easily seen."""
    return OwnVolunteer(
        **masked(person),
        wants_notices=person.wants_notices,
        registrations=own_registrations(session, person.id),
    )


def code_of_account(session: Session, actor: Actor, request: ShowOwnCode) -> OwnCode:  # noqa: ARG001 - it asks for nothing besides
    """The code of the person whose account asks."""
    chosen = sa.select(Volunteer).where(
        Volunteer.account == actor.account,
        Volunteer.account.is_not(None),
        Volunteer.merged_into.is_(None),
        Volunteer.erased_at.is_(None),
    )
    found = session.scalar(chosen.order_by(Volunteer.id).limit(1))
    return OwnCode(code=None if found is None else grouped(found.code))


def own_registrations(session: Session, volunteer_id: UUID) -> list[OwnRegistration]:
    """Where a person is registered, oldest first."""
    chosen = sa.select(Registration).where(Registration.volunteer_id == volunteer_id)
    return [
        _OWN(one, **worked(one.specialties, one.duties))
        for one in session.scalars(chosen.order_by(Registration.applied_at))
    ]


def standing(session: Session, person: Volunteer) -> Sequence[Registration]:
    """The registrations of a person that stand, locked; the person is locked before."""
    chosen = sa.select(Registration).where(
        Registration.volunteer_id == person.id, Registration.state != RegistrationState.LEFT
    )
    return session.scalars(chosen.order_by(Registration.id).with_for_update()).all()


def newest_in(
    session: Session, wanted: Iterable[tuple[UUID | None, str | None]]
) -> Mapping[tuple[UUID | None, str | None], Registration]:
    """The newest registration of each of these people in each of these communities."""
    people = {person for person, _community in wanted if person is not None}
    chosen = sa.select(Registration).where(Registration.volunteer_id.in_(people))
    rows = session.scalars(chosen.order_by(Registration.applied_at, Registration.id))
    return {(row.volunteer_id, row.community): row for row in rows}


def one_with_code(session: Session, code: str, *, for_change: bool = False) -> Volunteer:
    """The person that a code belongs to, however it was typed.

    Raises:
        NotFound: the code is unknown.
    """
    chosen = sa.select(Volunteer).where(has_code(Volunteer.code_print, code))
    refusal = NotFound(
        "没有此查询码的义工，请核对。", "There is no volunteer with this code; check it."
    )
    return who_it_is(session, chosen, for_change=for_change, otherwise=refusal)


def who_it_is(
    session: Session,
    chosen: sa.Select[Volunteer],
    *,
    for_change: bool = False,
    otherwise: NotFound,
) -> Volunteer:
    """The person chosen, or the one that they turned out to be.

    Raises:
        NotFound: the one given, if nobody is chosen.
    """
    found = the(session, chosen, for_change=for_change, otherwise=otherwise)
    while found.merged_into is not None:
        merged = sa.select(Volunteer).where(Volunteer.id == found.merged_into)
        found = the(session, merged, for_change=for_change, otherwise=otherwise)
    return found


def person_first(session: Session, *registration_ids: UUID) -> None:
    """Lock the person of a registration before the registration, as every operation does.

    Whether the actor may see either is asked afterwards.
    """
    chosen = (
        sa.select(Volunteer.id)
        .join(Registration, Registration.volunteer_id == Volunteer.id)
        .where(Registration.id.in_(registration_ids))
        .order_by(Volunteer.id)
        .with_for_update(of=Volunteer)
    )
    session.execute(chosen)


def one_in(session: Session, volunteer_id: UUID, community: str) -> Registration:
    """The standing registration of a person in a community, locked.

    Raises:
        NotFound: the person is not registered there; the answer reveals nothing of elsewhere.
    """
    found = _standing_in(session, volunteer_id, community)
    if found is None:
        raise not_registered(community, volunteer_id)
    return found


def check_is_in(session: Session, person: Volunteer, community: str) -> None:
    """Let the holder of a code pass who is registered in the community, and lock the registration.

    Raises:
        NotFound: they are not.
    """
    if _standing_in(session, person.id, community) is None:
        raise NotFound(
            f"您没有在社区 {community} 注册为义工，请先在那里注册。",
            f"You are not registered as a volunteer in community {community}; register there "
            "first.",
        )


def _standing_in(session: Session, volunteer_id: UUID, community: str) -> Registration | None:
    chosen = sa.select(Registration).where(is_standing_in(volunteer_id, community))
    return session.scalar(chosen.with_for_update())


def is_standing_in(volunteer_id: Any, community: Any) -> sa.ColumnElement[bool]:
    """Whether a registration is a person's in a community, and not left; both as values or columns."""
    return sa.and_(
        Registration.volunteer_id == volunteer_id,
        Registration.community == community,
        Registration.state != RegistrationState.LEFT,
    )


def one_numbered(session: Session, number: str, community: str) -> Registration:
    """The standing registration with this number in a community, however it was written.

    Raises:
        NotFound: there is none.
    """
    chosen = sa.select(Registration).where(
        Registration.community == community,
        Registration.number == (number_in(number) or number),
        Registration.state != RegistrationState.LEFT,
    )
    found = session.scalar(chosen)
    if found is None:
        raise not_registered(community, number)
    return found


def not_registered(community: str, named: UUID | str) -> NotFound:
    """The refusal of a person who is not registered in this community, wherever else they are.

    `named`: their id or their number, as the caller gave it.
    """
    return NotFound(
        f"社区 {community} 没有在册义工 {named}，请核对；还没有在这里注册的，请先注册。",
        f"There is no volunteer {named} in community {community}; check it, and register a person "
        "there first who is not.",
    )


def people_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Volunteer]:
    """The people with these ids."""
    return each(session, Volunteer, ids)


def bears(*, code: str | None, phone: str | None, name: str | None) -> sa.ColumnElement[bool]:
    """The people with this code, phone or full name; None finds none.

    Code, phone and name lie sealed and are found by their prints, under every key while keys change.
    """
    wanted = [] if code is None else [has_code(Volunteer.code_print, code)]
    if phone is not None:
        wanted.append(marks.PHONE.is_of(Volunteer.phone_print, phone))
    if name is not None:
        wanted.append(marks.NAME.is_of(Volunteer.name_print, name))
    return sa.or_(sa.false(), *wanted)


def worked(specialties: Iterable[str], duties: Iterable[str]) -> dict[str, Any]:
    """What a social worker or staff is for, from the words that the table keeps."""
    return {
        "specialties": [Specialty(one) for one in specialties],
        "duties": [StaffDuty(one) for one in duties],
    }


def masked(person: Volunteer) -> dict[str, Any]:
    """What staff and the holder of the code see of a person."""
    return {
        "name": masked_name(person.name),
        "phone": masked_phone(person.phone),
        "age_group": person.age_group,
        "skills": person.skills,
        "interests": person.interests,
        "free_times": [FreeTime(one) for one in person.free_times],
        "insured_until": person.insured_until,
        "erased_at": person.erased_at,
    }
