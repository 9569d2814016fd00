"""Cases (案例): what a speaker told at a sharing meeting, without persons, for others to use. R47."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.words import CaseReach, CaseState
from contracts.lists import WORDS_SOUGHT_LONGEST, Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape

TITLE_LONGEST = 60
TEXT_LONGEST = 2000
PAPER_LONGEST = 200


def _told(description: str, example: str) -> Any:
    return fields.words(description, longest=TEXT_LONGEST, example=example)


@shape
class CaseBody(Shape):
    """What a case says; names, addresses and numbers of people stay out."""

    category: PostCategory = fields.choice("The field of work.", example="fire_safety")
    title: str = fields.line("In a line.", longest=TITLE_LONGEST, example="飞线充电怎样清零")
    situation: str = _told("What the matter was.", "楼道充电屡禁不止，居民有意见。")
    doing: str = _told("What was done, step by step.", "先装充电桩，再逐户上门。")
    lesson: str = _told("What became of it, and what others can use.", "三周清零，先给出路再清理。")


@shape
class CaseView(Answer):
    """A case; it names nobody. Once its consent is withdrawn its words are gone."""

    id: UUID = fields.plain("The case.")
    community: str = fields.place("The community.")
    category: PostCategory = fields.choice("The field of work.")
    state: CaseState = fields.choice("Where it stands.")
    reach: CaseReach | None = fields.choice(
        "For which readers the speaker agreed; null: not yet, or not any more.", default=None
    )
    title: str | None = fields.plain("In a line.", default=None)
    situation: str | None = fields.plain("What the matter was.", default=None)
    doing: str | None = fields.plain("What was done.", default=None)
    lesson: str | None = fields.plain("What became of it.", default=None)
    meeting_id: UUID | None = fields.plain(
        "The meeting it was told at; null: not for you.", default=None
    )
    written_at: dt.datetime = fields.moment("When it was written.")
    approved_on: dt.date | None = fields.plain("When it was approved.", default=None)
    is_own: bool = fields.plain("Whether you are the speaker.")
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class CasePage(Page):
    """A page of cases, the newest first."""

    items: list[CaseView] = fields.plain("The cases.")


@request("incentives", "write_case", CaseView)
class WriteCase(CaseBody, Request[CaseView]):
    """Write a case from a point of a meeting's agenda that has a speaker."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    point_id: UUID = fields.path("The point.")


@request("incentives", "list_cases", CasePage)
class ListCases(Listing, Request[CasePage]):
    """Find cases of your street by field of work and words, and prepare those of your community."""

    area: str | None = fields.area("Only of this area.", default=None)
    category: list[PostCategory] | None = fields.several(
        "Only of these fields of work.", PostCategory
    )
    state: list[CaseState] | None = fields.several("Only in these states.", CaseState)
    words: str | None = fields.line(
        "Every word of it stands in the case.", longest=WORDS_SOUGHT_LONGEST, default=None
    )
    sort: str | None = fields.sorting("written_at", default=None)


@request("incentives", "show_case", CaseView)
class ShowCase(Request[CaseView]):
    """Show one case."""

    case_id: UUID = fields.path("The case.")


@request("incentives", "edit_case", CaseView)
class EditCase(CaseBody, Change, Request[CaseView]):
    """Change a case; the speaker then agrees to it anew, and the committee approves it anew."""

    case_id: UUID = fields.path("The case.")


@shape
class _OnPaper(Shape):
    """What a clerk adds who writes down the word of a speaker."""

    note: str | None = fields.words(
        "Where the speaker's signed paper lies, if you are not the speaker.",
        longest=PAPER_LONGEST,
        example="纸质同意书存社区档案柜。",
        default=None,
    )


@request("incentives", "consent_to_case", CaseView)
class ConsentToCase(_OnPaper, Change, Request[CaseView]):
    """Agree to a case as its speaker, for the street or for everybody."""

    case_id: UUID = fields.path("The case.")
    reach: CaseReach = fields.choice("For which readers.", example="street")


@request("incentives", "withdraw_case_consent", CaseView)
class WithdrawCaseConsent(_OnPaper, Change, Request[CaseView]):
    """Withdraw your consent as the speaker: at once nobody reads it, and its words are erased."""

    case_id: UUID = fields.path("The case.")


@request("incentives", "approve_case", CaseView)
class ApproveCase(Change, Request[CaseView]):
    """Approve a case to which its speaker agreed: the street's communities read it."""

    case_id: UUID = fields.path("The case.")
