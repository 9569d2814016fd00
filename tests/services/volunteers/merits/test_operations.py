"""Honours and evaluations in a volunteer's record, on both databases. 条例 art. 19."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.volunteers.doubles import MergeVolunteers
from contracts.volunteers.merits import (
    ListVolunteerMerits,
    OwnRecord,
    RecordVolunteerMerit,
    RemoveVolunteerMerit,
    ShowOwnRecord,
    VolunteerMerits,
)
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.volunteers import (
    LeaveVolunteers,
    ShowVolunteer,
    VolunteerReceipt,
    VolunteerView,
)
from contracts.volunteers.words import MeritKind
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.doubles import operations as doubles
from services.volunteers.merits import operations, queries
from services.volunteers.own_data import operations as erasing
from services.volunteers.own_data import queries as own_data
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from tests.audit.records import rows
from tests.builders import COMMISSIONER, DENGLIANG, STAFF, an_actor, field_of, refused
from tests.services.volunteers.serving import registered
from vocabulary.actors import RESIDENT, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound

_PHONE = "13800138000"


def _merit(registration_id: UUID, **changed: Any) -> RecordVolunteerMerit:
    told: dict[str, Any] = {
        "kind": MeritKind.EVALUATION,
        "title": "全年服务",
        "given_by": "消防团队",
        "given_on": day_of(clock.now()),
        "words": "从不缺席。",
    }
    return RecordVolunteerMerit(registration_id=registration_id, **told | changed)


def _recorded(database: Database, registration_id: UUID, **changed: Any) -> VolunteerMerits:
    with database.writing() as session:
        return operations.record(session, STAFF, _merit(registration_id, **changed))


def _own(database: Database, receipt: VolunteerReceipt) -> OwnRecord:
    with database.reading() as session:
        return queries.own(session, ShowOwnRecord(code=receipt.code))


def _shown(database: Database, receipt: VolunteerReceipt) -> VolunteerView:
    with database.reading() as session:
        return register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))


def _removal(receipt: VolunteerReceipt, merit_id: UUID) -> RemoveVolunteerMerit:
    return RemoveVolunteerMerit(
        registration_id=receipt.id, merit_id=merit_id, reason="登记错了人。"
    )


def test_the_person_sees_what_is_recorded_in_the_copy_too_until_it_is_erased(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)
    _recorded(volunteers, receipt.id)
    earlier = day_of(clock.now()) - dt.timedelta(days=40)
    honour = {"kind": MeritKind.HONOUR, "title": "优秀义工", "given_by": "街道党工委"}
    made = _recorded(volunteers, receipt.id, **honour, given_on=earlier, words=None)
    assert [(one.kind, one.words) for one in made.items] == [
        (MeritKind.EVALUATION, "从不缺席。"),
        (MeritKind.HONOUR, None),
    ]
    with volunteers.reading() as session:
        asked = ExportOwnVolunteer(code=receipt.code, phone=_PHONE)
        copy = own_data.copy_of(session, asked)
    assert _own(volunteers, receipt).merits == copy.merits == made.items

    with volunteers.writing() as session:
        wish = EraseOwnVolunteer(code=receipt.code, phone=_PHONE)
        erasing.erase_own(session, RESIDENT, wish)
    assert _own(volunteers, receipt).merits == []
    for told in ("优秀义工", "街道党工委", "全年服务", "从不缺席。"):
        assert told not in str(rows(volunteers, "merit")), told


def test_a_wrong_one_is_taken_out_and_the_history_says_why(volunteers: Database) -> None:
    receipt = registered(volunteers)
    before = _shown(volunteers, receipt)
    [merit] = _recorded(volunteers, receipt.id).items
    other = registered(volunteers, name="王芳", phone="13900139000")

    with volunteers.writing() as session:
        elsewhere = refused(operations.remove, session, STAFF, _removal(other, merit.id))
    with volunteers.writing() as session:
        operations.remove(session, STAFF, _removal(receipt, merit.id))
    after = _shown(volunteers, receipt)
    with volunteers.writing() as session:
        twice = refused(operations.remove, session, STAFF, _removal(receipt, merit.id))

    assert isinstance(elsewhere, NotFound)
    assert isinstance(twice, NotFound)
    assert "merits" in before.possible
    assert not {"merit-removals"} & {*before.possible, *after.possible}
    assert [(one.what, one.note) for one in after.history[-2:]] == [
        ("merit_recorded", None),
        ("merit_removed", "登记错了人。"),
    ]
    assert _own(volunteers, receipt).merits == []


@pytest.mark.one_database
def test_a_wrong_one_is_taken_out_after_the_person_left(volunteers: Database) -> None:
    receipt = registered(volunteers)
    [merit] = _recorded(volunteers, receipt.id).items
    with volunteers.writing() as session:
        registrations.leave(session, STAFF, LeaveVolunteers(registration_id=receipt.id))
    left = _shown(volunteers, receipt)
    with volunteers.writing() as session:
        operations.remove(session, STAFF, _removal(receipt, merit.id))
    late = refused(_recorded, volunteers, receipt.id)

    assert "merit-removals" in left.possible
    assert "merit-removals" not in _shown(volunteers, receipt).possible
    assert late.status == 409
    assert _own(volunteers, receipt).merits == []


@pytest.mark.one_database
def test_what_is_to_come_says_nothing_or_is_of_elsewhere_is_refused(volunteers: Database) -> None:
    receipt = registered(volunteers)

    def attempt(actor: Any = STAFF, **changed: Any) -> Any:
        with volunteers.writing() as session:
            return refused(operations.record, session, actor, _merit(receipt.id, **changed))

    tomorrow = day_of(clock.now()) + dt.timedelta(days=1)
    assert field_of(attempt(given_on=tomorrow)) == ("given_on", "in_the_future")
    assert field_of(attempt(words=None)) == ("words", "words_missing")
    assert isinstance(attempt(an_actor(Role.WORKSTATION_STAFF, DENGLIANG)), NotFound)
    assert isinstance(attempt(COMMISSIONER), Forbidden)
    with volunteers.reading() as session:
        asked = ListVolunteerMerits(registration_id=receipt.id)
        # What somebody said of a person is for those who keep the record, and for the person.
        assert isinstance(refused(queries.of_registration, session, COMMISSIONER, asked), NotFound)
        unknown = ListVolunteerMerits(registration_id=new_id())
        assert isinstance(refused(queries.of_registration, session, STAFF, unknown), NotFound)


def test_two_registrations_of_one_person_bring_both_records_together(volunteers: Database) -> None:
    kept = registered(volunteers)
    other = registered(volunteers, name="陈秀瑛")
    _recorded(volunteers, kept.id)
    _recorded(volunteers, other.id, title="社区比赛")
    merging = MergeVolunteers(kept_registration_id=kept.id, other_registration_id=other.id)
    with volunteers.writing() as session:
        doubles.merge(session, STAFF, merging)
    titles = {one.title for one in _own(volunteers, other).merits}
    assert titles == {"全年服务", "社区比赛"}
