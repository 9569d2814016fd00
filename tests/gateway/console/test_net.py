"""The net of a community on its page: a picture, and the same in words. R68."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from contracts.recruitment.words import PostCategory
from contracts.volunteers.net import Net, NetPerson, NetTeam, ShowNet
from contracts.volunteers.words import MembershipKind, Specialty
from gateway.console.net_picture import Branch, picture
from tests.gateway.answers import APPEAL, everything
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    answers: dict[Any, Any] = quick_house.gateway.services.answers
    answers.update(everything())
    people = [
        NetPerson(
            membership_id=APPEAL,
            name="王*",
            kind=MembershipKind.SOCIAL_WORKER,
            specialties=[Specialty.MEDIATION],
            service_centre="荔林党群服务中心",
        ),
        NetPerson(membership_id=APPEAL, name="陈**", kind=MembershipKind.VOLUNTEER),
    ]
    team = NetTeam(
        team_id=APPEAL,
        number="〔2026〕3",
        team="消防<安全>团队",
        category=PostCategory.FIRE_SAFETY,
        member_count=5,
        members=people,
    )
    answers[ShowNet] = Net(community=DENGLIANG, teams=[team], people=5, without_team=7)
    return quick_house


@pytest.mark.parametrize("role", [Role.PARTY_COMMITTEE, Role.WORKSTATION_STAFF, Role.COMMISSIONER])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_net_is_drawn_and_told_in_words(house: House, role: Role, language: str) -> None:
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person(role.value, role, DENGLIANG))
    visitor.opens(f"/reading?language={language}")

    page = visitor.opens("/desk/net")

    assert page.status == 200, page.answer.text
    assert "王*" in page.words
    assert "陈**" in page.words
    assert 'role="img"' in page.answer.text
    assert "style=" not in page.answer.text
    assert "<安全>" not in page.answer.text


def test_each_sign_of_the_picture_lies_within_it() -> None:
    """Also where a team has many people, and a name is long."""
    kinds = [kind.value for kind in MembershipKind] * 40
    drawn = picture(
        "荔林社区综合党委",
        [
            Branch("很长很长很长很长很长很长的名字团队", "专员", kinds, 200),
            Branch("小队", "", [], 0),
        ],
    )

    root = ET.fromstring(str(drawn))  # noqa: S314 - made here
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    signs = [
        (float(one.attrib["cx"]), float(one.attrib["cy"]))
        for one in root.iter()
        if one.attrib.get("class") == "net-volunteer"
    ]
    words = [one for one in root.iter() if one.attrib.get("class", "").startswith("net-")]

    assert signs
    assert all(0 < x < width and 0 < y < height for x, y in signs)
    assert any("+104" in (one.text or "") for one in words)
    assert root.find("title") is not None
