"""Tables for the national system: what is ready, what would be refused there, and who fetched it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.gateway.words import Purpose
from contracts.volunteers.national import (
    CheckNationalTable,
    ExportNationalTable,
    NationalCheck,
    NationalCode,
    NationalColumn,
    NationalColumns,
    NationalRows,
    SetNationalColumns,
    ShowNationalColumns,
)
from contracts.volunteers.volunteers import ChangeVolunteer, MeetVolunteer, VolunteerReceipt
from contracts.volunteers.words import AgeGroup, NationalField, NationalTable
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.disclosures.queries import told
from services.volunteers.national import operations, queries
from services.volunteers.registrations import operations as registrations
from tests.builders import (
    COMMISSIONER,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    field_of,
    refused,
)
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    consented,
    counted,
    hours_of,
    person_of,
    published,
    registered,
    signed_up,
    withdrawn,
)
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, Invalid, NotFound, PreconditionFailed

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)
_PEOPLE, _HOURS = NationalTable.VOLUNTEERS, NationalTable.HOURS
_NUMBER = "4403051234567"


def _consent(database: Database, area: str = LILIN, **changed: Any) -> UUID:
    usual: dict[str, Any] = {"purpose": Purpose.NATIONAL_VOLUNTEER_RECORD}
    return consented(database, area, **usual | changed)


def _active(database: Database, **changed: Any) -> VolunteerReceipt:
    receipt = registered(database, **changed)
    done(database, registrations.meet, STAFF, MeetVolunteer(registration_id=receipt.id))
    return receipt


def _agreed(database: Database, receipt: VolunteerReceipt, consent_id: UUID) -> None:
    said = ChangeVolunteer(registration_id=receipt.id, national_consent_id=consent_id)
    done(database, registrations.change, STAFF, said)


def _checked(database: Database, table: NationalTable, **changed: Any) -> NationalCheck:
    asked = CheckNationalTable(table=table, community=LILIN, **changed)
    with database.reading() as session:
        return queries.check(session, STAFF, asked)


def _exported(database: Database, table: NationalTable, **changed: Any) -> NationalRows:
    asked = ExportNationalTable(table=table, community=LILIN, **changed)
    return done(database, operations.export, STAFF, asked)


def _set(database: Database, *columns: NationalColumn, **changed: Any) -> NationalColumns:
    asked = SetNationalColumns(street=STREET, table=_PEOPLE, columns=list(columns), **changed)
    return done(database, operations.set_columns, _OFFICER, asked)


def _column(field: NationalField, heading: str, **changed: Any) -> NationalColumn:
    return NationalColumn(field=field, heading=heading, **changed)


def test_who_has_not_agreed_or_has_no_number_stays_here_and_is_named(volunteers: Database) -> None:
    ready = _active(volunteers, national_number=_NUMBER)
    _agreed(volunteers, ready, _consent(volunteers))
    without_consent = _active(volunteers, name="王明", national_number="4403057654321")
    without_number = _active(volunteers, name="李建华")
    _agreed(volunteers, without_number, _consent(volunteers))

    found = _checked(volunteers, _PEOPLE)
    sent = _exported(volunteers, _PEOPLE)

    assert (found.ready, found.refused) == (1, 2)
    assert [(one.id, one.name, one.column, one.fault.value) for one in found.faults] == [
        (without_consent.id, "王*", "", "consent_missing"),
        (without_number.id, "李*", "志愿者编号", "value_missing"),
    ]
    [row] = sent.rows
    assert dict(zip(sent.headings, row.cells, strict=True)) == {
        "志愿者编号": _NUMBER,
        "姓名": "陈秀英",
        "联系电话": "13800138000",
        "年龄段": "成年",
        "注册日期": day_of(clock.now()).isoformat(),
        "社区代码": LILIN,
    }


def test_each_person_in_the_table_sees_who_fetched_it_and_why(volunteers: Database) -> None:
    """A trial shows nobody's details, so nobody is told of it; others are not told at all."""
    sent, other = _active(volunteers, national_number=_NUMBER), _active(volunteers, name="王明")
    _agreed(volunteers, sent, _consent(volunteers))
    _checked(volunteers, _PEOPLE)
    with volunteers.reading() as session:
        before = session.scalars(sa.select(Disclosure)).all()

    _exported(volunteers, _PEOPLE)

    with volunteers.reading() as session:
        [use] = told(session, person_of(volunteers, sent))
        [row] = session.scalars(sa.select(Disclosure)).all()
        none = told(session, person_of(volunteers, other))
    assert (before, none) == ([], [])
    assert (use.seen, use.purpose_zh) == (
        ["name", "phone", "national_number"],
        "报送全国志愿服务信息系统",
    )
    assert (row.account, row.role) == (STAFF.account, "workstation_staff")


def test_a_withdrawn_consent_counts_no_more(volunteers: Database) -> None:
    receipt, consent_id = _active(volunteers, national_number=_NUMBER), _consent(volunteers)
    _agreed(volunteers, receipt, consent_id)
    before = _checked(volunteers, _PEOPLE).ready

    withdrawn(volunteers, consent_id)

    assert (before, _checked(volunteers, _PEOPLE).ready) == (1, 0)
    assert _exported(volunteers, _PEOPLE).rows == []


@pytest.mark.one_database
def test_a_consent_of_one_person_sends_no_other(volunteers: Database) -> None:
    mine, consent_id = _active(volunteers), _consent(volunteers)
    _agreed(volunteers, mine, consent_id)
    theirs = _active(volunteers, name="王明", phone="13800138077")

    refusal = refused(_agreed, volunteers, theirs, consent_id)

    assert field_of(refusal) == ("national_consent_id", "no_consent")
    _agreed(volunteers, mine, consent_id)


@pytest.mark.one_database
def test_a_consent_of_elsewhere_or_to_something_else_is_not_taken(volunteers: Database) -> None:
    receipt = _active(volunteers)
    wrong = [
        _consent(volunteers, YUELIANGWAN),
        _consent(volunteers, purpose=Purpose.PUBLISH_NAME),
        new_id(),
    ]

    with volunteers.writing() as session:
        found = [
            refused(
                registrations.change,
                session,
                STAFF,
                ChangeVolunteer(registration_id=receipt.id, national_consent_id=one),
            )
            for one in wrong
        ]

    assert [field_of(one) for one in found] == [("national_consent_id", "no_consent")] * 3


def test_counted_hours_of_a_period_are_sent_once_each(volunteers: Database) -> None:
    """What waits to be counted is not there, nor what was served on other days."""
    receipt = _active(volunteers, national_number=_NUMBER)
    _agreed(volunteers, receipt, _consent(volunteers))
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    waiting = _checked(volunteers, _HOURS)
    [served] = hours_of(volunteers, activity)
    counted(volunteers, served)
    day = served.served_on
    before = day - dt.timedelta(days=1)

    sent = _exported(volunteers, _HOURS, served_from=day, served_to=day)
    earlier = _checked(volunteers, _HOURS, served_to=before)

    [row] = sent.rows
    assert (waiting.ready, waiting.refused, earlier.ready) == (0, 0, 0)
    assert dict(zip(sent.headings, row.cells, strict=True)) == {
        "志愿者编号": _NUMBER,
        "姓名": "陈秀英",
        "服务项目": activity.title,
        "服务类别": "消防安全",
        "服务日期": day.isoformat(),
        "服务时间（小时）": "3.00",
    }
    with volunteers.reading() as session:
        asked = CheckNationalTable(table=_HOURS, community=LILIN, served_from=day, served_to=before)
        refusal = refused(queries.check, session, STAFF, asked)
    assert field_of(refusal) == ("served_to", "before_beginning")


def test_the_street_sets_columns_and_codes(volunteers: Database) -> None:
    """A word without a code, and what is too long there, are named; unneeded cells stay empty."""
    adult = _active(volunteers, name="欧阳建国")
    _agreed(volunteers, adult, _consent(volunteers))
    minor = _active(
        volunteers,
        name="王明",
        age_group=AgeGroup.AGED_14_TO_17,
        minor_until_year=2030,
        guardian_name="王建国",
        guardian_phone="13900139000",
    )
    _agreed(volunteers, minor, _consent(volunteers))
    with volunteers.reading() as session:
        asked = ShowNationalColumns(street=STREET, table=_PEOPLE)
        usual = queries.show(session, STAFF, asked)

    _set(
        volunteers,
        _column(NationalField.NAME, "XM", is_needed=True, longest=3),
        _column(NationalField.NATIONAL_NUMBER, "BH"),
    )
    short = _checked(volunteers, _PEOPLE)
    codes = [NationalCode(word="adult", code="1")]
    own = _set(
        volunteers,
        _column(NationalField.NAME, "XM", is_needed=True),
        _column(NationalField.NATIONAL_NUMBER, "BH"),
        _column(NationalField.AGE_GROUP, "NL", codes=codes),
        expected_version=1,
    )
    coded = _checked(volunteers, _PEOPLE)
    sent = _exported(volunteers, _PEOPLE)

    assert (usual.version, own.version) == (0, 2)
    assert [(one.id, one.column, one.fault.value) for one in short.faults] == [
        (adult.id, "XM", "too_long")
    ]
    assert [(one.id, one.column, one.fault.value) for one in coded.faults] == [
        (minor.id, "NL", "code_missing")
    ]
    assert (sent.headings, [one.cells for one in sent.rows]) == (
        ["XM", "BH", "NL"],
        [["欧阳建国", "", "1"]],
    )


@pytest.mark.one_database
def test_columns_that_cannot_be_are_refused_by_their_place(volunteers: Database) -> None:
    name = _column(NationalField.NAME, "姓名")
    twice = [NationalCode(word="adult", code="1"), NationalCode(word="adult", code="2")]
    wrong = {
        ("columns.1.heading", "twice"): [name, _column(NationalField.PHONE, "姓名")],
        ("columns.0.field", "not_in_table"): [_column(NationalField.MINUTES, "分钟")],
        ("columns.0.codes.1.word", "twice"): [
            _column(NationalField.AGE_GROUP, "年龄", codes=twice)
        ],
    }

    for expected, columns in wrong.items():
        asked = SetNationalColumns(street=STREET, table=_PEOPLE, columns=columns)
        with volunteers.writing() as session:
            refusal = refused(operations.set_columns, session, _OFFICER, asked)
        assert isinstance(refusal, Invalid)
        assert field_of(refusal) == expected


@pytest.mark.one_database
def test_only_the_street_sets_columns_and_only_the_workstation_fetches(
    volunteers: Database,
) -> None:
    columns = [_column(NationalField.NAME, "姓名")]
    asked = SetNationalColumns(street=STREET, table=_PEOPLE, columns=columns)
    late = SetNationalColumns(street=STREET, table=_PEOPLE, columns=columns, expected_version=4)
    fetched = ExportNationalTable(table=_PEOPLE, community=LILIN)
    tried = CheckNationalTable(table=_PEOPLE, community=LILIN)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)

    with volunteers.writing() as session:
        assert isinstance(refused(operations.set_columns, session, STAFF, asked), Forbidden)
        assert isinstance(
            refused(operations.set_columns, session, _OFFICER, late), PreconditionFailed
        )
        for stranger in (elsewhere, COMMISSIONER):
            found = refused(operations.export, session, stranger, fetched)
            assert isinstance(found, NotFound)
        assert isinstance(refused(queries.check, session, elsewhere, tried), NotFound)
