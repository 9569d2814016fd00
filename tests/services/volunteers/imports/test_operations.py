"""Taking over a table of volunteers, on both databases."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.volunteers.imports import (
    ImportedRow,
    ImportVolunteers,
    VolunteerImport,
    VolunteerRow,
)
from contracts.volunteers.volunteers import LeaveVolunteers, ListVolunteers, ShowVolunteer
from contracts.volunteers.words import AgeGroup, RegistrationState
from runtime.database import Database
from services.volunteers.imports import operations
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from tests.builders import DENGLIANG, LILIN, STAFF, an_actor, refused
from tests.services.volunteers.serving import registered
from vocabulary.actors import Role
from vocabulary.problems import NotFound
from vocabulary.tracking import code_from


def _row(line: int, name: str, phone: str, **changed: Any) -> ImportedRow:
    usual: dict[str, Any] = {
        "age_group": AgeGroup.ADULT,
        "skills": [],
        "interests": [],
        "free_times": [],
    }
    said = VolunteerRow(name=name, phone=phone, **usual | changed)
    return ImportedRow(line=line, code=code_from(secrets.token_bytes(8), b"tests"), row=said)


def _imported(
    database: Database, *rows: ImportedRow, check: bool = False, change: bool = False
) -> VolunteerImport:
    wanted = ImportVolunteers(community=LILIN, rows=list(rows), check=check, change=change)
    with database.writing() as session:
        return operations.import_rows(session, STAFF, wanted)


def _figures(done: VolunteerImport) -> tuple[int, int, int, int]:
    return done.added, done.unchanged, len(done.changes), done.faulty


def _people(database: Database) -> list[str]:
    with database.reading() as session:
        found = register.page(
            session, STAFF, ListVolunteers(state=[RegistrationState.ACTIVE], sort=None)
        )
    return sorted(one.name or "" for one in found.items)


def test_good_lines_go_in_and_the_same_again_changes_nothing(volunteers: Database) -> None:
    """The register holds them as active, each with an event and a history."""
    rows = [_row(2, "王明", "13900139000"), _row(3, "李芳", "13900139001", skills=["first_aid"])]

    tried = _imported(volunteers, *rows, check=True)
    nobody = _people(volunteers)
    done = _imported(volunteers, *rows)
    again = _imported(volunteers, *rows, change=True)
    with volunteers.reading() as session:
        told = session.scalar(sa.select(sa.func.count()).select_from(OUTBOX))

    assert (tried.is_check, _figures(tried)) == (True, (2, 0, 0, 0))
    assert nobody == []
    assert (_figures(done), _figures(again)) == ((2, 0, 0, 0), (0, 2, 0, 0))
    assert _people(volunteers) == ["李*", "王*"]
    assert told == 2


def test_who_registered_before_is_known_however_the_phone_is_written(volunteers: Database) -> None:
    registered(volunteers, phone="13800138000", skills=["first_aid"])

    done = _imported(volunteers, _row(2, " 陈秀英", "+86 138-0013-8000"))

    assert _figures(done) == (0, 1, 0, 0)


def test_a_line_that_differs_is_shown_and_done_only_if_asked(volunteers: Database) -> None:
    """An empty cell clears nothing."""
    receipt = registered(volunteers, skills=["first_aid"], national_number="A1")
    row = _row(2, "陈秀英", "13800138000", skills=["electrician"])

    [shown] = _imported(volunteers, row).changes
    [done] = _imported(volunteers, row, change=True).changes
    with volunteers.reading() as session:
        there = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))

    assert (shown.line, shown.number, shown.columns) == (2, receipt.number, ["skills"])
    assert (shown.is_done, done.is_done) == (False, True)
    assert there.skills == ["electrician"]
    assert there.has_national_number
    assert [step.what for step in there.history] == ["registered", "changed"]


def test_two_people_with_one_phone_need_a_reason(volunteers: Database) -> None:
    """Nobody is taken for another, whether the other is registered or stands above."""
    registered(volunteers, phone="13800138000")
    wife = {"name": "王明", "phone": "13800138000"}
    above = _row(3, "李芳", "13900139001")

    refused_lines = _imported(
        volunteers, _row(2, **wife), above, _row(4, "李强", "13900139001"), check=True
    )
    done = _imported(
        volunteers,
        _row(2, **wife, shared_because="夫妻共用一部手机"),
        above,
        _row(4, "李强", "13900139001", shared_because="父子"),
    )
    again = _imported(volunteers, _row(2, **wife), above, _row(4, "李强", "13900139001"))

    assert [(one.line, one.column, one.fault) for one in refused_lines.faults] == [
        (2, "phone", "phone_of_another"),
        (4, "phone", "phone_of_another"),
    ]
    assert "第 3 行" in refused_lines.faults[1].zh
    assert (_figures(done), _figures(again)) == ((3, 0, 0, 0), (0, 3, 0, 0))


def test_a_person_stands_once_in_a_table(volunteers: Database) -> None:
    done = _imported(
        volunteers, _row(2, "王明", "13900139000"), _row(7, "王明", "139 0013 9000", skills=["x"])
    )

    assert _figures(done) == (1, 0, 0, 1)
    assert (done.faults[0].line, done.faults[0].fault) == (7, "repeated")


def test_a_minor_needs_a_guardian_and_comes_of_age(volunteers: Database) -> None:
    """A person told of as an adult later loses the guardian."""
    minor = {
        "age_group": AgeGroup.AGED_14_TO_17,
        "minor_until_year": 2030,
        "guardian_name": "王刚",
        "guardian_phone": "13900139001",
    }
    alone = _row(2, "王明", "13900139000", age_group=AgeGroup.UNDER_14)

    faulty = _imported(volunteers, alone)
    _imported(volunteers, _row(2, "王明", "13900139000", **minor))
    [grown] = _imported(volunteers, _row(2, "王明", "13900139000"), change=True).changes
    again = _imported(volunteers, _row(2, "王明", "13900139000"))

    assert {one.fault for one in faulty.faults} == {"guardian_missing"}
    assert grown.columns == ["age_group", "guardian_name", "guardian_phone", "minor_until_year"]
    assert _figures(again) == (0, 1, 0, 0)


def test_who_left_comes_again_as_the_same_person(volunteers: Database) -> None:
    _imported(volunteers, _row(2, "王明", "13900139000"))
    with volunteers.writing() as session:
        [one] = register.page(session, STAFF, ListVolunteers.read({})).items
        registrations.leave(session, STAFF, LeaveVolunteers(registration_id=one.id))

    done = _imported(volunteers, _row(2, "王明", "13900139000"))
    with volunteers.reading() as session:
        found = register.page(session, STAFF, ListVolunteers.read({})).items

    assert _figures(done) == (1, 0, 0, 0)
    assert {one.volunteer_id for one in found} == {one.volunteer_id}
    assert sorted(one.state for one in found) == ["active", "left"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "actor", [an_actor(Role.WORKSTATION_STAFF, DENGLIANG), an_actor(Role.COMMISSIONER)]
)
def test_another_community_is_not_found(volunteers: Database, actor: Any) -> None:
    wanted = ImportVolunteers(community=LILIN, rows=[], check=True, change=False)
    with volunteers.writing() as session:
        refusal = refused(operations.import_rows, session, actor, wanted)

    assert isinstance(refusal, NotFound)


def test_the_same_table_twice_at_the_same_moment_is_once(volunteers: Database) -> None:
    """Whichever comes first: one adds everybody, the other finds them there."""
    rows = [_row(line, f"王{line}明", f"1390013{line:04}") for line in range(2, 22)]

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda _: _imported(volunteers, *rows), range(2)))

    assert sorted(map(_figures, done)) == [(0, 20, 0, 0), (20, 0, 0, 0)]
