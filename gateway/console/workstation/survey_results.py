"""What came of a survey: the ranking of needs, bars, tables, cross tables, sorted texts."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.posts import ProposePosts
from contracts.recruitment.surveys import CrossSurvey, ListSurveyTexts, SortSurveyTexts
from contracts.recruitment.words import PostCategory, SurveyState
from gateway.console import api, charts, forms, languages, naming, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation.surveys import answers_to
from vocabulary.permissions import Action

#: The key of an answer, and its text.
_Answer = tuple[str, str]
_ALL = "/api/v1/surveys"
_HERE = "/desk/surveys"
_COUNTED = (SurveyState.CLOSED, SurveyState.PUBLISHED)
_PROPOSE = Deed(
    ProposePosts,
    label=_("按需求排序拟设岗位"),
    without=("check", "happened_at"),
    labels={"most": _("最多设几个")},
    hints={"most": _("从最强的需求起，最多拟设几个。已有同类岗位的跳过。")},
    leads="/desk/posts?tab=draft",
    says=lambda report: _(
        "已拟设 %(n)s 个岗位；%(m)s 类需求没有设：%(why)s",
        n=len(report["posts"]),
        m=len(report["left_out"]),
        why=_why(report["left_out"]),
    ),
)


@page(
    f"{_HERE}/<uuid:survey_id>/results",
    may=Action.SURVEY_READ,
    title=_("问卷结果"),
    nav="posts",
    methods=("GET", "POST"),
)
def desk_survey_results(survey_id: UUID) -> Shown | flask.Response:
    """The ranking of needs and each question, as bars and as tables."""
    here = f"{_HERE}/{survey_id}/results"
    known = Deeds(here, [_PROPOSE], {"survey_id": str(survey_id)})
    if done := known.sent():
        return done
    survey, found = api.get(f"{_ALL}/{survey_id}"), api.get(f"{_ALL}/{survey_id}/results")
    is_counted = survey["state"] in _COUNTED and may_somewhere(Action.POST_MANAGE)
    # What becomes of the needs is no deed of the survey, but of the posts.
    offered = {"possible": [_PROPOSE.word] if is_counted else []}
    return shown(
        "workstation/survey_results.html",
        known.status,
        survey=survey,
        results=found,
        ranking=[
            (one[f"category_{languages.current()}"], one["percent"], charts.share_of(one))
            for one in found["needs"]
        ],
        shares=charts.shares,
        bars=charts.of_question,
        deeds=known,
        offers=known.offered(offered, start={"most": 5, "least_percent": 0}),
        may_manage=may_somewhere(Action.SURVEY_MANAGE),
    )


@page(
    f"{_HERE}/<uuid:survey_id>/cross",
    may=Action.SURVEY_READ,
    title=_("交叉统计"),
    nav="posts",
)
def desk_survey_cross(survey_id: UUID) -> Shown:
    """Two questions of a survey in one table; small numbers stay hidden."""
    survey = api.get(f"{_ALL}/{survey_id}")
    countable = {one["key"]: one for one in survey["questions"] if answers_to(one)}
    tried = forms.filled(CrossSurvey.body())
    table = None
    if "rows" in tried.given:
        try:
            table = api.get(f"{_ALL}/{survey_id}/cross-table", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    questions = [(key, one["text"]) for key, one in countable.items()]
    form = forms.form(
        tried.shape,
        tried,
        options={"rows": questions, "columns": questions},
        labels={"rows": _("行"), "columns": _("列")},
    )
    rows, columns = ([], []) if table is None else _axes(table, countable)
    cells = {(one["row"], one["column"]): one["count"] for one in (table or {"cells": []})["cells"]}
    return shown(
        "workstation/survey_cross.html",
        tried.status,
        survey=survey,
        form=form,
        table=table,
        cells=cells,
        rows=rows,
        columns=columns,
        parts=charts.parts(
            [
                (text, [cells.get((key, other)) or 0 for other, _text in columns])
                for key, text in rows
            ],
            [text for _key, text in columns],
        ),
        titles={key: one["text"] for key, one in countable.items()},
    )


@page(
    f"{_HERE}/<uuid:survey_id>/texts",
    may=Action.SURVEY_MANAGE,
    title=_("归类填空题的回答"),
    nav="posts",
    methods=("GET", "POST"),
)
def desk_survey_texts(survey_id: UUID) -> Shown | flask.Response:
    """For which field of work each free text speaks, so that it counts in the ranking."""
    at = f"{_ALL}/{survey_id}/texts"
    tried = forms.filled(SortSurveyTexts.body())
    if pages.is_sent():
        items = [one for one in tried.body.get("items", ()) if "category" in one]
        try:
            done = api.send("POST", f"{at}/sorting", {"items": items})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"{_HERE}/{survey_id}/texts", _("已归类 %(n)s 条。", n=done["sorted"]))
    tabs = (
        Tab("unsorted", _("待归类"), {"unsorted": "true"}),
        Tab("all", _("全部")),
    )
    survey = api.get(f"{_ALL}/{survey_id}")
    return shown(
        "workstation/survey_texts.html",
        tried.status,
        survey=survey,
        titles={one["key"]: one["text"] for one in survey["questions"]},
        listed=listed(at, ListSurveyTexts, tabs=tabs, filters=["category"]),
        categories=[(one.value, naming.choice(one)) for one in PostCategory],
        form=forms.form(SortSurveyTexts.body(), tried, without=("items",)),
    )


def _axes(table: api.Json, countable: dict[str, api.Json]) -> tuple[list[_Answer], list[_Answer]]:
    """The answers that stand beside the lines and above the columns."""
    return list(answers_to(countable[table["rows"]])), list(answers_to(countable[table["columns"]]))


def _why(left_out: list[api.Json]) -> str:
    return "".join(sorted({one[languages.current()] for one in left_out})) or "—"
