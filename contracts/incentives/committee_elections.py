"""Elections of residents' committees (居委会换届选举): seats, and how many commissioners won. R52.

They are written down with their source; nothing is decided here.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

SOURCE_LONGEST = 200
#: More seats than any committee has.
SEATS_MOST = 99


@shape
class CommitteeElectionResult(Shape):
    """The result of an election."""

    seats: int = fields.number("Seats of the committee.", least=1, most=SEATS_MOST, example=9)
    commissioners: int = fields.number(
        "How many of them commissioners won.", least=0, most=SEATS_MOST, example=2
    )
    source: str = fields.line(
        "Where it is written.", longest=SOURCE_LONGEST, example="选举结果公告 2013 年第 1 号"
    )


@shape
class CommitteeElectionView(Answer):
    """The election of a residents' committee."""

    id: UUID = fields.plain("The election.")
    community: str = fields.place("The community.")
    held_on: dt.date = fields.plain("When it was held.")
    next_due_on: dt.date = fields.plain("When the term of five years is over.")
    seats: int = fields.plain("Seats of the committee.")
    commissioners: int = fields.plain("How many of them commissioners won.")
    percent: float | None = fields.plain("Their share, in percent.", default=None)
    source: str = fields.plain("Where it is written.")
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class CommitteeElectionPage(Page):
    """A page of elections, the newest first."""

    items: list[CommitteeElectionView] = fields.plain("The elections.")


@request("incentives", "list_committee_elections", CommitteeElectionPage)
class ListCommitteeElections(Listing, Request[CommitteeElectionPage]):
    """List the elections of residents' committees that were written down."""

    area: str | None = fields.area("Only this area.", default=None)
    sort: str | None = fields.sorting("held_on", default=None)


@request("incentives", "show_committee_election", CommitteeElectionView)
class ShowCommitteeElection(Request[CommitteeElectionView]):
    """Show one election."""

    election_id: UUID = fields.path("The election.")


@request("incentives", "record_committee_election", CommitteeElectionView)
class RecordCommitteeElection(CommitteeElectionResult, Request[CommitteeElectionView]):
    """Write down the election of a residents' committee; nothing is decided here."""

    community: str = fields.path(fields.area("The community."))
    held_on: dt.date = fields.plain("When it was held.")


@request("incentives", "correct_committee_election", CommitteeElectionView)
class CorrectCommitteeElection(CommitteeElectionResult, Change, Request[CommitteeElectionView]):
    """Correct the result of an election that was written down wrongly."""

    election_id: UUID = fields.path("The election.")


@shape
class CommunitySeats(Answer):
    """The committee of one community."""

    community: str = fields.place("The community.")
    held_on: dt.date | None = fields.plain(
        "The newest election; where communities merged since, the oldest of theirs; null: none is "
        "written down.",
        default=None,
    )
    next_due_on: dt.date | None = fields.plain("When its term is over.", default=None)
    seats: int | None = fields.plain("Seats.", default=None)
    commissioners: int | None = fields.plain("How many commissioners won.", default=None)
    percent: float | None = fields.plain("Their share, in percent.", default=None)
    meets_target: bool | None = fields.plain(
        "Whether the share reaches the street's target; null: not known.", default=None
    )


@shape
class CommitteeSeatsOverview(Answer):
    """The residents' committees of a street against its target."""

    street: str = fields.place("The street.")
    target_percent: int = fields.plain("The street's target today, in percent.")
    seats: int = fields.plain("Seats of all committees that are known.")
    commissioners: int = fields.plain("How many of them are commissioners'.")
    percent: float | None = fields.plain("Their share, in percent.", default=None)
    items: list[CommunitySeats] = fields.plain("Each community of the street.")


@request("incentives", "show_committee_seats", CommitteeSeatsOverview)
class ShowCommitteeSeats(Request[CommitteeSeatsOverview]):
    """Show the newest election of each community of a street against the street's target."""

    street: str = fields.path(fields.area("The street."))


@event("incentives", subject="election_id")
class CommitteeElectionRecorded(Event):
    """The election of a residents' committee was written down, or corrected."""

    election_id: UUID = fields.plain("The election.")
    community: str = fields.area("The community.")
    held_on: dt.date = fields.plain("When it was held.")
    seats: int = fields.plain("Seats of the committee.")
    commissioners: int = fields.plain("How many of them commissioners won.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
