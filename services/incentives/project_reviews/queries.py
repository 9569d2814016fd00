"""Reviews as the street office holds them, reviewers with a code, and anyone afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.own_data import OwnReviewing
from contracts.incentives.project_reviews import (
    ListProjectReviews,
    ListPublicProjectReviews,
    ListReviewWords,
    ProjectReviewPage,
    ProjectReviewView,
    PublicProjectReview,
    PublicProjectReviews,
    ReviewedCriterion,
    ReviewerView,
    ReviewSheetView,
    ReviewWords,
    ShowProjectReview,
    ShowPublicProjectReview,
    ShowReviewSheet,
)
from contracts.incentives.words import ProjectReviewState, ReviewerEnd
from groundwork import territories
from groundwork.kept import Kept, the
from runtime import clock, paging
from runtime.codes import has_code
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.incentives import in_office
from services.incentives.invitees.model import InvitedPerson
from services.incentives.invitees.queries import masked_names, viewings
from services.incentives.project_reviews import rules
from services.incentives.project_reviews.model import ProjectReview, Reviewer, ReviewSheet
from services.incentives.project_reviews.rules import Deed
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.rules import Term
from vocabulary.actors import Actor
from vocabulary.masking import masked_contact, masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.problems import NotFound, WrongState
from vocabulary.state_table import where

REVIEWS = Kept(
    ProjectReview,
    "project_review",
    "重大项目社会评价",
    "project review",
    read=Action.PROJECT_REVIEW_READ,
    place="area",
)
REVIEWERS = Kept(Reviewer, "reviewer", "评价人", "reviewer", place="area")
_ORDER = paging.Order(
    {"closes_on": ProjectReview.closes_on}, identity=ProjectReview.id, usual="-closes_on"
)
#: Invited and not lapsed, rated, abstained.
Counts: TypeAlias = tuple[int, int, int]
_NEWEST_CLOSED = paging.Order(
    {"closed_on": ProjectReview.closed_on}, identity=ProjectReview.id, usual="-closed_on"
)
_OVER = (ProjectReviewState.CLOSED, ProjectReviewState.ANSWERED)
_COUNTED = ("invited", "rated", "abstained", "is_too_few", "results", "is_late")
_VIEW = Copying(ProjectReview, ProjectReviewView, given=("possible", "reviewers", *_COUNTED))
_PUBLIC = Copying(ProjectReview, PublicProjectReview, given=_COUNTED)
_REVIEWER = Copying(Reviewer, ReviewerView, given=("post", "name", "possible"))


def page(session: Session, actor: Actor, request: ListProjectReviews) -> ProjectReviewPage:
    """A page of the reviews that the actor oversees.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [*any_of(ProjectReview.state, request.state)]
    if request.area is not None:
        which.append(inside(request.area, ProjectReview.area))
    found = REVIEWS.page(session, actor, request, _ORDER, *which)
    counts = _counts(session, [one_.id for one_ in found.rows])
    return ProjectReviewPage(
        items=[_told(actor, one_, counts, ()) for one_ in found.rows], **found.besides
    )


def one(session: Session, actor: Actor, request: ShowProjectReview) -> ProjectReviewView:
    """One review with its reviewers.

    Raises:
        NotFound: no such review in the actor's scope.
    """
    return shown(session, actor, REVIEWS.one_of(session, actor, request.review_id))


def words(session: Session, actor: Actor, request: ListReviewWords) -> ReviewWords:
    """What reviewers wrote, in an order that tells nothing; nothing where results are withheld.

    Raises:
        NotFound: no such review in the actor's scope.
        WrongState: it is not closed.
    """
    review = REVIEWS.one_of(session, actor, request.review_id)
    if review.state not in _OVER:
        raise WrongState(
            f"“{review.project}”的评价还没有结束，结束前任何人都看不到评价内容。",
            f"The review of “{review.project}” is not closed; nobody reads what reviewers wrote "
            "before that.",
        )
    if _is_too_few(review):
        return ReviewWords(texts=[])
    # Their ids are random.
    chosen = sa.select(ReviewSheet).where(ReviewSheet.review_id == review.id)
    texts = [hidden(sheet.words) for sheet in session.scalars(chosen.order_by(ReviewSheet.id))]
    return ReviewWords(texts=[text for text in texts if text is not None])


def of_street(session: Session, request: ListPublicProjectReviews) -> PublicProjectReviews:
    """What the reviews of a street came to, the newest first.

    Raises:
        NotFound: no such street.
        Invalid: a limit, sort or cursor that does not fit.
    """
    territories.check_known_street(session, request.street)
    chosen = sa.select(ProjectReview).where(
        inside(request.street, ProjectReview.area), ProjectReview.state.in_(_OVER)
    )
    found = paging.page(session, chosen, _NEWEST_CLOSED, request)
    counts = _counts(session, [row.id for row in found.rows])
    return PublicProjectReviews(
        items=[_PUBLIC(row, **_counted(row, counts)) for row in found.rows], **found.besides
    )


def public(session: Session, request: ShowPublicProjectReview) -> PublicProjectReview:
    """What one review came to.

    Raises:
        NotFound: no such review, or it is not closed.
    """
    chosen = sa.select(ProjectReview).where(
        ProjectReview.id == request.review_id, ProjectReview.state.in_(_OVER)
    )
    review = the(session, chosen, otherwise=REVIEWS.no_such(request.review_id))
    return _PUBLIC(review, **_counted(review, _counts(session, [review.id])))


def sheet(session: Session, request: ShowReviewSheet) -> ReviewSheetView:
    """What the holder of a code is asked, and what is kept of them.

    Raises:
        NotFound: no reviewer has this code.
    """
    return asked(session, with_code(session, request.review_code))


def asked(session: Session, reviewer: Reviewer) -> ReviewSheetView:
    """The same for a reviewer; never what anybody said."""
    review = session.get_one(ProjectReview, reviewer.review_id)
    person = None
    if reviewer.invitee_id is not None:
        person = session.get_one(InvitedPerson, reviewer.invitee_id)
    today = day_of(clock.now())
    because = ended(session, reviewer, today)
    return ReviewSheetView(
        project=review.project,
        content=review.content,
        owner=review.owner,
        criteria=review.criteria,
        closes_on=review.closes_on,
        state=review.state,
        review_id=review.id,
        kind=reviewer.kind,
        name=masked_name(person.known_name) if person else None,
        contact=masked_contact(person.known_contact) if person else None,
        rated_on=reviewer.rated_on,
        lapsed_because=because,
        disclosures=viewings(session, person.id) if person else [],
        possible=where(
            ratings=rules.TABLE.allows(review.state, Deed.RATE)
            and today <= review.closes_on
            and reviewer.rated_on is None
            and because is None,
            abstention=rules.TABLE.allows(review.state, Deed.ABSTAIN)
            and reviewer.rated_on is None
            and because is None,
            contact_erasure=bool(person and person.known_name),
        ),
    )


def with_code(session: Session, code: str, *, for_change: bool = False) -> Reviewer:
    """The reviewer that a code belongs to, however it was typed.

    Raises:
        NotFound: no reviewer has this code.
    """
    chosen = sa.select(Reviewer).where(has_code(Reviewer.code_print, code))
    none = NotFound("没有找到这个评价码，请核对。", "There is no such review code; check it.")
    return the(session, chosen, for_change=for_change, otherwise=none)


def ended(session: Session, reviewer: Reviewer, today: dt.date) -> ReviewerEnd | None:
    """Why a reviewer does not rate any more, also where they left office since the clock looked."""
    if reviewer.lapsed_because is None and in_office.is_over(
        session, reviewer.appointment_id, today
    ):
        return ReviewerEnd.LEFT
    return reviewer.lapsed_because


def reviewers(session: Session, review: ProjectReview) -> Sequence[Reviewer]:
    """Everybody who was invited, in the order in which they were."""
    chosen = sa.select(Reviewer).where(Reviewer.review_id == review.id)
    return session.scalars(chosen.order_by(Reviewer.id)).all()


def titles(session: Session, rows: Sequence[Reviewer]) -> Mapping[UUID | None, str]:
    """The titles of the posts of these reviewers, by appointment."""
    about = [row.appointment_id for row in rows if row.appointment_id is not None]
    return {key: title for key, (title, _) in cards.posts_of(session, about).items()}


def reviewed_by(session: Session, terms: Sequence[Term]) -> list[OwnReviewing]:
    """The projects that a commissioner was invited to review, for themselves."""
    about = [term.appointment_id for term in terms]
    chosen = (
        sa.select(Reviewer, ProjectReview)
        .join(ProjectReview, ProjectReview.id == Reviewer.review_id)
        .where(Reviewer.appointment_id.in_(about))
        .order_by(Reviewer.id)
    )
    return [
        OwnReviewing(
            project=review.project,
            area=review.area,
            closes_on=review.closes_on,
            rated_on=reviewer.rated_on,
            lapsed_on=reviewer.lapsed_on,
        )
        for reviewer, review in session.execute(chosen)
    ]


def shown(session: Session, actor: Actor, review: ProjectReview) -> ProjectReviewView:
    """The review with its reviewers."""
    rows = reviewers(session, review)
    posts, names = titles(session, rows), masked_names(session, [row.invitee_id for row in rows])
    may_change = rules.TABLE.allows(review.state, Deed.RENEW) and REVIEWS.may(
        actor, Action.PROJECT_REVIEW_MANAGE, review
    )
    told = [
        _REVIEWER(
            row,
            post=posts.get(row.appointment_id),
            name=names.get(row.invitee_id),
            possible=where(
                code=may_change and row.rated_on is None and row.lapsed_on is None,
                withdrawal=may_change and row.rated_on is None and row.lapsed_on is None,
            ),
        )
        for row in rows
    ]
    return _told(actor, review, _counts(session, [review.id]), told)


def _told(
    actor: Actor,
    review: ProjectReview,
    counts: Mapping[UUID, Counts],
    told: Sequence[ReviewerView],
) -> ProjectReviewView:
    today = day_of(clock.now())
    numbers = _counted(review, counts)
    waits = numbers["rated"] < numbers["invited"] and today <= review.closes_on
    over = today > review.closes_on
    held = {Deed.CLOSE} if waits else set()
    held |= {Deed.INVITE, Deed.OPEN, Deed.RENEW} if over else set()
    granted = rules.TABLE.granted(actor, area=review.area)
    return _VIEW(
        review,
        possible=rules.TABLE.offered(review.state, granted, held=held),
        reviewers=list(told),
        **numbers,
    )


def _counted(review: ProjectReview, counts: Mapping[UUID, Counts]) -> dict[str, Any]:
    invited, rated, abstained = counts.get(review.id, (0, 0, 0))
    is_over = review.state in _OVER
    found = [rules.Result(scores) for scores in review.results or ()]
    return {
        "invited": invited,
        "rated": review.rated if is_over else rated,
        "abstained": abstained,
        "is_too_few": is_over and _is_too_few(review),
        "results": [
            ReviewedCriterion(
                criterion=criterion,
                scores=list(result.scores),
                mean=result.mean,
                spread=result.spread,
                dissent=result.dissent,
            )
            for criterion, result in zip(review.criteria, found, strict=False)
        ],
        "is_late": review.state is ProjectReviewState.CLOSED
        and day_of(clock.now()) > review.answer_due_on,
    }


def _is_too_few(review: ProjectReview) -> bool:
    """Whether so few rated that what they said would tell the people."""
    return not review.results


def _counts(session: Session, reviews: Collection[UUID]) -> Mapping[UUID, Counts]:
    """How many are invited to each, without those that lapsed; how many rated, and abstained."""
    stands = sa.case((Reviewer.lapsed_on.is_(None), 1))
    abstained = sa.case((Reviewer.lapsed_because == ReviewerEnd.ABSTAINED, 1))
    chosen = (
        sa.select(
            Reviewer.review_id,
            sa.func.count(stands),
            sa.func.count(Reviewer.rated_on),
            sa.func.count(abstained),
        )
        .where(Reviewer.review_id.in_(list(reviews)))
        .group_by(Reviewer.review_id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(chosen)}
