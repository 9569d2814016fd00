"""What residents meet on the pages of activities: finding one, signing up, the guest's code."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from contracts.documents import CALENDAR_TYPE, Document
from contracts.recruitment.words import PostCategory
from contracts.volunteers.activities import (
    PublicActivities,
    PublicActivity,
    PublicActivityPage,
    ShiftView,
    ShowPublicActivity,
)
from contracts.volunteers.calendars import (
    OwnCalendar,
    ReadOwnCalendar,
    RenewOwnCalendar,
    ShowOwnCalendar,
)
from contracts.volunteers.guests import (
    AcceptGuestSignUp,
    GuestReceipt,
    ShowGuestSignUp,
    SignUpGuest,
    WithdrawGuestSignUp,
)
from contracts.volunteers.own_data import EraseOwnGuest
from contracts.volunteers.sign_ups import (
    AcceptOwnSignUp,
    ListOwnSignUps,
    OwnSignUps,
    SignUp,
    SignUpView,
    WithdrawOwnSignUp,
)
from contracts.volunteers.volunteers import OwnRegistration, OwnVolunteer, ShowOwnVolunteer
from contracts.volunteers.words import ActivityState, AgeGroup, Organiser, RegistrationState
from contracts.volunteers.words import SignUpState as S
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.answers import MOMENT, a_code, answering_gateway
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, SECRET, Gateway
from vocabulary.problems import Forbidden, WrongState, wrong_field

_CODE = a_code(SECRET)
_LIST = f"/communities/{DENGLIANG}/activities"
_SOON = clock.now() + dt.timedelta(days=2)


@pytest.fixture
def gateway() -> Gateway:
    """A gateway behind which everything answers."""
    return answering_gateway()


@pytest.fixture
def resident(gateway: Gateway) -> Visitor:
    """Somebody without an account."""
    return Visitor(gateway.app)


def _shift(*, confirmed: int = 0, waiting: int = 0, at: dt.datetime = _SOON) -> ShiftView:
    return ShiftView(
        id=new_id(),
        starts_at=at,
        ends_at=at + dt.timedelta(hours=2),
        places=20,
        confirmed=confirmed,
        offered=0,
        waiting=waiting,
    )


def _activity(*shifts: ShiftView, **changed: Any) -> PublicActivity:
    shown = shifts or (_shift(),)
    usual: dict[str, Any] = {
        "id": new_id(),
        "number": "〔2013〕7",
        "community": DENGLIANG,
        "organiser": Organiser.RESIDENTS_COMMITTEE,
        "title": "百家宴",
        "plan": "邻里同桌共餐。",
        "place": "社区广场",
        "category": PostCategory.OTHER,
        "is_risky": False,
        "needs_insurance": False,
        "needs_skills": [],
        "starts_at": shown[0].starts_at,
        "ends_at": shown[-1].ends_at,
        "state": ActivityState.PUBLISHED,
        "shifts": [*shown],
    }
    return PublicActivity(**usual | changed)


def _sign_up(state: S, *possible: str, shift_id: UUID | None = None, **changed: Any) -> SignUpView:
    usual: dict[str, Any] = {
        "id": new_id(),
        "activity_id": new_id(),
        "activity": "百家宴",
        "shift_id": shift_id or new_id(),
        "community": DENGLIANG,
        "name": "王*",
        "guardian_agrees": False,
        "came_unannounced": False,
        "state": state,
        "heads": 1,
        "turn": 1,
        "starts_at": _SOON,
        "ends_at": _SOON + dt.timedelta(hours=2),
        "signed_up_at": MOMENT,
        "version": 3,
        "possible": [*possible],
    }
    return SignUpView(**usual | changed)


def _shows(gateway: Gateway, *found: PublicActivity) -> None:
    gateway.services.answers |= {
        PublicActivities: PublicActivityPage(items=[*found]),
        ShowPublicActivity: found[0],
    }


def _asked(gateway: Gateway, kind: type[Any]) -> list[Any]:
    return [one.request for one in gateway.services.asked if isinstance(one.request, kind)]


def _volunteer(age_group: AgeGroup = AgeGroup.ADULT) -> OwnVolunteer:
    here = OwnRegistration(
        id=new_id(),
        number="〔2013〕4",
        community=DENGLIANG,
        state=RegistrationState.ACTIVE,
        applied_at=MOMENT,
    )
    return OwnVolunteer(
        name="陈*",
        phone="138****8000",
        age_group=age_group,
        skills=[],
        interests=[],
        free_times=[],
        wants_notices=True,
        registrations=[here],
    )


def test_residents_find_activities_by_day_and_field(gateway: Gateway, resident: Visitor) -> None:
    _shows(gateway, _activity(needs_skills=["first_aid"]), _activity(team="荔林消防团队"))

    page = resident.opens(f"{_LIST}?held_on=2033-05-04&category=fire_safety")

    [asked] = _asked(gateway, PublicActivities)
    assert (asked.area, asked.held_on) == (DENGLIANG, dt.date(2033, 5, 4))
    assert asked.category is PostCategory.FIRE_SAFETY
    for words in ("百家宴", "社区广场", "居委会", "荔林消防团队", "还有 20 个名额", "要培训"):
        assert words in page.words


def test_the_day_of_an_activity_stands_above_it_and_is_not_repeated(
    gateway: Gateway, resident: Visitor
) -> None:
    ten = dt.datetime(2033, 5, 4, 2, tzinfo=dt.UTC)
    _shows(gateway, _activity(_shift(at=ten)))

    words = resident.opens(_LIST).words

    assert words.count("2033-05-04") == 1
    assert "10:00—12:00" in words


def test_a_day_that_is_none_is_told_beside_the_question(resident: Visitor) -> None:
    page = resident.opens(f"{_LIST}?held_on=5月4日")

    assert page.status == 422
    assert "哪一天" in page.words


def test_places_left_are_none_while_others_wait(gateway: Gateway, resident: Visitor) -> None:
    """A place that becomes free belongs to those who wait, so it is not offered to newcomers."""
    one = _activity(_shift(confirmed=19), _shift(confirmed=20), _shift(confirmed=19, waiting=4))
    _shows(gateway, one)

    words = resident.opens(f"/activities/{one.id}").words

    for said in ("还有 1 个名额", "已满，可以候补", "已满，4 人在候补"):
        assert said in words


def test_nobody_signs_up_for_what_has_begun_or_was_cancelled(
    gateway: Gateway, resident: Visitor
) -> None:
    over = _shift(at=clock.now() - dt.timedelta(hours=1))
    one = _activity(over, _shift())
    _shows(gateway, one)
    links = resident.opens(f"/activities/{one.id}").links
    assert [link for link in links if "/shifts/" in link] == [
        f"/activities/{one.id}/shifts/{one.shifts[1].id}"
    ]

    _shows(gateway, _activity(state=ActivityState.CANCELLED))
    page = resident.opens(f"/activities/{one.id}")
    assert "请不要前往" in page.words
    assert not [link for link in page.links if "/shifts/" in link]


def test_a_group_signs_up_without_registration_and_gets_a_code(
    gateway: Gateway, resident: Visitor
) -> None:
    one = _activity()
    _shows(gateway, one)
    made = _sign_up(S.WAITING, "withdrawal", ahead=2, heads=6)
    gateway.services.answers |= {
        SignUpGuest: GuestReceipt(id=made.id, code=_CODE, sign_up=made),
        ShowGuestSignUp: made,
    }
    page = resident.opens(f"/activities/{one.id}/shifts/{one.shifts[0].id}")

    sent = resident.sends(
        page,
        deed="guest",
        name="王小芳",
        phone="13700137000",
        age_group="adult",
        heads="6",
        group="合唱队",
    )

    [asked] = _asked(gateway, SignUpGuest)
    assert (asked.shift_id, asked.heads, asked.group) == (one.shifts[0].id, 6, "合唱队")
    receipt = resident.follows(sent)
    assert (receipt.address, _CODE in receipt.words) == (f"/sign-ups/{_CODE}", True)
    assert "前面还有 2 份报名" in receipt.words


def test_a_minor_without_guardian_is_told_beside_the_question(
    gateway: Gateway, resident: Visitor
) -> None:
    one = _activity()
    _shows(gateway, one)
    gateway.services.answers[SignUpGuest] = wrong_field(
        "guardian_name", "guardian_missing", zh="请填写监护人姓名。", en="Give the guardian."
    )
    page = resident.opens(f"/activities/{one.id}/shifts/{one.shifts[0].id}")

    refused = resident.sends(
        page, deed="guest", name="小明", phone="13700137000", age_group="under_14"
    )

    assert refused.status == 422
    assert "监护人姓名：请填写监护人姓名。" in refused.words
    assert refused.form(deed="guest").fields["name"] == "小明"


def test_an_activity_that_asks_for_training_takes_volunteers_only(
    gateway: Gateway, resident: Visitor
) -> None:
    one = _activity(needs_skills=["first_aid"], needs_insurance=True)
    _shows(gateway, one)

    page = resident.opens(f"/activities/{one.id}/shifts/{one.shifts[0].id}")

    assert {form.fields.get("_deed") for form in page.forms} & {"guest", "volunteer"} == {
        "volunteer"
    }
    assert f"/communities/{DENGLIANG}/volunteers/new" in page.links


@pytest.mark.parametrize("typed", [_CODE.lower().replace("-", ""), "not a code"])
def test_a_volunteer_signs_up_by_a_code_however_it_is_typed(
    gateway: Gateway, resident: Visitor, typed: str
) -> None:
    one = _activity()
    _shows(gateway, one)
    gateway.services.answers[SignUp] = _sign_up(S.CONFIRMED)
    page = resident.opens(f"/activities/{one.id}/shifts/{one.shifts[0].id}")

    sent = resident.sends(page, deed="volunteer", code=typed)

    asked = [(one.code, one.shift_id) for one in _asked(gateway, SignUp)]
    if typed == "not a code":
        assert ("查询码不对" in sent.words, asked) == (True, [])
    else:
        assert (sent.leads_to, asked) == (f"/volunteers/{_CODE}", [(_CODE, one.shifts[0].id)])


@pytest.mark.parametrize(
    ("deed", "kind", "said"),
    [("place", AcceptGuestSignUp, "名额是您的了"), ("withdrawal", WithdrawGuestSignUp, "已取消")],
)
def test_a_guest_answers_by_code(
    gateway: Gateway, resident: Visitor, deed: str, kind: type[Any], said: str
) -> None:
    offered = _sign_up(S.OFFERED, "acceptance", "withdrawal", offered_until=_SOON)
    _shows(gateway, _activity())
    gateway.services.answers |= {ShowGuestSignUp: offered, kind: offered}
    page = resident.opens(f"/sign-ups/{_CODE}")
    assert "轮到您了" in page.words

    done = resident.follows(resident.sends(page, deed=deed))

    assert said in done.words
    assert [(one.code, one.expected_version) for one in _asked(gateway, kind)] == [(_CODE, 3)]


def test_a_guest_without_a_name_has_no_code_on_the_page(
    gateway: Gateway, resident: Visitor
) -> None:
    _shows(gateway, _activity())
    gateway.services.answers[ShowGuestSignUp] = _sign_up(S.WITHDRAWN, name=None)

    page = resident.opens(f"/sign-ups/{_CODE}")

    assert ("个人信息已删除" in page.words, _CODE in page.words) == (True, False)


def test_a_wrong_phone_is_told_beside_the_erasure(gateway: Gateway, resident: Visitor) -> None:
    gateway.services.answers[EraseOwnGuest] = Forbidden("电话不对。", "Another phone.")
    page = resident.opens(f"/sign-ups/{_CODE}/data")

    refused = resident.sends(page, deed="erasure", phone="13800138001")

    assert (refused.status, "电话不对。" in refused.words) == (403, True)


@pytest.mark.parametrize(
    ("deed", "kind", "said"),
    [("place", AcceptOwnSignUp, "名额是您的了"), ("withdrawal", WithdrawOwnSignUp, "已取消")],
)
def test_a_volunteer_answers_an_offered_place_by_code(
    gateway: Gateway, resident: Visitor, deed: str, kind: type[Any], said: str
) -> None:
    offered = _sign_up(S.OFFERED, "acceptance", "withdrawal", offered_until=_SOON)
    gateway.services.answers |= {ListOwnSignUps: OwnSignUps(items=[offered]), kind: offered}
    page = resident.opens(f"/volunteers/{_CODE}")

    done = resident.follows(resident.sends(page, deed=deed))

    assert said in done.words
    [request] = _asked(gateway, kind)
    assert (request.sign_up_id, request.expected_version) == (offered.id, 3)


def test_a_volunteer_signs_up_with_one_button_a_shift(gateway: Gateway, resident: Visitor) -> None:
    one = _activity(_shift(), _shift())
    _shows(gateway, one)
    mine = _sign_up(S.WAITING, shift_id=one.shifts[0].id)
    gateway.services.answers |= {
        ShowOwnVolunteer: _volunteer(),
        ListOwnSignUps: OwnSignUps(items=[mine]),
        SignUp: _sign_up(S.CONFIRMED),
    }
    page = resident.opens(f"/volunteers/{_CODE}/activities")
    shown = [form.fields["shift_id"] for form in page.forms if "shift_id" in form.names]
    assert ("您已报名" in page.words, shown) == (True, [str(one.shifts[1].id)])

    done = resident.sends(page, {"shift_id": shown[0]})

    assert done.leads_to == f"/volunteers/{_CODE}"
    assert [asked.shift_id for asked in _asked(gateway, SignUp)] == [one.shifts[1].id]


def test_a_minor_is_asked_for_the_guardian_at_the_shift_that_was_refused(
    gateway: Gateway, resident: Visitor
) -> None:
    one = _activity(_shift(), _shift())
    _shows(gateway, one)
    gateway.services.answers |= {
        ShowOwnVolunteer: _volunteer(AgeGroup.AGED_14_TO_17),
        ListOwnSignUps: OwnSignUps(items=[]),
        SignUp: wrong_field("guardian_phone", "guardian_missing", zh="须监护人同意。", en="Ask."),
    }
    page = resident.opens(f"/volunteers/{_CODE}/activities")

    refused = resident.sends(
        page, {"shift_id": str(one.shifts[1].id), "guardian_phone": "13900139000"}
    )

    typed = [form.fields["guardian_phone"] for form in refused.forms if "shift_id" in form.names]
    assert (refused.status, typed) == (422, ["", "13900139000"])


def test_a_refusal_without_a_question_is_told_on_top(gateway: Gateway, resident: Visitor) -> None:
    one = _activity()
    _shows(gateway, one)
    gateway.services.answers |= {
        ShowOwnVolunteer: _volunteer(),
        ListOwnSignUps: OwnSignUps(items=[]),
        SignUp: WrongState("同一时间已确认参加“舞会”。", "Elsewhere at that time."),
    }
    page = resident.opens(f"/volunteers/{_CODE}/activities")

    refused = resident.sends(page, {"shift_id": str(one.shifts[0].id)})

    assert (refused.status, "已确认参加“舞会”" in refused.words) == (409, True)


def test_the_community_leads_to_its_activities_and_a_code_to_the_sign_up(
    gateway: Gateway, resident: Visitor
) -> None:
    _shows(gateway, _activity())

    assert _LIST in resident.opens(f"/communities/{DENGLIANG}").links
    assert resident.opens(f"/track?what=sign-ups&code={_CODE}").leads_to == f"/sign-ups/{_CODE}"


def test_a_volunteer_gets_a_calendar_and_renews_its_address(
    gateway: Gateway, resident: Visitor
) -> None:
    gateway.services.answers |= {
        ShowOwnVolunteer: _volunteer(),
        ShowOwnCalendar: OwnCalendar(calendar_code=None),
    }
    page = resident.opens(f"/volunteers/{_CODE}")
    assert "/api/v1/public/calendars/" not in page.words
    gateway.services.answers[ShowOwnCalendar] = OwnCalendar(calendar_code="7K3M-9QX2-B4TD-1V8H")

    with_address = resident.follows(resident.sends(page, deed="calendar"))
    resident.sends(with_address, deed="calendar")

    assert "/api/v1/public/calendars/7K3M-9QX2-B4TD-1V8H" in with_address.links
    assert [one.code for one in _asked(gateway, RenewOwnCalendar)] == [_CODE] * 2
    assert f"/api/v1/public/communities/{DENGLIANG}/calendar" in resident.opens(_LIST).links


def test_a_calendar_is_read_by_devices_and_its_code_is_not_logged(
    gateway: Gateway, resident: Visitor
) -> None:
    gateway.services.answers[ReadOwnCalendar] = Document.of("我的活动.ics", b"BEGIN:VCALENDAR")

    with capture_logs() as lines:
        answer = resident.client.get("/api/v1/public/calendars/7K3M-9QX2-B4TD-1V8H")

    assert (answer.content_type, answer.get_data()) == (CALENDAR_TYPE, b"BEGIN:VCALENDAR")
    assert "7K3M" not in str(lines)
    assert "/api/v1/public/calendars/<calendar_code>" in str(lines)
