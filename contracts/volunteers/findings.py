"""Findings (巡查发现) of field actions (专项行动): settled on the spot, or passed on as appeals. R61."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid5

from contracts import fields
from contracts.appeals.appeal import CATEGORY_LONGEST
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.words import FindingState

ITEM_LONGEST, ADDRESS_LONGEST, WORDS_LONGEST = 60, 200, 2000
_APPEALS = UUID("8f0f6c1e-57b1-5b0a-9c53-3c1f6f6f7a44")


def appeal_of(finding_id: UUID) -> UUID:
    """The id of the appeal that a finding becomes; always the same, so that twice is once."""
    return uuid5(_APPEALS, str(finding_id))


@shape
class FindingStep(Answer):
    """One line of a finding's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `passed_on`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the register of appeals.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("How it was settled.", default=None)


@shape
class FindingView(Answer):
    """One finding."""

    id: UUID = fields.plain("The finding.")
    activity_id: UUID = fields.plain("The field action.")
    activity: str = fields.plain("What the field action is called.")
    community: str = fields.place("Where.")
    item: str = fields.plain("The line of the check-list.")
    address: str | None = fields.plain("Where it was found; null: erased.", default=None)
    words: str | None = fields.plain("What was found; null: erased.", default=None)
    found_at: dt.datetime = fields.moment("When.")
    state: FindingState = fields.choice("Where it stands.")
    appeal_id: UUID | None = fields.plain("The appeal that it became.", default=None)
    appeal_number: str | None = fields.plain(
        "The number of that appeal, as soon as the register has it.", default=None
    )
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[FindingStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one.", default=None
    )


@shape
class FindingPage(Page):
    """A page of findings, newest first unless sorted otherwise."""

    items: list[FindingView] = fields.plain("The findings.")


@request("volunteers", "record_finding", FindingView)
class RecordFinding(Request[FindingView]):
    """Write down what was found at an address of a field action."""

    activity_id: UUID = fields.path("The field action.")
    item: str = fields.line(
        "The line of its check-list.", longest=ITEM_LONGEST, example="楼道灭火器"
    )
    address: str = fields.line(
        "Where it was found.", longest=ADDRESS_LONGEST, example="荔林花园 3 栋 2 单元 5 楼"
    )
    words: str = fields.words(
        "What was found.", longest=WORDS_LONGEST, example="灭火器压力不足，已过期半年。"
    )
    settled: str | None = fields.words(
        "How it was settled on the spot; left out: it is still open.",
        longest=500,
        example="已更换新灭火器。",
        default=None,
    )


@shape
class OneFinding(Change):
    """A change of one finding."""

    finding_id: UUID = fields.path("The finding.")


@request("volunteers", "settle_finding", FindingView)
class SettleFinding(OneFinding, Request[FindingView]):
    """Record that a finding was settled on the spot, and how."""

    note: str = fields.words("How.", longest=500, example="已更换新灭火器。")


@request("volunteers", "check_finding_to_pass_on", FindingView)
class CheckFindingToPassOn(OneFinding, Request[FindingView]):
    """Ask whether you may pass a finding on now; the gateway asks before it makes the appeal."""


@request("volunteers", "pass_finding_on", FindingView)
class PassFindingOn(OneFinding, Request[FindingView]):
    """Pass a finding on: it becomes an appeal without an applicant, in the finding's words."""

    category: str = fields.text(
        "The category of the appeal.", longest=CATEGORY_LONGEST, example="fire_safety"
    )


@request("volunteers", "show_finding", FindingView)
class ShowFinding(Request[FindingView]):
    """Show one finding with its history."""

    finding_id: UUID = fields.path("The finding.")


@request("volunteers", "list_findings", FindingPage)
class ListFindings(Listing, Request[FindingPage]):
    """List the findings that you may see."""

    area: str | None = fields.area("Only this area.", default=None)
    activity_id: UUID | None = fields.plain("Only of this field action.", default=None)
    state: list[FindingState] | None = fields.several("Only in these states.", FindingState)
    sort: str | None = fields.sorting("found_at")
