"""Possible successors on pages: a person says yes, the committee reads. R46."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from contracts.volunteers.succession import (
    ChooseOwnSuccession,
    ListSuccessors,
    ShowOwnSuccession,
    SuccessionWish,
    Successor,
    SuccessorGround,
    SuccessorList,
)
from contracts.volunteers.teams import ShowTeam
from contracts.volunteers.words import SuccessorReason
from tests.gateway.answers import APPEAL, a_code, everything
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import SECRET
from tests.gateway.house import House
from vocabulary.actors import Role


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.mark.parametrize("wish", [True, False])
def test_a_volunteer_says_yes_and_takes_it_back(house: House, *, wish: bool) -> None:
    here = f"/volunteers/{a_code(SECRET)}/succession"
    answers: dict[Any, Any] = house.gateway.services.answers
    answers[ShowOwnSuccession] = SuccessionWish(may_succeed=False)
    visitor = Visitor(house.gateway.app)
    page = visitor.opens(here)

    sent = visitor.sends(page, {"may_succeed": "true"} if wish else {})

    asked = [
        one.request
        for one in house.gateway.services.asked
        if isinstance(one.request, ChooseOwnSuccession)
    ]
    assert ([one.may_succeed for one in asked], sent.leads_to) == ([wish], here)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_committee_reads_who_could_follow_and_why(house: House, language: str) -> None:
    answers: dict[Any, Any] = house.gateway.services.answers
    answers[ShowTeam] = dataclasses.replace(answers[ShowTeam], possible=["memberships"])
    ground = SuccessorGround(reason=SuccessorReason.LED, since=dt.date(2013, 5, 4))
    answers[ListSuccessors] = SuccessorList(
        items=[
            Successor(
                volunteer_id=APPEAL,
                registration_id=APPEAL,
                number="〔2026〕12",
                name="陈**",
                grounds=[ground],
            )
        ]
    )
    committee = Visitor(house.gateway.app)
    committee.signs_in(house.person("committee", Role.PARTY_COMMITTEE))
    committee.opens(f"/reading?language={language}")

    page = committee.opens(f"/desk/teams/{APPEAL}")

    assert page.status == 200, page.answer.text
    assert "陈**" in page.words
    assert "2013-05-04" in page.words
    assert f"/desk/volunteers/{APPEAL}" in page.links
