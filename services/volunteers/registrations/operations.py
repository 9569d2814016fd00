"""Meeting a person, linking their account, and their leaving."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    LeaveVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
    OneRegistration,
    VolunteerView,
)
from contracts.volunteers.words import MembershipState
from runtime import clock
from services.volunteers.consents import queries as consents
from services.volunteers.hours import operations as hours
from services.volunteers.hours.model import Hours
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships.model import Membership
from services.volunteers.register import queries as register
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.teams.model import Team
from services.volunteers.volunteers import operations as volunteers
from services.volunteers.volunteers import queries
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.operations import for_others, tell
from services.volunteers.volunteers.queries import REGISTRATIONS
from services.volunteers.volunteers.rules import TABLE, Deed, changed, check_consent
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState

#: What can be changed of a person.
_TOLD = (
    "name",
    "phone",
    "age_group",
    "minor_until_year",
    "guardian_name",
    "guardian_phone",
    "insured_until",
    "national_number",
)


#: By which a person is found, so that nobody else may have both.
_NAMED = ("name", "phone")
#: What a person can agree to in a community, by the column that names the consent.
_CONSENTS = {
    "national_consent_id": Purpose.NATIONAL_VOLUNTEER_RECORD,
    "contact_consent_id": Purpose.CONTACT_BY_COMMISSIONER,
}


def meet(session: Session, actor: Actor, request: MeetVolunteer) -> VolunteerView:
    """The workstation has met the person, or a commissioner whose team takes them.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `taken_up`.
        WrongState: the person is active already, or left.
    """
    registration = taken_up(session, actor, request, Action.VOLUNTEER_MEET)
    _check_takes(session, actor, registration)
    registration.met_at = clock.now()
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.MEET, note=request.note)
    session.flush()
    memberships.follow_meeting(session, actor, registration.volunteer_id, registration.community)
    tell(session, actor, registration)
    session.flush()
    return register.shown(session, actor, registration)


def leave(session: Session, actor: Actor, request: LeaveVolunteers) -> VolunteerView:
    """The person no longer volunteers in the community; memberships end and places are freed.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `taken_up`.
        WrongState: the person left before.
    """
    registration = taken_up(session, actor, request, Action.VOLUNTEER_RECORD)
    leave_one(session, actor, registration, note=request.note)
    return register.shown(session, actor, registration)


def leave_one(
    session: Session, actor: Actor, registration: Registration, *, note: str | None = None
) -> None:
    """End a registration with everything open that hangs on it.

    Raises:
        WrongState: the person left before.
    """
    registration.left_at = clock.now()
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.LEAVE, note=note)
    person, community = registration.volunteer_id, registration.community
    memberships.leave_all(session, actor, person, community)
    sign_ups.free_all(session, actor, person, community)
    tell(session, actor, registration)
    session.flush()


def change(session: Session, actor: Actor, request: ChangeVolunteer) -> VolunteerView:
    """Change what is known of a person.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `taken_up`.
        Invalid: a minor without guardian or year, an adult with one, or a consent that does not
            hold here.
        WrongState: the person left, or another one is registered with this name and phone.
    """
    registration = taken_up(session, actor, request, Action.VOLUNTEER_RECORD)
    person = session.get_one(Volunteer, registration.volunteer_id)
    there = {name: getattr(person, name) for name in _TOLD}
    found = changed(there, {name: getattr(request, name) for name in _TOLD})
    said: dict[str, str] = {name: found.pop(name) for name in _NAMED if name in found}
    named = volunteers.name_anew(session, person, said)
    for name, value in found.items():
        setattr(person, name, value)
    consented = _consented(session, person, registration, request)
    of_person = sorted([*named, *found])
    columns = sorted([*of_person, *consented])
    for name, value in consented.items():
        setattr(registration, name, value)
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.CHANGE, columns=columns)
    tell(session, actor, registration)
    if of_person:
        for one in volunteers.move_others_on(
            session, actor, registration, Deed.CHANGE, columns=of_person
        ):
            tell(session, actor, one)
    session.flush()
    return register.shown(session, actor, registration)


def name_account(session: Session, actor: Actor, request: NameVolunteerAccount) -> VolunteerView:
    """Link the account of a person who had none here.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `taken_up`.
        WrongState: the person left, or has another account, or it is the clerk's own.
    """
    registration = taken_up(session, actor, request, Action.VOLUNTEER_RECORD)
    person = session.get_one(Volunteer, registration.volunteer_id)
    account = str(request.account)
    if account == actor.account:
        raise Forbidden("不能填写自己的账号。", "You may not link your own account.")
    if person.account not in (None, account):
        raise WrongState(
            "该义工已有账号；有误的请联系管理员。",
            "This person has an account already; ask an administrator if it is wrong.",
        )
    is_new = person.account is None
    person.account = account
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.NAME_ACCOUNT)
    memberships.name_account(session, person.id, account)
    if is_new:
        hours.tell_again(session, actor, "account_named", Hours.volunteer_id == person.id)
    session.flush()
    return register.shown(session, actor, registration)


def taken_up(
    session: Session, actor: Actor, request: OneRegistration, action: Action
) -> Registration:
    """The registration, locked after its person, if the actor may do this with it.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
    """
    queries.person_first(session, request.registration_id)
    return REGISTRATIONS.take_up(
        session,
        actor,
        request.registration_id,
        action,
        otherwise=for_others,
        expected=request.expected_version,
    )


def _consented(
    session: Session, person: Volunteer, registration: Registration, request: ChangeVolunteer
) -> Mapping[str, UUID]:
    """What changes of a registration whose person agreed to something.

    Raises:
        Invalid: a consent is unknown here, about something else, of another place or person, or
            over.
    """
    found = {}
    for name, purpose in _CONSENTS.items():
        consent_id: UUID | None = getattr(request, name)
        if consent_id is None:
            continue
        counts = consents.counts_in(session, consent_id, purpose, registration.community)
        of_another = sa.select(Registration.id).where(
            getattr(Registration, name) == consent_id,
            Registration.volunteer_id != registration.volunteer_id,
        )
        is_of_another = session.scalar(of_another.limit(1)) is not None
        is_theirs = consents.is_of(session, consent_id, person) and not is_of_another
        check_consent(name, purpose, consent_id, counts=counts and is_theirs)
        found[name] = consent_id
    return found


def _check_takes(session: Session, actor: Actor, registration: Registration) -> None:
    """Let the workstation pass, and a commissioner whose team takes the person.

    Raises:
        Forbidden: a commissioner of another team.
    """
    if may(actor, Action.VOLUNTEER_RECORD, area=registration.community):
        return
    taken = (
        sa.select(Membership.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            Membership.volunteer_id == registration.volunteer_id,
            Membership.state.in_((MembershipState.OFFERED, MembershipState.ACCEPTED)),
            Team.commissioner == actor.account,
        )
    )
    if session.scalars(taken.limit(1)).first() is None:
        raise Forbidden(
            "只有工作站，或邀请其入队的专员，可以确认见面。",
            "Only the workstation, or a commissioner who offered a place in their team, may "
            "record the meeting.",
        )
