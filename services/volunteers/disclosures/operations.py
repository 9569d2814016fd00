"""Showing a volunteer's contact, or finding people by it: answer and record in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.volunteers.disclosures import (
    DiscloseVolunteer,
    DisclosingVolunteer,
    FindVolunteers,
    VolunteerDisclosed,
    VolunteerDisclosedAnswer,
)
from contracts.volunteers.volunteers import VolunteerPage
from contracts.volunteers.words import VolunteerSeenFor
from groundwork.disclosures import by_role, check_reason, look, sought
from runtime.encryption import keyring
from runtime.scope import visible_to
from services.volunteers.calling.queries import reached
from services.volunteers.disclosures import rules
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.register import queries as register
from services.volunteers.volunteers import queries as volunteers
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_CONTACT = ("name", "phone", "guardian_name", "guardian_phone")


def disclose(
    session: Session, actor: Actor, request: DiscloseVolunteer
) -> VolunteerDisclosedAnswer:
    """Show the full name and phone, and record who saw them, when and why.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor does not need to call.
        WrongState: the person was erased.
        Invalid: the reason needs words.
    """
    registration = REGISTRATIONS.one_of(session, actor, request.registration_id)
    number = registration.number
    allowed = registration.id in reached(session, actor, [registration])
    rules.check_may_see(allowed=allowed, number=number)
    check_reason(request.reason, request.words)
    person = session.get_one(Volunteer, registration.volunteer_id)
    rules.check_something_left(erased=person.erased_at is not None, number=number)
    role = act(session, actor, Action.VOLUNTEER_DISCLOSE, area=registration.community)
    seen = [name for name in _CONTACT if getattr(person, name) is not None]
    row = keep(session, actor, request, registration, seen=seen, role=role)
    return VolunteerDisclosedAnswer(
        id=row.id,
        registration_id=registration.id,
        disclosed_at=row.disclosed_at,
        name=person.name,
        phone=person.phone,
        guardian_name=person.guardian_name,
        guardian_phone=person.guardian_phone,
    )


def search(session: Session, actor: Actor, request: FindVolunteers) -> VolunteerPage:
    """Volunteers by full name, phone or code, where the actor may find people.

    They are masked as in every list, but finding them by a name or a phone reveals the person: each
    one on the page counts as a viewing. A code does not: it shows its person anyway.

    Raises:
        Invalid: the reason needs words, or a limit, sort or cursor that does not fit.
    """
    check_reason(request.reason, request.words)
    meant = sought(request.person)
    action = Action.VOLUNTEER_FIND
    theirs = sa.select(Volunteer.id).where(
        volunteers.bears(code=meant.code, phone=meant.phone, name=meant.name)
    )
    found = REGISTRATIONS.page(
        session,
        actor,
        request,
        register.ORDER,
        visible_to(actor, action, area=Registration.community),
        Registration.volunteer_id.in_(theirs),
    )
    people = volunteers.people_of(session, [one.volunteer_id for one in found.rows])
    known = [one for one in found.rows if people[one.volunteer_id].code != meant.code]
    seen = ["name" if meant.phone is None else "phone"]
    for role, some in by_role(REGISTRATIONS, actor, action, known).items():
        # The audit names the role in which the actor acts at the flush.
        act(session, actor, action, area=some[0].community)
        for registration in some:
            keep(session, actor, request, registration, seen=seen, role=role)
        session.flush()
    return register.listed(session, actor, found)


def keep(
    session: Session,
    actor: Actor,
    why: DisclosingVolunteer,
    registration: Registration,
    *,
    seen: Sequence[str],
    role: str,
) -> Disclosure:
    """The record that somebody saw this of a person, and the event that tells of it."""
    row = Disclosure(
        volunteer_id=registration.volunteer_id,
        community=registration.community,
        reason=VolunteerSeenFor(why.reason),
        **look(actor, why, seen=seen, role=role),
    )
    session.add(row)
    event = VolunteerDisclosed(
        disclosure_id=row.id,
        volunteer_id=registration.volunteer_id,
        community=registration.community,
        role=role,
        reason=why.reason,
        seen=row.seen,
        disclosed_at=row.disclosed_at,
        sealed_account=keyring().to("gateway").seal(row.account),
        version=1,
    )
    outbox.add(session, event, actor=actor)
    return row
