"""Memberships of teams: offered, answered, ended; nobody is assigned by force."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST
from contracts.volunteers.words import MembershipKind, MembershipState


@shape
class MembershipStep(Answer):
    """One line of a membership's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `accepted`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the person, or the clock.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("Why.", default=None)


@shape
class MembershipView(Answer):
    """One membership, the person masked."""

    id: UUID = fields.plain("The membership.")
    team_id: UUID = fields.plain("The team.")
    team: str = fields.plain("What the team is called.")
    community: str = fields.place("Where.")
    volunteer_id: UUID = fields.plain("The person.")
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    kind: MembershipKind = fields.choice("As what.")
    state: MembershipState = fields.choice("Where it stands.")
    offered_at: dt.datetime = fields.moment("When it was offered.")
    answer_by: dt.date = fields.plain("Last day for an answer.")
    recruited_by: str | None = fields.account(
        "The account that offered the place, or whose link the person came by.", default=None
    )
    to_meet: UUID | None = fields.plain(
        "The registration of a person who came by a link and waits to be met; they accept "
        "afterwards. Null: nobody waits.",
        default=None,
    )
    began_on: dt.date | None = fields.plain("First day in the team.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[MembershipStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one.", default=None
    )


@shape
class MembershipPage(Page):
    """A page of memberships."""

    items: list[MembershipView] = fields.plain("The memberships.")


@request("volunteers", "offer_membership", MembershipView)
class OfferMembership(Request[MembershipView]):
    """Offer a place in a team (邀请入队); the person answers within fourteen days."""

    team_id: UUID = fields.path("The team.")
    volunteer_id: UUID = fields.plain("The person, registered in the team's community.")
    kind: MembershipKind = fields.choice("As what.", default=MembershipKind.VOLUNTEER)


@shape
class OneMembership(Change):
    """A change of one membership."""

    membership_id: UUID = fields.path("The membership.")


@request("volunteers", "accept_membership", MembershipView)
class AcceptMembership(OneMembership, Request[MembershipView]):
    """Accept an offer: yours, or for the person as a clerk."""


@request("volunteers", "decline_membership", MembershipView)
class DeclineMembership(OneMembership, Request[MembershipView]):
    """Decline an offer; no reason is asked for."""


@request("volunteers", "end_membership", MembershipView)
class EndMembership(OneMembership, Request[MembershipView]):
    """End a membership; hours and honours stay."""

    reason: str | None = fields.words(
        "Why; needed from everybody but the person.", longest=500, default=None
    )


@request("volunteers", "show_membership", MembershipView)
class ShowMembership(Request[MembershipView]):
    """Show one membership with its history."""

    membership_id: UUID = fields.path("The membership.")


@request("volunteers", "list_memberships", MembershipPage)
class ListMemberships(Listing, Request[MembershipPage]):
    """List the memberships that you may see, your own among them."""

    area: str | None = fields.area("Only this area.", default=None)
    team_id: UUID | None = fields.plain("Only of this team.", default=None)
    volunteer_id: UUID | None = fields.plain("Only of this person.", default=None)
    account: UUID | None = fields.plain("Only of the person with this account.", default=None)
    state: list[MembershipState] | None = fields.several("Only in these states.", MembershipState)
    sort: str | None = fields.sorting("offered_at")


@shape
class OwnMemberships(Answer):
    """The memberships of the holder of a code, newest first."""

    items: list[MembershipView] = fields.plain("The memberships.")


@request("volunteers", "list_own_memberships", OwnMemberships)
class ListOwnMemberships(Request[OwnMemberships]):
    """List your own memberships and offers."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@shape
class OwnMembership(Change):
    """A change of one membership by the code of its person."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    membership_id: UUID = fields.path("The membership.")


@request("volunteers", "accept_own_membership", MembershipView)
class AcceptOwnMembership(OwnMembership, Request[MembershipView]):
    """Accept an offer to join a team."""


@request("volunteers", "decline_own_membership", MembershipView)
class DeclineOwnMembership(OwnMembership, Request[MembershipView]):
    """Decline an offer; no reason is asked for."""


@request("volunteers", "leave_own_membership", MembershipView)
class LeaveOwnMembership(OwnMembership, Request[MembershipView]):
    """Leave a team; hours and honours stay."""


@shape
class MembershipFact(Shape):
    """The facts in every event of a membership; it names nobody."""

    membership_id: UUID = fields.plain("The membership.")
    volunteer_id: UUID = fields.plain("The person.")
    community: str = fields.area("Where.")
    team_id: UUID = fields.plain("The team.")
    post_id: UUID = fields.plain("The commissioner's post.")
    commissioner: UUID | None = fields.plain(
        "The commissioner on the post that day; null: nobody was.", default=None
    )
    kind: MembershipKind = fields.choice("As what.")
    category: PostCategory = fields.choice("The team's field of work.")
    account: UUID | None = fields.plain("The person's account, if known.", default=None)
    recruited_by: UUID | None = fields.plain(
        "The account that offered the place, or whose link the person came by; null: not known.",
        default=None,
    )
    began_on: dt.date = fields.plain("First day in the team.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("volunteers", subject="membership_id")
class MembershipBegan(MembershipFact, Event):
    """A person belongs to a team from a day on."""


@event("volunteers", subject="membership_id")
class MembershipEnded(MembershipFact, Event):
    """A person no longer belongs to a team."""

    ended_on: dt.date = fields.plain("First day without it.")
