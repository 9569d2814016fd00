"""Reading surveys and their results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.surveys import (
    EXPORT_MOST,
    Cell,
    Count,
    CrossSurvey,
    CrossTable,
    ExportPage,
    ExportSurvey,
    ListSurveys,
    ListSurveyTexts,
    Need,
    PublicSurvey,
    PublicSurveys,
    Question,
    QuestionResult,
    SurveyLine,
    SurveyPage,
    SurveyResults,
    SurveyStep,
    SurveyView,
    TextGroup,
    TextPage,
    TextView,
)
from contracts.recruitment.words import AnswerWay, PostCategory
from contracts.words import value_name
from groundwork import history
from groundwork.kept import Kept
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, on_days
from runtime.scope import inside, visible_to
from services.recruitment.surveys.model import REPLY, SHEET, Survey, SurveyText
from services.recruitment.surveys.rules import counting, form, states
from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.problems import Forbidden, NotFound, WrongState, wrong_field

KIND = "survey"
SURVEYS = Kept(Survey, KIND, "问卷", "survey", read=Action.SURVEY_READ)

ORDER = paging.Order(
    {"created_at": Survey.created_at, "community": Survey.community},
    identity=Survey.id,
    usual="-created_at",
)
_TEXT_ORDER = paging.Order(
    {"question": SurveyText.question}, identity=SurveyText.id, usual="question"
)
_SHOWN = states.SHOWN
_LINE = Copying(Survey, SurveyLine, given=("possible",))
_VIEW = Copying(Survey, SurveyView, given=("questions", "possible", "answers", "history"))
_STEP = history.Telling(SurveyStep)


def show(session: Session, actor: Actor, survey_id: UUID) -> SurveyView:
    """One survey with its history.

    Raises:
        NotFound: no such survey in the actor's communities.
    """
    survey = SURVEYS.one_of(session, actor, survey_id)
    return shown(session, actor, survey)


def page(session: Session, actor: Actor, request: ListSurveys) -> SurveyPage:
    """A page of the surveys in the actor's scope, newest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    visible = sa.select(Survey).where(
        visible_to(actor, Action.SURVEY_READ, area=Survey.community),
        *_in_area(request.area),
        *any_of(Survey.state, request.state),
        *on_days(Survey.created_at, request.created_from, request.created_to),
    )
    return _page(session, actor, visible, request)


def public_page(session: Session, request: PublicSurveys) -> SurveyPage:
    """A page of the surveys that can be answered, or whose results can be read.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = sa.select(Survey).where(Survey.state.in_(_SHOWN), *_in_area(request.area))
    return _page(session, None, chosen, request)


def public_one(session: Session, survey_id: UUID) -> PublicSurvey:
    """A survey as residents read it.

    Raises:
        NotFound: there is none, or it is not public.
    """
    survey = session.get(Survey, survey_id)
    if survey is None or survey.state not in states.SHOWN:
        raise SURVEYS.no_such(survey_id)
    return PublicSurvey(
        id=survey.id,
        community=survey.community,
        title=survey.title,
        intro=survey.intro,
        one_answer_per=survey.one_answer_per,
        state=survey.state,
        possible=_possible(None, survey),
        questions=_asked(survey),
        back_entry=history.back_entries(session, KIND, [survey.id]).get(survey.id),
    )


def public_results(session: Session, survey_id: UUID) -> SurveyResults:
    """The results as they were published.

    Raises:
        NotFound: none are.
    """
    survey = session.get(Survey, survey_id)
    if survey is None or survey.results is None:
        raise NotFound(
            f"问卷 {survey_id} 没有公布结果。", f"Survey {survey_id} has no published results."
        )
    return SurveyResults.read(survey.results)


def results(session: Session, actor: Actor, survey_id: UUID) -> SurveyResults:
    """The results as they stand now; callers who only read surveys see what the public will.

    While it is open they see only the number of answers: more, compared from hour to hour, would
    reveal a neighbour's answer.

    Raises:
        NotFound: no such survey in the actor's communities.
    """
    survey = SURVEYS.one_of(session, actor, survey_id)
    if _keeps(actor, survey.community):
        return counted(session, survey)
    found = counted(session, survey, for_anybody=True)
    if survey.state in states.COUNTED:
        return found
    return SurveyResults(**vars(found) | {"questions": [], "needs": []})


def counted(session: Session, survey: Survey, *, for_anybody: bool = False) -> SurveyResults:
    """The results; `for_anybody`, without what so few answered that one could be known."""
    ways = _ways(session, survey)
    sheets = sum(ways.values())
    questions = form.read(survey.questions)
    facts = _Facts(session, survey)
    found = [_result(question, facts, sheets) for question in questions]
    if for_anybody:
        found = [_guarded(one) for one in found]
    # A field of work must not tell what its question hides.
    secret = frozenset(one.key for one in found if one.is_hidden)
    needs = ranking(session, survey, without=secret)
    if for_anybody:
        needs = [need for need in needs if need.count >= counting.FEWEST]
    return SurveyResults(
        survey_id=survey.id,
        title=survey.title,
        sheets=sheets,
        web=ways.get(AnswerWay.WEB, 0),
        paper=ways.get(AnswerWay.PAPER, 0),
        questions=found,
        needs=needs,
    )


def ranking(
    session: Session, survey: Survey, *, without: frozenset[str] = frozenset()
) -> list[Need]:
    """Fields of work by the number of sheets in favour, by an option or by a text.

    `without`: keys of questions whose answers do not count.
    """
    voices = [voice for voice in _voices(session, survey) if voice[1] not in without]
    sheets: dict[str, set[UUID]] = {}
    strongest: dict[str, dict[tuple[str, str | None], int]] = {}
    for sheet, question, option, category in voices:
        sheets.setdefault(category, set()).add(sheet)
        at = strongest.setdefault(category, {})
        at[question, option] = at.get((question, option), 0) + 1
    of = sum(_ways(session, survey).values())
    counts = {category: len(found) for category, found in sheets.items()}
    return [
        _need(rank, category, counts[category], of, strongest[category])
        for rank, category in counting.ranked(counts)
    ]


def crossed(session: Session, actor: Actor, request: CrossSurvey) -> CrossTable:
    """Two questions crossed, small numbers hidden.

    Raises:
        NotFound: no such survey in the actor's communities.
        WrongState: it is still open, and the actor only reads it.
        Invalid: one of them is no choice and no rating, or both are the same.
    """
    survey = SURVEYS.one_of(session, actor, request.survey_id)
    if survey.state not in states.COUNTED and not _keeps(actor, survey.community):
        raise WrongState(
            f"问卷 {survey.number} 尚未截止，截止后才能交叉统计。",
            f"Survey {survey.number} is still open; its answers can be crossed when it is closed.",
        )
    known = {question.key: question for question in form.read(survey.questions)}
    for name, key in (("rows", request.rows), ("columns", request.columns)):
        if key not in known or not known[key].answers:
            raise wrong_field(
                name,
                "not_countable",
                zh=f"“{key}”不是问卷中的选择题或评分题，不能交叉统计。",
                en=f"{key} is no choice or rating of this survey, and cannot be crossed.",
            )
    if request.rows == request.columns:
        raise wrong_field(
            "columns",
            "same_question",
            zh="请选择两道不同的题目。",
            en="Give two different questions.",
        )
    one, other = REPLY.alias("one"), REPLY.alias("other")
    joined = one.join(other, one.c.sheet_id == other.c.sheet_id)
    both = (
        one.c.survey_id == survey.id,
        one.c.question == request.rows,
        other.c.question == request.columns,
    )
    chosen = sa.select(one.c.choice, other.c.choice, sa.func.count()).select_from(joined)
    grouped = chosen.where(*both).group_by(one.c.choice, other.c.choice)
    cells = {(row, column): count for row, column, count in session.execute(grouped)}
    persons = sa.select(sa.func.count(one.c.sheet_id.distinct())).select_from(joined).where(*both)
    rows, columns = known[request.rows].answers, known[request.columns].answers
    secret = counting.hidden(cells, rows, columns)
    return CrossTable(
        rows=request.rows,
        columns=request.columns,
        both=session.scalars(persons).one(),
        hidden_below=counting.FEWEST,
        cells=[
            Cell(
                row=row,
                column=column,
                count=None if (row, column) in secret else cells.get((row, column), 0),
            )
            for row in rows
            for column in columns
        ],
    )


def texts(session: Session, actor: Actor, request: ListSurveyTexts) -> TextPage:
    """A page of the free texts, personal numbers hidden.

    Raises:
        NotFound: no such survey in the actor's communities.
        Forbidden: the actor does not keep surveys there.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    survey = kept(session, actor, request.survey_id)
    chosen = sa.select(SurveyText).where(
        SurveyText.survey_id == survey.id,
        *([SurveyText.question == request.question] if request.question else []),
        *any_of(SurveyText.category, request.category),
        *([SurveyText.category.is_(None)] if request.unsorted else []),
    )
    found = paging.page(session, chosen, _TEXT_ORDER, request)
    return TextPage(
        items=[
            TextView(id=one.id, question=one.question, text=hidden(one.text), category=one.category)
            for one in found.rows
        ],
        **found.besides,
    )


def export(session: Session, actor: Actor, request: ExportSurvey) -> ExportPage:
    """Some rows of the table of answers, by their random ids.

    Raises:
        NotFound: no such survey in the actor's communities.
        Forbidden: the actor does not keep surveys there.
    """
    survey = kept(session, actor, request.survey_id)
    chosen = sa.select(SHEET).where(
        SHEET.c.survey_id == survey.id,
        *([SHEET.c.id > request.after] if request.after is not None else []),
    )
    sheets = session.execute(chosen.order_by(SHEET.c.id).limit(EXPORT_MOST)).all()
    identities = [sheet.id for sheet in sheets]
    questions = form.read(survey.questions)
    written = _written(session, questions, identities)
    return ExportPage(
        headings=["答卷日期 Day", "方式 Way", *(f"{one.key} {one.text}" for one in questions)],
        rows=[
            [
                sheet.answered_on.isoformat(),
                value_name(sheet.way).both,
                *("；".join(written.get((sheet.id, one.key), [])) for one in questions),
            ]
            for sheet in sheets
        ],
        after=identities[-1] if len(identities) == EXPORT_MOST else None,
    )


def kept(session: Session, actor: Actor, survey_id: UUID, *, for_change: bool = False) -> Survey:
    """The survey, for somebody who keeps surveys there.

    Raises:
        NotFound: no such survey in the actor's communities.
        Forbidden: the actor only reads it.
    """
    survey = SURVEYS.one_of(session, actor, survey_id, for_change=for_change)
    check_keeps(actor, survey.community)
    return survey


def check_keeps(actor: Actor, community: str) -> None:
    """Let an actor pass who manages surveys in this community.

    Raises:
        Forbidden: the actor does not.
    """
    if not _keeps(actor, community):
        raise Forbidden(
            f"您不能管理社区 {community} 的问卷，只有该社区工作站、综合党委和管理员可以。",
            f"You may not manage the surveys of community {community}; its workstation, its party "
            "committee and administrators may.",
        )


def _keeps(actor: Actor, community: str) -> bool:
    return permissions.may(actor, Action.SURVEY_MANAGE, area=community)


def check_shows_need(
    session: Session, community: str, survey_id: UUID, question: str, option: str | None
) -> None:
    """Let a need pass that a survey of this community has shown (R7).

    Raises:
        Invalid: names what is not there.
    """
    survey = session.get(Survey, survey_id)
    if survey is None or survey.community != community or survey.state not in states.COUNTED:
        raise wrong_field(
            "need_survey",
            "no_such_survey",
            zh=f"社区 {community} 没有这份已截止的问卷。",
            en=f"Community {community} has no such survey that is closed.",
        )
    found = next((one for one in form.read(survey.questions) if one.key == question), None)
    if found is None:
        raise wrong_field(
            "need_question",
            "no_such_question",
            zh=f"问卷 {survey.number} 没有题目“{question}”。",
            en=f"Survey {survey.number} has no question {question}.",
        )
    if option is not None and option not in found.answers:
        raise wrong_field(
            "need_option",
            "no_such_option",
            zh=f"题目“{question}”没有选项“{option}”。",
            en=f"Question {question} has no answer {option}.",
        )


def shown(session: Session, actor: Actor, survey: Survey) -> SurveyView:
    """One survey with its history."""
    return _VIEW(
        survey,
        questions=_asked(survey),
        possible=_possible(actor, survey),
        answers=sum(_ways(session, survey).values()),
        history=[_STEP(entry) for entry in history.of(session, KIND, survey.id)],
    )


def facts_of(survey: Survey) -> dict[str, Any]:
    """The facts in every event of a survey."""
    return {
        "survey_id": survey.id,
        "community": survey.community,
        "number": survey.number,
        "title": survey.title,
        "version": survey.version,
    }


class _Facts:
    """Everything that was answered, counted in the database."""

    def __init__(self, session: Session, survey: Survey) -> None:
        mine = REPLY.c.survey_id == survey.id
        chosen = sa.select(REPLY.c.question, REPLY.c.choice, sa.func.count())
        grouped = chosen.where(mine).group_by(REPLY.c.question, REPLY.c.choice)
        self.counts = {(key, choice): count for key, choice, count in session.execute(grouped)}
        persons = sa.select(
            REPLY.c.question,
            sa.func.count(REPLY.c.sheet_id.distinct()),
            sa.func.sum(REPLY.c.number),
        )
        asked = session.execute(persons.where(mine).group_by(REPLY.c.question)).all()
        self.answered = {key: count for key, count, _ in asked}
        self.sums = {key: total for key, _, total in asked}
        texts = sa.select(SurveyText.question, SurveyText.category, sa.func.count())
        sorted_ = texts.where(SurveyText.survey_id == survey.id)
        self.texts: dict[str, dict[PostCategory | None, int]] = {}
        for key, category, count in session.execute(
            sorted_.group_by(SurveyText.question, SurveyText.category)
        ):
            self.texts.setdefault(key, {})[category] = count


def _result(question: form.Question, facts: _Facts, sheets: int) -> QuestionResult:
    groups = facts.texts.get(question.key, {})
    answered = sum(groups.values()) or facts.answered.get(question.key, 0)
    total = facts.sums.get(question.key)
    return QuestionResult(
        key=question.key,
        type=question.type,
        text=question.text,
        answered=answered,
        sheets=sheets,
        counts=[
            Count(
                key=answer,
                text=question.text_of(answer),
                count=facts.counts.get((question.key, answer), 0),
                of=answered,
                percent=counting.percent(facts.counts.get((question.key, answer), 0), answered),
            )
            for answer in question.answers
        ],
        mean=None if total is None or not answered else round(float(total) / answered, 2),
        is_hidden=False,
        groups=[
            TextGroup(category=category, count=count)
            for category, count in sorted(groups.items(), key=lambda one: (-one[1], one[0] or "~"))
        ],
    )


def _guarded(result: QuestionResult) -> QuestionResult:
    if not 0 < result.answered < counting.FEWEST:
        return result
    told = vars(result) | {"is_hidden": True, "counts": [], "mean": None, "groups": []}
    return QuestionResult(**told)


def _ways(session: Session, survey: Survey) -> dict[AnswerWay, int]:
    chosen = sa.select(SHEET.c.way, sa.func.count()).where(SHEET.c.survey_id == survey.id)
    found = session.execute(chosen.group_by(SHEET.c.way)).all()
    return {row[0]: row[1] for row in found}


def _voices(session: Session, survey: Survey) -> list[tuple[UUID, str, str | None, str]]:
    """Sheet, question, option if it was one, and the field of work that it is for."""
    speaks = {
        (question.key, option.key): option.need
        for question in form.read(survey.questions)
        if question.is_need
        for option in question.options
        if option.need
    }
    asked = {key for key, _ in speaks}
    chosen = sa.select(REPLY.c.sheet_id, REPLY.c.question, REPLY.c.choice).where(
        REPLY.c.survey_id == survey.id, REPLY.c.question.in_(asked)
    )
    written = sa.select(SurveyText.sheet_id, SurveyText.question, SurveyText.category).where(
        SurveyText.survey_id == survey.id, SurveyText.category.is_not(None)
    )
    return [
        *(
            (sheet, question, choice, need)
            for sheet, question, choice in session.execute(chosen)
            if (need := speaks.get((question, choice))) is not None
        ),
        *(
            (sheet, question, None, category.value)
            for sheet, question, category in session.execute(written)
            if category is not None
        ),
    ]


def _need(
    rank: int,
    category: str,
    count: int,
    of: int,
    strongest: Mapping[tuple[str, str | None], int],
) -> Need:
    field = value_name(PostCategory(category))
    question, option = min(strongest, key=lambda one: (-strongest[one], one[0], one[1] or "~"))
    return Need(
        rank=rank,
        category=PostCategory(category),
        category_zh=field.zh,
        category_en=field.label,
        count=count,
        of=of,
        percent=counting.percent(count, of),
        question=question,
        option=option,
    )


def _written(
    session: Session, questions: Sequence[form.Question], sheets: Sequence[UUID]
) -> dict[tuple[UUID, str], list[str]]:
    """The answers to each question of each sheet, in words."""
    words = {
        (question.key, answer): question.text_of(answer)
        for question in questions
        for answer in question.answers
    }
    found: dict[tuple[UUID, str], list[str]] = {}
    replies = sa.select(REPLY).where(REPLY.c.sheet_id.in_(sheets))
    for reply in session.execute(replies.order_by(REPLY.c.choice)):
        said = words.get((reply.question, reply.choice), str(reply.number))
        found.setdefault((reply.sheet_id, reply.question), []).append(said)
    for text in session.scalars(sa.select(SurveyText).where(SurveyText.sheet_id.in_(sheets))):
        found[text.sheet_id, text.question] = [hidden(text.text)]
    return found


def _page(
    session: Session,
    actor: Actor | None,
    chosen: sa.Select[Survey],
    request: ListSurveys | PublicSurveys,
) -> SurveyPage:
    found = paging.page(session, chosen, ORDER, request)
    return SurveyPage(
        items=[_LINE(survey, possible=_possible(actor, survey)) for survey in found.rows],
        **found.besides,
    )


def _possible(actor: Actor | None, survey: Survey) -> list[str]:
    """The deeds possible with it now; None: by a resident without an account."""
    deeds = (
        states.WITHOUT_ACCOUNT
        if actor is None
        else states.TABLE.granted(actor, area=survey.community)
    )
    return states.TABLE.offered(survey.state, deeds)


def _in_area(community: str | None) -> Conditions:
    return [inside(community, Survey.community)] if community else []


def _asked(survey: Survey) -> list[Question]:
    return [Question.read(question) for question in survey.questions]
