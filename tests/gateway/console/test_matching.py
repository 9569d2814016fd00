"""Looking for people by skill and free time, and the committee's overview of all teams."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from contracts.recruitment.words import PostCategory
from contracts.volunteers.catalogue import Catalogue, CatalogueEntryView, ShowCatalogue
from contracts.volunteers.matching import (
    Match,
    MatchesOfTeams,
    MatchTeams,
    MatchVolunteers,
    ReasonOfMatch,
    TeamMatches,
)
from contracts.volunteers.teams import ShowTeam
from contracts.volunteers.words import CatalogueKind, FreeTime, MatchReason
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import wrong_field


def _some(answer: type[Any], **changes: Any) -> Any:
    return dataclasses.replace(an_answer(answer), **changes)


@pytest.fixture
def house(quick_house: House) -> House:
    """A team, somebody who suits it, and a catalogue with one skill."""
    answers: dict[Any, Any] = quick_house.gateway.services.answers
    answers.update(everything())
    skill = _some(
        CatalogueEntryView,
        kind=CatalogueKind.SKILL,
        code="first_aid",
        name_zh="急救",
        categories=[],
    )
    why = [ReasonOfMatch(reason=MatchReason.CATEGORY, points=3)]
    match = _some(Match, name="陈*", number="〔2026〕12", reasons=why)
    team = _some(
        TeamMatches, team="荔林消防团队", category=PostCategory.FIRE_SAFETY, matches=[match]
    )
    alone = _some(TeamMatches, team="荔林调解团队", category=PostCategory.OTHER, matches=[])
    answers |= {
        ShowCatalogue: Catalogue(items=[skill]),
        ShowTeam: dataclasses.replace(answers[ShowTeam], possible=["memberships"]),
        MatchTeams: MatchesOfTeams(community=DENGLIANG, teams=[team, alone]),
    }
    return quick_house


@pytest.fixture
def committee(house: House) -> Visitor:
    """Somebody of the party committee, at the desk."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("committee", Role.PARTY_COMMITTEE))
    return visitor


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


def test_the_committee_sees_all_teams_with_those_who_suit_and_why(
    house: House, committee: Visitor
) -> None:
    page = committee.opens("/desk/teams/matching?skill=first_aid&free_time=saturday")

    [asked] = _asked(house, MatchTeams)
    assert (asked.skill, asked.free_time) == ("first_aid", [FreeTime.SATURDAY])
    for said in ("消防安全", "荔林消防团队", "陈*", "〔2026〕12", "+3", "急救"):
        assert said in page.words
    assert "荔林调解团队 现在没有可以邀请的义工。" in page.words
    assert page.words.count("年龄、性别、户籍都不参与") == 1


def test_a_team_is_narrowed_by_skill_and_free_time(house: House, committee: Visitor) -> None:
    answers: dict[Any, Any] = house.gateway.services.answers
    team = answers[ShowTeam]

    page = committee.opens(f"/desk/teams/{team.id}?skill=first_aid&free_time=saturday,sunday")

    [asked] = _asked(house, MatchVolunteers)
    assert (asked.skill, asked.free_time) == ("first_aid", [FreeTime.SATURDAY, FreeTime.SUNDAY])
    assert "按技能和时间找" in page.words


def test_what_cannot_be_looked_for_is_told_beside_the_question(
    house: House, committee: Visitor
) -> None:
    house.gateway.services.answers[MatchTeams] = wrong_field(
        "skill", "too_long", zh="请改短。", en="Too long."
    )

    page = committee.opens("/desk/teams/matching?skill=x")

    assert page.status == 422
    assert "请改短。" in page.words
