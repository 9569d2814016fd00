"""The ballot (居民投票) of a selection: a slip for each household, used once, on web or paper. R48."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.documents import Document
from contracts.incentives.selections import BOX_MOST, CANDIDATES_MOST, HONOURS_MOST, BallotCount
from contracts.recruitment.surveys import Received
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape

SLIPS_MOST = 2000
_SHEETS_MOST = 100_000


@request("incentives", "issue_slips", BallotCount)
class IssueSlips(Request[BallotCount]):
    """Issue slips (选票) with a code of one use each, one for a household; print them next."""

    selection_id: UUID = fields.path("The selection.")
    households: int = fields.number("How many.", least=1, most=SLIPS_MOST, example=300)


@request("incentives", "print_slips", Document)
class PrintSlips(Request[Document]):
    """The slips of one batch that nobody has used yet, on paper to be cut."""

    selection_id: UUID = fields.path("The selection.")
    batch: int = fields.path(
        fields.number("Which batch, from 1.", least=1, most=1_000_000, strict=False)
    )
    origin: str | None = fields.text(
        "The address of the page to vote; left out: the slips bear no QR code.",
        longest=200,
        default=None,
    )


@shape
class SlipChoice(Answer):
    """A commissioner on the slip."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    category: PostCategory | None = fields.choice("Field of work; null: not known.", default=None)
    name: str | None = fields.plain(
        "The name; null: the person did not agree, or not any more.", default=None
    )


@shape
class SlipView(Answer):
    """What a slip lets a household vote on."""

    community: str = fields.place("The community.")
    year: int = fields.plain("The year.")
    title: str = fields.plain("What the honour is called.")
    most: int = fields.plain("How many can be chosen at most.")
    choices: list[SlipChoice] = fields.plain("The commissioners, by post.")


@request("incentives", "show_slip", SlipView)
class ShowSlip(Request[SlipView]):
    """Show what a slip votes on; a used one says so."""

    slip_code: str = fields.path(fields.text("The code on the slip.", longest=40))


@request("incentives", "vote_with_slip", Received)
class VoteWithSlip(Request[Received]):
    """Vote with a slip (投票), once; what you choose is kept without the code."""

    slip_code: str = fields.path(fields.text("The code on the slip.", longest=40))
    chosen: list[UUID] = fields.parts("The appointments.", fewest=1, most=HONOURS_MOST)


@request("incentives", "take_paper_slip", Received)
class TakePaperSlip(Request[Received]):
    """Take in the slip of somebody who votes on paper; their sheet goes into the box unseen."""

    selection_id: UUID = fields.path("The selection.")
    slip_code: str = fields.text("The code on the slip.", longest=40, example="7K3M-9QX2-B4TD-1V8H")


@shape
class BoxVotes(Shape):
    """The votes for one commissioner in a box."""

    appointment_id: UUID = fields.plain("The appointment.")
    votes: int = fields.number("How many sheets.", least=0, most=_SHEETS_MOST, example=41)


@shape
class BoxStanding(Answer):
    """How a box stands after a count."""

    box: int = fields.plain("Which box.")
    round: int = fields.plain("1, or the number of the recount plus one.")
    is_settled: bool = fields.plain("Whether two people counted the same.")
    needs_recount: bool = fields.plain("Whether two counts differ, so that it is counted again.")


@request("incentives", "count_box", BoxStanding)
class CountBox(Request[BoxStanding]):
    """Count a box of paper sheets; two people count each, and differences are counted again."""

    selection_id: UUID = fields.path("The selection.")
    box: int = fields.number("Which box.", least=1, most=BOX_MOST, example=1)
    sheets: int = fields.number("Sheets in it.", least=0, most=_SHEETS_MOST, example=120)
    spoilt: int = fields.number(
        "Of these, sheets that do not count.", least=0, most=_SHEETS_MOST, default=0
    )
    votes: list[BoxVotes] = fields.parts(
        "One for each candidate; left out: no votes.", most=CANDIDATES_MOST
    )
