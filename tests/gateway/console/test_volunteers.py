"""Volunteers on pages: registering, the register at the desk, and the table of many."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from pathlib import Path
from typing import Any, cast

import pytest

from contracts.volunteers.contests import (
    ContestPage,
    ContestView,
    CorrectContestResult,
    ListContests,
)
from contracts.volunteers.group_documents import (
    GroupDocumentVersion,
    GroupDocumentView,
    ReviseGroupDocument,
    ShowGroupDocument,
)
from contracts.volunteers.groups import GroupView, ShowGroup
from contracts.volunteers.imports import ImportVolunteers, RowFault, VolunteerImport
from contracts.volunteers.reminders import (
    ListVolunteerReminders,
    VolunteerReminder,
    VolunteerReminders,
)
from contracts.volunteers.trainings import ListVolunteerTrainings, VolunteerTrainings
from contracts.volunteers.volunteers import (
    ListVolunteers,
    OwnRegistration,
    OwnVolunteer,
    RegisterVolunteer,
    ShowOwnVolunteer,
    ShowVolunteer,
    VolunteerPage,
    VolunteerReceipt,
    VolunteerView,
)
from contracts.volunteers.words import AgeGroup, RegisteredHow, RegistrationState, ReminderKind
from tests.gateway.answers import APPEAL, MOMENT, a_code, everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import SECRET
from tests.gateway.house import House
from vocabulary.actors import Role

_COMMUNITY = "440305007003"
_ONE = f"/desk/volunteers/{APPEAL}"


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    view = _view()
    answers |= {
        ShowVolunteer: view,
        ListVolunteers: VolunteerPage(items=[view]),
        ListVolunteerTrainings: VolunteerTrainings(skills_today=["first_aid"], items=[]),
    }
    return quick_house


def _view() -> VolunteerView:
    return VolunteerView(
        id=APPEAL,
        volunteer_id=APPEAL,
        number="〔2026〕12",
        community=_COMMUNITY,
        state=RegistrationState.APPLIED,
        possible=["meeting", "details", "trainings", "leaving"],
        how=RegisteredHow.WEB,
        name="陈*英",
        phone="138****8000",
        age_group=AgeGroup.ADULT,
        skills=["first_aid"],
        interests=[],
        free_times=[],
        applied_at=MOMENT,
        version=1,
        has_national_number=False,
        wants_notices=False,
        history=[],
    )


def _clerk(house: House) -> Visitor:
    visitor = Visitor(house.gateway.app)
    person = house.person("clerk", Role.WORKSTATION_STAFF, _COMMUNITY)
    assert visitor.signs_in(person).status == 303
    return visitor


def test_a_resident_registers_and_gets_the_code(house: House) -> None:
    """No identity card number and no birthday is asked for."""
    code = a_code(SECRET)
    own = OwnRegistration(
        id=APPEAL,
        number="〔2026〕12",
        community=_COMMUNITY,
        state=RegistrationState.APPLIED,
        applied_at=MOMENT,
    )
    house.gateway.services.answers |= {
        RegisterVolunteer: VolunteerReceipt(id=APPEAL, number="〔2026〕12", code=code),
        ShowOwnVolunteer: OwnVolunteer(
            name="陈*英",
            phone="138****8000",
            age_group=AgeGroup.ADULT,
            skills=[],
            interests=[],
            free_times=[],
            registrations=[own],
            wants_notices=True,
        ),
    }
    visitor = Visitor(house.gateway.app)
    page = visitor.opens(f"/communities/{_COMMUNITY}/volunteers/new")

    sent = visitor.sends(page, name="陈秀英", phone="13800138000", age_group="adult")
    receipt = visitor.follows(sent)

    [asked] = [
        one.request
        for one in house.gateway.services.asked
        if isinstance(one.request, RegisterVolunteer)
    ]
    assert (page.status, sent.status, receipt.status) == (200, 303, 200)
    assert (asked.name, asked.community) == ("陈秀英", _COMMUNITY)
    assert code in receipt.words
    assert "〔2026〕12" in receipt.words
    assert not {"id_number", "birthday"} & set(page.form().fields)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/desk/volunteers", "陈*英"),
        ("/desk/volunteers/new", "登记义工"),
        (_ONE, "见面"),
        ("/desk/volunteers/import", "名册"),
    ],
)
def test_the_desk_opens(house: House, path: str, said: str) -> None:
    page = _clerk(house).opens(path)

    assert page.status == 200
    assert said in page.words


def test_a_table_is_looked_at_before_it_is_imported(house: House) -> None:
    """Faults stand by line; another file than the one looked at is only tried again."""
    fault = RowFault(line=3, column="phone", fault="x", zh="必须是电话号码。", en="A phone.")
    done: dict[str, Any] = {
        "added": 2, "unchanged": 0, "changes": [], "faulty": 1, "faults": [fault],
    }  # fmt: skip
    answers, asked = house.gateway.services.answers, house.gateway.services.asked
    answers[ImportVolunteers] = VolunteerImport(is_check=True, **done)
    clerk = _clerk(house)
    table = "姓名,电话,年龄段\n陈秀英,13800138000,成年\n".encode()

    def sends(page: Any, content: bytes) -> Any:
        file = (io.BytesIO(content), "名册.csv", "application/vnd.ms-excel")
        return clerk.sends(page, community=_COMMUNITY, file=file)

    def checks() -> list[bool]:
        return [one.request.check for one in asked if isinstance(one.request, ImportVolunteers)]

    preview = sends(clerk.opens("/desk/volunteers/import"), table)
    again = sends(preview, table + "王明,13900139000,成年\n".encode())
    sends(preview, table)

    assert (preview.status, again.status) == (200, 200)
    assert "电话：必须是电话号码。" in preview.words
    assert checks() == [True, True, False]


def test_files_to_look_through_are_a_tab_of_those_who_manage_groups(house: House) -> None:
    reader = Visitor(house.gateway.app)
    reader.signs_in(house.person("reads", Role.PARTY_COMMITTEE, _COMMUNITY))

    assert "文件待核对" in _clerk(house).opens("/desk/groups").words
    assert "文件待核对" not in reader.opens("/desk/groups").words


def test_forms_of_a_groups_words_carry_the_groups_version(house: House) -> None:
    """One that was opened before an erased name was struck is refused, and brings no name back."""
    answers = house.gateway.services.answers
    group = dataclasses.replace(cast("Any", an_answer(GroupView)), id=APPEAL, version=7)
    contest = dataclasses.replace(cast("Any", an_answer(ContestView)), id=APPEAL, possible=["edit"])
    document = dataclasses.replace(
        cast("Any", an_answer(GroupDocumentView)),
        id=APPEAL,
        possible=["versions"],
        versions=[an_answer(GroupDocumentVersion)],
    )
    answers |= {
        ShowGroup: group,
        ListContests: ContestPage(items=[contest]),
        CorrectContestResult: contest,
        ShowGroupDocument: document,
        ReviseGroupDocument: document,
    }
    clerk = _clerk(house)

    clerk.sends(
        clerk.opens(f"/desk/groups/{APPEAL}/contests/{APPEAL}"), deed="correct_contest_result"
    )
    clerk.sends(
        clerk.opens(f"/desk/groups/{APPEAL}/documents/{APPEAL}"),
        deed="revise_group_document",
        adopted_on="2026-05-04",
        text="会长***。",
        change="划去姓名。",
    )

    told = [
        one.request.expected_version
        for one in house.gateway.services.asked
        if isinstance(one.request, CorrectContestResult | ReviseGroupDocument)
    ]
    assert told == [7, 7]


def test_today_names_volunteers_who_wait(house: House) -> None:
    reminder = VolunteerReminder(
        registration_id=APPEAL,
        number="〔2026〕12",
        community=_COMMUNITY,
        name="陈*英",
        kind=ReminderKind.UNANSWERED,
        due_on=dt.date(2026, 5, 4),
    )
    due = VolunteerReminders(items=[reminder], groups_to_check=2)
    house.gateway.services.answers[ListVolunteerReminders] = due

    page = _clerk(house).opens("/desk/today")

    assert "陈*英" in page.words
    assert "14 天还没有见面" in page.words
    assert _ONE in page.links
    assert "/desk/groups?tab=files" in page.links
