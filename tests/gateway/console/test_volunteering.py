"""What volunteers without an account meet on their pages: offers, teams, hours, own data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.words import PostCategory
from contracts.volunteers.hours import HoursView, ListOwnHours, OwnHours
from contracts.volunteers.memberships import (
    AcceptOwnMembership,
    DeclineOwnMembership,
    LeaveOwnMembership,
    ListOwnMemberships,
    MembershipView,
    OwnMemberships,
)
from contracts.volunteers.own_data import EraseOwnVolunteer
from contracts.volunteers.words import HoursState, MembershipKind, MembershipState
from runtime.identifiers import new_id
from tests.gateway.answers import MOMENT, a_code, answering_gateway
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, SECRET, Gateway
from vocabulary.problems import Forbidden

_CODE = a_code(SECRET)
_HERE = f"/volunteers/{_CODE}"


@pytest.fixture
def gateway() -> Gateway:
    """A gateway behind which everything answers."""
    return answering_gateway()


@pytest.fixture
def volunteer(gateway: Gateway) -> Visitor:
    """Somebody with a code."""
    return Visitor(gateway.app)


def _membership(state: MembershipState, team: str, *possible: str) -> MembershipView:
    has_begun = state in {MembershipState.ACCEPTED, MembershipState.ENDED}
    return MembershipView(
        id=new_id(),
        team_id=new_id(),
        team=team,
        community=DENGLIANG,
        volunteer_id=new_id(),
        name="陈*",
        kind=MembershipKind.VOLUNTEER,
        state=state,
        offered_at=MOMENT,
        answer_by=dt.date(2013, 5, 18),
        began_on=dt.date(2013, 5, 4) if has_begun else None,
        version=3,
        possible=list(possible),
    )


def _sent(gateway: Gateway, kind: type[Any]) -> list[Any]:
    return [one.request for one in gateway.services.asked if isinstance(one.request, kind)]


def test_a_volunteer_answers_an_offer_and_leaves_a_team_by_code(
    gateway: Gateway, volunteer: Visitor
) -> None:
    offer = _membership(MembershipState.OFFERED, "消防团队", "acceptance", "refusal")
    team = _membership(MembershipState.ACCEPTED, "宠物团队", "ending")
    gateway.services.answers |= {
        ListOwnMemberships: OwnMemberships(items=[offer, team]),
        AcceptOwnMembership: offer,
        DeclineOwnMembership: offer,
        LeaveOwnMembership: team,
    }
    page = volunteer.opens(_HERE)
    assert "2013-05-18 前答复" in page.words

    answers = {"acceptance": offer, "refusal": offer, "ending": team}
    said = [
        volunteer.follows(volunteer.sends(page, _deed=deed, _membership=str(one.id))).words
        for deed, one in answers.items()
    ]

    assert ["您已加入团队" in said[0], "已婉拒" in said[1], "您已离队" in said[2]] == [True] * 3
    for kind, one in (
        (AcceptOwnMembership, offer),
        (DeclineOwnMembership, offer),
        (LeaveOwnMembership, team),
    ):
        [request] = _sent(gateway, kind)
        assert (request.membership_id, request.expected_version) == (one.id, 3)


def test_what_is_over_offers_no_button(gateway: Gateway, volunteer: Visitor) -> None:
    states = (MembershipState.DECLINED, MembershipState.LAPSED, MembershipState.ENDED)
    over = [_membership(state, "消防团队") for state in states]
    gateway.services.answers[ListOwnMemberships] = OwnMemberships(items=over)

    page = volunteer.opens(_HERE)

    assert "以前的" in page.words
    assert not {"acceptance", "refusal", "ending"} & {
        form.fields.get("_deed") for form in page.forms
    }


def test_hours_are_shown_in_hours_and_minutes(gateway: Gateway, volunteer: Visitor) -> None:
    served = HoursView(
        id=new_id(),
        community=DENGLIANG,
        volunteer_id=new_id(),
        name="陈*",
        activity_id=new_id(),
        activity="楼道巡查",
        category=PostCategory.FIRE_SAFETY,
        served_on=dt.date(2013, 5, 4),
        began_at=MOMENT,
        ended_at=MOMENT,
        unusual=[],
        planned_minutes=120,
        minutes=95,
        state=HoursState.ATTESTED,
        counts_from=dt.date(2013, 5, 12),
        version=2,
        possible=[],
    )
    gateway.services.answers[ListOwnHours] = OwnHours(counted_minutes=180, items=[served])

    words = volunteer.opens(_HERE).words

    assert "3 小时" in words
    assert "1 小时 35 分钟" in words
    assert "2013-05-12 起计入" in words


def test_a_wrong_phone_is_told_beside_the_erasure(gateway: Gateway, volunteer: Visitor) -> None:
    gateway.services.answers[EraseOwnVolunteer] = Forbidden("电话不对。", "Another phone.")
    page = volunteer.opens(f"{_HERE}/data")

    refused = volunteer.sends(page, _deed="erasure", phone="13800138001")

    assert (refused.status, "电话不对。" in refused.words) == (403, True)


def test_the_code_leads_from_the_search_to_the_page(volunteer: Visitor) -> None:
    assert volunteer.opens(f"/track?what=volunteers&code={_CODE}").leads_to == _HERE
