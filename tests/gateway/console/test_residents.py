"""What residents meet on their pages, without an account and without a script."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.appeals.appeal import TrackedAppeal
from contracts.appeals.closing import ContestAppeal
from contracts.appeals.intake import TrackAppeal
from contracts.appeals.rating import RateTrackedAppeal
from contracts.appeals.words import Outcome, State
from contracts.gateway.attachments import AttachmentList, ListAttachments
from contracts.recruitment.surveys import AnswerSurvey, PublicSurvey, ShowPublicSurvey
from contracts.volunteers.reaching import ChooseOwnMessages
from contracts.volunteers.volunteers import OwnVolunteer, ShowOwnVolunteer
from gateway.app import pages_by_rule
from gateway.console import pages
from gateway.files.attachment_store import AttachmentStore
from tests.gateway.answers import MOMENT, a_code, a_tracked_appeal, answering_gateway
from tests.gateway.cases.case import an_answer
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import DENGLIANG, SECRET, Gateway, known
from vocabulary.problems import Unavailable

_CODE = a_code(SECRET)
_APPEAL = {"community": DENGLIANG, "category": "fire_safety", "text": "灯坏了"}


@pytest.fixture
def gateway(tmp_path: Path) -> Gateway:
    """A gateway behind which everything answers, and that can keep files."""
    store = AttachmentStore()
    keep_files(store, tmp_path)
    made = answering_gateway(attachment_store=store)
    made.services.answers[ListAttachments] = AttachmentList(items=[], possible=[])
    return made


@pytest.fixture
def resident(gateway: Gateway) -> Visitor:
    """Somebody without an account."""
    return Visitor(gateway.app)


def _an_address(rule: str) -> str:
    """An address of this pattern that the answering gateway knows."""
    known_parts = {
        "code": DENGLIANG if rule.startswith("/communities") else _CODE,
        "street": "440305007000",
        "number": "x",
        "name": "selection",
    }
    parts = rule.replace("<uuid:", "<").replace(">", "<").split("<")
    nobody = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
    return "".join(
        part if at % 2 == 0 else known_parts.get(part, nobody) for at, part in enumerate(parts)
    )


_RULES = sorted(
    rule.rule
    for rule in pages_by_rule().map.iter_rules()
    if rule.endpoint.startswith("console.")
    and "GET" in (rule.methods or ())
    and not rule.rule.startswith(("/static", "/reading", "/desk", "/worker.js"))
)


@pytest.mark.parametrize("rule", _RULES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_residents_opens_in_both_languages(
    resident: Visitor, rule: str, language: str
) -> None:
    resident.opens(f"/reading?language={language}")

    page = resident.opens(
        f"{_an_address(rule)}?code=x"
        if "certificates" in rule or rule.startswith("/honours")
        else _an_address(rule)
    )

    assert page.status in {200, 303}, page.words
    assert page.status == 303 or page.answer.text.count("<h1") == 1


_TYPED = (
    ("/review", "code"),
    ("/vote", "code"),
    ("/certificates", "number"),
    ("/hour-certificates", "number"),
    ("/honours", "number"),
)


@pytest.mark.parametrize(("address", "field"), _TYPED)
@pytest.mark.parametrize("typed", ["/abc", "//", "a//b", "abc/", "../abc", "%2Fabc"])
def test_a_code_with_slashes_is_a_wrong_code(
    resident: Visitor, address: str, field: str, typed: str
) -> None:
    """The interface once answered such an address with a redirect, which the page could not read."""
    page = resident.opens(f"{address}?{urlencode({field: typed, 'code': typed})}")

    assert page.status in {200, 404, 405, 422}, page.words
    assert page.answer.text.count("<h1") == 1


def _sent(visitor: Visitor, **typed: Any) -> Page:
    return visitor.sends(visitor.opens("/appeals/new"), _APPEAL | typed)


def test_a_resident_gets_a_receipt_with_code_and_picture(
    gateway: Gateway, resident: Visitor
) -> None:
    page = _sent(resident, contact_phone="13800138000", notify="true")

    [put] = gateway.broker.puts
    assert put.event.community == DENGLIANG
    assert put.event.notify
    receipt = resident.follows(page)
    assert "已收到您的诉求。" in receipt.words
    assert 'class="qr"' in receipt.answer.text


def test_a_code_that_is_mistyped_can_be_typed_again(resident: Visitor) -> None:
    page = resident.opens("/appeals/0000-0000-0000-0000")

    assert page.status == 404
    assert "重新输入查询码" in page.words
    assert "/track" in page.links


def test_an_appeal_that_is_sent_twice_is_one(gateway: Gateway, resident: Visitor) -> None:
    form = resident.opens("/appeals/new")

    first, second = (resident.sends(form, _APPEAL) for _ in range(2))

    assert first.leads_to == second.leads_to
    assert len({put.event.appeal_id for put in gateway.broker.puts}) == 1


def test_what_is_wrong_stands_beside_the_question_and_nothing_typed_is_lost(
    resident: Visitor,
) -> None:
    page = _sent(resident, contact_phone="不知道", contact_name="陈小姐")

    assert page.status == 422
    assert "联系电话：" in page.words
    assert page.form().fields["text"] == "灯坏了"
    assert page.form().fields["contact_name"] == "陈小姐"


def test_a_resident_who_stays_unheard_sends_the_same_again(
    gateway: Gateway, resident: Visitor
) -> None:
    """When nobody knows what became of a form, it goes with its key once more."""
    gateway.broker.away = Unavailable(
        "消息系统暂时不可用。", "The broker is away.", retry_after_seconds=5
    )
    form = resident.opens("/appeals/new")

    page = resident.sends(form, _APPEAL)

    assert page.status == 503
    assert "您填写的内容还在" in page.words
    assert page.form().fields["_key"] == form.form().fields["_key"]
    gateway.broker.away = None
    assert resident.sends(page).status == 303


def test_words_of_residents_are_words_and_nothing_else(resident: Visitor) -> None:
    hostile = "</textarea><script>alert(1)</script>\u202e𠮷😀" + "长" * 5000

    page = _sent(resident, text=hostile)

    assert page.status == 422
    assert "<script>alert" not in page.answer.text
    assert page.form().fields["text"].startswith("</textarea><script>")


def test_pictures_that_cannot_be_kept_leave_the_appeal_standing(
    gateway: Gateway, resident: Visitor
) -> None:
    page = _sent(resident, files=[(io.BytesIO(b"no picture"), "notes.txt")])

    assert len(gateway.broker.puts) == 1
    assert "有文件没有收下：notes.txt" in resident.follows(page).words


def test_a_closed_appeal_is_rated_and_contested(gateway: Gateway, resident: Visitor) -> None:
    closed = TrackedAppeal(
        stored=True,
        tracking_code=_CODE,
        number="〔2013〕17",
        community=DENGLIANG,
        state=State.CLOSED,
        outcome=Outcome.SETTLED,
        received_at=MOMENT,
        version=3,
        possible=["rating", "reopening"],
        may_rate=True,
    )
    gateway.services.answers |= {
        TrackAppeal: closed, RateTrackedAppeal: closed, ContestAppeal: closed
    }  # fmt: skip
    page = resident.opens(f"/appeals/{_CODE}")
    assert "办得怎么样？请您评价" in page.words

    rated = resident.sends(page, _deed="rating", score="5")
    assert "谢谢您的评价" in resident.follows(rated).words
    contested = resident.sends(page, _deed="reopening", reason="灭火器又不见了")

    assert contested.leads_to == f"/appeals/{_CODE}"
    asked = [one.request for one in gateway.services.asked]
    assert [one.score for one in asked if isinstance(one, RateTrackedAppeal)] == [5]
    assert [one.reason for one in asked if isinstance(one, ContestAppeal)] == ["灭火器又不见了"]


def test_a_resident_reads_until_when_it_is_to_be_closed(
    gateway: Gateway, resident: Visitor
) -> None:
    for day, is_late in (("2013-05-10", True), ("2999-05-10", False)):
        due = dt.date.fromisoformat(day)
        gateway.services.answers[TrackAppeal] = replace(a_tracked_appeal(), due_on=due)

        words = resident.opens(f"/appeals/{_CODE}").words

        assert "办理期限" in words
        assert ("已超期" in words) == is_late


def test_a_mistyped_code_is_told_and_a_good_one_leads_on(resident: Visitor) -> None:
    assert "查询码不对" in resident.opens("/track?what=appeals&code=ABC").words
    typed = _CODE.lower().replace("-", " ")
    assert (
        resident.opens(f"/track?what=applications&code={typed}").leads_to
        == f"/applications/{_CODE}"
    )
    assert resident.opens("/track?what=https://elsewhere.example&code=" + _CODE).status == 200


def test_a_browser_remembers_its_community(resident: Visitor) -> None:
    assert resident.opens("/notices").status == 200

    resident.opens(f"/communities/{DENGLIANG}")

    if DENGLIANG in known().areas:
        assert resident.client.get_cookie(pages.COMMUNITY) is not None


def _survey() -> PublicSurvey:
    return PublicSurvey.read(
        {
            "id": "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3",
            "community": DENGLIANG,
            "title": "居民需求问卷",
            "intro": "三分钟",
            "one_answer_per": "household",
            "state": "open",
            "possible": ["answers"],
            "questions": [
                {
                    "key": "dog",
                    "type": "single",
                    "text": "养狗吗？",
                    "required": True,
                    "options": [{"key": "yes", "text": "养"}, {"key": "no", "text": "不养"}],
                },
                {
                    "key": "walks",
                    "type": "number",
                    "text": "每天遛几次？",
                    "required": True,
                    "least": 0,
                    "most": 9,
                    "shown_if": {"question": "dog", "any_of": ["yes"]},
                },
                {"key": "wish", "type": "text", "text": "还有什么建议？", "required": False},
            ],
        }
    )


class TestSurvey:
    """A questionnaire asks step by step what hangs on the answers so far."""

    @pytest.fixture
    def start(self, gateway: Gateway, resident: Visitor) -> Page:
        """The first step."""
        gateway.services.answers[ShowPublicSurvey] = _survey()
        return resident.opens("/surveys/01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3")

    def test_a_question_comes_when_the_answer_before_asks_for_it(
        self, resident: Visitor, start: Page
    ) -> None:
        assert "q.walks" not in start.form().names

        with_dog = resident.sends(start, {"q.dog": "yes"})
        without = resident.sends(start, {"q.dog": "no"})

        assert {"q.walks", "q.wish"} <= set(with_dog.form().names)
        assert "q.walks" not in without.form().names

    def test_a_question_that_must_be_answered_is_asked_again(
        self, resident: Visitor, start: Page
    ) -> None:
        again = resident.sends(start)

        assert "还有题没有回答" in again.words
        assert "q.dog" in again.form().names

    def test_everything_is_shown_once_more_and_then_sent(
        self, gateway: Gateway, resident: Visitor, start: Page
    ) -> None:
        second = resident.sends(start, {"q.dog": "yes"})
        review = resident.sends(second, {"q.walks": "2", "q.wish": "多装路灯"})
        assert "请核对" in review.words
        assert "多装路灯" in review.words

        sent = resident.sends(review, household="3栋501", _send="1")

        assert sent.leads_to == f"/communities/{DENGLIANG}"
        asked = [one.request for one in gateway.services.asked]
        [sheet] = [one for one in asked if isinstance(one, AnswerSurvey)]
        assert [(one.question, one.choices, one.number, one.text) for one in sheet.answers] == [
            ("dog", ["yes"], None, None),
            ("walks", None, 2, None),
            ("wish", None, None, "多装路灯"),
        ]

    def test_an_answer_to_a_question_that_no_longer_comes_is_left_out(
        self, gateway: Gateway, resident: Visitor, start: Page
    ) -> None:
        second = resident.sends(start, {"q.dog": "yes"})
        review = resident.sends(second, {"q.walks": "2"})
        back = resident.sends(review, _back="1")

        second = resident.sends(back, {"q.dog": "no"})
        review = resident.sends(second)
        resident.sends(review, household="3栋501", _send="1")

        asked = [one.request for one in gateway.services.asked]
        [sheet] = [one for one in asked if isinstance(one, AnswerSurvey)]
        assert [one.question for one in sheet.answers] == ["dog"]


@pytest.mark.parametrize(("wanted", "sent"), [(True, False), (False, True)])
def test_a_volunteer_stops_text_messages_and_takes_them_again(
    gateway: Gateway, resident: Visitor, *, wanted: bool, sent: bool
) -> None:
    own: Any = an_answer(OwnVolunteer)
    gateway.services.answers[ShowOwnVolunteer] = replace(own, wants_notices=wanted)

    resident.sends(resident.opens(f"/volunteers/{_CODE}/messages"))

    [asked] = [
        one.request for one in gateway.services.asked if isinstance(one.request, ChooseOwnMessages)
    ]
    assert asked.wants_notices is sent
