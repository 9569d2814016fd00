"""Links into a team on pages: made and withdrawn by a commissioner, opened by a resident. R43."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from contracts.volunteers.invitations import (
    InvitationList,
    JoinByInvitation,
    ListInvitations,
    MakeInvitation,
    RegisterByInvitation,
    ShowInvitation,
    WithdrawInvitation,
)
from contracts.volunteers.memberships import ListMemberships, MembershipPage, ShowMembership
from contracts.volunteers.volunteers import MeetVolunteer, VolunteerReceipt
from contracts.volunteers.words import MembershipState
from tests.gateway.answers import APPEAL, a_code, everything
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, SECRET
from tests.gateway.house import House
from vocabulary.problems import WrongState
from vocabulary.tracking import code_from

_LINK, _CODE = code_from(b"of a link into a team", SECRET), a_code(SECRET)
_OPENED, _DESK = f"/invitations/{_LINK}", f"/desk/teams/{APPEAL}/invitations"


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    answers: dict[Any, Any] = quick_house.gateway.services.answers
    answers.update(everything())
    answers[ShowInvitation] = dataclasses.replace(answers[ShowInvitation], community=DENGLIANG)
    return quick_house


@pytest.fixture
def commissioner(house: House) -> Visitor:
    """A commissioner, signed in."""
    visitor = Visitor(house.gateway.app)
    assert visitor.signs_in(house.person()).status == 303
    return visitor


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


def _answers(house: House) -> dict[Any, Any]:
    return house.gateway.services.answers


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_link_is_shown_once_with_its_code_to_scan(
    house: House, commissioner: Visitor, language: str
) -> None:
    commissioner.opens(f"/reading?language={language}")
    page = commissioner.opens(_DESK)

    made = commissioner.sends(page, deed="make", label="三栋公告栏", days="14")

    [asked] = _asked(house, MakeInvitation)
    assert (asked.label, asked.days) == ("三栋公告栏", 14)
    assert made.status == 200, made.answer.text
    assert f"/invitations/{asked.code}" in made.words
    assert 'class="qr"' in made.answer.text
    assert asked.code not in commissioner.opens(_DESK).answer.text


def test_a_link_is_withdrawn_and_a_person_who_came_is_met(
    house: House, commissioner: Visitor
) -> None:
    answers = _answers(house)
    [link] = answers[ListInvitations].items
    answers[ListInvitations] = InvitationList(
        items=[dataclasses.replace(link, possible=["withdrawal"])]
    )
    waits = dataclasses.replace(
        answers[ShowMembership], state=MembershipState.OFFERED, to_meet=APPEAL
    )
    answers[ListMemberships] = MembershipPage(items=[waits])
    page = commissioner.opens(_DESK)

    withdrawn = commissioner.sends(page, deed="withdrawal")
    met = commissioner.sends(page, deed="meeting")

    assert (withdrawn.leads_to, met.leads_to) == (_DESK, _DESK)
    assert [one.invitation_id for one in _asked(house, WithdrawInvitation)] == [link.id]
    assert [one.registration_id for one in _asked(house, MeetVolunteer)] == [APPEAL]


def test_a_resident_registers_by_the_link_and_gets_the_code(house: House) -> None:
    answers = _answers(house)
    answers[RegisterByInvitation] = VolunteerReceipt(id=APPEAL, number="〔2026〕12", code=_CODE)
    visitor = Visitor(house.gateway.app)
    page = visitor.opens(_OPENED)
    person = {"name": "王芳", "phone": "13900139000", "age_group": "adult"}

    sent = visitor.sends(page, person, deed="registration")

    [asked] = _asked(house, RegisterByInvitation)
    assert (asked.name, asked.invitation) == ("王芳", _LINK)
    assert sent.leads_to == f"/volunteers/{_CODE}"


def test_a_volunteer_comes_by_the_link_with_their_code(house: House) -> None:
    visitor = Visitor(house.gateway.app)
    page = visitor.opens(_OPENED)

    sent = visitor.sends(page, deed="joining", code=_CODE)

    [asked] = _asked(house, JoinByInvitation)
    assert (asked.code, asked.invitation, sent.leads_to) == (_CODE, _LINK, f"/volunteers/{_CODE}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_link_that_is_over_says_what_to_do(house: House, language: str) -> None:
    _answers(house)[ShowInvitation] = WrongState("请向专员要新的链接。", "Ask for a new one.")
    visitor = Visitor(house.gateway.app)
    visitor.opens(f"/reading?language={language}")

    page = visitor.opens(_OPENED)

    assert page.status == 409
    assert ("请向专员要新的链接。" if language == "zh" else "Ask for a new one.") in page.words


def test_a_mistyped_link_is_not_asked_about(house: House) -> None:
    page = Visitor(house.gateway.app).opens("/invitations/7K3M-9QX2-B4TD-1V8H")

    assert page.status == 404
    assert not _asked(house, ShowInvitation)
