"""Taking over lines of a table of volunteers."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers.imports import (
    ImportedRow,
    ImportVolunteers,
    RowChange,
    RowFault,
    VolunteerImport,
)
from contracts.volunteers.words import CatalogueKind, RegisteredHow, RegistrationState
from groundwork import areas, counters, territories
from runtime import clock, marks
from runtime.codes import print_of
from runtime.identifiers import new_id
from services.volunteers.catalogue.queries import Known, known_in
from services.volunteers.imports import rules
from services.volunteers.imports.rules import Reading
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.operations import series, tell
from services.volunteers.volunteers.queries import REGISTRATIONS
from services.volunteers.volunteers.rules import changed
from vocabulary.actors import Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import FieldError, Invalid
from vocabulary.tracking import normalised


@dataclass
class _There:
    """A person whom the community has, or had; and where they stand."""

    person: Volunteer
    registration: Registration

    @property
    def has_left(self) -> bool:
        return self.registration.state is RegistrationState.LEFT


@dataclass
class _Sorted:
    """What becomes of the lines."""

    new: list[tuple[ImportedRow, Volunteer | None]] = field(default_factory=list)
    unchanged: int = 0
    changed: list[tuple[int, _There, dict[str, Any]]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    def refuse(self, line: int, *faults: FieldError) -> None:
        """Nothing of this line is taken."""
        self.faults += [
            RowFault(line=line, column=one.field, fault=one.code, zh=one.zh, en=one.en)
            for one in faults
        ]


def import_rows(session: Session, actor: Actor, request: ImportVolunteers) -> VolunteerImport:
    """Import the good lines, and name what is wrong with the others.

    People whom the workstation has in a table are known to it: they are active at once.

    Raises:
        NotFound: not a community in which the actor registers people.
        Invalid: the community is not in force.
    """
    action, community = Action.VOLUNTEER_RECORD, request.community
    territories.check_community(actor, action, community)
    act(session, actor, action, area=community)
    now = clock.now()
    areas.check_community(session, community, day_of(now))
    # Held until this transaction ends, so that the same table twice at once is once.
    counters.hold(session, series(community, day_of(now)))
    catalogue = known_in(session, community)
    rows = [_coded(one, catalogue) for one in request.rows]
    found = _sorted(rows, _there(session, community, rows), catalogue)
    if not request.check:
        _add(session, actor, community, found.new, now)
        if request.change:
            _change(session, actor, found.changed)
    return VolunteerImport(
        is_check=request.check,
        added=len(found.new),
        unchanged=found.unchanged,
        changes=[
            RowChange(
                line=line,
                number=one.registration.number,
                columns=sorted(differing),
                is_done=request.change,
            )
            for line, one, differing in found.changed
        ],
        faulty=len({one.line for one in found.faults}),
        faults=found.faults,
    )


def _coded(one: ImportedRow, catalogue: Known) -> ImportedRow:
    """The line, with codes where people wrote the names of skills and interests."""
    said = dataclasses.replace(
        one.row,
        skills=catalogue.coded(CatalogueKind.SKILL, one.row.skills),
        interests=catalogue.coded(CatalogueKind.INTEREST, one.row.interests),
    )
    return dataclasses.replace(one, row=said)


def _sorted(
    rows: Iterable[ImportedRow], there: Mapping[str, Mapping[Reading, _There]], catalogue: Known
) -> _Sorted:
    found = _Sorted()
    above: defaultdict[str, dict[Reading, int]] = defaultdict(dict)
    for one in sorted(rows, key=lambda row: row.line):
        reading = rules.reading_of(one.row.name, one.row.phone)
        phone = reading[0]
        in_file, known = above[phone], there.get(phone, {})
        if reading in in_file:
            found.refuse(one.line, rules.repeated(in_file[reading]))
            continue
        try:
            catalogue.check(one.row.skills, one.row.interests)
        except Invalid as refused:
            found.refuse(one.line, *refused.fields)
            continue
        same = known.get(reading)
        if same is not None and not same.has_left:
            _compare(found, one, same)
        else:
            others: dict[Reading, int | None] = {
                key: None for key, person in known.items() if not person.has_left
            }
            faults = rules.faults_of_new(
                rules.told(one.row), others | in_file, has_reason=bool(one.row.shared_because)
            )
            if faults:
                found.refuse(one.line, *faults)
                continue
            found.new.append((one, None if same is None else same.person))
        in_file[reading] = one.line
    return found


def _compare(found: _Sorted, one: ImportedRow, there: _There) -> None:
    differing = rules.differences(rules.told(there.person), rules.told(one.row))
    if not differing:
        found.unchanged += 1
        return
    try:
        differing = changed(rules.told(there.person), differing)
    except Invalid as refused:
        found.refuse(one.line, *refused.fields)
    else:
        found.changed.append((one.line, there, differing))


def _there(
    session: Session, community: str, rows: Iterable[ImportedRow]
) -> Mapping[str, Mapping[Reading, _There]]:
    """The people of the community with these phones, by phone."""
    fingerprints = marks.PHONE.all_of(one.row.phone for one in rows)
    chosen = (
        sa.select(Volunteer, Registration)
        .join(Registration, Registration.volunteer_id == Volunteer.id)
        .where(Registration.community == community, Volunteer.phone_print.in_(fingerprints))
        .order_by(Registration.applied_at, Registration.id)
        .with_for_update()
    )
    found: defaultdict[str, dict[Reading, _There]] = defaultdict(dict)
    for person, registration in session.execute(chosen):
        reading = rules.reading_of(person.name or "", person.phone or "")
        known = found[reading[0]].get(reading)
        # A person may have left and come again: where they stand counts.
        if known is None or known.has_left:
            found[reading[0]][reading] = _There(person, registration)
    return found


def _add(
    session: Session,
    actor: Actor,
    community: str,
    new: Iterable[tuple[ImportedRow, Volunteer | None]],
    now: dt.datetime,
) -> None:
    name, year = series(community, day_of(now)), day_of(now).year
    serial = counters.hold(session, name)
    coming = [(one, _person(community, one, known)) for one, known in new]
    session.add_all(person for _one, person in coming)
    session.flush()
    made: list[tuple[Registration, str | None]] = []
    for one, person in coming:
        serial += 1
        registration = Registration(
            id=new_id(),
            volunteer_id=person.id,
            community=community,
            number=human_number(year, serial),
            state=RegistrationState.ACTIVE,
            how=RegisteredHow.TABLE,
            applied_at=now,
            met_at=now,
            version=1,
        )
        made.append((registration, one.row.shared_because))
    session.add_all(registration for registration, _note in made)
    counters.keep(session, {name: serial})
    session.flush()
    for registration, note in made:
        REGISTRATIONS.note(session, actor, registration, "imported", at=now, note=note)
        tell(session, actor, registration)


def _person(community: str, one: ImportedRow, known: Volunteer | None) -> Volunteer:
    """A new person; or one who left and comes again, with what the line says of them."""
    said = one.row
    if known is not None:
        for name, value in rules.differences(rules.told(known), rules.told(said)).items():
            setattr(known, name, value)
        return known
    return Volunteer(
        id=new_id(),
        community=community,
        code=normalised(one.code),
        code_print=print_of(one.code),
        name=said.name,
        phone=said.phone,
        name_print=marks.NAME.of(said.name),
        phone_print=marks.PHONE.of(said.phone),
        # Nobody gets messages because somebody else wrote them down.
        wants_notices=False,
        **rules.told(said),
    )


def _change(
    session: Session, actor: Actor, changed: Sequence[tuple[int, _There, dict[str, Any]]]
) -> None:
    for _line, there, differing in changed:
        for name, value in differing.items():
            setattr(there.person, name, value)
        there.registration.version += 1
    session.flush()
    for _line, there, differing in changed:
        REGISTRATIONS.note(session, actor, there.registration, "changed", columns=sorted(differing))
        tell(session, actor, there.registration)
