"""Needs surveys (需求问卷): from the first question to paper answers, texts and the export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import flask
from werkzeug.datastructures import MultiDict

from contracts import words
from contracts.recruitment.surveys import (
    CloseSurvey,
    CopySurvey,
    CreateSurvey,
    EditSurvey,
    ListSurveys,
    OpenSurvey,
    PublishSurvey,
    RecordPaperAnswer,
)
from contracts.recruitment.words import PostCategory
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Field, Filled
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public.surveys import answered, applies, asked_as
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_ALL = "/api/v1/surveys"
_HERE = "/desk/surveys"
_TABS = (
    Tab("open", _("作答中"), {"state": "open"}),
    Tab("draft", _("草稿"), {"state": "draft"}),
    Tab("closed", _("已截止"), {"state": "closed"}),
    Tab("published", _("已公布"), {"state": "published"}),
    Tab("all", _("全部")),
)
_DEEDS = (
    Deed(OpenSurvey),
    Deed(CloseSurvey),
    Deed(PublishSurvey),
    Deed(CopySurvey, leads=f"{_HERE}/{{id}}"),
)
_NEW, _BODY = CreateSurvey.body(), EditSurvey.body()
#: The first question of every survey of needs; a clerk changes it as the community needs.
_NEEDS = "needs"


@page(_HERE, may=Action.SURVEY_READ, title=_("需求问卷"), nav="posts")
def desk_surveys() -> Shown:
    """The surveys of your communities."""
    places = territory.communities()
    filters = ["created_from", "created_to", *territory.narrowing(places)]
    found = listed(_ALL, ListSurveys, tabs=_TABS, filters=filters, options={"area": places})
    return shown(
        "workstation/surveys.html",
        found.status,
        listed=found,
        may_create=may_somewhere(Action.SURVEY_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.SURVEY_MANAGE,
    title=_("起草问卷"),
    nav="posts",
    methods=("GET", "POST"),
)
def new_survey() -> Shown | flask.Response:
    """Draft a survey that begins with the question about needs."""
    places = territory.communities()
    tried = forms.filled(_NEW)
    chosen = flask.request.form.getlist(_NEEDS)
    if pages.is_sent():
        try:
            made = api.send("POST", _ALL, tried.body | {"questions": [_about_needs(chosen)]})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}/{made['id']}", _("问卷已起草。可以继续加题，再开放填写。"))
    elif len(places) == 1:
        tried = Filled(_NEW, MultiDict({"community": places[0][0]}))
    asked = ("community", "title", "intro", "one_answer_per")
    form = forms.form(_NEW, tried, only=asked, options={"community": places})
    needs = Field(
        name=_NEEDS,
        label=str(_("居民可以选哪些需求")),
        widget="checks",
        hint=str(_("这是第一题，结果按它排序。以后可以改文字、加选项、加别的题。")),
        options=[(one.value, naming.choice(one)) for one in PostCategory],
        values=chosen if pages.is_sent() else [one.value for one in PostCategory],
    )
    return shown("workstation/new_survey.html", tried.status, form=form, needs=needs)


@page(
    f"{_HERE}/<uuid:survey_id>",
    may=Action.SURVEY_READ,
    title=_("需求问卷"),
    nav="posts",
    methods=("GET", "POST"),
)
def desk_survey(survey_id: UUID) -> Shown | flask.Response:
    """One survey: its questions, how many answered, and what can be done now."""
    known = Deeds(f"{_HERE}/{survey_id}", _DEEDS, {"survey_id": str(survey_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{survey_id}")
    return shown(
        "workstation/survey.html",
        known.status,
        one=one,
        conditions=[condition_of(question, one["questions"]) for question in one["questions"]],
        deeds=known,
        offers=known.offered(one, options={"community": territory.communities()}),
        may_manage=may_somewhere(Action.SURVEY_MANAGE),
    )


@page(
    f"{_HERE}/<uuid:survey_id>/heading",
    may=Action.SURVEY_MANAGE,
    title=_("修改问卷标题和说明"),
    nav="posts",
    methods=("GET", "POST"),
)
def survey_heading(survey_id: UUID) -> Shown | flask.Response:
    """What the survey is called and what is read before answering."""
    one = api.get(f"{_ALL}/{survey_id}")
    tried = forms.filled(_BODY)
    if pages.is_sent():
        try:
            body = tried.body | {"questions": plain(one["questions"])}
            api.send("PUT", f"{_ALL}/{survey_id}", body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}/{survey_id}", _("已保存。"))
    else:
        tried = forms.filled_with(_BODY, one | {"questions": []})
    form = forms.form(_BODY, tried, without=("questions",))
    return shown("workstation/survey_part.html", tried.status, one=one, form=form)


@page(
    f"{_HERE}/<uuid:survey_id>/paper",
    may=Action.SURVEY_RECORD,
    title=_("录入纸质答卷"),
    nav="posts",
    methods=("GET", "POST"),
)
def survey_paper(survey_id: UUID) -> Shown | flask.Response:
    """Answers that came on paper, one sheet after the other."""
    one = api.get(f"{_ALL}/{survey_id}")
    given = flask.request.form
    tried = forms.filled(RecordPaperAnswer.body())
    if pages.is_sent():
        asked = [each for each in one["questions"] if applies(each, given)]
        answers = [answer for each in asked if (answer := answered(each, given))]
        try:
            path = f"{_ALL}/{survey_id}/paper-answers"
            api.send("POST", path, tried.body | {"answers": answers})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            on = given.get("answered_on", "")
            return told(f"{_HERE}/{survey_id}/paper?answered_on={on}", _("已录入，可以录下一份。"))
    form = forms.form(
        tried.shape,
        tried,
        only=("answered_on", one["one_answer_per"]),
        hints={one["one_answer_per"]: _("一户或一个号码答一次。只用来防止重复，不会保存。")},
    )
    wrong = {each["field"] for each in (tried.problem or {}).get("errors", ())}
    return shown(
        "workstation/survey_paper.html",
        tried.status,
        one=one,
        form=form,
        questions=[
            (asked_as(each, given, is_missing=each["key"] in wrong), condition)
            for each in one["questions"]
            for condition in [condition_of(each, one["questions"])]
        ],
    )


def condition_of(question: api.Json, questions: Sequence[api.Json]) -> str:
    """When a question is asked, in words; empty: always."""
    condition = question["shown_if"]
    before = next(
        (one for one in questions if condition and one["key"] == condition["question"]), None
    )
    if condition is None or before is None:
        return ""
    texts = dict(answers_to(before))
    wanted = "、".join(texts.get(key, key) for key in condition["any_of"])
    return str(
        _("只在“%(question)s”选了“%(answers)s”时问", question=before["text"], answers=wanted)
    )


def answers_to(question: api.Json) -> list[tuple[str, str]]:
    """What can be chosen: the options, or the digits of a rating."""
    if question["type"] == "rating":
        return [(str(digit), str(_("%(n)s 分", n=digit))) for digit in range(1, 6)]
    return [(option["key"], option["text"]) for option in question["options"] or ()]


def plain(value: Any) -> Any:
    """The same without what is left open, as it is sent back."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if one is not None}
    return [plain(one) for one in value] if isinstance(value, list) else value


def _about_needs(chosen: Sequence[str]) -> api.Json:
    return {
        "key": _NEEDS,
        "type": "multiple",
        # Residents read Chinese, whatever the clerk reads.
        "text": _("您最希望社区解决什么问题？可以多选。").zh,
        "required": True,
        "is_need": True,
        "options": [
            {"key": one.value, "text": words.value_name(one).zh, "need": one.value}
            for one in PostCategory
            if one in chosen
        ],
    }
