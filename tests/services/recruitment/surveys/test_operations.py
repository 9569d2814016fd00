from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from contracts.recruitment.posts import ProposalReport, ProposePosts
from contracts.recruitment.surveys import (
    CopySurvey,
    CrossSurvey,
    EditSurvey,
    ExportSurvey,
    ListSurveyTexts,
    OpenSurvey,
    PublishSurvey,
    RecordPaperAnswer,
    SortSurveyTexts,
    SurveyResults,
    SurveyView,
)
from contracts.recruitment.words import PostCategory, PostState, SurveyState
from runtime import clock, encryption
from runtime.database import Database
from services.recruitment.posts import operations as posts
from services.recruitment.surveys import operations, queries
from services.recruitment.surveys.model import MARK, REPLY, SHEET, SurveyText
from tests.builders import DENGLIANG, LILIN, STAFF, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.posts.builders import a_post, today
from tests.services.recruitment.surveys.builders import (
    QUESTIONS,
    a_survey,
    an_open_survey,
    answered,
    closed,
)
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, WrongState

_NEIGHBOUR = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
_COMMISSIONER = an_actor(Role.COMMISSIONER)


def _results(database: Database, survey: SurveyView, actor: Actor = STAFF) -> SurveyResults:
    with database.reading() as session:
        return queries.results(session, actor, survey.id)


def _answered_survey(database: Database) -> SurveyView:
    """Six households: four about dogs, three about fire, one about lamps."""
    survey = an_open_survey(database)
    for home, needs in enumerate([["dogs"], ["dogs"], ["dogs", "fire"], ["fire"], ["fire"]]):
        answered(database, survey.id, f"3栋{home}", *needs, house=["old"], score=home + 1, people=2)
    answered(
        database, survey.id, "3栋9", "dogs", "other", which="路灯太暗，打13800138000", house=["new"]
    )
    return survey


def test_a_survey_goes_from_draft_to_published_and_is_told(arranged: Arranged) -> None:
    """R6."""
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)
    request = PublishSurvey.read({"survey_id": str(survey.id)})

    published = done(recruitment, operations.publish, STAFF, request)

    assert (published.state, published.answers) == (SurveyState.PUBLISHED, 6)
    assert [step.what for step in published.history or []] == [
        "created",
        "opened",
        "closed",
        "published",
    ]
    told = [type(event).__name__ for event in events(recruitment, survey.id)]
    assert told == ["SurveyOpened", "SurveyClosed", "SurveyPublished"]


def test_results_have_counts_shares_and_means(arranged: Arranged) -> None:
    recruitment, begun = arranged(_answered_survey)
    results = _results(recruitment, begun)

    by_key = {one.key: one for one in results.questions}
    assert (results.sheets, results.web, results.paper) == (6, 6, 0)
    assert [(one.count, one.of, one.percent) for one in by_key["needs"].counts] == [
        (4, 6, 66.7),
        (3, 6, 50.0),
        (1, 6, 16.7),
    ]
    assert (by_key["score"].mean, by_key["score"].answered) == (3.0, 5)
    assert [one.count for one in by_key["score"].counts] == [1, 1, 1, 1, 1]
    assert by_key["people"].mean == 2.0
    assert [(one.category, one.count) for one in by_key["which"].groups] == [(None, 1)]


def test_needs_are_ranked_with_the_texts_that_a_clerk_sorted(arranged: Arranged) -> None:
    """R6, R7."""
    recruitment, survey = arranged(_answered_survey)
    _sort(recruitment, survey, PostCategory.FIRE_SAFETY)

    needs = _results(recruitment, survey).needs

    assert [(one.rank, one.category, one.count, one.of, one.option) for one in needs] == [
        (1, PostCategory.FIRE_SAFETY, 4, 6, "fire"),
        (1, PostCategory.PET_MANAGEMENT, 4, 6, "dogs"),
    ]


def _sort(database: Database, survey: SurveyView, category: PostCategory) -> None:
    with database.reading() as session:
        found = queries.texts(session, STAFF, ListSurveyTexts.read({"survey_id": str(survey.id)}))
    items = [{"text_id": str(text.id), "category": category.value} for text in found.items]
    request = SortSurveyTexts.read({"survey_id": str(survey.id), "items": items})
    assert done(database, operations.sort_texts, STAFF, request).sorted == len(items)


def test_personal_numbers_in_texts_are_hidden_and_texts_lie_sealed(arranged: Arranged) -> None:
    recruitment, survey = arranged(_answered_survey)

    with recruitment.reading() as session:
        asked = ListSurveyTexts.read({"survey_id": str(survey.id)})
        (text,) = queries.texts(session, STAFF, asked).items
        rows = queries.export(session, STAFF, ExportSurvey(survey_id=survey.id, after=None)).rows
        raw = session.scalar(sa.text("SELECT text FROM survey_text"))
        assert isinstance(refused(queries.texts, session, _COMMISSIONER, asked), Forbidden)

    assert text.text == "路灯太暗，打[手机号已隐藏]"
    assert "路灯" not in str(raw)
    assert "13800138000" not in str(rows)
    assert len(rows) == 6
    assert ["犬只扰民；消防设施过期", "", "旧楼", "3", "2"] in [row[2:] for row in rows]


def test_one_answer_per_household_counts(arranged: Arranged) -> None:
    recruitment, survey = arranged(an_open_survey)
    answered(recruitment, survey.id, "3栋2单元501室", "dogs")

    problem = refused(answered, recruitment, survey.id, "3 栋 2单元-501", "fire")

    assert isinstance(problem, WrongState)
    assert field_of(problem) == ("household", "answered_already")
    assert _results(recruitment, survey).sheets == 1
    # The same home may answer another survey.
    answered(recruitment, an_open_survey(recruitment).id, "3栋2单元501", "fire")


def test_an_older_key_still_knows_who_has_answered(recruitment: Database) -> None:
    before = encryption.keyring()
    survey = an_open_survey(recruitment)
    try:
        encryption.use(["an old key of the tests, long enough"])
        answered(recruitment, survey.id, "3栋501", "dogs")
        encryption.use(
            ["a new key of the tests, long enough", "an old key of the tests, long enough"]
        )
        problem = refused(answered, recruitment, survey.id, "3栋501", "dogs")
    finally:
        encryption._Current.keyring = before

    assert field_of(problem) == ("household", "answered_already")


def test_two_of_a_household_at_once_count_once(arranged: Arranged) -> None:
    recruitment, survey = arranged(an_open_survey)

    def attempt(_turn: int) -> bool:
        try:
            answered(recruitment, survey.id, "3栋501", "dogs")
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(attempt, range(6)))

    assert sum(outcomes) == 1
    assert _results(recruitment, survey).sheets == 1


def test_nothing_joins_an_answer_with_who_gave_it(arranged: Arranged) -> None:
    """PIPL: who answered is known, what was answered is known, never both."""
    recruitment, survey = arranged(_answered_survey)
    kept = {MARK: "survey_id", SHEET: "survey_id", REPLY: "survey_id"}
    with recruitment.reading() as session:
        marks, sheets, replies = (
            [row._asdict() for row in session.execute(sa.select(table))] for table in kept
        )
        texts = [vars(text) for text in session.scalars(sa.select(SurveyText))]
        elsewhere = "\n".join(
            str(row)
            for table in [
                *BUS.sorted_tables,
                *AUDIT.sorted_tables,
                sa.table("history", sa.column("details")),
            ]
            for row in session.execute(sa.select(table))
        )

    def values(rows: list[dict[str, Any]]) -> set[str]:
        return {str(value) for row in rows for value in row.values()} - {str(survey.id)}

    assert not values(marks) & (values(sheets) | values(replies) | values(texts))
    for row in [*marks, *sheets, *replies]:
        assert not [value for value in row.values() if isinstance(value, dt.datetime)]
    for sheet in sheets:
        # A random id says nothing of when it was made.
        assert sheet["id"].version == 4
        assert str(sheet["id"]) not in elsewhere
        assert sheet["id"].hex not in elsewhere
    assert len(marks) == len(sheets) == 6
    assert "3栋" not in str(marks)


def test_closing_forgets_who_has_answered(arranged: Arranged) -> None:
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)

    with recruitment.reading() as session:
        assert session.execute(sa.select(MARK)).all() == []
    assert _results(recruitment, survey).sheets == 6
    assert isinstance(refused(answered, recruitment, survey.id, "4栋1", "dogs"), WrongState)


@pytest.mark.one_database
def test_a_draft_takes_no_answers_and_is_not_shown(recruitment: Database) -> None:
    survey = a_survey(recruitment)

    assert isinstance(refused(answered, recruitment, survey.id, "3栋1", "dogs"), NotFound)
    with recruitment.reading() as session:
        assert isinstance(refused(queries.public_one, session, survey.id), NotFound)


def test_a_wrong_answer_keeps_nothing_and_leaves_no_mark(arranged: Arranged) -> None:
    recruitment, survey = arranged(an_open_survey)

    problem = refused(answered, recruitment, survey.id, "3栋1", "tent")

    assert field_of(problem) == ("answers.needs", "unknown_option")
    answered(recruitment, survey.id, "3栋1", "dogs")


def _paper(survey: SurveyView, day: dt.date, household: str = "5栋1") -> RecordPaperAnswer:
    return RecordPaperAnswer.read(
        {
            "survey_id": str(survey.id),
            "household": household,
            "answered_on": day.isoformat(),
            "answers": [{"question": "needs", "choices": ["fire"]}],
        }
    )


def test_a_clerk_types_in_what_came_on_paper(recruitment: Database) -> None:
    opened = clock.now() - dt.timedelta(days=20)
    draft = a_survey(recruitment)
    request = OpenSurvey.read({"survey_id": str(draft.id), "happened_at": opened.isoformat()})
    survey = done(recruitment, operations.open_, STAFF, request)
    day = today() - dt.timedelta(days=7)

    done(recruitment, operations.record_paper, _COMMISSIONER, _paper(survey, day))

    assert _results(recruitment, survey).paper == 1
    doubled = refused(answered, recruitment, survey.id, "5栋1室", "dogs")
    assert field_of(doubled) == ("household", "answered_already")
    for wrong in (today() + dt.timedelta(days=1), today() - dt.timedelta(days=30)):
        late = refused(
            done, recruitment, operations.record_paper, STAFF, _paper(survey, wrong, "5栋2")
        )
        assert field_of(late) == ("answered_on", "not_open_then")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"), [(_NEIGHBOUR, NotFound), (an_actor(Role.VOLUNTEER), Forbidden)]
)
def test_others_type_nothing_in(arranged: Arranged, actor: Any, kind: type[Exception]) -> None:
    recruitment, survey = arranged(an_open_survey)

    problem = refused(done, recruitment, operations.record_paper, actor, _paper(survey, today()))

    assert isinstance(problem, kind)


def test_a_copy_is_a_new_draft_also_for_another_community(arranged: Arranged) -> None:
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)
    both = an_actor(Role.ADMINISTRATOR, "440305007000")
    request = CopySurvey(survey_id=survey.id, community=DENGLIANG)

    copied = done(recruitment, operations.copy, both, request)

    assert (copied.state, copied.answers, copied.copied_from) == (SurveyState.DRAFT, 0, survey.id)
    assert (copied.community, copied.questions) == (DENGLIANG, survey.questions)
    refusal = refused(done, recruitment, operations.copy, STAFF, request)
    assert isinstance(refusal, Forbidden)


_TITLES = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1, max_size=20)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=_TITLES, keep=st.integers(1, len(QUESTIONS)), is_open=st.booleans())
def test_questions_are_frozen_once_open(
    recruitment: Database,
    title: str,
    keep: int,
    is_open: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """R6: nothing of what residents were asked changes afterwards."""
    survey = an_open_survey(recruitment)
    if not is_open:
        survey = closed(recruitment, survey)
    request = EditSurvey.read(
        {
            "survey_id": str(survey.id),
            "title": title,
            "intro": "别的",
            "one_answer_per": "phone",
            "questions": QUESTIONS[:keep],
        }
    )

    assert isinstance(refused(done, recruitment, operations.edit, STAFF, request), WrongState)
    with recruitment.reading() as session:
        assert queries.show(session, STAFF, survey.id) == survey


def test_small_cells_of_a_cross_table_are_hidden(arranged: Arranged) -> None:
    recruitment, survey = arranged(_answered_survey)
    with recruitment.reading() as session:
        found = queries.crossed(
            session, STAFF, CrossSurvey(survey_id=survey.id, rows="house", columns="needs")
        )
        wrong = refused(
            queries.crossed,
            session,
            STAFF,
            CrossSurvey(survey_id=survey.id, rows="people", columns="needs"),
        )

    cells = {(cell.row, cell.column): cell.count for cell in found.cells}
    assert (found.both, found.hidden_below) == (6, 3)
    assert cells["new", "dogs"] is None
    assert cells["old", "dogs"] is None
    assert cells["old", "fire"] == 3
    assert field_of(wrong) == ("rows", "not_countable")


def test_published_results_stay_and_hide_what_few_have_answered(arranged: Arranged) -> None:
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)
    with recruitment.reading() as session:
        assert isinstance(refused(queries.public_results, session, survey.id), NotFound)
    done(recruitment, operations.publish, STAFF, PublishSurvey.read({"survey_id": str(survey.id)}))
    _sort(recruitment, survey, PostCategory.ENVIRONMENT)

    with recruitment.reading() as session:
        found = queries.public_results(session, survey.id)

    by_key = {one.key: one for one in found.questions}
    assert (by_key["which"].is_hidden, by_key["which"].groups) == (True, [])
    assert [one.count for one in by_key["needs"].counts] == [4, 3, 1]
    assert PostCategory.ENVIRONMENT not in {need.category for need in found.needs}


def test_the_ranking_hides_what_its_questions_hide(arranged: Arranged) -> None:
    """The one household that spoke of lamps is not found by the field of work either."""
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)
    _sort(recruitment, survey, PostCategory.ENVIRONMENT)
    done(recruitment, operations.publish, STAFF, PublishSurvey.read({"survey_id": str(survey.id)}))

    with recruitment.reading() as session:
        found = queries.public_results(session, survey.id)
    kept = _results(recruitment, survey)

    assert PostCategory.ENVIRONMENT in {need.category for need in kept.needs}
    assert [(need.category, need.count) for need in found.needs] == [
        (PostCategory.PET_MANAGEMENT, 4),
        (PostCategory.FIRE_SAFETY, 3),
    ]


def test_who_only_reads_surveys_learns_no_more_than_anybody(arranged: Arranged) -> None:
    recruitment, survey = arranged(_answered_survey)
    crossing = CrossSurvey(survey_id=survey.id, rows="house", columns="needs")

    for actor in (_COMMISSIONER, an_actor(Role.VOLUNTEER)):
        while_open = _results(recruitment, survey, actor)
        assert (while_open.sheets, while_open.questions, while_open.needs) == (6, [], [])
        with recruitment.reading() as session:
            assert isinstance(refused(queries.crossed, session, actor, crossing), WrongState)
    closed(recruitment, survey)
    by_key = {one.key: one for one in _results(recruitment, survey, _COMMISSIONER).questions}
    assert (by_key["which"].is_hidden, by_key["needs"].is_hidden) == (True, False)


def _propose(database: Database, survey_id: UUID, **changed: Any) -> ProposalReport:
    usual: dict[str, Any] = {"survey_id": survey_id, "most": 5}
    request = ProposePosts(**usual | changed)
    return done(database, posts.propose, STAFF, request)


def test_the_ranking_of_needs_proposes_posts(arranged: Arranged) -> None:
    """R7: a post traces to the answer that shows the need."""
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)
    tried = _propose(recruitment, survey.id, check=True)

    made = _propose(recruitment, survey.id)

    assert [post.title for post in tried.posts] == [post.title for post in made.posts]
    dogs, fire = made.posts
    assert (dogs.category, dogs.need_survey, dogs.need_question, dogs.need_option) == (
        PostCategory.PET_MANAGEMENT,
        survey.id,
        "needs",
        "dogs",
    )
    assert (fire.category, fire.state) == (PostCategory.FIRE_SAFETY, PostState.DRAFT)
    again = _propose(recruitment, survey.id)
    assert (again.posts, [one.code for one in again.left_out]) == ([], ["post_exists"] * 2)
    strong = _propose(recruitment, survey.id, least_percent=99)
    assert (strong.posts, strong.left_out) == ([], [])


def test_proposals_never_get_past_the_cap_silently(arranged: Arranged) -> None:
    """R8."""
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)
    for _ in range(9):
        a_post(recruitment, category=PostCategory.OTHER)

    made = _propose(recruitment, survey.id)

    assert len(made.posts) == 1
    assert [(one.category, one.code) for one in made.left_out] == [
        (PostCategory.FIRE_SAFETY, "no_place")
    ]
    assert isinstance(refused(_propose, recruitment, survey.id), WrongState)


@pytest.mark.one_database
def test_an_open_survey_proposes_nothing_yet(arranged: Arranged) -> None:
    recruitment, survey = arranged(_answered_survey)

    assert isinstance(refused(_propose, recruitment, survey.id), WrongState)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"community": DENGLIANG}, ("need_survey", "no_such_survey")),
        ({"need_question": "nothing"}, ("need_question", "no_such_question")),
        ({"need_option": "tent"}, ("need_option", "no_such_option")),
    ],
)
def test_a_need_that_no_survey_showed_is_refused(
    arranged: Arranged, changed: dict[str, Any], complaint: tuple[str, str]
) -> None:
    recruitment, begun = arranged(_answered_survey)
    survey = closed(recruitment, begun)
    usual = {"need_survey": survey.id, "need_question": "needs", "community": LILIN}
    actor = an_actor(Role.ADMINISTRATOR, "440305007000")

    assert field_of(refused(a_post, recruitment, actor, **usual | changed)) == complaint
    assert a_post(recruitment, actor, **usual).need_survey == survey.id
