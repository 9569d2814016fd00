"""Activities (活动) with their shifts: planned, approved, published, held, reported."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.volunteers import CODES_MOST, ONE_CODE_LONGEST
from contracts.volunteers.words import ActivityFunding, ActivityState, Organiser

TITLE_LONGEST = 60
SHIFTS_MOST = 30
CHECKLIST_MOST, CHECK_LONGEST = 30, 60
PLACES_MOST = 10_000
FEN_MOST = 100_000_000
HEADS_MOST = 100_000


@shape
class ShiftBody(Shape):
    """One shift (班次) of an activity."""

    starts_at: dt.datetime = fields.moment("When it begins.")
    ends_at: dt.datetime = fields.moment("When it ends.")
    places: int = fields.number("How many can sign up.", least=1, most=PLACES_MOST, example=20)


@shape
class ActivityBody(Shape):
    """The plan of an activity."""

    title: str = fields.line("What it is called.", longest=TITLE_LONGEST, example="百家宴")
    plan: str = fields.words("What is done, and by whom.", longest=4000, example="邻里同桌共餐。")
    place: str = fields.line("Where it is held.", longest=200, example="社区广场")
    category: PostCategory | None = fields.choice(
        "Field of work; that of the team, if left out.", default=None
    )
    cost_estimate_fen: int = fields.number(
        "What it will cost, in fen (分).", least=0, most=FEN_MOST, example=0
    )
    is_risky: bool = fields.plain(
        "Whether it has risks, so that it must name insurance and training.", default=False
    )
    needs_insurance: bool = fields.plain(
        "Whether only people are confirmed and checked in whose insurance covers it.", default=False
    )
    needs_skills: list[str] | None = fields.texts(
        "The training or skills, as codes, without which nobody is confirmed or checked in.",
        most=CODES_MOST,
        longest=ONE_CODE_LONGEST,
        example="first_aid",
        default=None,
    )
    checklist: list[str] | None = fields.texts(
        "The lines to check at each address; an activity with some is a field action (专项行动).",
        most=CHECKLIST_MOST,
        longest=CHECK_LONGEST,
        example="楼道灭火器",
        default=None,
    )
    appeal_number: str | None = fields.line(
        "The number of the appeal from which it is planned.",
        longest=40,
        example="〔2013〕17",
        default=None,
    )
    shifts: list[ShiftBody] = fields.parts("Its shifts.", fewest=1, most=SHIFTS_MOST)


@shape
class ShiftView(Answer):
    """One shift, and how many signed up."""

    id: UUID = fields.plain("The shift.")
    starts_at: dt.datetime = fields.moment("When it begins.")
    ends_at: dt.datetime = fields.moment("When it ends.")
    places: int = fields.plain("How many can sign up.")
    confirmed: int = fields.plain("How many are confirmed.")
    offered: int = fields.plain("How many are offered a place that became free.")
    waiting: int = fields.plain("How many wait for a place.")


@shape
class ActivityStep(Answer):
    """One line of an activity's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `published`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the clock.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("Why.", default=None)


@shape
class ActivityView(Answer):
    """One activity."""

    id: UUID = fields.plain("The activity.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕7")
    series_id: UUID | None = fields.plain(
        "The series, if it is a recurring activity.", default=None
    )
    community: str = fields.place("Where.")
    organiser: Organiser = fields.choice("The kind of organiser.")
    team_id: UUID | None = fields.plain("The team that holds it.", default=None)
    post_id: UUID | None = fields.plain("The post of that team.", default=None)
    commissioner: str | None = fields.account("The commissioner of that team.", default=None)
    title: str = fields.plain("What it is called.")
    plan: str = fields.plain("What is done, and by whom.")
    place: str = fields.plain("Where it is held.")
    category: PostCategory = fields.choice("Field of work.")
    cost_estimate_fen: int = fields.plain("What it will cost, in fen (分).")
    is_risky: bool = fields.plain("Whether it has risks.")
    needs_insurance: bool = fields.plain("Whether it asks for insurance.")
    needs_skills: list[str] = fields.plain("The training or skills that it asks for, as codes.")
    checklist: list[str] = fields.plain("The lines to check at each address.")
    appeal_number: str | None = fields.plain("The appeal from which it is planned.", default=None)
    funding: ActivityFunding | None = fields.choice(
        "What the support fund says to its costs; null: it was not asked, or gives nothing.",
        default=None,
    )
    starts_at: dt.datetime = fields.moment("When the first shift begins.")
    ends_at: dt.datetime = fields.moment("When the last shift ends.")
    state: ActivityState = fields.choice("Where it stands.")
    head_count: int | None = fields.plain("How many were there.", default=None)
    result: str | None = fields.plain("What came of it.", default=None)
    cost_fen: int | None = fields.plain("What it cost, in fen (分).", default=None)
    satisfied_percent: int | None = fields.plain(
        "How many of those asked were satisfied, in percent.", default=None
    )
    report_by: dt.date | None = fields.plain(
        "The last day for the report, once it was held.", default=None
    )
    shifts: list[ShiftView] = fields.plain("Its shifts, earliest first.")
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[ActivityStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one.", default=None
    )


@shape
class ActivityPage(Page):
    """A page of activities."""

    items: list[ActivityView] = fields.plain("The activities.")


@shape
class PublicActivity(Answer):
    """A published activity as anyone sees it; personal numbers in its words are hidden."""

    id: UUID = fields.plain("The activity.")
    number: str = fields.plain("Number by community and year.")
    community: str = fields.place("Where.")
    organiser: Organiser = fields.choice("The kind of organiser.")
    team: str | None = fields.plain("What the team that holds it is called.", default=None)
    title: str = fields.plain("What it is called.")
    plan: str = fields.plain("What is done, and by whom.")
    place: str = fields.plain("Where it is held.")
    category: PostCategory = fields.choice("Field of work.")
    is_risky: bool = fields.plain("Whether it has risks.")
    needs_insurance: bool = fields.plain("Whether it asks for insurance.")
    needs_skills: list[str] = fields.plain("The training or skills that it asks for, as codes.")
    starts_at: dt.datetime = fields.moment("When the first shift begins.")
    ends_at: dt.datetime = fields.moment("When the last shift ends.")
    state: ActivityState = fields.choice("Where it stands.")
    shifts: list[ShiftView] = fields.plain("Its shifts, earliest first.")


@shape
class PublicActivityPage(Page):
    """A page of published activities that are still to come, the next one first."""

    items: list[PublicActivity] = fields.plain("The activities.")


@request("volunteers", "plan_activity", ActivityView)
class PlanActivity(ActivityBody, Request[ActivityView]):
    """Write down an activity as a draft, for a team or another organiser of the community."""

    team_id: UUID | None = fields.plain(
        "The team that holds it; left out, another organiser does.", default=None
    )
    organiser: Organiser | None = fields.choice(
        "The kind of organiser, if it is no team; the community's calendar shows all of them.",
        default=None,
        example="workstation",
    )
    community: str | None = fields.area("The community, if no team holds it.", default=None)


@shape
class OneActivity(Change):
    """A change of one activity."""

    activity_id: UUID = fields.path("The activity.")


@shape
class SeriesChange(OneActivity):
    """A change of one activity, or of one with all that follow it in its series."""

    with_following: bool = fields.plain(
        "Of a recurring activity: also all later ones that can be changed so.", default=False
    )


@shape
class ReasonedActivity(OneActivity):
    """A change that needs a reason."""

    reason: str = fields.words("Why.", longest=500, example="天气不宜。")


@request("volunteers", "edit_activity", ActivityView)
class EditActivity(ActivityBody, SeriesChange, Request[ActivityView]):
    """Rewrite a draft."""


@request("volunteers", "submit_activity", ActivityView)
class SubmitActivity(SeriesChange, Request[ActivityView]):
    """Submit a draft to the workstation."""


@request("volunteers", "approve_activity", ActivityView)
class ApproveActivity(SeriesChange, Request[ActivityView]):
    """Approve an activity."""


@request("volunteers", "return_activity", ActivityView)
class ReturnActivity(ReasonedActivity, Request[ActivityView]):
    """Return a submitted activity to its writer, with the reason."""


@request("volunteers", "publish_activity", ActivityView)
class PublishActivity(SeriesChange, Request[ActivityView]):
    """Publish an approved activity; people can sign up from then on."""


@request("volunteers", "cancel_activity", ActivityView)
class CancelActivity(SeriesChange, ReasonedActivity, Request[ActivityView]):
    """Cancel an activity, with the reason."""


@shape
class ShiftChange(ShiftBody):
    """One shift with its new time and places."""

    shift_id: UUID = fields.plain("The shift.")


@request("volunteers", "reschedule_activity", ActivityView)
class RescheduleActivity(SeriesChange, ReasonedActivity, Request[ActivityView]):
    """Change the time, place or places (改期) of an activity that is still to come."""

    place: str = fields.line("Where it is held.", longest=200, example="社区广场")
    shifts: list[ShiftChange] = fields.parts(
        "The shifts that change; the others stay.", fewest=1, most=SHIFTS_MOST
    )


@request("volunteers", "hold_activity", ActivityView)
class HoldActivity(OneActivity, Request[ActivityView]):
    """Record that the activity was held; the clock does it after the last shift."""


@request("volunteers", "report_activity", ActivityView)
class ReportActivity(OneActivity, Request[ActivityView]):
    """Report on an activity (活动总结) within ten days: how many came, cost and benefit."""

    head_count: int = fields.number("How many were there.", least=0, most=HEADS_MOST, example=120)
    result: str = fields.words(
        "What came of it: the benefit.", longest=4000, example="邻里相识，气氛融洽。"
    )
    cost_fen: int | None = fields.number(
        "What it cost, in fen (分); left out, nothing.", least=0, most=FEN_MOST, default=None
    )
    satisfied_percent: int | None = fields.number(
        "How many of those asked were satisfied, in percent; left out, nobody was asked.",
        least=0,
        most=100,
        default=None,
    )


@request("volunteers", "return_activity_report", ActivityView)
class ReturnActivityReport(ReasonedActivity, Request[ActivityView]):
    """Return a report, with what is missing."""


@request("volunteers", "close_activity", ActivityView)
class CloseActivity(OneActivity, Request[ActivityView]):
    """Close a reported activity."""


@request("volunteers", "show_activity", ActivityView)
class ShowActivity(Request[ActivityView]):
    """Show one activity with its history."""

    activity_id: UUID = fields.path("The activity.")


@request("volunteers", "list_activities", ActivityPage)
class ListActivities(Listing, Request[ActivityPage]):
    """List the activities that you may see."""

    area: str | None = fields.area("Only this area.", default=None)
    team_id: UUID | None = fields.plain("Only of this team.", default=None)
    commissioner: UUID | None = fields.plain(
        "Only of the teams of this commissioner.", default=None
    )
    appeal_number: str | None = fields.line(
        "Only planned from this appeal; each community counts its own.", longest=40, default=None
    )
    state: list[ActivityState] | None = fields.several("Only in these states.", ActivityState)
    organiser: list[Organiser] | None = fields.several("Only of these organisers.", Organiser)
    held_from: dt.date | None = fields.plain(
        "Only with a shift on this day or later.", default=None
    )
    held_to: dt.date | None = fields.plain(
        "Only with a shift on this day or earlier.", default=None
    )
    sort: str | None = fields.sorting("starts_at")


@request("volunteers", "public_activities", PublicActivityPage)
class PublicActivities(Listing, Request[PublicActivityPage]):
    """List the published activities that are still to come."""

    area: str | None = fields.area("Only this area.", default=None)
    category: PostCategory | None = fields.choice("Only this field of work.", default=None)
    held_on: dt.date | None = fields.plain("Only with a shift on this day.", default=None)
    sort: str | None = fields.sorting("starts_at")


@request("volunteers", "show_public_activity", PublicActivity)
class ShowPublicActivity(Request[PublicActivity]):
    """Show one activity that was published, also once it is over or was cancelled."""

    activity_id: UUID = fields.path("The activity.")


@shape
class ActivityFact(Shape):
    """The facts in every event of an activity."""

    activity_id: UUID = fields.plain("The activity.")
    community: str = fields.area("Where.")
    organiser: Organiser = fields.choice("The kind of organiser.")
    team_id: UUID | None = fields.plain("The team.", default=None)
    post_id: UUID | None = fields.plain("The commissioner's post.", default=None)
    commissioner: UUID | None = fields.plain(
        "The commissioner on the post that day; null: nobody was.", default=None
    )
    category: PostCategory = fields.choice("Field of work.")
    starts_at: dt.datetime = fields.moment("When the first shift begins.")
    ends_at: dt.datetime = fields.moment("When the last shift ends.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("volunteers", subject="activity_id")
class ActivityPublished(ActivityFact, Event):
    """People can sign up for an activity."""

    places: int = fields.plain("How many can sign up, in all shifts.")


@event("volunteers", subject="activity_id")
class ActivityCancelled(ActivityFact, Event):
    """An activity will not be held."""


@event("volunteers", subject="activity_id")
class ActivityHeld(ActivityFact, Event):
    """An activity was held; told again when its report says how many were there."""

    held_on: dt.date = fields.plain("When.")
    head_count: int = fields.plain("How many were there, as far as known.")
