"""Volunteers as the staff of their community see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.volunteers import (
    ListVolunteers,
    RegistrationStep,
    ShowVolunteer,
    VolunteerPage,
    VolunteerSummary,
    VolunteerView,
)
from contracts.volunteers.words import HoursState, Specialty
from groundwork import history
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.volunteers.calling import queries as calling
from services.volunteers.hours.model import Hours
from services.volunteers.merits.model import Merit
from services.volunteers.volunteers import rules
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import (
    KIND,
    REGISTRATIONS,
    masked,
    people_of,
    worked,
)
from vocabulary.actors import Actor
from vocabulary.masking import masked_name, masked_phone

ORDER = paging.Order(
    {"applied_at": Registration.applied_at}, identity=Registration.id, usual="-applied_at"
)
_PERSON = (
    "name",
    "phone",
    "age_group",
    "skills",
    "interests",
    "free_times",
    "insured_until",
    "erased_at",
)
_FURTHER = ("minor_until_year", "guardian_name", "guardian_phone", "account", "wants_notices")
#: Words of enumerations, kept as texts.
_WORK = ("specialties", "duties")
_SUMMARY = Copying(Registration, VolunteerSummary, given=(*_PERSON, *_WORK, "possible"))
_VIEW = Copying(
    Registration,
    VolunteerView,
    given=(*_PERSON, *_FURTHER, *_WORK, "has_national_number", "possible", "history"),
)
_STEP = history.Telling(RegistrationStep, given=("note",))


def show(session: Session, actor: Actor, request: ShowVolunteer) -> VolunteerView:
    """One volunteer with the history.

    Raises:
        NotFound: no such registration in the actor's communities.
    """
    found = REGISTRATIONS.one_of(session, actor, request.registration_id)
    return shown(session, actor, found)


def page(session: Session, actor: Actor, request: ListVolunteers) -> VolunteerPage:
    """A page of the volunteers that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = REGISTRATIONS.page(
        session,
        actor,
        request,
        ORDER,
        *([inside(request.area, Registration.community)] if request.area else []),
        *any_of(Registration.state, request.state),
        *any_of(Registration.work, request.work),
        *_skilled(request.specialty),
    )
    return listed(session, actor, found)


def _skilled(specialties: Sequence[Specialty] | None) -> list[sa.ColumnElement[bool]]:
    """Social workers with one of these; without any, everybody."""
    kept = sa.cast(Registration.specialties, sa.String)
    return (
        [sa.or_(*(kept.contains(f'"{one.value}"') for one in specialties))] if specialties else []
    )


def listed(session: Session, actor: Actor, found: paging.Page[Registration]) -> VolunteerPage:
    """A page of registrations as lists show them."""
    people = people_of(session, [one.volunteer_id for one in found.rows])
    possible = _possible(session, actor, found.rows, people)
    return VolunteerPage(
        items=[
            _SUMMARY(
                one,
                **masked(people[one.volunteer_id]),
                **worked(one.specialties, one.duties),
                possible=possible[one.id],
            )
            for one in found.rows
        ],
        **found.besides,
    )


def shown(session: Session, actor: Actor, registration: Registration) -> VolunteerView:
    """The registration for the staff of its community, the person masked."""
    person = session.get_one(Volunteer, registration.volunteer_id)
    entries = history.of(session, KIND, registration.id)
    return _VIEW(
        registration,
        **masked(person),
        **worked(registration.specialties, registration.duties),
        minor_until_year=person.minor_until_year,
        guardian_name=masked_name(person.guardian_name),
        guardian_phone=masked_phone(person.guardian_phone),
        account=person.account,
        wants_notices=person.wants_notices,
        has_national_number=person.national_number is not None,
        possible=_possible(session, actor, [registration], {person.id: person})[registration.id],
        history=[_STEP(entry, note=entry.note) for entry in entries],
    )


def _possible(
    session: Session,
    actor: Actor,
    registrations: Sequence[Registration],
    people: Mapping[UUID, Volunteer],
) -> Mapping[UUID, list[str]]:
    """What the actor can do with each of these registrations."""
    reached = calling.reached(session, actor, registrations)
    kept = _kept(session, registrations)
    found = {}
    for one in registrations:
        has_counted_hours, has_merits = kept[one.id]
        facts = rules.Facts(
            is_reached=one.id in reached,
            has_counted_hours=has_counted_hours,
            has_merits=has_merits,
            is_erased=people[one.volunteer_id].erased_at is not None,
        )
        granted = rules.TABLE.granted(actor, area=one.community)
        found[one.id] = rules.TABLE.offered(one.state, granted, held=rules.held(facts))
    return found


def _kept(
    session: Session, registrations: Sequence[Registration]
) -> Mapping[UUID, tuple[bool, bool]]:
    """Whether each person has counted hours in the community, and honours or evaluations."""
    chosen = sa.select(
        Registration.id, _there_are(Hours, Hours.state == HoursState.COUNTED), _there_are(Merit)
    ).where(Registration.id.in_([one.id for one in registrations]))
    return {row[0]: (row[1], row[2]) for row in session.execute(chosen)}


def _there_are(
    table: type[Hours | Merit], *which: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        table.volunteer_id == Registration.volunteer_id,
        table.community == Registration.community,
        *which,
    )
