"""Drafting a review, inviting, rating, closing, summing up and answering."""

from __future__ import annotations

import secrets
from typing import TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as
from bus import outbox
from contracts.incentives.project_reviews import (
    AbstainFromReview,
    AnswerProjectReview,
    CloseProjectReview,
    DraftProjectReview,
    EditProjectReview,
    EraseReviewerContact,
    InviteReviewers,
    OpenProjectReview,
    ProjectReviewClosed,
    ProjectReviewTerms,
    ProjectReviewView,
    RenewReviewCode,
    ReviewerCode,
    ReviewerCodes,
    ReviewSheetView,
    SubmitReviewSheet,
    SummariseProjectReview,
    WithdrawReviewer,
)
from contracts.incentives.words import ProjectReviewState, ReviewerEnd, ReviewerKind
from contracts.recruitment.surveys import Received
from contracts.recruitment.words import Parameter
from groundwork import areas, parameters, territories
from groundwork.kept import the
from runtime import clock
from runtime.codes import print_of
from runtime.identifiers import new_id, random_id
from services.incentives import in_office
from services.incentives.invitees import operations as invitees
from services.incentives.invitees.model import InvitedPerson
from services.incentives.project_reviews import queries, rules
from services.incentives.project_reviews.model import ProjectReview, Reviewer, ReviewSheet
from services.incentives.project_reviews.queries import REVIEWERS, REVIEWS
from services.incentives.project_reviews.rules import Deed
from services.incentives.public_words import check_public
from vocabulary.actors import RESIDENT, SYSTEM, SYSTEM_ROLE, Actor
from vocabulary.areas import Level, level_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden
from vocabulary.tracking import code_from, grouped, normalised

_ENTROPY_BYTES = 8
_SERIES = b"project reviews"
_AT_ONCE = 200

_Change: TypeAlias = (
    EditProjectReview
    | InviteReviewers
    | RenewReviewCode
    | WithdrawReviewer
    | OpenProjectReview
    | CloseProjectReview
    | SummariseProjectReview
    | AnswerProjectReview
)


def draft(session: Session, actor: Actor, request: DraftProjectReview) -> ProjectReviewView:
    """Draft the review of a project.

    Raises:
        NotFound: not a street or community of the actor.
        Invalid: a community that there is not today, or terms that cannot be kept.
    """
    area, action = request.area, Action.PROJECT_REVIEW_MANAGE
    if level_of(area) is Level.STREET:
        territories.check_street(session, actor, action, area)
    else:
        territories.check_community(actor, action, area)
        areas.check_community(session, area, day_of(clock.now()), field="area")
    act(session, actor, action, area=area)
    review = ProjectReview(
        id=new_id(), area=area, state=ProjectReviewState.DRAFT, rated=0, version=1
    )
    _set_terms(review, request)
    session.add(review)
    session.flush()
    REVIEWS.note(session, actor, review, rules.TABLE.deeds[Deed.DRAFT].done)
    return queries.shown(session, actor, review)


def edit(session: Session, actor: Actor, request: EditProjectReview) -> ProjectReviewView:
    """Change a draft.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: terms that cannot be kept.
    """
    review = _moved_on(session, actor, request, Deed.EDIT)
    _set_terms(review, request)
    people = [row.invitee_id for row in queries.reviewers(session, review)]
    invitees.need_until(session, people, review.closes_on)
    return _shown(session, actor, review)


def invite(session: Session, actor: Actor, request: InviteReviewers) -> ReviewerCodes:
    """Invite commissioners in office and activists; those invited already stay so.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or the last day is
            over.
        Invalid: nobody is named, somebody is not in office, or an activist is invited already.
    """
    review = _moved_on(session, actor, request, Deed.INVITE)
    today = day_of(clock.now())
    rules.check_day_left(review.project, review.closes_on, today)
    rules.check_somebody(len(request.appointments) + len(request.invitees))
    terms = in_office.appointed(session, set(request.appointments), review.area, today)
    known = {row.appointment_id: row for row in queries.reviewers(session, review)}
    new = []
    for one in sorted({term.appointment_id for term in terms}):
        row = known.get(one)
        if row is None:
            kind = ReviewerKind.COMMISSIONER
            new.append(_invited(session, actor, review, kind, appointment_id=one))
        elif row.lapsed_on is not None:
            new.append(_invited_anew(session, actor, row))
    posts = queries.titles(session, new)
    codes = [_told(row, post=posts.get(row.appointment_id)) for row in new]
    rules.check_each_once(
        [(one.name, one.contact) for one in request.invitees], _standing(session, review)
    )
    for asked in request.invitees:
        person = invitees.keep(session, asked, area=review.area, until=review.closes_on)
        row = _invited(session, actor, review, ReviewerKind.ACTIVIST, invitee_id=person.id)
        codes.append(_told(row, name=person.name))
    return ReviewerCodes(items=codes)


def renew_code(session: Session, actor: Actor, request: RenewReviewCode) -> ReviewerCodes:
    """Give a reviewer a new code; the old one ends.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or they rated, or
            their invitation lapsed.
    """
    review = _moved_on(session, actor, request, Deed.RENEW)
    row = _waiting(session, review, request.reviewer_id)
    _give_code(row)
    REVIEWERS.changed(session, actor, row, "code_renewed")
    post = queries.titles(session, [row]).get(row.appointment_id)
    return ReviewerCodes(items=[_told(row, post=post)])


def withdraw(session: Session, actor: Actor, request: WithdrawReviewer) -> ProjectReviewView:
    """Take an invitation back; what is kept of an activist is erased with it.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or they rated, or
            their invitation ended before.
    """
    review = _moved_on(session, actor, request, Deed.WITHDRAW)
    row = _waiting(session, review, request.reviewer_id)
    _end(row, ReviewerEnd.WITHDRAWN)
    REVIEWERS.changed(session, actor, row, "withdrawn")
    if row.invitee_id is not None:
        invitees.forget_of(session, actor, row.invitee_id)
    return _shown(session, actor, review)


def open_(session: Session, actor: Actor, request: OpenProjectReview) -> ProjectReviewView:
    """Open the review.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or too few are
            invited, or the last day is over.
    """
    review = _moved_on(session, actor, request, Deed.OPEN)
    today = day_of(clock.now())
    rules.check_day_left(review.project, review.closes_on, today)
    standing = [row for row in queries.reviewers(session, review) if row.lapsed_on is None]
    rules.check_enough(len(standing), _fewest(session, review))
    return _shown(session, actor, review)


def rate(session: Session, request: SubmitReviewSheet) -> Received:
    """A reviewer rates once; what they say stands beside nobody.

    Raises:
        NotFound: no reviewer has this code.
        WrongState: they rated, left office, or the review is not open.
        Invalid: not a score for each criterion.
    """
    review, reviewer = _held(session, request.review_code)
    today = day_of(clock.now())
    rules.check_can_rate(reviewer.rated_on, ended=queries.ended(session, reviewer, today))
    rules.TABLE.follows(review.number, review.state, Deed.RATE)
    rules.check_day_left(review.project, review.closes_on, today)
    rules.check_scores(request.scores, len(review.criteria))
    reviewer.rated_on = today
    reviewer.version += 1
    session.add(
        ReviewSheet(
            id=random_id(), review_id=review.id, scores=list(request.scores), words=request.words
        )
    )
    session.flush()
    return Received(received=True)


def abstain(session: Session, request: AbstainFromReview) -> ReviewSheetView:
    """A reviewer whom the project concerns abstains (回避).

    Raises:
        NotFound: no reviewer has this code.
        WrongState: they rated, their invitation ended, or the review is closed.
    """
    review, reviewer = _held(session, request.review_code)
    ended = queries.ended(session, reviewer, day_of(clock.now()))
    rules.check_can_rate(reviewer.rated_on, ended=ended)
    rules.TABLE.follows(review.number, review.state, Deed.ABSTAIN)
    _end(reviewer, ReviewerEnd.ABSTAINED)
    REVIEWERS.changed(session, RESIDENT, reviewer, "abstained")
    session.flush()
    return queries.asked(session, reviewer)


def close(session: Session, actor: Actor, request: CloseProjectReview) -> ProjectReviewView:
    """Close the review by hand.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or some may still
            rate.
    """
    review = _taken_up(session, actor, request)
    rules.TABLE.follows(review.number, review.state, Deed.CLOSE)
    waiting = [
        row
        for row in queries.reviewers(session, review)
        if row.rated_on is None and row.lapsed_on is None
    ]
    rules.check_may_close(len(waiting), review.closes_on, day_of(clock.now()))
    _close(session, actor, review)
    return _shown(session, actor, review)


def close_all(session: Session) -> int:
    """Close the reviews whose last day is over; returns how many."""
    chosen = (
        sa.select(ProjectReview)
        .where(
            ProjectReview.state == ProjectReviewState.OPEN,
            ProjectReview.closes_on < day_of(clock.now()),
        )
        .order_by(ProjectReview.id)
        .limit(_AT_ONCE)
    )
    found = session.scalars(chosen.with_for_update(skip_locked=True)).all()
    if found:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for review in found:
        _close(session, SYSTEM, review, role=SYSTEM_ROLE)
    return len(found)


def let_lapse(session: Session) -> int:
    """Let the invitations of commissioners lapse who left before they rated; returns how many."""
    today = day_of(clock.now())
    still_open = sa.select(ProjectReview.id).where(
        ProjectReview.state.in_((ProjectReviewState.DRAFT, ProjectReviewState.OPEN))
    )
    chosen = (
        sa.select(Reviewer)
        .where(
            Reviewer.rated_on.is_(None),
            Reviewer.lapsed_on.is_(None),
            Reviewer.review_id.in_(still_open),
            in_office.ended(sa.type_coerce(Reviewer.appointment_id, sa.Uuid()), today),
        )
        .order_by(Reviewer.id)
        .limit(_AT_ONCE)
    )
    found = session.scalars(chosen.with_for_update(skip_locked=True)).all()
    if found:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for row in found:
        _end(row, ReviewerEnd.LEFT)
        REVIEWERS.changed(session, SYSTEM, row, "lapsed", role=SYSTEM_ROLE)
    return len(found)


def summarise(session: Session, actor: Actor, request: SummariseProjectReview) -> ProjectReviewView:
    """Sum up for the public what reviewers wrote.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a text with what looks like a person's number.
    """
    review = _moved_on(session, actor, request, Deed.SUMMARISE)
    check_public([("summary", request.summary)])
    review.summary = request.summary
    return _shown(session, actor, review)


def answer(session: Session, actor: Actor, request: AnswerProjectReview) -> ProjectReviewView:
    """Write the owner's answer down.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a text with what looks like a person's number.
    """
    review = _moved_on(session, actor, request, Deed.ANSWER)
    check_public([("answer", request.answer)])
    review.answer, review.answered_on = request.answer, day_of(clock.now())
    return _shown(session, actor, review)


def erase_contact(session: Session, request: EraseReviewerContact) -> ReviewSheetView:
    """Erase an activist's name and contact at their wish; the code goes on.

    Raises:
        NotFound: no reviewer has this code.
    """
    reviewer = queries.with_code(session, request.review_code, for_change=True)
    if reviewer.invitee_id is not None:
        invitees.forget_of(session, RESIDENT, reviewer.invitee_id)
    return queries.asked(session, reviewer)


def _held(session: Session, code: str) -> tuple[ProjectReview, Reviewer]:
    """The review and the reviewer with this code, locked.

    A shared lock: ratings do not wait for each other, and the close waits for them.

    Raises:
        NotFound: no reviewer has this code.
    """
    known = queries.with_code(session, code)
    review = session.scalars(
        sa.select(ProjectReview)
        .where(ProjectReview.id == known.review_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one()
    return review, queries.with_code(session, code, for_change=True)


def _waiting(session: Session, review: ProjectReview, reviewer_id: UUID) -> Reviewer:
    """A reviewer who may still rate, locked.

    Raises:
        NotFound: the review has no such reviewer.
        WrongState: they rated, or their invitation ended.
    """
    chosen = sa.select(Reviewer).where(Reviewer.id == reviewer_id, Reviewer.review_id == review.id)
    row = the(session, chosen, for_change=True, otherwise=REVIEWERS.no_such(reviewer_id))
    rules.check_waits(row.rated_on, ended=row.lapsed_because)
    return row


def _end(row: Reviewer, why: ReviewerEnd) -> None:
    row.lapsed_on, row.lapsed_because = day_of(clock.now()), why


def _close(session: Session, actor: Actor, review: ProjectReview, **how: str) -> None:
    REVIEWS.move_on(session, actor, review, rules.TABLE, Deed.CLOSE, **how)
    chosen = sa.select(ReviewSheet.scores).where(ReviewSheet.review_id == review.id)
    sheets = session.scalars(chosen).all()
    review.closed_on, review.rated = day_of(clock.now()), len(sheets)
    review.results = rules.summed(sheets, len(review.criteria), fewest=_fewest(session, review))
    session.flush()
    standing = [row for row in queries.reviewers(session, review) if row.lapsed_on is None]
    event = ProjectReviewClosed(
        review_id=review.id,
        area=review.area,
        project=review.project,
        invited=len(standing),
        rated=review.rated,
        closed_on=review.closed_on,
        answer_due_on=review.answer_due_on,
        version=review.version,
    )
    outbox.add(session, event, actor=actor)


def _fewest(session: Session, review: ProjectReview) -> int:
    today = day_of(clock.now())
    return parameters.value_on(session, review.area, Parameter.RATINGS_FEWEST, today)


def _set_terms(review: ProjectReview, asked: ProjectReviewTerms) -> None:
    check_public(
        [
            ("project", asked.project),
            ("content", asked.content),
            ("owner", asked.owner),
            *(("criteria", criterion) for criterion in asked.criteria),
        ]
    )
    rules.check_terms(
        asked.criteria,
        closes_on=asked.closes_on,
        answer_due_on=asked.answer_due_on,
        today=day_of(clock.now()),
    )
    review.project, review.content, review.owner = asked.project, asked.content, asked.owner
    review.criteria = list(asked.criteria)
    review.closes_on, review.answer_due_on = asked.closes_on, asked.answer_due_on


def _standing(session: Session, review: ProjectReview) -> set[tuple[str, str | None]]:
    """Name and contact of the activists who are invited to a review."""
    chosen = (
        sa.select(InvitedPerson)
        .join(Reviewer, Reviewer.invitee_id == InvitedPerson.id)
        .where(Reviewer.review_id == review.id, Reviewer.lapsed_on.is_(None))
    )
    return {(one.name, one.known_contact) for one in session.scalars(chosen) if one.known_name}


def _invited(
    session: Session, actor: Actor, review: ProjectReview, kind: ReviewerKind, **whom: UUID
) -> Reviewer:
    row = Reviewer(id=new_id(), review_id=review.id, area=review.area, kind=kind, version=1, **whom)
    _give_code(row)
    session.add(row)
    session.flush()
    REVIEWERS.note(session, actor, row, "invited")
    return row


def _invited_anew(session: Session, actor: Actor, row: Reviewer) -> Reviewer:
    """Invite a reviewer anew whose invitation was taken back, or who abstained."""
    row.lapsed_on = row.lapsed_because = None
    _give_code(row)
    REVIEWERS.changed(session, actor, row, "invited")
    return row


def _give_code(row: Reviewer) -> None:
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    row.code, row.code_print = normalised(code), print_of(code)


def _told(row: Reviewer, *, post: str | None = None, name: str | None = None) -> ReviewerCode:
    return ReviewerCode(
        reviewer_id=row.id, kind=row.kind, post=post, name=name, code=grouped(row.code)
    )


def _taken_up(session: Session, actor: Actor, request: _Change) -> ProjectReview:
    """The review, locked, if the actor is of the street office.

    Raises:
        NotFound: no such review in the actor's scope.
        Forbidden: the actor only oversees it.
        PreconditionFailed: it is at another version.
    """
    return REVIEWS.take_up(
        session,
        actor,
        request.review_id,
        Action.PROJECT_REVIEW_MANAGE,
        otherwise=lambda _: Forbidden(
            "只有街道办可以组织重大项目社会评价。",
            "Only the street office may hold reviews of major projects.",
        ),
        expected=request.expected_version,
    )


def _moved_on(session: Session, actor: Actor, request: _Change, deed: Deed) -> ProjectReview:
    """The review in its next state, locked.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: that cannot be done now.
    """
    review = _taken_up(session, actor, request)
    REVIEWS.move_on(session, actor, review, rules.TABLE, deed)
    return review


def _shown(session: Session, actor: Actor, review: ProjectReview) -> ProjectReviewView:
    session.flush()
    return queries.shown(session, actor, review)
