"""The recruitment half of the workstation: posts, campaigns, applications, appointments."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest

from contracts.recruitment.applications import ApplicationSummary, ApplicationView, ShowApplication
from contracts.recruitment.appointments import (
    AppointmentPage,
    AppointmentStep,
    AppointmentView,
    ListAppointments,
    NameAppointmentAccount,
    ObjectionView,
    ShowAppointment,
)
from contracts.recruitment.campaigns import CampaignView, ShowCampaign
from contracts.recruitment.certificates import (
    CertificateList,
    CertificateView,
    ListCertificates,
    RevokeCertificate,
)
from contracts.recruitment.courses import (
    AttendanceView,
    RecordTrainingResults,
    ShowTrainingSession,
    TrainingSessionView,
)
from contracts.recruitment.disclosures import ApplicantDisclosed, DiscloseApplicant
from contracts.recruitment.handbooks import (
    CompleteEntry,
    EntryView,
    HandbookView,
    Promise,
    ShowHandbook,
)
from contracts.recruitment.office import MarkPart
from contracts.recruitment.posts import (
    CreatePost,
    EditPost,
    ListPosts,
    OpenPost,
    PostView,
    ShowPost,
)
from contracts.recruitment.proposing import ProposeAppointment
from contracts.recruitment.public_notice import AnswerObjection, OpenNotice
from contracts.recruitment.screening import (
    Card,
    Criterion,
    DecideStage,
    GivenScore,
    ScoreApplication,
    ScreeningView,
    ShowScreening,
    Stage,
    StartScreening,
)
from contracts.recruitment.words import (
    ApplicationState,
    AppointmentState,
    AttendanceState,
    Part,
    PostState,
    StageKind,
)
from contracts.registry import Answer, Request
from gateway.app import pages_by_rule
from runtime import clock
from tests.gateway.answers import MOMENT, everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import DENGLIANG, STREET
from tests.gateway.files.media.files import a_pdf
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import PreconditionFailed, Unavailable, WrongState, wrong_field

A = TypeVar("A", bound=Answer)

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_LISTS = ("posts", "campaigns", "applications", "reserves", "appointments", "surveys", "training")
_RULES = sorted(
    rule.rule
    for rule in pages_by_rule().map.iter_rules()
    if rule.endpoint.startswith("console.")
    and "GET" in (rule.methods or ())
    and rule.rule.startswith(
        (
            "/desk/posts",
            "/desk/campaigns",
            "/desk/applications",
            "/desk/reserves",
            "/desk/appointments",
            "/desk/surveys",
            "/desk/handbooks",
            "/desk/training",
            "/desk/consents",
            "/desk/term",
        )
    )
)


@pytest.fixture
def house(quick_house: House) -> House:
    """A house in which the services answer everything."""
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """Somebody of the workstation, at the desk."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("clerk", Role.WORKSTATION_STAFF))
    return visitor


def _some(kind: type[A], **changes: Any) -> A:
    """An answer with what this test is about."""
    found: Any = an_answer(kind)
    return cast("A", dataclasses.replace(found, **changes))


def _asked(house: House, kind: type[Request[Any]]) -> Any:
    """The one request of this kind that arrived."""
    [found] = [one for one in house.gateway.services.asked if type(one.request) is kind]
    return found.request


def _answers(house: House, answers: dict[type[Request[Any]], Any]) -> None:
    house.gateway.services.answers.update(answers)


@pytest.mark.parametrize("rule", _RULES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages(house: House, rule: str, language: str) -> None:
    clerk = Visitor(house.gateway.app)
    # The street offers courses.
    is_streets = rule.endswith("/courses/new")
    role = (Role.STREET_OFFICER, STREET) if is_streets else (Role.WORKSTATION_STAFF, DENGLIANG)
    clerk.signs_in(house.person("clerk", *role))
    clerk.opens(f"/reading?language={language}")
    parts = rule.replace(">", "<").split("<")
    known = {"int:at": "0", "community": "440305007003"}
    address = "".join(
        part if at % 2 == 0 else known.get(part, _ID) for at, part in enumerate(parts)
    )

    page = clerk.opens(address)
    page = clerk.follows(page) if page.status == 303 else page

    assert page.status == 200, page.words
    assert page.answer.text.count("<h1") == 1


def test_a_tab_asks_for_its_view_and_says_how_many_there_are(house: House, clerk: Visitor) -> None:
    page = clerk.opens("/desk/posts?tab=filled&category=fire_safety&category=environment")

    asked = [one.request for one in house.gateway.services.asked if type(one.request) is ListPosts]
    shown = next(one for one in asked if one.limit > 1)
    assert shown.state == [PostState.FILLED]
    assert [one.value for one in shown.category or []] == ["fire_safety", "environment"]
    assert all(one.total for one in asked)
    assert "/desk/posts?tab=vacant&category=fire_safety&category=environment" in page.links


def test_a_page_of_a_list_asks_no_more_than_eight_times(house: House, clerk: Visitor) -> None:
    for path in _LISTS:
        before = len(house.gateway.services.asked)

        assert clerk.opens(f"/desk/{path}").status == 200

        assert len(house.gateway.services.asked) - before <= 8, path


def test_a_filter_that_nobody_understands_is_told_beside_it(house: House, clerk: Visitor) -> None:
    page = clerk.opens("/desk/appointments?in_office_on=gestern")

    assert page.status == 422
    assert "gestern" in page.answer.text


def test_only_what_is_possible_is_offered(house: House, clerk: Visitor) -> None:
    _answers(house, {ShowPost: _some(PostView, possible=["opening"])})

    page = clerk.opens(f"/desk/posts/{_ID}")

    [form] = [one for one in page.forms if "_deed" in one.names]
    assert form.fields["_deed"] == "open_post"
    assert "撤销岗位" not in page.words


def test_a_deed_goes_with_the_version_that_was_read_and_is_told_once(
    house: House, clerk: Visitor
) -> None:
    _answers(house, {ShowPost: _some(PostView, possible=["opening"], version=7)})
    page = clerk.opens(f"/desk/posts/{_ID}")

    done = clerk.sends(page)

    assert done.leads_to == f"/desk/posts/{_ID}"
    assert _asked(house, OpenPost).expected_version == 7
    assert "设立岗位：已完成。" in clerk.follows(done).words


def test_what_was_done_is_told_though_its_page_cannot_be_opened(
    house: House, clerk: Visitor
) -> None:
    """Seen on a stalled machine: the decision was taken, and its page only said to come again."""
    view = _some(PostView, possible=["opening"])
    _answers(house, {ShowPost: view})
    done = clerk.sends(clerk.opens(f"/desk/posts/{_ID}"))
    _answers(house, {ShowPost: Unavailable("没有响应。", "No answer.", retry_after_seconds=5)})

    away = clerk.follows(done)

    assert away.status == 503
    assert "设立岗位：已完成。" in away.words
    _answers(house, {ShowPost: view})
    assert "已完成" not in clerk.opens(f"/desk/posts/{_ID}").words


def test_what_was_done_before_is_not_told_beside_a_refusal(house: House, clerk: Visitor) -> None:
    """A browser that never opened the page after the first deed sends a second one."""
    refused = WrongState("岗位已撤销。", "The post is closed.")
    _answers(house, {ShowPost: _some(PostView, possible=["opening", "edit"]), EditPost: refused})
    page = clerk.opens(f"/desk/posts/{_ID}")
    clerk.sends(page, deed="open_post")

    again = clerk.sends(page, deed="edit_post", duties="巡查")

    assert again.status == 409
    assert "设立岗位：已完成。" not in again.words


def test_what_is_edited_begins_with_what_is_there(house: House, clerk: Visitor) -> None:
    view = _some(PostView, possible=["edit"], promises=["每周一次"], need_option="fire")
    _answers(house, {ShowPost: view})
    page = clerk.opens(f"/desk/posts/{_ID}")

    clerk.sends(page, duties="巡查")

    sent = _asked(house, EditPost)
    assert (sent.promises, sent.duties, sent.need_option) == (["每周一次"], "巡查", "fire")


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (wrong_field("duties", "too_dull", zh="太空泛。", en="Too dull."), 422),
        (WrongState("岗位已撤销。", "The post is closed."), 409),
        (PreconditionFailed("已被他人修改。", "Changed meanwhile."), 412),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    house: House, clerk: Visitor, problem: Exception, status: int
) -> None:
    _answers(house, {ShowPost: _some(PostView, possible=["edit"]), EditPost: problem})
    page = clerk.opens(f"/desk/posts/{_ID}")

    refused = clerk.sends(page, duties="写了很久的职责")

    assert refused.status == status
    assert refused.form().fields["duties"] == "写了很久的职责"
    assert 'role="alert"' in refused.answer.text


def test_what_is_no_longer_possible_is_refused_with_what_was_typed(
    house: House, clerk: Visitor
) -> None:
    """Somebody else closed the post while its form was open."""
    _answers(house, {ShowPost: _some(PostView, possible=["edit"])})
    page = clerk.opens(f"/desk/posts/{_ID}")
    closed = WrongState("岗位已撤销。", "The post is closed.")
    _answers(house, {ShowPost: _some(PostView, possible=[]), EditPost: closed})

    refused = clerk.sends(page, duties="写了很久的职责")

    assert refused.status == 409
    assert "岗位已撤销。" in refused.words
    assert refused.form().fields["duties"] == "写了很久的职责"
    assert not [one for one in clerk.opens(f"/desk/posts/{_ID}").forms if "_deed" in one.names]


def test_a_deed_that_no_page_knows_is_none(house: House, clerk: Visitor) -> None:
    _answers(house, {ShowPost: _some(PostView, possible=["opening"])})
    page = clerk.opens(f"/desk/posts/{_ID}")

    assert clerk.sends(page, _deed="close_everything").status == 404


def test_a_new_post_leads_to_its_page(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"/desk/posts/new?need_survey={_ID}&need_question=needs&need_option=fire")

    typed = {"community": "440305007003", "title": "消防安全专员", "duties": "巡查"}
    done = clerk.sends(page, typed, category="fire_safety")

    assert (done.leads_to or "").startswith("/desk/posts/")
    sent = _asked(house, CreatePost)
    assert (str(sent.need_survey), sent.need_option) == (_ID, "fire")


def _screened(house: House, *, points: bool = True) -> None:
    """An application that is being screened, scored by somebody else."""
    given = GivenScore(assessor="somebody-else", criterion="ability", points=80, scored_at=MOMENT)
    summary = _some(
        ApplicationSummary,
        post="消防安全专员",
        state=ApplicationState.RECEIVED,
        stages_passed=1,
    )
    card = _some(Card, application=summary, scores=[given] if points else [], abstentions=[])
    stages = [
        Stage(key="check", kind=StageKind.CHECK, title="资格审查"),
        Stage(key="opinion", kind=StageKind.OPINION, title="居民意见"),
    ]
    view = _some(
        ScreeningView,
        stages=stages,
        criteria=[Criterion(key="ability", title="履职能力", weight=30)],
        items=[card],
    )
    possible = ["scores", "stages"]
    application = _some(ApplicationView, possible=possible, stages_passed=1, history=[])
    _answers(house, {ShowScreening: view, ShowApplication: application})


def test_a_campaign_shows_who_is_at_which_stage(house: House, clerk: Visitor) -> None:
    _screened(house)

    page = clerk.opens(f"/desk/campaigns/{_ID}")

    assert "消防安全专员" in page.words
    assert "资格审查 居民意见" in page.words
    assert "通过 进行中" in page.words


def test_a_campaign_whose_screening_has_not_begun_lists_who_applied(
    house: House, clerk: Visitor
) -> None:
    not_begun = WrongState("尚未开始筛选。", "Not begun.")
    view = _some(CampaignView, possible=["screening"])
    _answers(house, {ShowScreening: not_begun, ShowCampaign: view})

    page = clerk.opens(f"/desk/campaigns/{_ID}")
    clerk.sends(page)

    assert "报名的人" in page.words
    assert str(_asked(house, StartScreening).campaign_id) == _ID


def test_points_are_given_for_each_criterion(house: House, clerk: Visitor) -> None:
    _screened(house)
    page = clerk.opens(f"/desk/applications/{_ID}")
    assert "履职能力" in page.words

    typed = {"points.0.points": "85", "points.0.note": "稳重"}
    done = clerk.sends(page, typed, deed="score_application")

    assert done.status == 303
    [point] = _asked(house, ScoreApplication).points
    assert (point.criterion, point.points, point.note) == ("ability", 85, "稳重")


def test_the_stage_that_is_next_is_decided_and_asks_for_opinions_where_that_is_it(
    house: House, clerk: Visitor
) -> None:
    _screened(house)
    page = clerk.opens(f"/desk/applications/{_ID}")
    form = page.form(deed="decide_stage")
    assert "passed" not in form.fields
    opinion = {"opinion.way": "meeting", "opinion.asked": "36", "opinion.in_favour": "31"}

    typed = opinion | {"opinion.against": "2", "passed": "true", "reason": "多数同意。"}
    clerk.sends(page, typed, deed="decide_stage")

    sent = _asked(house, DecideStage)
    assert (sent.stage, sent.passed, sent.opinion.asked) == ("opinion", True, 36)


def test_who_asks_to_see_an_applicant_sees_them_once(house: House, clerk: Visitor) -> None:
    seen = _some(ApplicantDisclosed, name="陈秀英", phone="13800138000")
    view = _some(ApplicationView, possible=["disclosures"], name="陈**", history=[])
    _answers(house, {ShowApplication: view, DiscloseApplicant: seen})
    page = clerk.opens(f"/desk/applications/{_ID}")
    assert "13800138000" not in page.words

    told = clerk.sends(page, reason="interview")

    assert told.status == 200
    assert "13800138000" in told.words
    assert "13800138000" not in clerk.opens(f"/desk/applications/{_ID}").words


def _appointment(house: House, *possible: str, **changes: Any) -> None:
    parts = dict.fromkeys(("ceremony", "certificate", "handbook", "channel"))
    given = {"parts": parts, "objections": [], "history": []} | changes
    _answers(house, {ShowAppointment: _some(AppointmentView, possible=list(possible), **given)})


def test_a_list_says_which_notices_are_over(house: House, clerk: Visitor) -> None:
    today = day_of(clock.now())
    said = []
    for to in (today, today - dt.timedelta(days=1)):
        one = _some(AppointmentView, state=AppointmentState.IN_NOTICE, notice_to=to)
        _answers(house, {ListAppointments: AppointmentPage(items=[one])})
        said.append(f"公示到 {to} 已满" in clerk.opens("/desk/appointments?tab=in_notice").words)

    assert said == [False, True]


def test_an_appointment_says_what_is_missing_before_the_office_begins(
    house: House, clerk: Visitor
) -> None:
    day = dt.date(2013, 5, 16)
    _appointment(house, "ceremony", state=AppointmentState.PENDING, decided_on=day)
    page = clerk.opens(f"/desk/appointments/{_ID}")

    clerk.sends(page, note="社区大厅")

    assert "到任还缺什么" in page.words
    assert any(link.startswith("/desk/handbooks/") for link in page.links)
    assert (_asked(house, MarkPart).part, _asked(house, MarkPart).note) == ("ceremony", "社区大厅")


def test_a_register_offers_no_handbook_entry_before_the_decision(
    house: House, clerk: Visitor
) -> None:
    """It would be refused; the handbook's own page lists those whose entry can be written."""
    _appointment(house, state=AppointmentState.IN_NOTICE)

    page = clerk.opens(f"/desk/records/appointments/{_ID}")

    assert "CompleteEntry" not in {form.fields.get("_deed") for form in page.forms}


def test_the_history_says_which_of_the_four_parts_was_completed(
    house: House, clerk: Visitor
) -> None:
    step = _some(AppointmentStep, what="part_marked", part=Part.CHANNEL)
    _appointment(house, state=AppointmentState.PENDING, history=[step])

    page = clerk.opens(f"/desk/appointments/{_ID}")

    assert "完成“四个统一”中的一项 · 监督渠道" in page.words


def test_the_account_of_a_person_is_chosen_by_name(house: House, clerk: Visitor) -> None:
    """A clerk who had to type an account's number asked the person for it."""
    neighbour = house.person("zheng.nvshi", Role.VOLUNTEER)
    of_the_street = house.person("li.nvshi", None, STREET)
    _appointment(house, "account", state=AppointmentState.PENDING)
    page = clerk.opens(f"/desk/appointments/{_ID}")

    clerk.sends(page, account=str(neighbour.id))

    said = dict(re.findall(r'name="account" value="([^"]*)".*?>([^<]+)<', page.answer.text))
    assert said[str(neighbour.id)] == "某某某（zheng.nvshi）"
    assert said[str(of_the_street.id)] == "某*"
    assert _asked(house, NameAppointmentAccount).account == neighbour.id


def test_a_list_opens_where_something_stands(house: House, clerk: Visitor) -> None:
    """It opened with an empty tab, although another one was full."""
    nothing = _some(AppointmentPage, items=[], total=0, next_cursor=None)
    answers = house.gateway.services.answers
    answers[ListAppointments] = lambda asked: (
        _some(AppointmentPage, items=[], total=3)
        if asked.state == [AppointmentState.PENDING]
        else nothing
    )

    opened = clerk.opens("/desk/appointments")
    chosen = clerk.opens("/desk/appointments?tab=proposed")

    assert _current_tab(opened) == "待“四个统一” 3"
    assert _current_tab(chosen) == "待公示 0"


def _current_tab(page: Page) -> str:
    form = r'<a href="[^"]*tab=[^"]*" aria-current="page">(.*?)</a>'
    [found] = re.findall(form, page.answer.text)
    return " ".join(re.sub(r"<[^>]*>", " ", found).split())


def test_a_certificate_is_revoked_at_its_own_version(house: House, clerk: Visitor) -> None:
    _appointment(house, state=AppointmentState.ENDED, version=9)
    certificate = _some(CertificateView, possible=["revocation"], version=3)
    _answers(house, {ListCertificates: _some(CertificateList, items=[certificate])})
    page = clerk.opens(f"/desk/appointments/{_ID}")

    clerk.sends(page, reason="姓名有误。", deed=f"revoke_certificate-{_ID}")

    assert _asked(house, RevokeCertificate).expected_version == 3


def test_a_notice_is_opened(house: House, clerk: Visitor) -> None:
    _appointment(house, "notice", state=AppointmentState.PROPOSED)

    clerk.sends(clerk.opens(f"/desk/appointments/{_ID}"))

    assert str(_asked(house, OpenNotice).appointment_id) == _ID


def test_each_objection_is_answered_by_itself(house: House) -> None:
    member = Visitor(house.gateway.app)
    member.signs_in(house.person("member", Role.PARTY_COMMITTEE))
    other = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c4"
    objections = [_some(ObjectionView, id=UUID(one), answer=None) for one in (_ID, other)]
    _appointment(house, "answer", state=AppointmentState.IN_NOTICE, objections=objections)
    page = member.opens(f"/desk/appointments/{_ID}")

    member.sends(page, answer="经核实常住。", deed=f"answer_objection-{other}")

    assert str(_asked(house, AnswerObjection).objection_id) == other


@pytest.mark.parametrize(
    ("query", "asked", "unasked"),
    [
        ("", {"name", "phone", "found_because"}, {"position"}),
        ("kind=interim", {"position", "name"}, {"lives_in_community"}),
        (f"application_id={_ID}&post_id={_ID}", {"application_id", "ability"}, {"name", "phone"}),
        (f"renews={_ID}", {"renews", "post_id", "ability"}, {"name", "position"}),
    ],
)
def test_a_proposal_asks_what_its_way_needs(
    house: House, clerk: Visitor, query: str, asked: set[str], unasked: set[str]
) -> None:
    names = set(clerk.opens(f"/desk/appointments/new?{query}").form().names)

    assert asked <= names
    assert not unasked & names


def test_a_proposal_from_an_application_names_it(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"/desk/appointments/new?application_id={_ID}&post_id={_ID}")

    words = dict.fromkeys(("ability", "trust", "recognition", "willingness"), "多年楼长。")
    done = clerk.sends(page, words, kind="group_leader")

    assert done.status == 303
    assert str(_asked(house, ProposeAppointment).application_id) == _ID


def test_an_entry_of_the_handbook_keeps_its_promises_and_takes_one_more(
    house: House, clerk: Visitor
) -> None:
    kept = _some(Promise, text="每周巡查一次")
    entry = _some(EntryView, promises=[kept], possible=["handbook-entry"])
    _answers(house, {ShowHandbook: _some(HandbookView, entries=[entry], editions=[])})
    page = clerk.opens(f"/desk/handbooks/{DENGLIANG}/entries/{_ID}")
    page = clerk.sends(page, _more="promises")

    clerk.sends(page, {"promises.1.text": "每月入户一次"})

    sent = _asked(house, CompleteEntry)
    assert [(one.id, one.text) for one in sent.promises] == [
        (kept.id, "每周巡查一次"),
        (None, "每月入户一次"),
    ]


def test_results_of_a_training_are_written_down_person_by_person(
    house: House, clerk: Visitor
) -> None:
    there = _some(AttendanceView, name="陈秀英", state=AttendanceState.ENROLLED)
    view = _some(TrainingSessionView, attendances=[there], possible=["results"])
    _answers(house, {ShowTrainingSession: view})
    page = clerk.opens(f"/desk/training/{_ID}")
    assert "陈秀英：到场" in page.words

    clerk.sends(page, {"lines.0.attended": "true", "lines.0.result": "passed"})

    [line] = _asked(house, RecordTrainingResults).lines
    assert (str(line.commissioner), line.attended, line.result) == (_ID, True, "passed")


def test_the_sheet_of_a_training_is_added_and_removed_on_its_page(
    house: House, clerk: Visitor, tmp_path: Path
) -> None:
    keep_files(house.gateway.attachment_store, tmp_path)
    held = _some(TrainingSessionView, area=DENGLIANG, attendances=[])
    _answers(house, {ShowTrainingSession: held})
    page = clerk.opens(f"/desk/training/{_ID}")

    added = clerk.sends(page, deed="files", files=(io.BytesIO(a_pdf()), "签到表.pdf"))

    page = clerk.follows(added)
    assert "签到表.pdf" in page.words
    page = clerk.follows(clerk.sends(page, deed="file_removal"))
    assert "文件已删除。" in page.words
    assert "签到表.pdf" not in page.words


def test_a_consent_is_found_by_a_phone_that_stands_in_no_address(
    house: House, clerk: Visitor
) -> None:
    page = clerk.opens("/desk/consents")

    found = clerk.sends(page, phone="13800138000")

    assert found.status == 200
    assert found.address == "/desk/consents"
    assert "这个电话没有同意过什么。" in found.words


def test_a_guardians_consent_is_written_down_and_found_at_the_desk(
    house: House, clerk: Visitor
) -> None:
    written = {
        "purpose": "publish_photo",
        "text_version": "photo-1",
        "phone": "13800138000",
        "how": "paper",
        "guardian": "陈建国",
        "guardianship": "grandparent",
    }

    clerk.follows(clerk.sends(clerk.opens("/desk/consents/new"), written))

    assert "监护人：陈建国（祖父母、外祖父母）" in clerk.opens("/desk/consents").words


def test_each_consent_says_whose_it_is(house: House, clerk: Visitor) -> None:
    """Otherwise a clerk could withdraw that of somebody else."""
    person = house.person("su.ganshi", Role.WORKSTATION_STAFF)
    agreed = {"purpose": "publish_phone", "text_version": "phone-1"}
    token = house.tokens(person)["access_token"]
    house.by_token(token, "POST", "/api/v1/consents", json=agreed)
    owner = Visitor(house.gateway.app)
    owner.signs_in(person)

    assert "本人 公示电话" in owner.opens("/desk/consents").words
    assert "— 公示电话" in clerk.opens("/desk/consents").words


def test_a_commissioner_reads_the_own_term(house: House) -> None:
    parts = dict.fromkeys(("ceremony", "certificate", "handbook", "channel"))
    one = _some(
        AppointmentView,
        parts=parts,
        state=AppointmentState.IN_OFFICE,
        term_to=dt.date(2013, 5, 16),
        post="消防安全专员",
        objections=[],
        history=[],
    )
    page_of_it = _some(AppointmentPage, items=[one])
    _answers(house, {ListAppointments: page_of_it, ShowAppointment: one})
    visitor = Visitor(house.gateway.app)
    person = house.person("ao.jiannan", Role.COMMISSIONER)
    visitor.signs_in(person)

    page = visitor.opens("/desk/term")

    assert "聘期还有 10 天，到 2013-05-16 为止。" in page.words
    assert str(_asked(house, ListAppointments).commissioner) == str(person.id)
    assert "我的聘期" in page.words
    assert "岗位与问卷" not in page.words


def test_a_workstation_has_no_term_of_its_own_in_the_menu(clerk: Visitor) -> None:
    assert "/desk/term" not in clerk.opens("/desk/posts").links
