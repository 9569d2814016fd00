"""Pages of complaints, as the complainant, the desk and the street office meet them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.incentives.complaints import (
    AbstainFromComplaint,
    AnswerComplaint,
    AskForReview,
    ComplainantDisclosedAnswer,
    ComplaintPage,
    ComplaintStep,
    ComplaintView,
    DiscloseComplainant,
    EraseComplaintContact,
    FollowComplaint,
    ListComplaints,
    OwnComplaint,
    RecordComplaint,
    RecordedComplaint,
    ShowComplaint,
    SubmitComplaint,
)
from contracts.incentives.words import ComplaintFinding, ComplaintState, ComplaintWay
from contracts.recruitment.office import (
    ListPublicCommissioners,
    PublicCommissioner,
    PublicCommissioners,
)
from contracts.recruitment.surveys import Received
from contracts.recruitment.words import Kind
from runtime.identifiers import new_id
from tests.gateway.answers import MOMENT, a_code, everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, SECRET
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import WrongState

_CODE = a_code(SECRET)
_ID, _APPOINTMENT = new_id(), new_id()
_NEW = f"/communities/{DENGLIANG}/complaints/new"
_FOLLOWED = f"/complaints/{_CODE}"
_DESK = f"/desk/complaints/{_ID}"
_DAY = dt.date(2013, 5, 4)


@pytest.fixture
def house(quick_house: House) -> House:
    """A community with a commissioner and a complaint about them."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    person = PublicCommissioner(
        appointment_id=_APPOINTMENT,
        post="消防安全社区专员",
        kind=Kind.GROUP_LEADER,
        name=None,
        began_on=_DAY,
        term_to=_DAY,
    )
    view = _view("hearings", "answer", "abstention", "disclosures")
    answers |= {
        ListPublicCommissioners: PublicCommissioners(items=[person]),
        FollowComplaint: _own("review-request", "contact-erasure"),
        SubmitComplaint: _own(),
        AskForReview: _own(),
        EraseComplaintContact: _own(),
        ShowComplaint: view,
        AnswerComplaint: view,
        AbstainFromComplaint: Received(received=True),
        ListComplaints: ComplaintPage(items=[view], total=1),
        RecordComplaint: RecordedComplaint(id=_ID, number="〔2013〕2", code=_CODE),
        DiscloseComplainant: ComplainantDisclosedAnswer(
            id=new_id(), disclosed_at=MOMENT, contact="13900139000"
        ),
    }
    return quick_house


def _course(*possible: str) -> dict[str, Any]:
    return {
        "number": "〔2013〕2",
        "community": DENGLIANG,
        "possible": list(possible),
        "received_on": _DAY,
        "due_on": dt.date(2013, 5, 10),
        "post": "消防安全社区专员",
        "text": "约好的巡查三次没有来。",
    }


def _own(*possible: str) -> OwnComplaint:
    return OwnComplaint(
        **_course(*possible),
        state=ComplaintState.ANSWERED,
        finding=ComplaintFinding.UNFOUNDED,
        answer="查无实据。",
        answered_on=dt.date(2013, 5, 9),
        review_until=dt.date(2013, 5, 16),
        code=_CODE,
        contact="13900139000",
        disclosures=[],
    )


def _view(*possible: str) -> ComplaintView:
    step = ComplaintStep(version=1, what="received", happened_at=MOMENT, role="resident")
    return ComplaintView(
        **_course(*possible),
        id=_ID,
        appointment_id=_APPOINTMENT,
        state=ComplaintState.EXAMINED,
        way=ComplaintWay.WEB,
        has_contact=True,
        is_late=True,
        measures=[],
        history=[step],
        disclosures=[],
        version=3,
    )


def _signed_in(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person(role.value, role, DENGLIANG)).status == 303
    return made


def _last(house: House, kind: type[Any]) -> Any:
    asked = house.gateway.services.asked
    return [one.request for one in asked if isinstance(one.request, kind)][-1]


def test_a_resident_complains_and_gets_the_code(house: House) -> None:
    resident = Visitor(house.gateway.app)
    page = resident.opens(_NEW)

    done = resident.sends(page, appointment_id=str(_APPOINTMENT), text="三次没有来。")

    assert done.leads_to == _FOLLOWED
    sent = _last(house, SubmitComplaint)
    assert (sent.appointment_id, sent.text, sent.contact) == (_APPOINTMENT, "三次没有来。", None)


def test_whoever_is_meant_has_to_be_chosen(house: House) -> None:
    """What was written stays when the commissioner was not chosen."""
    resident = Visitor(house.gateway.app)

    refused = resident.sends(resident.opens(_NEW), text="三次没有来。")

    assert (refused.status, "请选择投诉哪位专员" in refused.words) == (422, True)
    assert refused.form().fields["text"] == "三次没有来。"


def test_a_complainant_reads_the_answer_and_asks_for_a_review(house: House) -> None:
    resident = Visitor(house.gateway.app)
    page = resident.opens(_FOLLOWED)
    assert "查无实据" in page.words

    [form] = [one for one in page.forms if one.fields.get("_deed") == "review"]
    assert "review_wish" in form.names
    done = resident.sends(page, deed="review", review_wish="没有人来过。")

    assert "已转街道办复核" in resident.follows(done).words
    assert _last(house, AskForReview).review_wish == "没有人来过。"
    erased = resident.sends(resident.opens(_FOLLOWED), deed="contact")
    assert "联系方式已删除" in resident.follows(erased).words


def test_a_refused_review_says_why(house: House) -> None:
    house.gateway.services.answers[AskForReview] = WrongState("已经截止。", "It is over.")
    resident = Visitor(house.gateway.app)

    refused = resident.sends(resident.opens(_FOLLOWED), deed="review", review_wish="不满意。")

    assert (refused.status, "已经截止" in refused.words) == (409, True)


def test_the_code_leads_from_the_search_to_the_complaint(house: House) -> None:
    resident = Visitor(house.gateway.app)

    assert resident.opens(f"/track?what=complaints&code={_CODE}").leads_to == _FOLLOWED


def test_the_committee_answers_with_what_follows(house: House) -> None:
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    assert "已超期" in committee.opens("/desk/complaints").words
    page = committee.opens(_DESK)

    done = committee.sends(
        page,
        {"finding": "founded", "measures": ["talk"], "answer": "属实，已谈话。"},
        deed="answer_complaint",
    )

    assert done.leads_to == _DESK
    sent = _last(house, AnswerComplaint)
    assert (sent.finding, [one.value for one in sent.measures]) == ("founded", ["talk"])


def test_who_abstains_is_led_back_to_the_list(house: House) -> None:
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    done = clerk.sends(clerk.opens(_DESK), deed="abstain_from_complaint", note="是我妹妹。")

    assert done.leads_to == "/desk/complaints"


def test_the_contact_shows_once_for_a_reason(house: House) -> None:
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)
    page = clerk.opens(_DESK)
    assert "13900139000" not in page.words

    told = clerk.sends(page, deed="disclose_complainant", reason="contact")

    assert "13900139000" in told.words


def test_a_clerk_writes_it_down_and_gets_the_code_once(house: House) -> None:
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)
    page = clerk.opens("/desk/complaints/new")

    kept = clerk.sends(page, appointment_id=str(_APPOINTMENT), text="三次没有来。", way="phone")

    assert _CODE in kept.words
    assert _last(house, RecordComplaint).way is ComplaintWay.PHONE
