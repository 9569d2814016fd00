"""Registering: by the person on the web, and by clerks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.volunteers.volunteers import (
    NewVolunteer,
    RecordVolunteer,
    RegisterVolunteer,
    VolunteerReceipt,
    VolunteerRegistered,
)
from contracts.volunteers.words import RegisteredHow, RegistrationState
from groundwork import areas, counters, territories
from runtime import clock, marks
from runtime.codes import print_of
from runtime.identifiers import new_id
from services.volunteers.catalogue.queries import known_in
from services.volunteers.volunteers import rules
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS, standing
from vocabulary.actors import Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden
from vocabulary.tracking import grouped, normalised

#: What a person tells that is kept as it is.
_KEPT = (
    "name",
    "phone",
    "age_group",
    "minor_until_year",
    "guardian_name",
    "guardian_phone",
    "skills",
    "interests",
    "insured_until",
    "national_number",
)


def register(session: Session, actor: Actor, request: RegisterVolunteer) -> VolunteerReceipt:
    """A person registers on the web, with or without an account.

    Raises:
        Invalid: not a community in force, or a minor without guardian.
        WrongState: name and phone are registered in the community already.
    """
    return _registered(
        session, actor, request, code=request.code, how=RegisteredHow.WEB, account=actor.account
    )


def record(session: Session, actor: Actor, request: RecordVolunteer) -> VolunteerReceipt:
    """A clerk writes a registration down for a person.

    Raises:
        NotFound: not a community in which the actor registers people.
        Invalid, WrongState: see `register`.
    """
    action = Action.VOLUNTEER_RECORD
    territories.check_community(actor, action, request.community)
    act(session, actor, action, area=request.community)
    how = RegisteredHow(request.how.value)
    return _registered(session, actor, request, code=request.code, how=how, account=None)


def for_others(community: str) -> Forbidden:
    """The refusal of a change to those who only read."""
    return Forbidden(
        f"您不能办理社区 {community} 的义工注册，请联系工作站。",
        f"You may not change registrations of community {community}; ask its workstation.",
    )


def series(community: str, day: dt.date) -> str:
    """The series of the numbers of a community's registrations in a year."""
    return f"registration/{community}/{day.year}"


def tell(session: Session, actor: Actor, registration: Registration) -> None:
    """Tell others where a registration stands."""
    person = session.get_one(Volunteer, registration.volunteer_id)
    event = VolunteerRegistered(
        registration_id=registration.id,
        volunteer_id=registration.volunteer_id,
        community=registration.community,
        state=registration.state,
        age_group=person.age_group,
        registered_on=day_of(registration.applied_at),
        version=registration.version,
    )
    outbox.add(session, event, actor=actor)


def move_others_on(
    session: Session, actor: Actor, registration: Registration, deed: rules.Deed, **facts: Any
) -> Sequence[Registration]:
    """Note what changed of a person where else they stand, without words; returns those.

    The person is locked.
    """
    person = session.get_one(Volunteer, registration.volunteer_id)
    others = [one for one in standing(session, person) if one.id != registration.id]
    for one in others:
        REGISTRATIONS.move_on(session, actor, one, rules.TABLE, deed, **facts)
    return others


def _registered(
    session: Session,
    actor: Actor,
    body: NewVolunteer,
    *,
    code: str,
    how: RegisteredHow,
    account: str | None,
) -> VolunteerReceipt:
    now = clock.now()
    today = day_of(now)
    areas.check_community(session, body.community, today)
    rules.check_guardian(
        body.age_group,
        minor_until_year=body.minor_until_year,
        guardian_name=body.guardian_name,
        guardian_phone=body.guardian_phone,
    )
    known_in(session, body.community).check(body.skills, body.interests)
    # The series is held until this transaction ends, so the same person cannot register twice
    # at once.
    serial = counters.next_serial(session, series(body.community, today))
    _check_new(session, body.community, name=body.name, phone=body.phone)
    person = Volunteer(
        id=new_id(),
        community=body.community,
        code=normalised(code),
        code_print=print_of(code),
        account=account,
        wants_notices=body.notify,
        name_print=marks.NAME.of(body.name),
        phone_print=marks.PHONE.of(body.phone),
        free_times=[one.value for one in body.free_times],
        **{name: getattr(body, name) for name in _KEPT},
    )
    session.add(person)
    session.flush()
    registration = Registration(
        id=new_id(),
        volunteer_id=person.id,
        community=body.community,
        number=human_number(today.year, serial),
        state=RegistrationState.APPLIED,
        how=how,
        applied_at=now,
        version=0,
    )
    session.add(registration)
    REGISTRATIONS.changed(session, actor, registration, "registered", at=now)
    tell(session, actor, registration)
    return VolunteerReceipt(
        id=registration.id, number=registration.number, code=grouped(person.code)
    )


def name_anew(session: Session, person: Volunteer, said: Mapping[str, str]) -> Sequence[str]:
    """Give a person who is locked another name or phone; returns the columns that differ.

    Raises:
        WrongState: somebody is registered with this name and phone in one of their communities.
    """
    differs = sorted(name for name, value in said.items() if getattr(person, name) != value)
    if not differs:
        return differs
    name, phone = said.get("name", person.name), said.get("phone", person.phone)
    # Two who change at once may become the same; the workstation then sees them as doubles.
    for registration in standing(session, person):
        _check_new(session, registration.community, name=name, phone=phone, besides=person.id)
    person.name, person.name_print = name, marks.NAME.of(name)
    person.phone, person.phone_print = phone, marks.PHONE.of(phone)
    return differs


def _check_new(
    session: Session,
    community: str,
    *,
    name: str | None,
    phone: str | None,
    besides: UUID | None = None,
) -> None:
    chosen = (
        sa.select(Registration.number)
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .where(
            Registration.community == community,
            Registration.state != RegistrationState.LEFT,
            marks.NAME.is_of(Volunteer.name_print, name),
            marks.PHONE.is_of(Volunteer.phone_print, phone),
            *([] if besides is None else [Volunteer.id != besides]),
        )
    )
    known = session.scalars(chosen.limit(1)).first()
    if known is not None:
        raise rules.registered_already(known)
