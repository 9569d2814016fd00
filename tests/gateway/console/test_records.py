"""The registers: each list, thing and deed of the interface has a page in words."""

from __future__ import annotations

import dataclasses
import io
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from contracts.appeals.appeal import Step
from contracts.appeals.closing import CloseAppeal
from contracts.appeals.words import Outcome
from contracts.audit import AuditEntry
from contracts.gateway.accounts import RoleView
from contracts.gateway.notice_preferences import NoticePreferencesView
from contracts.gateway.notice_templates import NoticeTemplateView
from contracts.recruitment.holidays import SetHoliday
from contracts.recruitment.regulations import RegulationEdition
from contracts.recruitment.surveys import CreateSurvey
from contracts.registry import Shape
from contracts.street.totals import Line as FiguresLine
from contracts.street.totals import Rate, ShowTotals, Totals
from gateway.console import things
from gateway.console.api import Json
from gateway.files.media.limits import limits
from gateway.files.storage.folder import Folder
from runtime.settings import load
from tests.gateway.answers import APPEAL, a_tracked_appeal, an_appeal, everything
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import DENGLIANG, STREET, Asked
from tests.gateway.house import House
from tests.gateway.walking import walking
from vocabulary.actors import Role
from vocabulary.problems import NotFound, PreconditionFailed

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_OF_A_STREET = {Role.ADMINISTRATOR, Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE}
_CITY = "440300000000"
_APPEAL = f"/desk/records/appeals/{APPEAL}"


@pytest.fixture
def answering_house(quick_house: House, tmp_path: Path) -> House:
    """A gateway with accounts of its own, behind which every service answers."""
    quick_house.gateway.services.answers.update(everything())
    quick_house.gateway.attachment_store.open(
        storage=Folder(tmp_path / "kept"),
        limits=limits(load({})),
        spool=tmp_path / "spool",
        track=lambda _code: a_tracked_appeal(),
    )
    return quick_house


def _at_desk(house: House, role: Role, area: str | None = None) -> Visitor:
    area = area or (STREET if role in _OF_A_STREET else DENGLIANG)
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person(f"one.{role.value}", role, area))
    return visitor


def _found_by(visitor: Visitor) -> Iterator[Page]:
    """Every register that links lead to, each pattern of address once."""
    waiting, met = deque(["/desk/records"]), set[str]()
    while waiting:
        address = waiting.popleft()
        pattern = re.sub(r"[0-9a-f-]{36}|\d{12}", "*", address.partition("?")[0])
        if pattern not in met:
            met.add(pattern)
            page = visitor.opens(address)
            yield page
            waiting.extend(link for link in page.links if link.startswith("/desk/records"))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COMMISSIONER])
def test_every_register_opens_and_speaks_in_words(answering_house: House, role: Role) -> None:
    """No code, no id and no dead link stands on any page that a role finds."""
    visitor = _at_desk(answering_house, role)
    count = 0

    with walking() as step:
        for page in _found_by(visitor):
            count += 1
            with step(page.address):
                assert page.status == 200
                assert _ID.findall(page.words) == []
                assert _CODE.findall(page.words) == []
    assert count > 20


def test_a_register_leads_to_the_page_on_which_the_work_is_done(answering_house: House) -> None:
    """Only where there is such a page."""
    visitor = _at_desk(answering_house, Role.WORKSTATION_STAFF)

    assert f"/desk/appeals/{APPEAL}" in visitor.opens(_APPEAL).links
    assert "/desk/appointments" in visitor.opens("/desk/records/appointments").links
    assert "打开办理页面" not in visitor.opens("/desk/records/street/totals").words


def test_figures_say_shares_and_groups_in_words(answering_house: House) -> None:
    """A share stands in one line, and a group is called by its name and not by its code."""
    rate = Rate(numerator=6, denominator=8, percent=75.0)
    line = FiguresLine(key="phone", appeals=8, closed=7, settled=6, settled_rate=rate)
    answers = answering_house.gateway.services.answers
    totals = cast("Totals", answers[ShowTotals])
    answers[ShowTotals] = dataclasses.replace(totals, by_channel=[line])

    page = _at_desk(answering_house, Role.WORKSTATION_STAFF).opens("/desk/records/street/totals")

    assert "6/8（75%）" in page.words
    assert "来电" in page.words


def test_a_history_is_told_as_staff_call_the_steps(answering_house: House) -> None:
    page = _at_desk(answering_house, Role.COMMISSIONER).opens(_APPEAL)

    assert "办理事项 办理" in page.words
    assert "有新进展" not in page.words


def test_only_what_is_possible_now_is_offered(answering_house: House) -> None:
    """An appeal that is assigned can be acted on and closed, and not accepted again."""
    page = _at_desk(answering_house, Role.COMMISSIONER).opens(_APPEAL)

    offered = {form.fields.get("_deed") for form in page.forms if "_deed" in form.fields}

    assert set(an_appeal().possible) == {"actions", "closing"}
    assert offered == {"TakeAction", "CloseAppeal"}


def test_a_deed_goes_to_the_interface_with_version_and_key(answering_house: House) -> None:
    visitor = _at_desk(answering_house, Role.COMMISSIONER)
    page = visitor.opens(_APPEAL)

    sent = visitor.sends(page, deed="CloseAppeal", outcome="settled")

    assert sent.leads_to == _APPEAL
    [asked] = [one for one in _asked(answering_house) if isinstance(one.request, CloseAppeal)]
    assert isinstance(asked.request, CloseAppeal)
    assert asked.request.outcome is Outcome.SETTLED
    assert asked.request.expected_version == an_appeal().version
    assert asked.idempotency_key
    assert "办结诉求" in visitor.follows(sent).words


def test_a_refused_deed_stands_open_with_what_was_typed(answering_house: House) -> None:
    answers = answering_house.gateway.services.answers
    answers[CloseAppeal] = PreconditionFailed("已被修改。", "It changed.")
    visitor = _at_desk(answering_house, Role.COMMISSIONER)

    sent = visitor.sends(
        visitor.opens(_APPEAL), deed="CloseAppeal", outcome="explained", reason="讲清了政策"
    )

    assert sent.status == 412
    assert sent.form(deed="CloseAppeal").fields["reason"] == "讲清了政策"
    assert "别人改过它" in sent.words
    assert '<details class="card deed" name="deeds" open>' in sent.answer.text


def test_a_refusal_says_no_id(answering_house: House) -> None:
    """The interface names the id that it has not found; to a reader of a page it says nothing."""
    answers = answering_house.gateway.services.answers
    answers[CloseAppeal] = NotFound(f"没有找到诉求 {APPEAL}，请核对。", f"There is no {APPEAL}.")
    visitor = _at_desk(answering_house, Role.COMMISSIONER)

    sent = visitor.sends(visitor.opens(_APPEAL), deed="CloseAppeal", outcome="explained")

    assert "没有找到诉求，请核对。" in sent.words
    assert not _ID.search(sent.words)


def test_a_deed_that_is_none_of_the_thing_is_refused(answering_house: House) -> None:
    visitor = _at_desk(answering_house, Role.COMMISSIONER)

    sent = visitor.sends(visitor.opens(_APPEAL), deed="CloseAppeal", _deed="CreateSurvey")

    assert sent.status == 404


def test_another_row_is_added_without_a_script(answering_house: House) -> None:
    visitor = _at_desk(answering_house, Role.WORKSTATION_STAFF)
    page = visitor.opens("/desk/records/surveys")

    more = visitor.sends(page, deed="CreateSurvey", title="需求问卷", _more="questions")

    form = more.form(deed="CreateSurvey")
    assert form.fields["title"] == "需求问卷"
    assert "questions.1.text" in form.names
    assert not [one for one in _asked(answering_house) if isinstance(one.request, CreateSurvey)]


def test_what_the_address_names_is_a_question_of_the_form(answering_house: House) -> None:
    """A holiday is put under its day, which the form asks for."""
    visitor = _at_desk(answering_house, Role.ADMINISTRATOR, _CITY)
    page = visitor.opens("/desk/records/holidays")

    visitor.sends(
        page, {"at.day": "2013-10-01"}, deed="SetHoliday", name="国庆节", source="国办通知"
    )

    [asked] = [
        one.request for one in _asked(answering_house) if isinstance(one.request, SetHoliday)
    ]
    assert str(asked.day) == "2013-10-01"


def test_what_is_told_once_is_shown(answering_house: House) -> None:
    """The initial password of a new account stands in the answer alone."""
    visitor = _at_desk(answering_house, Role.ADMINISTRATOR)
    page = visitor.opens("/desk/records/accounts")

    made = visitor.sends(
        page, deed="CreateAccount", login="wu.min", display_name="吴敏", area=DENGLIANG
    )

    assert made.status == 200
    assert "初始密码" in made.words
    assert "吴敏" in visitor.opens("/desk/records/accounts").words


def test_a_file_and_a_table_are_sent(answering_house: House) -> None:
    visitor = _at_desk(answering_house, Role.ADMINISTRATOR)
    page = visitor.opens("/desk/records/areas")
    table = (io.BytesIO("code,name_zh\n1,无\n".encode()), "areas.csv", "text/csv")

    sent = visitor.sends(page, deed="ImportAreas", file=table)

    assert sent.status == 422
    assert "没有符合条件" not in sent.words


def test_names_stand_where_ids_were(answering_house: House) -> None:
    """An account is named by its owner's name, and leads to its page."""
    visitor = _at_desk(answering_house, Role.ADMINISTRATOR)

    page = visitor.opens("/desk/records/accounts")
    below = [link for link in page.links if link.startswith("/desk/records/accounts/")]
    [one] = [link for link in below if not link.endswith("/api-keys")]

    assert "某某某" in page.words
    assert visitor.opens("/desk/records/accounts/api-keys").status == 200
    assert visitor.opens(one).answer.text.count("<h1 data-given>某某某</h1>") == 1


def test_nobody_opens_a_register_that_the_table_keeps_from_them(answering_house: House) -> None:
    visitor = _at_desk(answering_house, Role.VOLUNTEER)

    assert visitor.opens("/desk/records/accounts").status == 403
    assert visitor.opens("/desk/records/nothing").status == 404
    assert "/desk/records/accounts" not in visitor.opens("/desk/records").links
    assert Visitor(answering_house.gateway.app).opens(_APPEAL).status == 303


def test_a_parameter_in_a_regulation_stands_there_by_its_name(answering_house: House) -> None:
    edition = {"text": "任期 {{term_months}} 个月，{{nothing}}。"}

    assert (
        _text_of(answering_house, RegulationEdition, edition) == "任期 【聘期】 个月，{{nothing}}。"
    )


def test_a_fact_in_the_words_of_a_notice_stands_there_by_its_name(answering_house: House) -> None:
    """{number} said nothing to an administrator."""
    parameter = {"name": "number", "zh": "编号", "en": "Number", "example": "〔2013〕17"}
    wording = {"text": "诉求{number}已受理，{other}。", "parameters": [parameter]}

    assert _text_of(answering_house, NoticeTemplateView, wording) == "诉求【编号】已受理，{other}。"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("timer", "定时任务"),
        ("http", "网页或接口"),
        (f"event {APPEAL}", "系统事件"),
        ("3 events", "系统事件"),
        (f"key {APPEAL}", "API 密钥"),
    ],
)
def test_the_audit_says_in_words_by_what_something_came(
    answering_house: House, program: str, said: str
) -> None:
    assert _text_of(answering_house, AuditEntry, {"program": program}) == said


@pytest.mark.parametrize(
    ("shape", "field", "said"),
    [(Step, "happened_at", "2027-01-01"), (RoleView, "ends_at", "2027-01-01 00:00")],
)
def test_only_what_happened_is_said_by_its_day(
    answering_house: House, shape: type[Shape], field: str, said: str
) -> None:
    """A role that ends as a day begins would seem to hold through that day."""
    assert _text_of(answering_house, shape, {field: "2026-12-31T16:00:00+00:00"}) == said


def test_a_name_in_two_languages_is_said_once_in_the_readers(answering_house: House) -> None:
    """The copy of one's own data listed each kind of notice in Chinese, and again in English."""
    kind = {"kind": "appeal_assigned", "name_zh": "诉求已交给您", "name_en": "An appeal is yours"}
    with answering_house.gateway.app.test_request_context("/"):
        [kinds] = things.lines(NoticePreferencesView, {"kinds": [kind | {"email": True}]})

    [said] = [[line.text for line in row] for row in kinds.rows]
    assert "An appeal is yours" not in said
    assert len(said) == len(set(said))


def _text_of(house: House, shape: type[Shape], thing: Json) -> str:
    """What the first line says."""
    with house.gateway.app.test_request_context("/"):
        return things.lines(shape, thing)[0].text


def _asked(house: House) -> list[Asked]:
    return house.gateway.services.asked
