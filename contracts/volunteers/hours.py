"""Hours of service (志愿服务时长), kept in minutes: recorded, attested, shown, counted."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Event, Request, event, request, shape
from contracts.volunteers.sign_ups import MINUTES_MOST
from contracts.volunteers.volunteers import CODE_LONGEST
from contracts.volunteers.words import HoursBy, HoursState, Unusual

_REASON = "Why they are right although unusual; asked for only then."
_REASON_LONGEST = 500
#: Hours that are attested in one request.
AT_ONCE = 200


@shape
class HoursStep(Answer):
    """One line of the history of hours."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `attested`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the clock.", default=None)
    role: str = fields.plain("The role in which it was done.")
    minutes_before: int | None = fields.plain("The minutes before a correction.", default=None)
    note: str | None = fields.plain("Why.", default=None)


@shape
class HoursView(Answer):
    """The hours of one person in one shift, the person masked."""

    id: UUID = fields.plain("The hours.")
    community: str = fields.place("Where.")
    volunteer_id: UUID = fields.plain("The person.")
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    activity_id: UUID = fields.plain("The activity.")
    activity: str = fields.plain("What it is called.")
    team_id: UUID | None = fields.plain("The team.", default=None)
    category: PostCategory = fields.choice("Field of work.")
    served_on: dt.date = fields.plain("The day.")
    planned_minutes: int = fields.plain("How long the shift was to last.")
    began_at: dt.datetime = fields.moment("When the person really began.")
    ended_at: dt.datetime = fields.moment("When the person really ended.")
    minutes: int = fields.plain("How long the person served.")
    state: HoursState = fields.choice("Where they stand.")
    counts_from: dt.date | None = fields.plain("The day from which they count.", default=None)
    wished_minutes: int | None = fields.plain(
        "The minutes that the person asks for, until somebody answers.", default=None
    )
    wished_at: dt.datetime | None = fields.moment("When the person asked.", default=None)
    wish: str | None = fields.plain("Why the person asked the last time.", default=None)
    wish_answer: str | None = fields.plain("What the last answer to it says.", default=None)
    unusual: list[Unusual] = fields.choices(
        "What is asked about before they are attested; empty: nothing.", Unusual
    )
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[HoursStep] | None = fields.plain(
        "What happened to them, oldest first; in the view of one.", default=None
    )


@shape
class HoursPage(Page):
    """A page of hours."""

    items: list[HoursView] = fields.plain("The hours.")


@shape
class OneOfHours(Change):
    """A change of one person's hours."""

    hours_id: UUID = fields.path("The hours.")


@request("volunteers", "attest_hours", HoursView)
class AttestHours(OneOfHours, Request[HoursView]):
    """Attest hours that somebody else served (核实); they are shown before they count."""

    reason: str | None = fields.words(_REASON, longest=_REASON_LONGEST, default=None)


@shape
class AttestedHours(Answer):
    """The hours that were attested."""

    items: list[HoursView] = fields.plain("The hours.")


@request("volunteers", "attest_several_hours", AttestedHours)
class AttestSeveralHours(Request[AttestedHours]):
    """Attest several hours at once: all of them, or none."""

    hours_ids: list[UUID] = fields.parts("The hours.", fewest=1, most=AT_ONCE)
    reason: str | None = fields.words(_REASON, longest=_REASON_LONGEST, default=None)


@request("volunteers", "enter_hours", HoursView)
class EnterHours(Request[HoursView]):
    """Enter hours of a person who came without signing up (补记)."""

    shift_id: UUID = fields.plain("The shift in which they helped.")
    volunteer_id: UUID = fields.plain("The person.")
    began_at: dt.datetime = fields.moment("When the person really began.")
    ended_at: dt.datetime = fields.moment("When the person really ended.")
    minutes: int | None = fields.number(
        "How long they served, without the way there and breaks; the whole time, if left out.",
        least=1,
        most=MINUTES_MOST,
        default=None,
    )


@request("volunteers", "refuse_hours", HoursView)
class RefuseHours(OneOfHours, Request[HoursView]):
    """Refuse hours that do not count yet, with the reason."""

    reason: str = fields.words("Why.", longest=500, example="当日没有到场。")


@request("volunteers", "correct_hours", HoursView)
class CorrectHours(OneOfHours, Request[HoursView]):
    """Correct counted hours, with the reason; the old minutes stay in the history."""

    minutes: int = fields.number("How long the person served.", least=0, most=MINUTES_MOST)
    reason: str = fields.words("Why.", longest=500, example="签退时间有误。")


@request("volunteers", "show_hours", HoursView)
class ShowHours(Request[HoursView]):
    """Show one person's hours in one shift, with their history."""

    hours_id: UUID = fields.path("The hours.")


@request("volunteers", "list_hours", HoursPage)
class ListHours(Listing, Request[HoursPage]):
    """List the hours that you may see."""

    area: str | None = fields.area("Only this area.", default=None)
    volunteer_id: UUID | None = fields.plain("Only of this person.", default=None)
    activity_id: UUID | None = fields.plain("Only of this activity.", default=None)
    team_id: UUID | None = fields.plain("Only of this team.", default=None)
    state: list[HoursState] | None = fields.several("Only in these states.", HoursState)
    wished: bool = fields.plain(
        "Only those of which their person asks for a correction.", default=False
    )
    served_from: dt.date | None = fields.plain("Served on this day or later.", default=None)
    served_to: dt.date | None = fields.plain("Served on this day or earlier.", default=None)
    sort: str | None = fields.sorting("served_on")


@shape
class HoursSum(Answer):
    """What was served in all."""

    people: int = fields.plain("How many people served.")
    served: int = fields.plain("How many times people served.")
    counted_minutes: int = fields.plain("How many minutes count.")
    pending_minutes: int = fields.plain("How many are recorded or attested and do not count yet.")


@shape
class TotalOfHours(HoursSum):
    """What was served by one person, team, in one field of work, community or month."""

    volunteer_id: UUID | None = fields.plain("The person, by person.", default=None)
    name: str | None = fields.plain("Masked, by person; null: erased.", default=None)
    team_id: UUID | None = fields.plain("The team, by team; null: none.", default=None)
    team: str | None = fields.plain("What the team is called.", default=None)
    category: PostCategory | None = fields.choice("By field of work.", default=None)
    community: str | None = fields.place("By community.", default=None)
    month: str | None = fields.plain("By month.", default=None, example="2026-11")


@shape
class TotalsOfHours(HoursSum):
    """Hours added up, most counted minutes first; months earliest first."""

    items: list[TotalOfHours] = fields.plain("The totals, 200 at most.")
    left_out: int = fields.plain("How many totals are left out, since they are the smallest.")


@request("volunteers", "total_hours", TotalsOfHours)
class TotalHours(Request[TotalsOfHours]):
    """Add up the hours that you may see (汇总)."""

    by: HoursBy = fields.choice("By what.", default=HoursBy.TEAM)
    area: str | None = fields.area("Only this area.", default=None)
    team_id: UUID | None = fields.plain("Only of this team.", default=None)
    volunteer_id: UUID | None = fields.plain("Only of this person.", default=None)
    served_from: dt.date | None = fields.plain("Served on this day or later.", default=None)
    served_to: dt.date | None = fields.plain("Served on this day or earlier.", default=None)


@shape
class OwnHours(Answer):
    """The hours of the holder of a code, newest first."""

    counted_minutes: int = fields.plain("How many minutes count in all.")
    items: list[HoursView] = fields.plain("The hours.")


@request("volunteers", "list_own_hours", OwnHours)
class ListOwnHours(Request[OwnHours]):
    """List your own hours."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@event("volunteers", subject="hours_id")
class HoursCounted(Event):
    """Hours count, or count otherwise after a correction: the newest version holds."""

    hours_id: UUID = fields.plain("The hours.")
    volunteer_id: UUID = fields.plain("The person.")
    account: UUID | None = fields.plain("The person's account, if known.", default=None)
    community: str = fields.area("Where.")
    activity_id: UUID = fields.plain("The activity.")
    team_id: UUID | None = fields.plain("The team.", default=None)
    post_id: UUID | None = fields.plain("The commissioner's post.", default=None)
    commissioner: UUID | None = fields.plain(
        "The commissioner on the post that day; null: nobody was.", default=None
    )
    category: PostCategory = fields.choice("Field of work.")
    served_on: dt.date = fields.plain("The day.")
    minutes: int = fields.number("How long the person served.", least=0, most=MINUTES_MOST)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
