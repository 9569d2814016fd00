"""What the workstation meets at its desk, without a script."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from contracts.appeals.actions import TakeAction
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal
from contracts.appeals.commissioners import CommissionerLoad, CommissionerLoads, CountCommissioners
from contracts.appeals.disclosures import FindAppeals
from contracts.appeals.intake import (
    AppealCounts,
    AppealPage,
    CountAppeals,
    ListAppeals,
    ShowAppeal,
    TrackAppeal,
)
from contracts.appeals.words import State
from contracts.volunteers.activities import ListActivities
from tests.gateway.answers import APPEAL, a_code, a_tracked_appeal, an_appeal, everything
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import SECRET, STREET
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import NotFound, PreconditionFailed, WrongState, wrong_field

#: Of the services, for the first page of the day; with its notices, the page asks eight times.
_CALLS_MOST = 7
_CASE = f"/desk/appeals/{APPEAL}"


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """Somebody of the workstation, signed in."""
    return _of(house, Role.WORKSTATION_STAFF)


def _of(house: House, role: Role, area: str = "440305007003") -> Visitor:
    visitor = Visitor(house.gateway.app)
    assert visitor.signs_in(house.person(role.value, role, area)).status == 303
    return visitor


def _shows(house: House, **changed: Any) -> None:
    view = dataclasses.replace(an_appeal(), **changed)
    house.gateway.services.answers |= {ShowAppeal: view, ListAppeals: AppealPage(items=[view])}


def _deed(page: Page, name: str) -> dict[str, str]:
    """The hidden fields of the form of a deed."""
    [form] = [one for one in page.forms if one.fields.get("_deed") == name]
    return dict(form.fields)


def _sends(visitor: Visitor, page: Page, deed: str, **typed: Any) -> Page:
    form = _deed(page, deed) | typed
    answer = visitor.client.post(
        page.address,
        data=form,
        headers={"Accept": "text/html", "Origin": "http://localhost"},
        base_url="http://localhost",
    )
    return Page(page.address, answer)


@pytest.mark.parametrize(
    "path",
    [
        "/desk/today",
        "/desk/appeals",
        _CASE,
        "/desk/appeals/new",
        "/desk/search",
        "/desk/duty",
        "/desk/receptions",
        "/desk/notices",
    ],
)
def test_every_page_of_the_desk_opens_in_both_languages(clerk: Visitor, path: str) -> None:
    for language in ("zh", "en"):
        clerk.opens(f"/reading?language={language}")
        page = clerk.opens(path)

        assert page.status == 200, page.answer.text
        assert "form-action 'self'" in page.answer.headers["Content-Security-Policy"]
        assert page.answer.headers["Cache-Control"] == "no-store"
        assert page.answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", ["/desk/today", "/desk/appeals", _CASE, "/desk/appeals/new"])
def test_nobody_without_the_right_opens_them(house: House, path: str) -> None:
    volunteer = _of(house, Role.VOLUNTEER)

    assert volunteer.opens(path).status == 403
    assert Visitor(house.gateway.app).opens(path).leads_to.startswith("/sign-in?to=")  # type: ignore[union-attr]  # it leads there


def test_the_day_of_the_workstation_begins_with_what_waits(clerk: Visitor) -> None:
    page = clerk.follows(clerk.opens("/desk"))

    assert page.address == "/desk/today"
    assert "待受理 1 待交办 2 今明到期 1 已超期 1 重新办理 0" in page.words
    assert {"/desk/appeals?tab=received", "/desk/appeals?tab=overdue", _CASE} <= set(page.links)


def test_the_day_asks_little_and_for_appeals_only_where_some_wait(
    house: House, clerk: Visitor
) -> None:
    """Each call goes to a service that may be slow at eight in the morning."""

    def asked() -> list[object]:
        house.gateway.services.asked.clear()
        assert clerk.opens("/desk/today").status == 200
        return [one.request for one in house.gateway.services.asked]

    busy = asked()
    assert len(busy) <= _CALLS_MOST
    assert sum(isinstance(one, ListActivities) for one in busy) == 1

    counts = house.gateway.services.answers[CountAppeals]
    assert isinstance(counts, AppealCounts)
    house.gateway.services.answers[CountAppeals] = dataclasses.replace(
        counts, received=0, due_soon=0, overdue=0
    )
    assert not [one for one in asked() if isinstance(one, ListAppeals)]


def test_the_list_shows_how_many_wait_in_each_tab_and_asks_once(
    house: House, clerk: Visitor
) -> None:
    page = clerk.opens("/desk/appeals?tab=assigned&category=pets")

    assert "办理中 " in page.words
    asked = [one.request for one in house.gateway.services.asked]
    [listed] = [one for one in asked if isinstance(one, ListAppeals)]
    assert (listed.state, listed.category) == ([State.ASSIGNED], "pets")
    assert any("cursor=further" in link and "category=pets" in link for link in page.links)
    assert len(asked) <= 8


def test_what_is_taken_up_again_says_so_until_it_is_closed(house: House, clerk: Visitor) -> None:
    for path in ("/desk/appeals?tab=assigned", _CASE):
        _shows(house, round=2)
        assert "已交办 重新办理" in clerk.opens(path).words
        _shows(house, round=1)
        assert "已交办 重新办理" not in clerk.opens(path).words
        _shows(house, round=2, state=State.CLOSED)
        assert "已办结 重新办理" not in clerk.opens(path).words


def test_a_case_offers_what_its_answer_says_and_nothing_else(house: House, clerk: Visitor) -> None:
    offered = {one.fields.get("_deed") for one in clerk.opens(_CASE).forms} - {None, "files"}
    assert offered == {"take_action", "close_appeal"}

    _shows(house, state=State.RECEIVED, possible=["acceptance", "refusal"], commissioner=None)
    page = clerk.opens(_CASE)

    offered = {one.fields.get("_deed") for one in page.forms} - {None, "files"}
    assert offered == {"accept_appeal", "decline_appeal"}
    assert _deed(page, "accept_appeal")["_version"] == "3"


def test_a_deed_goes_to_the_interface_and_is_told_once(house: House, clerk: Visitor) -> None:
    done = _sends(
        clerk, clerk.opens(_CASE), "take_action", method="settle_on_the_spot", note="换了灯"
    )

    assert done.leads_to == _CASE
    assert "登记办理：已完成" in clerk.follows(done).words
    assert "登记办理：已完成" not in clerk.opens(_CASE).words
    [asked] = [one for one in house.gateway.services.asked if isinstance(one.request, TakeAction)]
    sent = asked.request
    assert isinstance(sent, TakeAction)
    assert (sent.note, sent.expected_version) == ("换了灯", 3)
    assert asked.idempotency_key


def test_a_refused_deed_keeps_what_was_typed(house: House, clerk: Visitor) -> None:
    wrong = wrong_field("note", "too_short", zh="请写清楚。", en="Say it clearly.")
    house.gateway.services.answers[TakeAction] = wrong

    page = _sends(
        clerk, clerk.opens(_CASE), "take_action", method="settle_on_the_spot", note="换了灯"
    )

    assert page.status == 422
    assert "做了什么：请写清楚" in page.words
    form = _deed(page, "take_action")
    assert (form["note"], form["method"]) == ("换了灯", "settle_on_the_spot")


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (PreconditionFailed("已被修改。", "Changed."), 412, "您打开后，别人改过它"),
        (WrongState("诉求〔2013〕17已办结。", "Closed."), 409, "诉求〔2013〕17已办结"),
    ],
)
def test_what_somebody_else_did_meanwhile_is_said_in_words(
    house: House, clerk: Visitor, refusal: Any, status: int, words: str
) -> None:
    """The page shows the new state, and what was typed is still there to read."""
    page = clerk.opens(_CASE)
    house.gateway.services.answers[TakeAction] = refusal
    _shows(house, state=State.CLOSED, possible=["reopening"], version=4)

    sent = _sends(clerk, page, "take_action", method="settle_on_the_spot", note="换了灯")

    assert sent.status == status
    assert words in sent.words
    assert "换了灯" in sent.answer.text
    assert _deed(sent, "take_action")["_version"] == "4"


def test_an_appeal_is_given_to_people_by_their_names(house: House, clerk: Visitor) -> None:
    load = CommissionerLoads(items=[CommissionerLoad(commissioner=str(APPEAL), open_appeals=3)])
    house.gateway.services.answers[CountCommissioners] = load
    _shows(house, state=State.ACCEPTED, possible=["assignment", "actions"], commissioner=None)
    page = clerk.opens(_CASE)
    assert "在办 3 件" in page.words

    _sends(clerk, page, "assign_appeal", commissioner=str(APPEAL), due_on="2013-05-20")

    [asked] = [
        one.request for one in house.gateway.services.asked if isinstance(one.request, AssignAppeal)
    ]
    assert (asked.commissioner, asked.due_on) == (str(APPEAL), dt.date(2013, 5, 20))


def test_a_number_or_a_code_opens_at_once(house: House, clerk: Visitor) -> None:
    house.gateway.services.answers[TrackAppeal] = dataclasses.replace(a_tracked_appeal(), id=APPEAL)
    page = clerk.opens("/desk/search")

    by_number = clerk.sends(page, action="/desk/search", quoted="2013-17")
    by_code = clerk.sends(page, action="/desk/search", quoted=a_code(SECRET))

    assert by_number.leads_to == by_code.leads_to == _CASE
    assert not any(isinstance(one.request, FindAppeals) for one in house.gateway.services.asked)


def test_a_search_for_anything_else_says_how_to_search(house: House, clerk: Visitor) -> None:
    page = clerk.opens("/desk/search")

    by_words = clerk.sends(page, action="/desk/search", quoted="垃圾桶", reason="call_back")

    assert "“垃圾桶”不是编号、查询码或电话。 请输入完整的编号" in by_words.words
    assert "没有找到" not in by_words.words
    assert not any(isinstance(one.request, FindAppeals) for one in house.gateway.services.asked)


def test_a_code_that_leads_nowhere_is_not_found(house: House, clerk: Visitor) -> None:
    house.gateway.services.answers[TrackAppeal] = NotFound("没有。", "None.")

    page = clerk.sends(clerk.opens("/desk/search"), action="/desk/search", quoted=a_code(SECRET))

    assert "没有找到" in page.words


def test_a_phone_is_looked_for_only_with_a_reason(house: House, clerk: Visitor) -> None:
    """The phone travels in a body, never in an address, which is logged on the way."""
    why = clerk.sends(clerk.opens("/desk/today"), action="/desk/search", quoted="13800138000")
    assert (why.status, why.form().fields["quoted"]) == (200, "13800138000")
    assert not any(isinstance(one.request, FindAppeals) for one in house.gateway.services.asked)

    found = clerk.sends(why, reason="call_back")

    assert _CASE in found.links
    [asked] = [
        one.request for one in house.gateway.services.asked if isinstance(one.request, FindAppeals)
    ]
    assert asked.quoted == "13800138000"


def test_somebody_who_sees_no_contacts_is_not_asked_for_a_phone(house: House) -> None:
    officer = _of(house, Role.STREET_OFFICER, STREET)

    page = officer.opens("/desk/search")

    assert "reason" not in page.form().names


def test_an_appeal_is_written_down_for_a_resident(house: House, clerk: Visitor) -> None:
    page = clerk.opens("/desk/appeals/new")
    assert page.form().fields["community"] == "440305007003"
    wrong = clerk.sends(page, text="灯坏了", contact_phone="12")
    assert wrong.status == 422
    assert wrong.form().fields["text"] == "灯坏了"

    done = clerk.sends(
        wrong, category="fire_safety", contact_phone="13800138000", channel="phone", notify="true"
    )

    assert done.leads_to is not None
    assert done.leads_to.startswith("/desk/appeals/receipts/")
    assert "凭它可以查进度" in clerk.follows(done).words
    [put] = house.gateway.broker.puts
    assert put.event.channel == "phone"
    assert AcceptAppeal not in {type(one.request) for one in house.gateway.services.asked}
