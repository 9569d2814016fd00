"""A clerk signs a volunteer up by the number of the registration."""

from __future__ import annotations

import pytest

from contracts.volunteers.sign_ups import RecordSignUp
from contracts.volunteers.words import SignUpState
from runtime.database import Database
from services.volunteers.sign_ups import operations
from tests.builders import STAFF, YUELIANGWAN, done, field_of, refused
from tests.services.volunteers.serving import a_team, person_of, published, registered
from vocabulary.problems import NotFound, Problem

pytestmark = pytest.mark.one_database


def test_the_number_names_the_person_however_it_is_written(volunteers: Database) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    written = receipt.number.replace("〔", "[").replace("〕", "]")

    made = done(
        volunteers,
        operations.record,
        STAFF,
        RecordSignUp(shift_id=activity.shifts[0].id, number=written),
    )

    assert made.volunteer_id == person_of(volunteers, receipt)
    assert made.state is SignUpState.CONFIRMED


def test_a_number_of_elsewhere_and_none_at_all_are_refused(volunteers: Database) -> None:
    """A number of another community reveals nothing of the person who has it there."""
    registered(volunteers)
    elsewhere = registered(volunteers, phone="13900139000", community=YUELIANGWAN)
    also_there = registered(volunteers, phone="13900139001", community=YUELIANGWAN)
    shift_id = published(volunteers, a_team(volunteers)).shifts[0].id
    assert elsewhere.number != also_there.number

    def refusal(number: str | None) -> Problem:
        wanted = RecordSignUp(shift_id=shift_id, number=number)
        with volunteers.writing() as session:
            return refused(operations.record, session, STAFF, wanted)

    assert isinstance(refusal(also_there.number), NotFound)
    assert field_of(refusal(None)) == ("number", "person_missing")
