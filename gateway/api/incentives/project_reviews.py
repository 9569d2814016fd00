"""Reviews of major projects: held by the street office, rated by code, read by anyone."""

from __future__ import annotations

import flask

from contracts.incentives.project_reviews import (
    AbstainFromReview,
    AnswerProjectReview,
    CloseProjectReview,
    DraftProjectReview,
    EditProjectReview,
    EraseReviewerContact,
    InviteReviewers,
    ListProjectReviews,
    ListPublicProjectReviews,
    ListReviewWords,
    OpenProjectReview,
    RenewReviewCode,
    ReviewSheetView,
    ShowProjectReview,
    ShowPublicProjectReview,
    ShowReviewSheet,
    SubmitReviewSheet,
    SummariseProjectReview,
    WithdrawReviewer,
)
from contracts.recruitment.surveys import Received
from gateway.api.guessed_codes import guesses_counted
from gateway.api.recruitment.named_accounts import aside
from gateway.http import incoming
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("project_reviews", "重大项目社会评价 · Reviews of major projects")

_ALL = "/api/v1/project-reviews"
_ONE = f"{_ALL}/<uuid:review_id>"
_SHEET = "/api/v1/public/review-sheets/<review_code>"
_MANAGE = Action.PROJECT_REVIEW_MANAGE

routes.asks("POST", _ALL, DraftProjectReview, may=_MANAGE, creates=f"{_ALL}/{{id}}")
routes.asks("GET", _ALL, ListProjectReviews, may=Action.PROJECT_REVIEW_READ)
routes.asks("GET", _ONE, ShowProjectReview, may=Action.PROJECT_REVIEW_READ)
routes.asks("PUT", _ONE, EditProjectReview, may=_MANAGE)
routes.asks("POST", f"{_ONE}/reviewers", InviteReviewers, may=_MANAGE, keyed=False)
routes.asks(
    "POST",
    f"{_ONE}/reviewers/<uuid:reviewer_id>/code",
    RenewReviewCode,
    may=_MANAGE,
    keyed=False,
)
routes.asks(
    "POST",
    f"{_ONE}/reviewers/<uuid:reviewer_id>/withdrawal",
    WithdrawReviewer,
    may=_MANAGE,
)
routes.asks("POST", f"{_ONE}/opening", OpenProjectReview, may=_MANAGE)
routes.asks("POST", f"{_ONE}/closing", CloseProjectReview, may=_MANAGE)
routes.asks("GET", f"{_ONE}/words", ListReviewWords, may=Action.PROJECT_REVIEW_READ)
routes.asks("PUT", f"{_ONE}/summary", SummariseProjectReview, may=_MANAGE)
routes.asks("POST", f"{_ONE}/answer", AnswerProjectReview, may=_MANAGE)
routes.asks(
    "GET",
    "/api/v1/public/streets/<street>/project-reviews",
    ListPublicProjectReviews,
    may=Action.ANYONE,
)
routes.asks(
    "GET",
    "/api/v1/public/project-reviews/<uuid:review_id>",
    ShowPublicProjectReview,
    may=Action.ANYONE,
)


@routes.asking("GET", _SHEET, ShowReviewSheet, may=Action.ANYONE)
def show_review_sheet(request: ShowReviewSheet) -> ReviewSheetView:
    """People who try codes are slowed down."""
    with guesses_counted():
        return ask(request)


@routes.asking("POST", f"{_SHEET}/ratings", SubmitReviewSheet, may=Action.ANYONE, keyed=False)
def submit_review_sheet(request: SubmitReviewSheet) -> Received:
    """Never with a key: what is kept of a repeatable request would join the code and the rating."""
    incoming.check_unconditional(flask.request.environ)
    with guesses_counted():
        return aside(request)


@routes.asking("POST", f"{_SHEET}/abstention", AbstainFromReview, may=Action.ANYONE)
def abstain_from_review(request: AbstainFromReview) -> ReviewSheetView:
    """People who try codes are slowed down."""
    with guesses_counted():
        return ask(request)


@routes.asking("POST", f"{_SHEET}/contact-erasure", EraseReviewerContact, may=Action.ANYONE)
def erase_reviewer_contact(request: EraseReviewerContact) -> ReviewSheetView:
    """People who try codes are slowed down."""
    with guesses_counted():
        return ask(request)
