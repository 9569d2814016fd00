"""Needs surveys (需求问卷): what a community asks its residents, and what they answer."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import AnswerPer, PostCategory, QuestionType, SurveyState
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

KEY = r"^[a-z][a-z0-9_]{0,23}$"
_KEY_ERROR = "Must be a small letter, then up to 23 small letters, digits or underscores."
QUESTIONS_MOST, OPTIONS_MOST = 50, 30
TEXT_LONGEST = 1000
NUMBER_MOST = 1_000_000
SORTED_MOST = 200
EXPORT_MOST = 500


@shape
class Option(Shape):
    """One answer to choose."""

    key: str = fields.pattern("Its key.", KEY, error=_KEY_ERROR, example="fire")
    text: str = fields.line(
        "The text that the resident reads.", longest=100, example="消防设施过期"
    )
    need: PostCategory | None = fields.choice(
        "The field of work that it stands for, in a question about needs.", default=None
    )


@shape
class Condition(Shape):
    """Show a question only if an earlier one has one of these answers."""

    question: str = fields.pattern("Key of the earlier question.", KEY, error=_KEY_ERROR)
    any_of: list[str] = fields.texts(
        "Keys of its options; of a rating, digits.", fewest=1, most=OPTIONS_MOST, longest=24
    )


@shape
class Question(Shape):
    """One question."""

    key: str = fields.pattern("Its key.", KEY, error=_KEY_ERROR, example="needs")
    type: QuestionType = fields.choice("How it is answered.")
    text: str = fields.line(
        "The text that the resident reads.", longest=200, example="您最希望社区解决什么问题？"
    )
    required: bool = fields.plain("Whether it must be answered when it is shown.", default=False)
    options: list[Option] | None = fields.parts(
        "The options of a single or multiple choice.",
        most=OPTIONS_MOST,
        example=[
            {"key": "fire", "text": "消防设施过期", "need": "fire_safety"},
            {"key": "dogs", "text": "遛狗不牵绳", "need": "pet_management"},
        ],
        default=None,
    )
    least: int | None = fields.number(
        "The lowest answer to a number question.", least=0, most=NUMBER_MOST, default=None
    )
    most: int | None = fields.number(
        "The highest answer to a number question.", least=0, most=NUMBER_MOST, default=None
    )
    shown_if: Condition | None = fields.plain(
        "When it is shown; always, if left out.", default=None
    )
    is_need: bool = fields.plain(
        "Whether it asks for needs: its options count in the ranking (需求排序).", default=False
    )


@shape
class SurveyBody(Shape):
    """A survey as a clerk writes it."""

    title: str = fields.line("Title.", longest=100, example="荔林社区居民需求问卷")
    intro: str = fields.words(
        "The purpose, to read before answering.",
        longest=1000,
        example="用于确定社区专员岗位；不记录谁答了什么。",
    )
    one_answer_per: AnswerPer = fields.choice(
        "One answer for each household or phone, or no limit.", example="household"
    )
    questions: list[Question] = fields.parts(
        "The questions, in order.", fewest=1, most=QUESTIONS_MOST
    )


@shape
class SurveyStepBody(Shape):
    """A step that may have happened on an earlier day."""

    happened_at: dt.datetime | None = fields.moment(
        "When; now, if left out. Not in the future and not before the last step.", default=None
    )


@shape
class NewSurvey(SurveyBody, SurveyStepBody):
    """A survey to be made in a community."""

    community: str = fields.area("The community.")


@shape
class SurveyStep(BackEntered):
    """One line of a survey's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `opened`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account that did it.", default=None)
    role: str = fields.plain("The role in which it was done.")


@shape
class SurveyView(Answer):
    """One survey as its community sees it."""

    id: UUID = fields.plain("The survey.")
    community: str = fields.place("The community.")
    number: str = fields.plain("Number by community and year.", example="〔2013〕1")
    title: str = fields.plain("Title.")
    intro: str = fields.plain("The purpose.")
    one_answer_per: AnswerPer = fields.choice(
        "One answer for each household or phone, or no limit."
    )
    questions: list[Question] = fields.plain("The questions, in order.")
    state: SurveyState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    answers: int = fields.plain("How many answers there are.")
    copied_from: UUID | None = fields.plain("The survey that it was copied from.", default=None)
    created_at: dt.datetime = fields.moment("When it was written down.")
    opened_at: dt.datetime | None = fields.moment("When it was opened.", default=None)
    closed_at: dt.datetime | None = fields.moment("When it was closed.", default=None)
    published_at: dt.datetime | None = fields.moment(
        "When its results were published.", default=None
    )
    version: int = fields.plain("Counts the changes, from 1.")
    history: list[SurveyStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one survey.", default=None
    )


@shape
class SurveyLine(Answer):
    """One survey in a list."""

    id: UUID = fields.plain("The survey.")
    community: str = fields.place("The community.")
    number: str = fields.plain("Number by community and year.", example="〔2013〕1")
    title: str = fields.plain("Title.")
    state: SurveyState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    created_at: dt.datetime = fields.moment("When it was written down.")
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class SurveyPage(Page):
    """A page of surveys, newest first unless sorted otherwise."""

    items: list[SurveyLine] = fields.plain("The surveys.")


@shape
class PublicSurvey(BackEntered):
    """A survey as residents read it."""

    id: UUID = fields.plain("The survey.")
    community: str = fields.place("The community.")
    title: str = fields.plain("Title.")
    intro: str = fields.plain("The purpose.")
    one_answer_per: AnswerPer = fields.choice(
        "One answer for each household or phone, or no limit."
    )
    state: SurveyState = fields.choice("Open: it can be answered.")
    possible: list[str] = fields.possible()
    questions: list[Question] = fields.plain("The questions, in order.")


@shape
class Reply(Shape):
    """The answer to one question."""

    question: str = fields.pattern("Key of the question.", KEY, error=_KEY_ERROR, example="needs")
    choices: list[str] | None = fields.plain(
        "Keys of options, for a choice.", example=["fire"], default=None
    )
    number: int | None = fields.number(
        "The value, for a rating or a number.", least=0, most=NUMBER_MOST, default=None
    )
    text: str | None = fields.text("The text, for a free text.", longest=TEXT_LONGEST, default=None)


@shape
class Sheet(Shape):
    """One filled survey, and what identifies a duplicate."""

    household: str | None = fields.line(
        "The household's address, if one answer per household counts. It is not stored: only an "
        "unreadable mark remains until the survey is closed.",
        longest=100,
        default=None,
        example="3栋2单元501",
    )
    phone: str | None = fields.phone(
        "The phone, if one answer per phone counts. It is not stored.", default=None
    )
    answers: list[Reply] = fields.parts("The answers.", fewest=1, most=QUESTIONS_MOST)


@shape
class Received(Answer):
    """The answer is stored; it does not identify its author."""

    received: bool = fields.plain("Always true.", default=True)


@shape
class Count(Answer):
    """How many chose one answer."""

    key: str = fields.plain("Key of the option; of a rating, the digit.")
    text: str = fields.plain("As the resident read it.")
    count: int = fields.plain("How many.")
    of: int = fields.plain("The number of sheets that answered the question.")
    percent: float = fields.plain("The share, with one decimal.")


@shape
class TextGroup(Answer):
    """The number of free texts about one field of work."""

    category: PostCategory | None = fields.choice("The field; null: not sorted yet.", default=None)
    count: int = fields.plain("How many texts.")


@shape
class QuestionResult(Answer):
    """What was answered to one question."""

    key: str = fields.plain("Key of the question.")
    type: QuestionType = fields.choice("How it is answered.")
    text: str = fields.plain("As the resident read it.")
    answered: int = fields.plain("How many answered it.")
    sheets: int = fields.plain("The number of all sheets.")
    is_hidden: bool = fields.plain(
        "In published results: too few answered to show more.", default=False
    )
    counts: list[Count] = fields.plain(
        "The counts of a choice or a rating, in the order of the options."
    )
    mean: float | None = fields.plain(
        "The mean of a rating or a number, with two decimals.", default=None
    )
    groups: list[TextGroup] = fields.plain("The counts of a free text by field of work.")


@shape
class Need(Answer):
    """One line of the ranking of needs (需求排序)."""

    rank: int = fields.plain("The rank, from 1; equals share one.")
    category: PostCategory = fields.choice("Field of work.")
    category_zh: str = fields.plain("The same in Chinese.")
    category_en: str = fields.plain("The same in English.")
    count: int = fields.plain("The number of sheets in favour.")
    of: int = fields.plain("The number of all sheets.")
    percent: float = fields.plain("The share, with one decimal.")
    question: str = fields.plain("The question that shows it most.")
    option: str | None = fields.plain("The answer that shows it most; null: texts.", default=None)


@shape
class SurveyResults(Answer):
    """The results of a survey, question by question."""

    survey_id: UUID = fields.plain("The survey.")
    title: str = fields.plain("Title.")
    sheets: int = fields.plain("How many answers there are.")
    web: int = fields.plain("Answers on the web.")
    paper: int = fields.plain("Answers on paper.")
    questions: list[QuestionResult] = fields.plain(
        "The questions, in order; empty for callers who only read surveys while it is open."
    )
    needs: list[Need] = fields.plain("The ranking of needs.")


@shape
class Cell(Answer):
    """How many gave both answers."""

    row: str = fields.plain("Answer to the one question.")
    column: str = fields.plain("Answer to the other.")
    count: int | None = fields.plain(
        "How many; null: hidden, because so few could be identified.", default=None
    )


@shape
class CrossTable(Answer):
    """Two questions crossed."""

    rows: str = fields.plain("Key of the one question.")
    columns: str = fields.plain("Key of the other.")
    both: int = fields.plain("How many answered both.")
    hidden_below: int = fields.plain(
        "Cells with fewer are hidden unless they are 0, and so are cells that would reveal them."
    )
    cells: list[Cell] = fields.plain("The cells, row by row.")


@shape
class TextView(Answer):
    """One free text; personal numbers in it are hidden."""

    id: UUID = fields.plain("The text.")
    question: str = fields.plain("Key of the question.")
    text: str = fields.plain("What was written.")
    category: PostCategory | None = fields.choice("The field of work it is about.", default=None)


@shape
class TextPage(Page):
    """A page of free texts by question; within one, the order reveals nothing."""

    items: list[TextView] = fields.plain("The texts.")


@shape
class Sorted(Shape):
    """The field of work that a text is about."""

    text_id: UUID = fields.plain("The text.")
    category: PostCategory | None = fields.choice("The field; null: none.", default=None)


@shape
class SortedTexts(Answer):
    """The number of texts sorted."""

    sorted: int = fields.plain("How many.")


@shape
class ExportFilter(Shape):
    """The whole table; nothing is left out."""


@shape
class ExportPage(Answer):
    """Rows of a table of answers; their order reveals nothing."""

    headings: list[str] = fields.plain("The questions.")
    rows: list[list[str]] = fields.plain("One for each answer.")
    after: UUID | None = fields.plain("The cursor of the next page; null at the end.", default=None)


@request("recruitment", "create_survey", SurveyView)
class CreateSurvey(NewSurvey, Request[SurveyView]):
    """Write down a survey as a draft."""


@shape
class OneSurvey(Change):
    """A change of one survey."""

    survey_id: UUID = fields.path("The survey.")


@request("recruitment", "edit_survey", SurveyView)
class EditSurvey(SurveyBody, OneSurvey, Request[SurveyView]):
    """Rewrite a draft; once it is open, its questions stay."""


@request("recruitment", "copy_survey", SurveyView)
class CopySurvey(Change, Request[SurveyView]):
    """Copy a survey as a new draft, for the same community or another one."""

    survey_id: UUID = fields.path("The survey.")
    community: str | None = fields.area("The community; the same, if left out.", default=None)


@shape
class SurveyCopy(Shape):
    """The community that a survey is copied for."""

    community: str | None = fields.area("The community; the same, if left out.", default=None)


@request("recruitment", "open_survey", SurveyView)
class OpenSurvey(SurveyStepBody, OneSurvey, Request[SurveyView]):
    """Open a survey, so that residents can answer."""


@request("recruitment", "close_survey", SurveyView)
class CloseSurvey(SurveyStepBody, OneSurvey, Request[SurveyView]):
    """Close a survey to answers, and delete the marks of those who answered."""


@request("recruitment", "publish_survey", SurveyView)
class PublishSurvey(SurveyStepBody, OneSurvey, Request[SurveyView]):
    """Publish the results as they stand now."""


@request("recruitment", "show_survey", SurveyView)
class ShowSurvey(Request[SurveyView]):
    """Show one survey with its history."""

    survey_id: UUID = fields.path("The survey.")


@request("recruitment", "list_surveys", SurveyPage)
class ListSurveys(Listing, Request[SurveyPage]):
    """List the surveys that the caller may see, newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[SurveyState] | None = fields.several("Only in these states.", SurveyState)
    created_from: dt.date | None = fields.plain("Written down on this day or later.", default=None)
    created_to: dt.date | None = fields.plain("Written down on this day or earlier.", default=None)
    sort: str | None = fields.sorting("created_at", "community")


@request("recruitment", "public_surveys", SurveyPage)
class PublicSurveys(Listing, Request[SurveyPage]):
    """List the surveys that can be answered, and those with published results."""

    area: str | None = fields.area("Only this area.", default=None)
    sort: str | None = fields.sorting("created_at", "community")


@request("recruitment", "show_public_survey", PublicSurvey)
class ShowPublicSurvey(Request[PublicSurvey]):
    """Show a survey with its questions."""

    survey_id: UUID = fields.path("The survey.")


@request("recruitment", "answer_survey", Received)
class AnswerSurvey(Sheet, Request[Received]):
    """Answer a survey, once per household or phone; answers do not identify their authors.

    A repeated request is refused as a duplicate, even with the same Idempotency-Key: recognising
    the key would mean storing something of the answer.
    """

    survey_id: UUID = fields.path("The survey.")


@request("recruitment", "record_paper_answer", Received)
class RecordPaperAnswer(Sheet, Request[Received]):
    """Record an answer that came on paper, with the day on it."""

    survey_id: UUID = fields.path("The survey.")
    answered_on: dt.date = fields.plain("The day on the paper.")


@request("recruitment", "survey_results", SurveyResults)
class ShowSurveyResults(Request[SurveyResults]):
    """Count the answers as they stand now, and rank the needs."""

    survey_id: UUID = fields.path("The survey.")


@request("recruitment", "public_survey_results", SurveyResults)
class ShowPublicResults(Request[SurveyResults]):
    """Show the published results of a survey."""

    survey_id: UUID = fields.path("The survey.")


@request("recruitment", "cross_survey", CrossTable)
class CrossSurvey(Request[CrossTable]):
    """Cross two questions; small numbers are hidden."""

    survey_id: UUID = fields.path("The survey.")
    rows: str = fields.pattern("Key of the one.", KEY, error=_KEY_ERROR)
    columns: str = fields.pattern("Key of the other.", KEY, error=_KEY_ERROR)


@request("recruitment", "list_survey_texts", TextPage)
class ListSurveyTexts(Listing, Request[TextPage]):
    """List the free texts; personal numbers in them are hidden."""

    survey_id: UUID = fields.path("The survey.")
    question: str | None = fields.text("Only of this question.", longest=24, default=None)
    category: list[PostCategory] | None = fields.several("Only of these fields.", PostCategory)
    unsorted: bool = fields.plain("Only texts that are not sorted yet.", default=False)
    sort: str | None = fields.sorting("question")


@request("recruitment", "sort_survey_texts", SortedTexts)
class SortSurveyTexts(Request[SortedTexts]):
    """Sort free texts by field of work."""

    survey_id: UUID = fields.path("The survey.")
    items: list[Sorted] = fields.parts("The texts.", fewest=1, most=SORTED_MOST)


@request("recruitment", "export_survey", ExportPage)
class ExportSurvey(Request[ExportPage]):
    """Rows of the table of answers."""

    survey_id: UUID = fields.plain("The survey.")
    after: UUID | None = fields.plain("Where the last page ended.", default=None)


@shape
class SurveyFact(Event):
    """The facts in every event of a survey."""

    survey_id: UUID = fields.plain("The survey.")
    community: str = fields.area("The community.")
    number: str = fields.plain("Number by community and year.")
    title: str = fields.plain("Title.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="survey_id")
class SurveyOpened(SurveyFact):
    """Residents can answer."""


@event("recruitment", subject="survey_id")
class SurveyClosed(SurveyFact):
    """No more answers are taken."""

    answers: int = fields.number("The number of answers.", least=0, most=1_000_000_000)


@event("recruitment", subject="survey_id")
class SurveyPublished(SurveyFact):
    """Everybody can read the results."""

    answers: int = fields.number("The number of answers.", least=0, most=1_000_000_000)
