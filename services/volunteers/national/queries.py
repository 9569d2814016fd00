"""The columns of a street, and the rows of a table with what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.volunteers.national import (
    ROWS_MOST,
    CheckNationalTable,
    NationalCheck,
    NationalCodeView,
    NationalColumns,
    NationalColumnView,
    NationalFault,
    NationalFilter,
    ShowNationalColumns,
)
from contracts.volunteers.words import HoursState, NationalTable, RegistrationState
from contracts.volunteers.words import NationalField as F
from groundwork import territories
from runtime.narrowing import between
from services.volunteers.activities.model import Activity
from services.volunteers.consents import queries as consents
from services.volunteers.hours.model import Hours
from services.volunteers.national import rules
from services.volunteers.national.model import NationalLayout
from services.volunteers.national.rules import Code, Column, Trouble, Value
from services.volunteers.volunteers.model import Registration, Volunteer
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.masking import masked_name
from vocabulary.periods import SHANGHAI, day_of
from vocabulary.permissions import Action
from vocabulary.problems import wrong_field

_FAULTS_MOST = 500
_MINUTES_OF_HOUR = 60


@dataclass(frozen=True)
class Row:
    """One row, whose it is, and why it would be refused."""

    id: UUID
    person: Volunteer
    registration: Registration | None
    cells: list[str]
    troubles: list[Trouble]


@dataclass(frozen=True)
class _Found:
    id: UUID
    person: Volunteer
    registration: Registration | None
    values: Mapping[F, Value]


def show(session: Session, actor: Actor, request: ShowNationalColumns) -> NationalColumns:
    """The columns of a street's table.

    Raises:
        NotFound: not a street, or another one.
    """
    territories.check_street(session, actor, Action.VOLUNTEER_READ, request.street)
    return shown(session, request.street, request.table)


def shown(session: Session, street: str, table: NationalTable) -> NationalColumns:
    """The columns of a table, the usual ones until the street has set its own."""
    layout = layout_of(session, street, table)
    return NationalColumns(
        street=street,
        table=table,
        columns=[
            NationalColumnView(
                field=one.field,
                heading=one.heading,
                is_needed=one.is_needed,
                longest=one.longest,
                codes=[NationalCodeView(word=each.word, code=each.code) for each in one.codes],
            )
            for one in _columns(layout, table)
        ],
        version=0 if layout is None else layout.version,
    )


def layout_of(session: Session, street: str, table: NationalTable) -> NationalLayout | None:
    """What the street has set."""
    return session.scalar(
        sa.select(NationalLayout).where(
            NationalLayout.street == street, NationalLayout.kind == table
        )
    )


def columns_in(session: Session, community: str, table: NationalTable) -> Sequence[Column]:
    """The columns that hold for a community."""
    return _columns(layout_of(session, street_of(community), table), table)


def _columns(layout: NationalLayout | None, table: NationalTable) -> Sequence[Column]:
    if layout is None:
        return rules.USUAL[table]
    return [
        Column(
            field=F(one["field"]),
            heading=one["heading"],
            is_needed=one["is_needed"],
            longest=one["longest"],
            codes=[Code(**each) for each in one["codes"]],
        )
        for one in layout.columns
    ]


def check(session: Session, actor: Actor, request: CheckNationalTable) -> NationalCheck:
    """How many rows are ready, and what is wrong with the others.

    Raises:
        NotFound: not a community of which the actor sends tables.
        Invalid: see `rows`.
    """
    territories.check_community(actor, Action.NATIONAL_TABLE_EXPORT, request.community)
    found = rows(session, request)
    refused = [one for one in found if one.troubles]
    faults = [_fault(one, trouble) for one in refused for trouble in one.troubles]
    return NationalCheck(
        ready=len(found) - len(refused), refused=len(refused), faults=faults[:_FAULTS_MOST]
    )


def rows(session: Session, request: NationalFilter) -> list[Row]:
    """The rows of a table.

    Raises:
        Invalid: a period that ends before it begins, or more than a table takes.
    """
    rules.check_period(request.served_from, request.served_to)
    columns = columns_in(session, request.community, request.table)
    is_people = request.table is NationalTable.VOLUNTEERS
    found = list(_people(session, request) if is_people else _service(session, request))
    if len(found) > ROWS_MOST:
        raise wrong_field(
            "served_to",
            "too_many_rows",
            zh=f"超过 {ROWS_MOST} 行，请缩短时间。",
            en=f"More than {ROWS_MOST} rows; ask for a shorter period.",
        )
    given = {one.registration.national_consent_id for one in found if one.registration}
    holding = consents.holding(
        session, [one for one in given if one], Purpose.NATIONAL_VOLUNTEER_RECORD
    )
    return [
        Row(
            one.id,
            one.person,
            one.registration,
            rules.cells(columns, one.values),
            rules.troubles(columns, one.values, has_consent=_agreed(one, holding)),
        )
        for one in found
    ]


def _agreed(found: _Found, holding: frozenset[UUID]) -> bool:
    given = None if found.registration is None else found.registration.national_consent_id
    return found.person.erased_at is None and given in holding


def _fault(row: Row, trouble: Trouble) -> NationalFault:
    return NationalFault(
        id=row.id,
        registration_id=None if row.registration is None else row.registration.id,
        name=masked_name(row.person.name),
        column=trouble.heading,
        fault=trouble.fault,
        zh=trouble.zh,
        en=trouble.en,
    )


def _people(session: Session, request: NationalFilter) -> Iterator[_Found]:
    """The active volunteers of a community."""
    chosen = (
        sa.select(Registration, Volunteer)
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .where(
            Registration.community == request.community,
            Registration.state == RegistrationState.ACTIVE,
        )
        .order_by(Registration.applied_at, Registration.id)
        .limit(ROWS_MOST + 1)
    )
    for registration, person in session.execute(chosen):
        values = _of_person(person, registration, request.community)
        insured = person.insured_until
        further: Mapping[F, Value] = {
            F.REGISTERED_ON: day_of(registration.applied_at).isoformat(),
            F.INSURED_UNTIL: insured.isoformat() if insured else None,
        }
        yield _Found(registration.id, person, registration, {**values, **further})


def _service(session: Session, request: NationalFilter) -> Iterator[_Found]:
    """The counted hours of a community in a period."""
    registrations = _registrations(session, request.community)
    chosen = (
        sa.select(Hours, Volunteer, Activity.number, Activity.title)
        .join(Volunteer, Volunteer.id == Hours.volunteer_id)
        .join(Activity, Activity.id == Hours.activity_id)
        .where(
            Hours.community == request.community,
            Hours.state == HoursState.COUNTED,
            # Corrected to nothing: nobody served.
            Hours.minutes > 0,
            *between(Hours.served_on, request.served_from, request.served_to),
        )
        .order_by(Hours.served_on, Hours.id)
        .limit(ROWS_MOST + 1)
    )
    for hours, person, number, title in session.execute(chosen):
        registration = registrations.get(person.id)
        values = _of_person(person, registration, request.community)
        further: Mapping[F, Value] = {
            F.ACTIVITY_NUMBER: number,
            F.ACTIVITY: title,
            F.CATEGORY: hours.category,
            F.SERVED_ON: hours.served_on.isoformat(),
            F.BEGAN_AT: f"{hours.began_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            F.ENDED_AT: f"{hours.ended_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            F.MINUTES: str(hours.minutes),
            F.HOURS: f"{hours.minutes / _MINUTES_OF_HOUR:.2f}",
        }
        yield _Found(hours.id, person, registration, {**values, **further})


def _registrations(session: Session, community: str) -> Mapping[UUID, Registration]:
    """The last registration of each person in a community."""
    chosen = sa.select(Registration).where(Registration.community == community)
    ordered = chosen.order_by(Registration.applied_at, Registration.id)
    return {one.volunteer_id: one for one in session.scalars(ordered)}


def _of_person(
    person: Volunteer, registration: Registration | None, community: str
) -> Mapping[F, Value]:
    return {
        F.REGISTRATION_NUMBER: None if registration is None else registration.number,
        F.NAME: person.name,
        F.PHONE: person.phone,
        F.NATIONAL_NUMBER: person.national_number,
        F.AGE_GROUP: person.age_group,
        F.COMMUNITY: community,
    }
