"""Reviews of major projects: independent until the close, told without names, answered. R53."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.incentives.invitees import (
    DiscloseInvitee,
    Invitee,
    ListAreaInviteeDisclosures,
    ListInviteeDisclosures,
)
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.project_reviews import (
    AbstainFromReview,
    AnswerProjectReview,
    EditProjectReview,
    EraseReviewerContact,
    ListPublicProjectReviews,
    ListReviewWords,
    OpenProjectReview,
    ProjectReviewClosed,
    PublicProjectReview,
    RenewReviewCode,
    ReviewSheetView,
    ShowPublicProjectReview,
    SummariseProjectReview,
    WithdrawReviewer,
)
from contracts.incentives.words import InviteeSeenFor, ProjectReviewState, ReviewerEnd, ReviewerKind
from groundwork.retention import clean
from runtime.database import Database
from services.incentives.invitees import operations as invitees
from services.incentives.invitees import queries as seen
from services.incentives.own_data import operations as own_data
from services.incentives.project_reviews import operations, queries
from services.incentives.project_reviews.model import ProjectReview, Reviewer, ReviewSheet
from services.incentives.retention.operations import CLEANED
from tests.builders import field_of, refused
from tests.outboxes import events
from tests.servers.databases import Databases
from tests.services.incentives.events import ended, keep
from tests.services.incentives.reviewing import (
    ACTIVISTS,
    closed,
    closed_by_the_clock,
    drafted,
    invited,
    let_the_last_day_pass,
    opened,
    rated,
    sheet,
    shown,
    terms,
    today,
)
from tests.services.incentives.selecting import (
    ACCOUNTS,
    CHOSEN,
    FIRST,
    OFFICER,
    PEERS,
    STAFF,
    STREET,
    STREET_COMMITTEE,
    keep_a_community,
)
from vocabulary.actors import Actor
from vocabulary.problems import Forbidden, NotFound, WrongState


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners in office."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


def _words(database: Database, review_id: UUID, actor: Actor = OFFICER) -> list[str]:
    with database.reading() as session:
        return queries.words(session, actor, ListReviewWords(review_id=review_id)).texts


def _public(database: Database, review_id: UUID) -> PublicProjectReview:
    with database.reading() as session:
        return queries.public(session, ShowPublicProjectReview(review_id=review_id))


def _summed_up(database: Database, review_id: UUID, text: str) -> None:
    asked = SummariseProjectReview(review_id=review_id, summary=text)
    with database.writing() as session:
        operations.summarise(session, OFFICER, asked)


def _answered(database: Database, review_id: UUID, actor: Actor = OFFICER) -> None:
    asked = AnswerProjectReview(review_id=review_id, answer="工期压缩为六个月。")
    with database.writing() as session:
        operations.answer(session, actor, asked)


def test_a_review_from_invitation_to_the_owners_answer(three: Database) -> None:
    review_id, codes = opened(three)
    for code, scores in zip(codes, [(5, 1), (5, 2), (4, 2), (1, 1), (5, 4)], strict=True):
        rated(three, code, scores, words="工期偏长。" if scores == (1, 1) else None)
    found = closed(three, review_id)

    assert (found.state, found.invited, found.rated) == (ProjectReviewState.CLOSED, 5, 5)
    first, second = found.results
    assert (list(first.scores), first.mean, first.dissent) == ([1, 0, 0, 1, 3], 4.0, 1)
    assert (second.mean, second.dissent) == (2.0, 1)
    [event] = events(three, review_id)
    assert isinstance(event, ProjectReviewClosed)
    assert (event.invited, event.rated, event.answer_due_on) == (5, 5, found.answer_due_on)
    assert _words(three, review_id) == ["工期偏长。"]

    _summed_up(three, review_id, "一人认为工期偏长。")
    _answered(three, review_id)

    public = _public(three, review_id)
    assert (public.summary, public.answer) == ("一人认为工期偏长。", "工期压缩为六个月。")
    with three.reading() as session:
        listed = queries.of_street(session, ListPublicProjectReviews(street=STREET))
    assert [one.id for one in listed.items] == [review_id]


def test_nobody_sees_what_others_said_before_the_close(three: Database) -> None:
    """Not the street office, not another reviewer, and not the writer with the code either."""
    review_id, codes = opened(three)
    rated(three, codes[0], (1, 1), words="不应当建。")

    for actor in (OFFICER, STREET_COMMITTEE):
        found = shown(three, review_id, actor)
        assert (found.rated, list(found.results), found.summary) == (1, [], None)
        assert isinstance(refused(_words, three, review_id, actor), WrongState)
    assert isinstance(refused(_public, three, review_id), NotFound)
    told = str(sheet(three, codes[0])) + str(sheet(three, codes[1]))
    assert "不应当建" not in told


def test_the_words_of_too_few_reviewers_are_withheld_as_their_scores_are(three: Database) -> None:
    review_id, codes = opened(three)
    rated(three, codes[0], words="工期偏长。")
    let_the_last_day_pass(three, review_id)
    closed_by_the_clock(three)

    assert shown(three, review_id).is_too_few
    assert _words(three, review_id) == []


def test_no_row_joins_a_reviewer_and_a_sheet(three: Database) -> None:
    review_id, codes = opened(three)
    rated(three, codes[0])

    columns = {column.name for column in sa.inspect(ReviewSheet).columns}
    assert columns == {"id", "review_id", "scores", "words"}
    with three.reading() as session:
        reviewers = set(session.scalars(sa.select(Reviewer.id)))
        [found] = session.scalars(sa.select(ReviewSheet)).all()
    assert found.id not in reviewers
    assert found.review_id == review_id
    assert found.id.version == 4  # tells no moment


def test_a_reviewer_rates_once_with_a_code_that_was_shown_once(three: Database) -> None:
    review = drafted(three)
    [commissioner, *_, activist] = invited(three, review.id)
    assert (commissioner.kind, commissioner.post) == (ReviewerKind.COMMISSIONER, "消防专员1")
    assert (activist.kind, activist.name) == (ReviewerKind.ACTIVIST, "周美兰")
    assert invited(three, review.id, invitees=()) == []
    told = str(shown(three, review.id))
    assert activist.code not in told
    assert "周美兰" not in told
    assert isinstance(refused(rated, three, activist.code), WrongState)  # still a draft

    with three.writing() as session:
        operations.open_(session, OFFICER, OpenProjectReview(review_id=review.id))
    assert sheet(three, activist.code).possible == ["ratings", "abstention", "contact-erasure"]
    rated(three, activist.code.lower().replace("-", " "))
    again = refused(rated, three, activist.code)

    assert isinstance(again, WrongState)
    assert "每人只评一次" in again.zh
    assert isinstance(refused(rated, three, "7K3M-9QX2-B4TD-1V8H"), NotFound)


def test_a_lost_code_is_renewed_and_the_old_one_ends(three: Database) -> None:
    review_id, codes = opened(three)
    lost = shown(three, review_id).reviewers[3]
    assert lost.possible == ["code", "withdrawal"]
    asked = RenewReviewCode(review_id=review_id, reviewer_id=lost.id)

    with three.writing() as session:
        [new] = operations.renew_code(session, OFFICER, asked).items

    assert isinstance(refused(rated, three, codes[3]), NotFound)
    rated(three, new.code)

    def renewed_again() -> None:
        with three.writing() as session:
            operations.renew_code(session, OFFICER, asked)

    assert isinstance(refused(renewed_again), WrongState)


def test_the_clock_closes_after_the_last_day_and_nobody_before_somebody_who_waits(
    three: Database,
) -> None:
    review_id, codes = opened(three)
    rated(three, codes[0])
    assert "closing" not in shown(three, review_id).possible
    assert isinstance(refused(closed, three, review_id), WrongState)
    assert closed_by_the_clock(three) == 0

    let_the_last_day_pass(three, review_id)
    assert isinstance(refused(rated, three, codes[1]), WrongState)
    assert [closed_by_the_clock(three), closed_by_the_clock(three)] == [1, 0]

    found = shown(three, review_id)
    assert (found.state, found.rated) == (ProjectReviewState.CLOSED, 1)
    # One voice would be known by its figures.
    assert (found.is_too_few, list(found.results)) == (True, [])
    assert isinstance(refused(rated, three, codes[1]), WrongState)


def test_an_owner_who_does_not_answer_by_the_day_is_late(three: Database) -> None:
    review_id, _ = opened(three)
    let_the_last_day_pass(three, review_id)
    closed_by_the_clock(three)
    assert not shown(three, review_id).is_late
    with three.writing() as session:
        session.execute(
            sa.update(ProjectReview).values(answer_due_on=today() - dt.timedelta(days=1))
        )

    assert _public(three, review_id).is_late
    _answered(three, review_id)
    assert not _public(three, review_id).is_late


def test_the_code_of_a_commissioner_who_left_does_not_rate(three: Database) -> None:
    review_id, codes = opened(three)
    rated(three, codes[1])
    for appointment, account in zip(CHOSEN[:2], ACCOUNTS[:2], strict=True):
        left = {"appointment_id": appointment, "commissioner": account, "ended_on": today()}
        keep(three, [ended(**left)])

    assert isinstance(refused(rated, three, codes[0]), WrongState)
    with three.writing() as session:
        assert operations.let_lapse(session) == 1

    found = shown(three, review_id)
    assert (found.invited, found.rated) == (4, 1)
    assert [one.lapsed_on for one in found.reviewers[:2]] == [today(), None]
    assert found.reviewers[0].lapsed_because is ReviewerEnd.LEFT
    assert isinstance(refused(rated, three, codes[0]), WrongState)


def test_an_invitation_that_a_process_from_before_let_lapse_says_that_they_left(
    three: Database,
) -> None:
    """While it is upgraded, such a process writes the day and no reason."""
    review_id, codes = opened(three)
    first = shown(three, review_id).reviewers[0].id
    with three.writing() as session:
        lapsed = sa.update(Reviewer).where(Reviewer.id == first).values(lapsed_on=today())
        session.execute(lapsed)

    assert shown(three, review_id).reviewers[0].lapsed_because is ReviewerEnd.LEFT
    own = sheet(three, codes[0])
    assert (own.lapsed_because, own.possible) == (ReviewerEnd.LEFT, [])
    for deed in (rated, _abstained):
        assert isinstance(refused(deed, three, codes[0]), WrongState)
    assert isinstance(refused(_withdrawn, three, review_id, first), WrongState)


def _withdrawn(database: Database, review_id: UUID, reviewer_id: UUID) -> None:
    asked = WithdrawReviewer(review_id=review_id, reviewer_id=reviewer_id)
    with database.writing() as session:
        operations.withdraw(session, OFFICER, asked)


def _abstained(database: Database, code: str) -> ReviewSheetView:
    with database.writing() as session:
        return operations.abstain(session, AbstainFromReview(review_code=code))


def test_an_invitation_taken_back_ends_the_code_and_erases_the_activist(three: Database) -> None:
    review_id, codes = opened(three)
    rated(three, codes[0])
    people = shown(three, review_id).reviewers
    assert people[1].possible == ["code", "withdrawal"]
    _withdrawn(three, review_id, people[1].id)
    _withdrawn(three, review_id, people[-1].id)

    found = shown(three, review_id)
    assert (found.invited, found.rated, found.reviewers[-1].name) == (3, 1, None)
    assert found.reviewers[1].lapsed_because is ReviewerEnd.WITHDRAWN
    assert sheet(three, codes[1]).possible == []
    assert isinstance(refused(rated, three, codes[1]), WrongState)
    assert isinstance(refused(_abstained, three, codes[1]), WrongState)
    for gone in (people[0].id, people[1].id):
        assert isinstance(refused(_withdrawn, three, review_id, gone), WrongState)

    # Invited anew, each gets another code.
    [again] = invited(three, review_id, CHOSEN, ())
    assert again.reviewer_id == people[1].id
    rated(three, again.code)
    assert isinstance(refused(rated, three, codes[1]), NotFound)
    assert len(invited(three, review_id, (), ACTIVISTS[-1:])) == 1


def test_a_reviewer_abstains_without_a_reason_and_is_counted_apart(three: Database) -> None:
    review_id, codes = opened(three)
    own = _abstained(three, codes[-1])

    assert (own.lapsed_because, own.possible) == (ReviewerEnd.ABSTAINED, ["contact-erasure"])
    assert isinstance(refused(rated, three, codes[-1]), WrongState)
    for code in codes[:-1]:
        rated(three, code)
        assert isinstance(refused(_abstained, three, code), WrongState)
    found = closed(three, review_id)
    assert (found.invited, found.rated, found.abstained) == (4, 4, 1)
    assert _public(three, review_id).abstained == 1


def test_the_reviews_of_a_street_come_in_pages(three: Database) -> None:
    closed_ones = []
    for _ in range(3):
        review_id, codes = opened(three)
        for code in codes:
            rated(three, code)
        closed(three, review_id)
        closed_ones.append(review_id)

    listed, cursor = [], None
    with three.reading() as session:
        for _ in range(3):
            asked = ListPublicProjectReviews(street=STREET, limit=1, cursor=cursor)
            page = queries.of_street(session, asked)
            listed += [one.id for one in page.items]
            cursor = page.next_cursor
    assert (sorted(listed), cursor) == (sorted(closed_ones), None)


def test_an_activist_gets_one_code_however_often_they_are_invited(three: Database) -> None:
    review = drafted(three)
    invited(three, review.id)
    again, other = ACTIVISTS[:1], Invitee(name="刘建国", contact="13900139009")

    for twice in (again, [other, other]):
        problem = refused(invited, three, review.id, (), twice)
        assert field_of(problem) == ("invitees", "invited_already")
    assert len(invited(three, review.id, (), [other])) == 1
    assert len(shown(three, review.id).reviewers) == 6


def test_an_activist_sees_who_looked_and_is_erased_by_the_code(three: Database) -> None:
    review_id, codes = opened(three)
    invitee_id = shown(three, review_id).reviewers[-1].invitee_id
    assert invitee_id is not None
    asked = DiscloseInvitee(invitee_id=invitee_id, reason=InviteeSeenFor.INVITE)
    with three.writing() as session:
        invitees.disclose(session, OFFICER, asked)

    own = sheet(three, codes[-1])
    assert (own.name, own.contact) == ("周*", "139****9001")
    assert [one.reason for one in own.disclosures] == [InviteeSeenFor.INVITE]
    listed = ListInviteeDisclosures(invitee_id=invitee_id)
    with three.reading() as session:
        [look] = seen.for_overseers(session, STREET_COMMITTEE, listed).items
        # Those who see contacts do not watch themselves.
        with pytest.raises(NotFound):
            seen.for_overseers(session, OFFICER, listed)
        of_area = ListAreaInviteeDisclosures()
        [same] = seen.of_areas(session, STREET_COMMITTEE, of_area).items
        assert seen.of_areas(session, OFFICER, of_area).items == []
    assert (same.id, same.by, same.name) == (look.id, look.by, "周*")
    assert (look.by, look.reason, look.seen) == (
        OFFICER.account,
        InviteeSeenFor.INVITE,
        ["name", "contact"],
    )
    with three.writing() as session:
        own = operations.erase_contact(session, EraseReviewerContact(review_code=codes[-1]))

    assert (own.name, own.contact, own.possible) == (None, None, ["ratings", "abstention"])
    assert shown(three, review_id).reviewers[-1].name is None
    rated(three, codes[-1])


def test_sheets_go_a_year_after_the_close_and_results_stay(three: Database) -> None:
    review_id, codes = opened(three)
    for code in codes:
        rated(three, code, words="工期偏长。")
    closed(three, review_id)
    with three.writing() as session:
        assert clean(session, CLEANED)["invitee"] == 0
        session.execute(sa.update(ProjectReview).values(closed_on=today() - dt.timedelta(days=366)))

    with three.writing() as session:
        assert clean(session, CLEANED)["invitee"] == 5

    assert _words(three, review_id) == []
    assert [one.mean for one in shown(three, review_id).results] == [4.0, 2.0]


def test_a_commissioner_gets_a_copy_without_what_was_said(three: Database) -> None:
    _, codes = opened(three)
    rated(three, codes[0], words="工期偏长。")

    with three.reading() as session:
        copy = own_data.copy_of(session, PEERS[0], ExportOwnIncentives())

    assert [(one.project, one.rated_on) for one in copy.reviews] == [
        ("荔林路慢行系统改造", today())
    ]


@pytest.mark.one_database
def test_bad_terms_are_refused(three: Database) -> None:
    week, day = dt.timedelta(days=7), dt.timedelta(days=1)

    def field(**changed: Any) -> tuple[str, str]:
        return field_of(refused(drafted, three, **changed))

    assert field(criteria=["一", "一"]) == ("criteria", "doubled")
    assert field(closes_on=today() - day) == ("closes_on", "in_the_past")
    assert field(answer_due_on=today() + week) == ("answer_due_on", "before_the_close")
    number = "联系人电话 13800138000。"
    for name in ("project", "content", "owner"):
        assert field(**{name: number}) == (name, "personal_number")
    assert field(criteria=["方便居民出行", number]) == ("criteria", "personal_number")
    assert field(area="440305007099") == ("area", "unknown_community")
    for elsewhere in ("440306001000", "440306001001", "440305000000"):
        assert isinstance(refused(drafted, three, area=elsewhere), NotFound)
    assert isinstance(refused(drafted, three, STAFF), NotFound)


@pytest.mark.one_database
def test_bad_steps_are_refused_with_the_way_out(three: Database) -> None:
    review = drafted(three)

    def open_() -> None:
        with three.writing() as session:
            operations.open_(session, OFFICER, OpenProjectReview(review_id=review.id))

    few = refused(open_)
    assert isinstance(few, WrongState)
    assert "再邀请 5 人" in few.zh
    problem = refused(invited, three, review.id, (), ())
    assert field_of(problem) == ("appointments", "nobody")
    problem = refused(invited, three, review.id, (UUID(int=1),), ())
    assert field_of(problem) == ("appointments", "not_in_office")
    assert isinstance(refused(invited, three, review.id, actor=STREET_COMMITTEE), Forbidden)
    assert isinstance(refused(shown, three, review.id, STAFF), NotFound)
    assert isinstance(refused(_answered, three, review.id), WrongState)

    review_id, codes = opened(three)
    for scores in ((4,), (4, 6), (0, 1), (4, 2, 3)):
        assert field_of(refused(rated, three, codes[0], scores)) == ("scores", "not_each")
    edit = EditProjectReview(review_id=review_id, **terms())

    def edited() -> None:
        with three.writing() as session:
            operations.edit(session, OFFICER, edit)

    assert isinstance(refused(edited), WrongState)
    let_the_last_day_pass(three, review_id)
    assert isinstance(refused(invited, three, review_id), WrongState)
    closed_by_the_clock(three)
    problem = refused(_summed_up, three, review_id, "电话 13800138000 的居民反对。")
    assert field_of(problem) == ("summary", "personal_number")


def test_the_draft_can_be_changed(three: Database) -> None:
    review = drafted(three, area=STREET)
    changed = EditProjectReview(
        review_id=review.id, expected_version=1, **terms(project="社区食堂")
    )

    with three.writing() as session:
        found = operations.edit(session, OFFICER, changed)

    assert (found.project, found.version, found.area) == ("社区食堂", 2, STREET)
    # Commissioners of all its communities review a project of the street.
    assert invited(three, review.id, (FIRST,), ())[0].kind is ReviewerKind.COMMISSIONER
