"""Making surveys, answering them, closing and publishing them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.surveys import (
    AnswerSurvey,
    CloseSurvey,
    CopySurvey,
    CreateSurvey,
    EditSurvey,
    OpenSurvey,
    PublishSurvey,
    Received,
    RecordPaperAnswer,
    Sheet,
    SortedTexts,
    SortSurveyTexts,
    SurveyBody,
    SurveyClosed,
    SurveyOpened,
    SurveyPublished,
    SurveyView,
)
from contracts.recruitment.words import AnswerWay, SurveyState
from groundwork import areas, counters, history, turns
from runtime import clock
from runtime.identifiers import new_id, random_id
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.surveys import queries
from services.recruitment.surveys.model import MARK, REPLY, SHEET, Survey, SurveyText
from services.recruitment.surveys.rules import answers, form, marks, states
from services.recruitment.surveys.rules.answers import Given
from services.recruitment.surveys.rules.states import Deed
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, NotFound, check_version, wrong_field
from vocabulary.texts import quoted


def create(session: Session, actor: Actor, request: CreateSurvey) -> SurveyView:
    """Write down a survey as a draft. R6.

    Raises:
        Invalid: not a community in force, or questions that cannot be asked.
        Forbidden: the actor may not manage surveys there.
    """
    _check_keeps(session, actor, request.community)
    return _written_down(session, actor, request.community, request, at=request.happened_at)


def edit(session: Session, actor: Actor, request: EditSurvey) -> SurveyView:
    """Rewrite a draft; an open survey cannot be changed.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: impossible questions.
    """
    survey = _moved_on(session, actor, request, Deed.EDIT)
    _fill(survey, request)
    session.flush()
    return queries.shown(session, actor, survey)


def copy(session: Session, actor: Actor, request: CopySurvey) -> SurveyView:
    """Copy a survey, in any state, as the draft of a new one.

    Raises:
        NotFound: no such survey in the actor's communities.
        PreconditionFailed: it is at another version than expected.
        Invalid: not a community in force.
        Forbidden: the actor may not manage surveys where the new one is to be.
    """
    source = queries.SURVEYS.one_of(session, actor, request.survey_id)
    check_version(request.expected_version, source.version)
    community = request.community or source.community
    _check_keeps(session, actor, community)
    body = SurveyBody.read(
        {
            "title": source.title,
            "intro": source.intro,
            "one_answer_per": source.one_answer_per.value,
            "questions": source.questions,
        }
    )
    return _written_down(session, actor, community, body, copied_from=source.id)


def open_(session: Session, actor: Actor, request: OpenSurvey) -> SurveyView:
    """Let residents answer; the questions stay as they are from now on.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState, Invalid: see `_moved_on`.
    """
    survey = _moved_on(session, actor, request, Deed.OPEN, happened_at=request.happened_at)
    outbox.add(session, SurveyOpened(**queries.facts_of(survey)), actor=actor)
    return queries.shown(session, actor, survey)


def close(session: Session, actor: Actor, request: CloseSurvey) -> SurveyView:
    """Close a survey to answers, and delete the marks: no one can find out any more who answered.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState, Invalid: see `_moved_on`.
    """
    survey = _moved_on(session, actor, request, Deed.CLOSE, happened_at=request.happened_at)
    session.execute(sa.delete(MARK).where(MARK.c.survey_id == survey.id))
    shown = queries.shown(session, actor, survey)
    event = SurveyClosed(**queries.facts_of(survey), answers=shown.answers)
    outbox.add(session, event, actor=actor)
    return shown


def publish(session: Session, actor: Actor, request: PublishSurvey) -> SurveyView:
    """Publish the results as they stand now.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState, Invalid: see `_moved_on`.
    """
    survey = _moved_on(session, actor, request, Deed.PUBLISH, happened_at=request.happened_at)
    survey.results = queries.counted(session, survey, for_anybody=True).plain()
    session.flush()
    shown = queries.shown(session, actor, survey)
    event = SurveyPublished(**queries.facts_of(survey), answers=shown.answers)
    outbox.add(session, event, actor=actor)
    return shown


def answer(session: Session, request: AnswerSurvey) -> Received:
    """Store a resident's answer without the person.

    Raises:
        NotFound: there is no such public survey.
        WrongState: it takes no answers, or this household or phone has answered.
        Invalid: names each wrong question.
    """
    survey = _answerable(session, request.survey_id)
    return _keep(session, survey, request, AnswerWay.WEB, day_of(clock.now()))


def record_paper(session: Session, actor: Actor, request: RecordPaperAnswer) -> Received:
    """Keep an answer that came on paper.

    Raises:
        NotFound: no such survey in the actor's communities.
        Forbidden: the actor records nothing there.
        WrongState: it takes no answers, or this household or phone has answered.
        Invalid: names each wrong question, or a day on which it was not open.
    """
    seen = queries.SURVEYS.one_of(session, actor, request.survey_id)
    if not may(actor, Action.SURVEY_RECORD, area=seen.community):
        raise Forbidden(
            f"您不能录入社区 {seen.community} 的纸质问卷。",
            f"You may not record paper answers of community {seen.community}.",
        )
    act(session, actor, Action.SURVEY_RECORD, area=seen.community)
    survey = _answerable(session, request.survey_id)
    _check_day(survey, request.answered_on)
    kept = _keep(session, survey, request, AnswerWay.PAPER, request.answered_on)
    # That an answer was typed in, not which one.
    history.add(
        session,
        actor,
        kind="survey_paper",
        thing_id=new_id(),
        version=1,
        area=survey.community,
        what="paper_recorded",
        survey=str(survey.id),
    )
    return kept


def sort_texts(session: Session, actor: Actor, request: SortSurveyTexts) -> SortedTexts:
    """Sort texts by field of work; they then count in the ranking.

    Raises:
        NotFound: no such survey in the actor's communities, or no such text in it.
        Forbidden: the actor may not manage surveys there.
    """
    survey = queries.kept(session, actor, request.survey_id, for_change=True)
    act(session, actor, Action.SURVEY_MANAGE, area=survey.community)
    wanted = {item.text_id: item.category for item in request.items}
    chosen = sa.select(SurveyText).where(
        SurveyText.survey_id == survey.id, SurveyText.id.in_(wanted)
    )
    found = session.scalars(chosen).all()
    if len(found) < len(wanted):
        missing = sorted(str(one) for one in set(wanted) - {text.id for text in found})
        raise NotFound(
            f"问卷 {survey.number} 没有这些回答：{quoted(missing)}。",
            f"Survey {survey.number} has no such texts: {', '.join(missing)}.",
        )
    for text in found:
        text.category = wanted[text.id]
    survey.version += 1
    queries.SURVEYS.note(
        session, actor, survey, "texts_sorted", texts=len(found), state=survey.state
    )
    return SortedTexts(sorted=len(found))


def _answerable(session: Session, survey_id: UUID) -> Survey:
    # A shared lock: answers do not wait for each other, and closing waits for them.
    chosen = sa.select(Survey).where(Survey.id == survey_id).with_for_update(read=True)
    survey = session.scalar(chosen)
    if survey is None or survey.state is SurveyState.DRAFT:
        raise queries.SURVEYS.no_such(survey_id)
    states.check_takes_answers(survey.state)
    return survey


def _check_day(survey: Survey, day: dt.date) -> None:
    first = day_of(survey.opened_at or survey.created_at)
    if not first <= day <= day_of(clock.now()):
        raise wrong_field(
            "answered_on",
            "not_open_then",
            zh=f"{day} 问卷未开放；请填写 {first} 至今天的日期。",
            en=f"The survey was not open on {day}; give a day from {first} to today.",
        )


def _keep(session: Session, survey: Survey, sheet: Sheet, way: AnswerWay, day: dt.date) -> Received:
    """The mark into one table, the answers into others, with nothing between them."""
    given = [
        Given(
            question=reply.question,
            choices=None if reply.choices is None else tuple(reply.choices),
            number=reply.number,
            text=reply.text,
        )
        for reply in sheet.answers
    ]
    questions = form.read(survey.questions)
    answers.check(questions, given)
    _mark(session, survey, sheet)
    sheet_id = random_id()
    row = {"id": sheet_id, "survey_id": survey.id, "answered_on": day, "way": way}
    session.execute(sa.insert(SHEET).values(row))
    replies = [row for one in given for row in _replies(survey.id, sheet_id, one)]
    if replies:
        session.execute(sa.insert(REPLY), replies)
    for one in given:
        if one.text is not None:
            text = SurveyText(
                id=random_id(),
                survey_id=survey.id,
                sheet_id=sheet_id,
                question=one.question,
                text=one.text,
            )
            session.add(text)
    return Received(received=True)


def _mark(session: Session, survey: Survey, sheet: Sheet) -> None:
    per = survey.one_answer_per
    reading = marks.reading(per, household=sheet.household, phone=sheet.phone)
    if not turns.take(session, MARK, survey.id, per, reading):
        raise marks.doubled(per)


def _replies(survey_id: UUID, sheet_id: UUID, given: Given) -> list[dict[str, Any]]:
    common = {"survey_id": survey_id, "sheet_id": sheet_id, "question": given.question}
    if given.number is not None:
        # A number can be anything, and only a rating's digits are counted one by one.
        return [{**common, "choice": str(given.number), "number": given.number}]
    return [{**common, "choice": choice, "number": None} for choice in given.choices or ()]


def _written_down(
    session: Session,
    actor: Actor,
    community: str,
    body: SurveyBody,
    *,
    copied_from: UUID | None = None,
    at: dt.datetime | None = None,
) -> SurveyView:
    now = clock.now()
    moment = at or now
    moments.check_happened(moment, now=now, field="happened_at")
    back_entries.enter(session, community, day_of(moment), field="happened_at")
    year = day_of(moment).year
    serial = counters.next_serial(session, f"survey/{community}/{year}")
    survey = Survey(
        id=new_id(),
        community=community,
        number=human_number(year, serial),
        state=SurveyState.DRAFT,
        copied_from=copied_from,
        created_at=moment,
        version=1,
    )
    _fill(survey, body)
    session.add(survey)
    queries.SURVEYS.note(session, actor, survey, "created", at=moment, state=survey.state)
    session.flush()
    return queries.shown(session, actor, survey)


def _fill(survey: Survey, body: SurveyBody) -> None:
    questions = [question.plain() for question in body.questions]
    form.check(form.read(questions))
    survey.title, survey.intro = body.title, body.intro
    survey.one_answer_per = body.one_answer_per
    survey.questions = questions


def _check_keeps(session: Session, actor: Actor, community: str) -> None:
    areas.check_community(session, community, day_of(clock.now()))
    queries.check_keeps(actor, community)
    act(session, actor, Action.SURVEY_MANAGE, area=community)


def _moved_on(
    session: Session,
    actor: Actor,
    request: EditSurvey | OpenSurvey | CloseSurvey | PublishSurvey,
    deed: Deed,
    *,
    happened_at: dt.datetime | None = None,
) -> Survey:
    """The survey in its next state, locked.

    Raises:
        NotFound: no such survey in the actor's communities.
        Forbidden: the actor may not manage surveys there.
        PreconditionFailed: it is at another version.
        WrongState: that cannot be done now.
        Invalid: a wrong `happened_at`.
    """
    survey = queries.kept(session, actor, request.survey_id, for_change=True)
    act(session, actor, Action.SURVEY_MANAGE, area=survey.community)
    check_version(request.expected_version, survey.version)
    state = states.TABLE.follows(survey.number, survey.state, deed)
    at = _moment(session, survey, deed, happened_at)
    survey.state = state
    survey.version += 1
    column = _MOMENTS.get(deed)
    if column is not None:
        setattr(survey, column, at)
    queries.SURVEYS.note(
        session, actor, survey, states.TABLE.deeds[deed].done, at=at, state=survey.state
    )
    session.flush()
    return survey


#: The column of the moment of each step.
_MOMENTS = {Deed.OPEN: "opened_at", Deed.CLOSE: "closed_at", Deed.PUBLISH: "published_at"}


def _moment(session: Session, survey: Survey, deed: Deed, given: dt.datetime | None) -> dt.datetime:
    previous = survey.closed_at or survey.opened_at or survey.created_at
    if deed is Deed.OPEN and given is not None:
        # A survey of paper may have been open before anybody wrote it down here.
        previous = moments.EARLIEST
    return back_entries.moment_of_step(session, survey.community, given, previous=previous)
