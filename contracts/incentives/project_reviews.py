"""Reviews of major projects (重大项目社会评价): independent until the close, answered by the owner. R53."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.invitees import Invitee, InviteeLook
from contracts.incentives.words import ProjectReviewState, ReviewerEnd, ReviewerKind
from contracts.lists import Listing, Page
from contracts.recruitment.surveys import Received
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

PROJECT_LONGEST = 80
OWNER_LONGEST = 80
TEXT_LONGEST = 2000
CRITERION_LONGEST = 60
CRITERIA_MOST = 10
REVIEWERS_MOST = 200
CODE_LONGEST = 40
#: The best score.
SCORE_MOST = 5


@shape
class ProjectReviewTerms(Shape):
    """What is reviewed, by which criteria and until when."""

    project: str = fields.line(
        "What the project is called.", longest=PROJECT_LONGEST, example="荔林路慢行系统改造"
    )
    content: str = fields.words(
        "What it is about; anyone reads it after the close.",
        longest=TEXT_LONGEST,
        example="拓宽人行道，增设过街设施，工期八个月。",
    )
    owner: str = fields.line(
        "The office or company that owns the project and answers.",
        longest=OWNER_LONGEST,
        example="街道城建科",
    )
    criteria: list[str] = fields.texts(
        "The criteria, each scored from 1 to 5.",
        fewest=1,
        most=CRITERIA_MOST,
        longest=CRITERION_LONGEST,
        example="方便居民出行",
    )
    closes_on: dt.date = fields.plain("Last day for reviewers, to 24:00.")
    answer_due_on: dt.date = fields.plain("By when the owner answers.")


@shape
class ReviewedCriterion(Answer):
    """What reviewers said of one criterion."""

    criterion: str = fields.plain("The criterion.", example="方便居民出行")
    scores: list[int] = fields.plain("How many gave 1, 2, 3, 4 and 5.", example=[0, 1, 2, 4, 3])
    mean: float = fields.plain("The mean, to two places.")
    spread: float = fields.plain("How far scores lie from the mean (standard deviation).")
    dissent: int = fields.plain(
        "How many stand against the mean: scores of 1 and 2 where it is 3 or more, else 4 and 5."
    )


@shape
class ReviewerView(Answer):
    """One invited reviewer; never what they said."""

    id: UUID = fields.plain("The reviewer.")
    kind: ReviewerKind = fields.choice("As whom.")
    appointment_id: UUID | None = fields.plain("The appointment of a commissioner.", default=None)
    post: str | None = fields.plain("Title of the commissioner's post.", default=None)
    invitee_id: UUID | None = fields.plain("An activist, without an account.", default=None)
    name: str | None = fields.plain(
        "The activist's name, masked; null: a commissioner, or it was erased.", default=None
    )
    rated_on: dt.date | None = fields.plain("When they rated; null: not yet.", default=None)
    lapsed_on: dt.date | None = fields.plain("When the invitation lapsed.", default=None)
    lapsed_because: ReviewerEnd | None = fields.choice(
        "Why the invitation lapsed; null: it did not.", default=None
    )
    possible: list[str] = fields.possible()


@shape
class ProjectReviewSummary(Answer):
    """What the review of a project came to."""

    project: str = fields.plain("What the project is called.")
    content: str = fields.plain("What it is about.")
    owner: str = fields.plain("The office or company that owns the project and answers.")
    closes_on: dt.date = fields.plain("Last day for reviewers.")
    invited: int = fields.plain("Reviewers whose invitation has not lapsed.")
    rated: int = fields.plain("How many of them rated.")
    abstained: int = fields.plain("Reviewers who abstained.", default=0)
    closed_on: dt.date | None = fields.plain("When it was closed.", default=None)
    is_too_few: bool = fields.plain("Whether too few rated to show results.", default=False)
    results: list[ReviewedCriterion] = fields.plain("By criterion, after the close.", default=())
    summary: str | None = fields.plain(
        "What reviewers wrote, with what they disagreed on, in the street office's words.",
        default=None,
    )
    answer_due_on: dt.date = fields.plain("By when the owner answers.")
    answer: str | None = fields.plain("The owner's answer.", default=None)
    answered_on: dt.date | None = fields.plain("When the owner answered.", default=None)
    is_late: bool = fields.plain("Whether the day for the answer is over without one.")


@shape
class ProjectReviewView(ProjectReviewSummary):
    """The review of a project, for those who hold it."""

    id: UUID = fields.plain("The review.")
    area: str = fields.place("The street or community of the project.")
    state: ProjectReviewState = fields.choice("Where it stands.")
    criteria: list[str] = fields.plain("The criteria.", example=["方便居民出行"])
    possible: list[str] = fields.possible()
    reviewers: list[ReviewerView] = fields.plain("The reviewers, empty in lists.", default=())
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class ProjectReviewPage(Page):
    """A page of reviews, those that close last first."""

    items: list[ProjectReviewView] = fields.plain("The reviews.")


@request("incentives", "draft_project_review", ProjectReviewView)
class DraftProjectReview(ProjectReviewTerms, Request[ProjectReviewView]):
    """Draft the review of a major project in your area."""

    area: str = fields.area("The street or community of the project.")


@request("incentives", "edit_project_review", ProjectReviewView)
class EditProjectReview(ProjectReviewTerms, Change, Request[ProjectReviewView]):
    """Change a draft."""

    review_id: UUID = fields.path("The review.")


@request("incentives", "list_project_reviews", ProjectReviewPage)
class ListProjectReviews(Listing, Request[ProjectReviewPage]):
    """List the reviews of projects that you oversee."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[ProjectReviewState] | None = fields.several(
        "Only in these states.", ProjectReviewState
    )
    sort: str | None = fields.sorting("closes_on", default=None)


@request("incentives", "show_project_review", ProjectReviewView)
class ShowProjectReview(Request[ProjectReviewView]):
    """Show one review with its reviewers; results only after the close."""

    review_id: UUID = fields.path("The review.")


@shape
class ReviewerCode(Answer):
    """The code of one reviewer, shown this once, to be handed over."""

    reviewer_id: UUID = fields.plain("The reviewer.")
    kind: ReviewerKind = fields.choice("As whom.")
    post: str | None = fields.plain("Title of a commissioner's post.", default=None)
    name: str | None = fields.plain("An activist's name.", default=None)
    code: str = fields.plain("The code with which they rate, without an account.")


@shape
class ReviewerCodes(Answer):
    """The codes of the reviewers that were just invited, shown this once."""

    items: list[ReviewerCode] = fields.plain("The codes.")


@request("incentives", "invite_reviewers", ReviewerCodes)
class InviteReviewers(Change, Request[ReviewerCodes]):
    """Invite commissioners in office and activists; each gets a code of one use."""

    review_id: UUID = fields.path("The review.")
    appointments: list[UUID] = fields.parts(
        "Appointments of people in office today.", most=REVIEWERS_MOST, default=()
    )
    invitees: list[Invitee] = fields.parts(
        "Activists, without an account.", most=REVIEWERS_MOST, default=()
    )


@request("incentives", "renew_review_code", ReviewerCodes)
class RenewReviewCode(Change, Request[ReviewerCodes]):
    """Give a reviewer who has not rated a new code; the old one ends."""

    review_id: UUID = fields.path("The review.")
    reviewer_id: UUID = fields.path("The reviewer.")


@request("incentives", "withdraw_reviewer", ProjectReviewView)
class WithdrawReviewer(Change, Request[ProjectReviewView]):
    """Take the invitation of a reviewer back who has not rated; their code ends.

    Name and contact of an activist are erased with it.
    """

    review_id: UUID = fields.path("The review.")
    reviewer_id: UUID = fields.path("The reviewer.")


@request("incentives", "open_project_review", ProjectReviewView)
class OpenProjectReview(Change, Request[ProjectReviewView]):
    """Open the review, so that reviewers rate."""

    review_id: UUID = fields.path("The review.")


@request("incentives", "close_project_review", ProjectReviewView)
class CloseProjectReview(Change, Request[ProjectReviewView]):
    """Close the review once everybody rated; otherwise the clock does after the last day."""

    review_id: UUID = fields.path("The review.")


@shape
class ReviewWords(Answer):
    """What reviewers wrote, without their scores and in no order that tells who wrote it."""

    texts: list[str] = fields.plain(
        "The words of each who wrote some.", example=["过街设施位置不方便老人。"]
    )


@request("incentives", "list_review_words", ReviewWords)
class ListReviewWords(Request[ReviewWords]):
    """Read what reviewers wrote, after the close; nothing where too few rated to show results."""

    review_id: UUID = fields.path("The review.")


@request("incentives", "summarise_project_review", ProjectReviewView)
class SummariseProjectReview(Change, Request[ProjectReviewView]):
    """Say for the public what reviewers wrote, also where they disagree (小结)."""

    review_id: UUID = fields.path("The review.")
    summary: str = fields.words(
        "The words of the reviewers, summed up; no names.",
        longest=TEXT_LONGEST,
        example="多数认为工期偏长；两人认为绿化可以缓建。",
    )


@request("incentives", "answer_project_review", ProjectReviewView)
class AnswerProjectReview(Change, Request[ProjectReviewView]):
    """Write down the owner's answer; anyone reads it."""

    review_id: UUID = fields.path("The review.")
    answer: str = fields.words(
        "The owner's answer.",
        longest=TEXT_LONGEST,
        example="工期压缩为六个月，分段施工，绿化同步实施。",
    )


@shape
class ReviewSheetView(Answer):
    """What a reviewer with a code sees: the project and the questions, never what anybody said."""

    project: str = fields.plain("What the project is called.")
    content: str = fields.plain("What it is about.")
    owner: str = fields.plain("The office or company that owns the project and answers.")
    criteria: list[str] = fields.plain(
        "The criteria, each scored from 1 to 5.", example=["方便居民出行"]
    )
    closes_on: dt.date = fields.plain("Last day, to 24:00.")
    state: ProjectReviewState = fields.choice("Where the review stands.")
    review_id: UUID = fields.plain("The review.")
    kind: ReviewerKind = fields.choice("As whom you are invited.")
    name: str | None = fields.plain(
        "Your name, masked: the code may lie in a browser; null: a commissioner, or it was erased.",
        default=None,
    )
    contact: str | None = fields.plain("Your contact, masked.", default=None)
    rated_on: dt.date | None = fields.plain("When you rated; null: not yet.", default=None)
    lapsed_because: ReviewerEnd | None = fields.choice(
        "Why you do not rate any more; null: you may.", default=None
    )
    disclosures: list[InviteeLook] = fields.plain(
        "The viewings of your name and contact, when and why."
    )
    possible: list[str] = fields.possible()


@request("incentives", "show_review_sheet", ReviewSheetView)
class ShowReviewSheet(Request[ReviewSheetView]):
    """See what you are asked to review, and what is kept of you, with your code."""

    review_code: str = fields.path(fields.text("The code of the reviewer.", longest=CODE_LONGEST))


@request("incentives", "submit_review_sheet", Received)
class SubmitReviewSheet(Request[Received]):
    """Rate the project once; nobody sees it before the close, and it stands beside no name."""

    review_code: str = fields.path(fields.text("The code of the reviewer.", longest=CODE_LONGEST))
    scores: list[int] = fields.parts(
        "A score from 1 to 5 for each criterion, in their order.",
        fewest=1,
        most=CRITERIA_MOST,
        example=[4, 2],
    )
    words: str | None = fields.words(
        "Your words.", longest=TEXT_LONGEST, example="过街设施位置不方便老人。", default=None
    )


@request("incentives", "abstain_from_review", ReviewSheetView)
class AbstainFromReview(Request[ReviewSheetView]):
    """Abstain (回避), as the project concerns you yourself; nobody asks for the reason."""

    review_code: str = fields.path(fields.text("The code of the reviewer.", longest=CODE_LONGEST))


@request("incentives", "erase_reviewer_contact", ReviewSheetView)
class EraseReviewerContact(Request[ReviewSheetView]):
    """Have your name and contact erased; you can still rate with your code."""

    review_code: str = fields.path(fields.text("The code of the reviewer.", longest=CODE_LONGEST))


@shape
class PublicProjectReview(ProjectReviewSummary):
    """The review of a project, as anyone reads it after the close."""

    id: UUID = fields.plain("The review.")
    area: str = fields.place("The street or community of the project.")


@shape
class PublicProjectReviews(Page):
    """A page of the reviews of a street that are closed, the newest first."""

    items: list[PublicProjectReview] = fields.plain("The reviews.")


@request("incentives", "list_public_project_reviews", PublicProjectReviews)
class ListPublicProjectReviews(Listing, Request[PublicProjectReviews]):
    """List what the reviews of a street's projects came to, for anyone."""

    street: str = fields.path(fields.area("The street."))
    sort: str | None = fields.sorting("closed_on", default=None)


@request("incentives", "show_public_project_review", PublicProjectReview)
class ShowPublicProjectReview(Request[PublicProjectReview]):
    """Show what the review of a project came to, for anyone."""

    review_id: UUID = fields.path("The review.")


@event("incentives", subject="review_id", area="area")
class ProjectReviewClosed(Event):
    """The review of a major project is closed; its owner answers by a day."""

    review_id: UUID = fields.plain("The review.")
    area: str = fields.area("The street or community of the project.")
    project: str = fields.text("What the project is called.", longest=PROJECT_LONGEST)
    invited: int = fields.plain("Reviewers whose invitation has not lapsed.")
    rated: int = fields.plain("How many of them rated.")
    closed_on: dt.date = fields.plain("When.")
    answer_due_on: dt.date = fields.plain("By when the owner answers.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
