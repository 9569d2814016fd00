"""Requests about reviews of projects, and the clock that closes them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
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
    ShowProjectReview,
    ShowPublicProjectReview,
    ShowReviewSheet,
    SubmitReviewSheet,
    SummariseProjectReview,
    WithdrawReviewer,
)
from services.incentives.project_reviews import operations, queries

_SECONDS = 60.0


class ProjectReviewsEntrypoints(Service):
    """Reviews from the draft to the owner's answer.

    No answer with a code is kept: codes are shown once, and a rating stands beside no reviewer.
    """

    draft_project_review = writes(DraftProjectReview, operations.draft)
    edit_project_review = writes(EditProjectReview, operations.edit)
    list_project_reviews = reads(ListProjectReviews, queries.page)
    show_project_review = reads(ShowProjectReview, queries.one)
    invite_reviewers = writes(InviteReviewers, operations.invite, repeatable=False)
    renew_review_code = writes(RenewReviewCode, operations.renew_code, repeatable=False)
    withdraw_reviewer = writes(WithdrawReviewer, operations.withdraw)
    open_project_review = writes(OpenProjectReview, operations.open_)
    close_project_review = writes(CloseProjectReview, operations.close)
    list_review_words = reads(ListReviewWords, queries.words)
    summarise_project_review = writes(SummariseProjectReview, operations.summarise)
    answer_project_review = writes(AnswerProjectReview, operations.answer)
    show_review_sheet = reads(ShowReviewSheet, queries.sheet)
    submit_review_sheet = writes(SubmitReviewSheet, operations.rate, repeatable=False)
    abstain_from_review = writes(AbstainFromReview, operations.abstain)
    erase_reviewer_contact = writes(EraseReviewerContact, operations.erase_contact)
    list_public_project_reviews = reads(ListPublicProjectReviews, queries.of_street)
    show_public_project_review = reads(ShowPublicProjectReview, queries.public)

    @every(_SECONDS)
    def close_project_reviews(self, work: Work) -> None:
        operations.let_lapse(work.session)
        operations.close_all(work.session)
