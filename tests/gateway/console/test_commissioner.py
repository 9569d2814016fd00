"""What a commissioner meets on a phone, without a script."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from contracts.appeals.intake import CountAppeals, ListAppeals
from contracts.appeals.receptions import RecordReception
from contracts.volunteers.activities import ListActivities
from contracts.volunteers.matching import MatchVolunteers
from contracts.volunteers.memberships import (
    EndMembership,
    ListMemberships,
    MembershipPage,
    MembershipView,
    OfferMembership,
    ShowMembership,
)
from contracts.volunteers.teams import ListTeams, ShowTeam, TeamPage, TeamView
from contracts.volunteers.words import MembershipKind, MembershipState
from gateway.console import files
from tests.gateway.answers import everything
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House, Person
from vocabulary.actors import Role
from vocabulary.problems import wrong_field


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.fixture
def person(house: House) -> Person:
    """A commissioner of Dengliang."""
    return house.person()


@pytest.fixture
def commissioner(house: House, person: Person) -> Visitor:
    """The same, signed in."""
    visitor = Visitor(house.gateway.app)
    assert visitor.signs_in(person).status == 303
    return visitor


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


@pytest.mark.parametrize(
    "path", ["/desk/mine", "/desk/appeals", "/desk/duty", "/desk/receptions", "/desk/notices"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages(
    commissioner: Visitor, path: str, language: str
) -> None:
    commissioner.opens(f"/reading?language={language}")

    page = commissioner.opens(path)

    assert page.status == 200, page.answer.text
    assert "form-action 'self'" in page.answer.headers["Content-Security-Policy"]


def test_the_day_begins_with_the_own_cases(
    house: House, commissioner: Visitor, person: Person
) -> None:
    page = commissioner.follows(commissioner.opens("/desk"))

    assert page.address == "/desk/mine"
    assert "今日待办" not in page.words
    [counted] = _asked(house, CountAppeals)
    [listed] = _asked(house, ListAppeals)
    assert counted.commissioner == listed.commissioner == str(person.id)


def test_readers_of_receptions_are_not_led_to_the_duty(house: House) -> None:
    reader = Visitor(house.gateway.app)
    reader.signs_in(house.person("committee", Role.PARTY_COMMITTEE))

    page = reader.opens("/desk/receptions")

    assert page.status == 200
    assert "/desk/duty" not in page.answer.text


def test_the_workstation_has_no_page_of_a_commissioner(house: House) -> None:
    clerk = Visitor(house.gateway.app)
    clerk.signs_in(house.person("clerk", Role.WORKSTATION_STAFF, DENGLIANG))

    assert "我的待办" not in clerk.opens("/desk/today").words


def test_a_reception_is_written_down_with_four_answers(house: House, commissioner: Visitor) -> None:
    page = commissioner.opens("/desk/duty")
    assert page.form("/desk/duty").fields["held_at"] == "2013-05-06T09:30"
    assert "commissioner" not in page.form("/desk/duty").names

    typed = {"community": DENGLIANG, "visitors": "7", "channel": "station_duty"}
    done = commissioner.sends(page, typed, action="/desk/duty")

    assert "接待已登记" in commissioner.follows(done).words
    [asked] = _asked(house, RecordReception)
    assert (asked.visitors, asked.community, asked.commissioner) == (7, DENGLIANG, None)


def test_a_refused_reception_keeps_what_was_typed(house: House, commissioner: Visitor) -> None:
    wrong = wrong_field("held_at", "in_the_future", zh="还没有到。", en="Not yet.")
    house.gateway.services.answers[RecordReception] = wrong
    page = commissioner.opens("/desk/duty")

    typed = {"community": DENGLIANG, "visitors": "7", "channel": "home_visit"}
    refused = commissioner.sends(page, typed, action="/desk/duty")

    assert refused.status == 422
    assert "什么时候：还没有到" in refused.words
    assert refused.form("/desk/duty").fields["visitors"] == "7"


def test_the_copy_that_a_phone_keeps_holds_the_form_alone(commissioner: Visitor) -> None:
    """No list, no search, no token: nothing of a resident, and nothing to act with."""
    page = commissioner.opens("/desk/duty?kept=1")

    assert "最近接待" not in page.words
    assert "_csrf" not in page.answer.text
    assert 'action="/desk/search"' not in page.answer.text
    assert 'name="visitors"' in page.answer.text


def test_the_worker_asks_only_ourselves_and_is_asked_for_anew(commissioner: Visitor) -> None:
    answer = commissioner.opens("/worker.js").answer

    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert b"http" not in files.content("worker.js")


def _matches(house: House) -> list[Any]:
    found: Any = house.gateway.services.answers[MatchVolunteers]
    return list(found.items)


def _leads(house: House) -> tuple[TeamView, MembershipView]:
    """A team that the caller leads, and one of its members."""
    answers: dict[Any, Any] = house.gateway.services.answers
    team = dataclasses.replace(answers[ShowTeam], possible=["memberships"])
    facts: dict[str, Any] = {"state": MembershipState.ACCEPTED, "began_on": dt.date(2013, 5, 4)}
    member = dataclasses.replace(answers[ShowMembership], **facts, possible=["ending"])
    answers[ShowTeam] = team
    answers[ListTeams] = TeamPage(items=[team], next_cursor=None)
    answers[ListMemberships] = MembershipPage(items=[member], next_cursor=None)
    return team, member


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_the_team_shows_people_plans_and_hours(
    house: House, commissioner: Visitor, person: Person, language: str
) -> None:
    commissioner.opens(f"/reading?language={language}")

    page = commissioner.opens("/desk/team")

    assert page.status == 200, page.answer.text
    [listed] = _asked(house, ListTeams)
    own, of_team = _asked(house, ListMemberships)
    assert listed.commissioner == own.account == person.id
    assert of_team.team_id is not None
    # What comes next stands first.
    assert [one.sort for one in _asked(house, ListActivities)] == ["starts_at"]


def test_a_commissioner_offers_a_place_and_ends_a_membership_with_a_reason(
    house: House, commissioner: Visitor
) -> None:
    team, membership = _leads(house)
    page = commissioner.opens("/desk/team")
    offer = {"volunteer_id": str(membership.volunteer_id)}

    offered = commissioner.sends(page, offer | {"kind": "social_worker"}, deed="offer")
    ended = commissioner.sends(page, deed="ending", reason="搬离社区。")

    assert (offered.leads_to, ended.leads_to) == ("/desk/team", "/desk/team")
    [asked] = _asked(house, OfferMembership)
    assert (asked.team_id, asked.volunteer_id, asked.kind) == (
        team.id,
        membership.volunteer_id,
        MembershipKind.SOCIAL_WORKER,
    )
    [left] = _asked(house, EndMembership)
    assert (left.membership_id, left.reason) == (membership.id, "搬离社区。")


def test_a_refused_offer_stands_beside_its_question(house: House, commissioner: Visitor) -> None:
    _leads(house)
    page = commissioner.opens("/desk/team")
    house.gateway.services.answers[OfferMembership] = wrong_field(
        "volunteer_id", "not_registered_here", zh="不在册。", en="Not registered."
    )

    [match] = _matches(house)
    refused = commissioner.sends(page, deed="offer", volunteer_id=str(match.volunteer_id))

    assert (refused.status, "不在册。" in refused.words) == (422, True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_committee_sees_teams_by_category_and_offers_to_those_who_suit(
    house: House, language: str
) -> None:
    committee = Visitor(house.gateway.app)
    committee.signs_in(house.person("committee", Role.PARTY_COMMITTEE))
    committee.opens(f"/reading?language={language}")
    team, _ = _leads(house)
    [match] = _matches(house)

    listed = committee.opens("/desk/teams")
    page = committee.opens(f"/desk/teams/{team.id}")
    offer = {"volunteer_id": str(match.volunteer_id)}
    offered = committee.sends(page, offer, deed="offer")

    assert f"/desk/teams/{team.id}" in listed.links
    assert page.status == 200, page.answer.text
    assert offered.leads_to == f"/desk/teams/{team.id}"
    [asked] = _asked(house, OfferMembership)
    assert asked.volunteer_id == match.volunteer_id
