"""Pages of standing and voice: meetings, nominations, elections, and reviews of projects."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.incentives.project_reviews import (
    AbstainFromReview,
    EraseReviewerContact,
    InviteReviewers,
    ProjectReviewView,
    ReviewerCode,
    ReviewerCodes,
    ReviewSheetView,
    ShowProjectReview,
    ShowReviewSheet,
    SubmitReviewSheet,
)
from contracts.incentives.words import MeetingReply, ProjectReviewState, ReviewerKind
from contracts.incentives.year_end_meetings import (
    ListMeetingInvitations,
    MeetingInvitationPage,
    MeetingInvitationView,
    RecordYearEndAttendance,
    ReplyToMeetingInvitation,
    ShowYearEndMeeting,
    YearEndMeetingView,
)
from contracts.recruitment.office import ListPublicCommissioners, PublicCommissioners
from contracts.recruitment.surveys import Received
from runtime.identifiers import new_id
from tests.gateway.answers import everything
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.areas import street_of
from vocabulary.problems import NotFound, WrongState

_CODE = "7K3M-9QX2-B4TD-1V8H"
_ID, _INVITATION, _GUEST = (UUID(int=number) for number in (1, 2, 3))
_DAY = dt.date(2013, 12, 20)
_STREET = street_of(DENGLIANG)
_SHEET = ReviewSheetView(
    project="荔林路慢行系统改造",
    content="拓宽人行道。",
    owner="街道城建科",
    criteria=["方便居民出行", "施工影响"],
    closes_on=_DAY,
    state=ProjectReviewState.OPEN,
    review_id=_ID,
    kind=ReviewerKind.ACTIVIST,
    name="刘建国",
    contact="13900139000",
    disclosures=[],
    possible=["ratings", "contact-erasure"],
)


def _invitation(**changed: Any) -> MeetingInvitationView:
    usual: dict[str, Any] = {
        "id": _INVITATION,
        "year_end_meeting_id": _ID,
        "street": _STREET,
        "subject": "街道年终总结大会",
        "held_on": _DAY,
        "venue": "街道礼堂",
        "invited_on": _DAY,
        "reply": MeetingReply.INVITED,
        "possible": ["reply"],
        "version": 3,
    }
    return MeetingInvitationView(**usual | changed)


@pytest.fixture
def house(quick_house: House) -> House:
    """Everything has an answer."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    answers |= {
        ListPublicCommissioners: PublicCommissioners(items=[]),
        ShowReviewSheet: _SHEET,
        SubmitReviewSheet: Received(received=True),
        ListMeetingInvitations: MeetingInvitationPage(items=[_invitation()]),
        ReplyToMeetingInvitation: _invitation(),
    }
    return quick_house


def _signed_in(house: House, role: Role, area: str) -> Visitor:
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person(role.value, role, area)).status == 303
    return made


def _last(house: House, kind: type[Any]) -> Any:
    asked = house.gateway.services.asked
    return [one.request for one in asked if isinstance(one.request, kind)][-1]


def _goes_on(reviewer: Visitor, page: Page, step: int, **typed: Any) -> Page:
    return reviewer.sends(page, typed | {"_step": str(step)}, action="/review")


def test_a_reviewer_is_asked_one_thing_a_page_and_sends_it_once(house: House) -> None:
    reviewer = Visitor(house.gateway.app)
    page = reviewer.opens(f"/review?code={_CODE}")
    assert "荔林路慢行系统改造" in page.words

    page = _goes_on(reviewer, page, 0)
    assert "第 1 项，共 2 项" in page.words
    assert "施工影响" not in page.words
    left_out = _goes_on(reviewer, page, 1)
    assert (left_out.status, "还没有打分" in left_out.words) == (422, True)
    page = _goes_on(reviewer, left_out, 1, s0="5")
    page = _goes_on(reviewer, page, 2, s1="1")
    page = _goes_on(reviewer, page, 3, words="工期偏长。")
    assert "交出后不能再改" in page.words
    done = reviewer.sends(page, {"_send": "1"}, action="/review")

    # The next person at the browser finds no code in its address.
    assert done.leads_to == "/review/thanks"
    assert "您的评价已收到" in reviewer.follows(done).words
    sent = _last(house, SubmitReviewSheet)
    assert (sent.scores, sent.words) == ([5, 1], "工期偏长。")


@pytest.mark.parametrize(
    ("deed", "kind", "says"),
    [
        ("erase", EraseReviewerContact, "姓名和联系方式已删除"),
        ("abstain", AbstainFromReview, "已回避"),
    ],
)
def test_no_address_keeps_the_code_of_a_reviewer(
    house: House, deed: str, kind: type[Any], says: str
) -> None:
    """The code is typed, and what is done with it is answered in place."""
    house.gateway.services.answers |= {kind: _SHEET}
    reviewer = Visitor(house.gateway.app)
    page = reviewer.sends(reviewer.opens("/review"), {"code": _CODE}, action="/review")
    assert page.status == 200

    done = reviewer.sends(page, {"code": _CODE, "_deed": deed}, action="/review")

    assert (done.status, done.leads_to) == (200, None)
    assert says in done.words
    assert _last(house, kind).review_code == _CODE


def test_nobody_skips_to_the_end(house: House) -> None:
    reviewer = Visitor(house.gateway.app)
    page = _goes_on(reviewer, reviewer.opens(f"/review?code={_CODE}"), 0)

    skipped = reviewer.sends(page, {"_step": "3", "_send": "1"}, action="/review")

    assert skipped.status == 422
    assert "第 1 项" in skipped.words


def test_a_step_without_end_begins_anew(house: House) -> None:
    reviewer = Visitor(house.gateway.app)
    page = _goes_on(reviewer, reviewer.opens(f"/review?code={_CODE}"), 0)

    sent = reviewer.sends(page, {"_step": "9" * 5000}, action="/review")

    assert (sent.status, "第 1 项" in sent.words) == (200, True)


def test_a_false_code_and_a_refused_rating_say_why(house: House) -> None:
    answers = house.gateway.services.answers
    reviewer = Visitor(house.gateway.app)
    page = _goes_on(reviewer, reviewer.opens(f"/review?code={_CODE}"), 0)
    for step, typed in ((1, {"s0": "5"}), (2, {"s1": "1"}), (3, {})):
        page = _goes_on(reviewer, page, step, **typed)
    answers[SubmitReviewSheet] = WrongState("评价已经截止。", "It is over.")
    refused = reviewer.sends(page, {"_send": "1"}, action="/review")
    assert (refused.status, "评价已经截止" in refused.words) == (409, True)

    answers[ShowReviewSheet] = NotFound("没有找到这个评价码。", "There is none.")
    false = reviewer.opens("/review?code=7K3M")
    assert (false.status, "没有找到这个评价码" in false.words) == (404, True)


def test_a_reviewer_who_rated_sees_that_and_nothing_else(house: House) -> None:
    rated = dataclasses.replace(_SHEET, rated_on=_DAY, possible=[])
    house.gateway.services.answers[ShowReviewSheet] = rated

    page = Visitor(house.gateway.app).opens(f"/review?code={_CODE}")

    assert "您已于 2013-12-20 评价" in page.words
    assert [form for form in page.forms if "_step" in form.fields] == []


def test_codes_of_reviewers_show_once(house: House) -> None:
    answers = house.gateway.services.answers
    review = answers[ShowProjectReview]
    assert isinstance(review, ProjectReviewView)
    answers[ShowProjectReview] = dataclasses.replace(review, possible=["reviewers"])
    code = ReviewerCode(reviewer_id=new_id(), kind=ReviewerKind.ACTIVIST, name="刘建国", code=_CODE)
    answers[InviteReviewers] = ReviewerCodes(items=[code])
    officer = _signed_in(house, Role.STREET_OFFICER, _STREET)
    page = officer.opens(f"/desk/project-reviews/{_ID}/reviewers")

    told = officer.sends(page, {"invitees.0.name": "刘建国"}, deed="invite")

    assert _CODE in told.words
    assert [one.name for one in _last(house, InviteReviewers).invitees] == ["刘建国"]


def test_a_commissioner_replies_to_an_invitation(house: House) -> None:
    commissioner = _signed_in(house, Role.COMMISSIONER, DENGLIANG)
    page = commissioner.opens("/desk/meeting-invitations")
    assert "街道年终总结大会" in page.words

    done = commissioner.sends(page, will_attend="false", note="当天值班。")

    assert done.leads_to == "/desk/meeting-invitations"
    sent = _last(house, ReplyToMeetingInvitation)
    assert (sent.will_attend, sent.note, sent.expected_version) == (False, "当天值班。", 3)


def test_the_office_ticks_the_people_who_came(house: House) -> None:
    answers = house.gateway.services.answers
    guest = _invitation(invitee_id=_GUEST, name="刘*", possible=[])
    meeting = answers[ShowYearEndMeeting]
    assert isinstance(meeting, YearEndMeetingView)
    meeting = dataclasses.replace(meeting, possible=["attendance"], invitations=[guest])
    answers |= {ShowYearEndMeeting: meeting, RecordYearEndAttendance: meeting}
    officer = _signed_in(house, Role.STREET_OFFICER, _STREET)
    page = officer.opens(f"/desk/year-end-meetings/{_ID}")

    officer.sends(page, {"present": [str(_INVITATION)]}, deed="record_year_end_attendance")

    assert _last(house, RecordYearEndAttendance).present == [_INVITATION]


@pytest.mark.parametrize(
    "address",
    [
        "/desk/year-end-meetings",
        "/desk/year-end-meetings/new",
        f"/desk/year-end-meetings/{_ID}",
        "/desk/nominations",
        "/desk/nominations/new",
        f"/desk/nominations/{_ID}",
        "/desk/committee-elections",
        "/desk/committee-elections/new",
        f"/desk/committee-elections/{_ID}",
        "/desk/project-reviews",
        "/desk/project-reviews/new",
        f"/desk/project-reviews/{_ID}",
        f"/communities/{DENGLIANG}/project-reviews",
        f"/project-reviews/{_ID}",
    ],
)
def test_the_office_opens_every_page(house: House, address: str) -> None:
    officer = _signed_in(house, Role.STREET_OFFICER, _STREET)

    assert officer.opens(address).status == 200
