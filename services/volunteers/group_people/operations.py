"""Naming the people of a group, and letting them go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.volunteers.groups import GroupView, NameGroupPerson, RemoveGroupPerson
from contracts.volunteers.words import RegistrationState
from runtime import clock, marks, retention
from runtime.identifiers import new_id
from services.volunteers.consents import queries as consents
from services.volunteers.group_people import rules
from services.volunteers.groups import rules as groups
from services.volunteers.groups.model import Group, PersonOfGroup
from services.volunteers.groups.operations import take_up
from services.volunteers.groups.queries import GROUPS, shown
from services.volunteers.groups.rules import TABLE, Deed
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import not_registered
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def name(session: Session, actor: Actor, request: NameGroupPerson) -> GroupView:
    """Name a founder, leader or member of a group.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `groups.operations.take_up`; or no such
            registration in the group's community.
        WrongState: the group was dissolved, or lists the person in this role.
        Invalid: neither name nor registration, a consent that does not hold, or
            a day on which the group was not there.
    """
    group = take_up(session, actor, request, Deed.NAME_PERSON)
    rules.check_named_once(request.name, request.registration_id)
    today = day_of(clock.now())
    since = request.since or today
    groups.check_while_there(
        "since",
        since,
        founded_on=group.founded_on,
        dissolved_on=group.dissolved_on,
        today=today,
    )
    volunteer = _volunteer(session, group, request)
    counts = request.consent_id is not None and consents.counts_in(
        session, request.consent_id, Purpose.PUBLISH_NAME, group.community
    )
    if counts and volunteer is not None and request.consent_id is not None:
        counts = consents.is_of(session, request.consent_id, volunteer)
    rules.check_consent(request.consent_id, counts=counts)
    called = request.name if volunteer is None else volunteer.name
    known = sa.select(PersonOfGroup.id).where(
        PersonOfGroup.group_id == group.id,
        PersonOfGroup.role == request.role,
        PersonOfGroup.until.is_(None),
        PersonOfGroup.volunteer_id == volunteer.id
        if volunteer is not None
        else marks.NAME.is_of(PersonOfGroup.name_print, called),
    )
    if session.scalar(known.limit(1)) is not None:
        raise rules.listed_already(group.number)
    session.add(
        PersonOfGroup(
            id=new_id(),
            group_id=group.id,
            community=group.community,
            role=request.role,
            name=called,
            name_print=marks.NAME.of(called),
            registration_id=request.registration_id,
            volunteer_id=None if volunteer is None else volunteer.id,
            since=since,
            consent_id=request.consent_id,
        )
    )
    GROUPS.move_on(session, actor, group, TABLE, Deed.NAME_PERSON, role_named=request.role.value)
    session.flush()
    return shown(session, actor, group)


def remove(session: Session, actor: Actor, request: RemoveGroupPerson) -> GroupView:
    """Write down that a person left, or erase the name at the person's wish.

    Raises:
        NotFound: see `groups.operations.take_up`; or nobody of this id is in the group.
        Forbidden, PreconditionFailed: see `groups.operations.take_up`.
        WrongState: the person left already, or the name is gone.
        Invalid: a day still to come, or before the person came.
    """
    group = take_up(session, actor, request, Deed.REMOVE_PERSON)
    chosen = sa.select(PersonOfGroup).where(
        PersonOfGroup.id == request.person_id, PersonOfGroup.group_id == group.id
    )
    person = session.scalar(chosen.with_for_update())
    if person is None:
        raise rules.no_such_person(request.person_id)
    rules.check_is_there(
        is_gone=person.until is not None,
        erase=request.erase,
        is_erased=person.erased_at is not None,
    )
    today = day_of(clock.now())
    until = request.until or max(today, person.since)
    groups.check_day("until", request.until or today, today=today)
    rules.check_leaves(until, since=person.since)
    if person.until is None:
        person.until = until
    if request.erase:
        forget(person)
        _ask_for_check(group)
    GROUPS.move_on(session, actor, group, TABLE, Deed.REMOVE_PERSON)
    session.flush()
    return shown(session, actor, group)


def forget(person: PersonOfGroup) -> None:
    """Nothing of the person stays but the role and the days."""
    now = clock.now()
    person.name = person.name_print = None
    person.registration_id = person.volunteer_id = person.consent_id = None
    person.until = person.until or max(day_of(now), person.since)
    person.erased_at = now


def forget_volunteer(session: Session, volunteer_id: UUID) -> None:
    """Forget a volunteer in every group; documents and files there may still name them."""
    theirs = PersonOfGroup.volunteer_id == volunteer_id
    # The group is locked before its people, as in `remove`.
    groups = sa.select(Group).where(Group.id.in_(sa.select(PersonOfGroup.group_id).where(theirs)))
    for group in session.scalars(groups.order_by(Group.id).with_for_update()).all():
        _ask_for_check(group)
    people = sa.select(PersonOfGroup).where(theirs).order_by(PersonOfGroup.id)
    for person in session.scalars(people.with_for_update()).all():
        forget(person)


def _ask_for_check(group: Group) -> None:
    group.files_to_check_since = group.files_to_check_since or day_of(clock.now())


def old() -> sa.Select[Any]:
    """Names so long after the person left, or the group was dissolved."""
    limit = day_of(retention.limit("group_person"))
    return (
        sa.select(PersonOfGroup)
        .join(Group, Group.id == PersonOfGroup.group_id)
        .where(
            PersonOfGroup.erased_at.is_(None),
            sa.or_(PersonOfGroup.until < limit, Group.dissolved_on < limit),
        )
    )


def _volunteer(session: Session, group: Group, request: NameGroupPerson) -> Volunteer | None:
    if request.registration_id is None:
        return None
    registration = session.get(Registration, request.registration_id)
    if (
        registration is None
        or registration.community != group.community
        or registration.state is RegistrationState.LEFT
    ):
        raise not_registered(group.community, request.registration_id)
    return session.get_one(Volunteer, registration.volunteer_id)
