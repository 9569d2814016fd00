"""Links by which a commissioner recruits into a team (邀请链接). R43."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.memberships import MembershipView
from contracts.volunteers.volunteers import CODE_LONGEST, VolunteerBody, VolunteerReceipt
from contracts.volunteers.words import InvitationState

LABEL_LONGEST = 60
DAYS_MOST, DAYS_USUAL = 90, 30


@shape
class InvitationView(Answer):
    """One link into a team. Its code is shown once, when the link is made."""

    id: UUID = fields.plain("The link.")
    team_id: UUID = fields.plain("The team.")
    label: str = fields.plain("Where it is handed out.")
    state: InvitationState = fields.choice("Whether it can be used now.")
    ends_on: dt.date = fields.plain("Last day on which it can be used.")
    joined: int = fields.plain("How many people came by it.")
    made_at: dt.datetime = fields.moment("When it was made.")
    recruited_by: str | None = fields.account(
        "The account that recruits by it: the one that made it.", default=None
    )
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()


@shape
class InvitationList(Answer):
    """The links of a team, newest first."""

    items: list[InvitationView] = fields.plain("The links.")


@shape
class InvitationBody(Shape):
    """A link as it is asked for."""

    label: str = fields.line(
        "Where it is handed out, so that you know it again.",
        longest=LABEL_LONGEST,
        example="三栋公告栏",
    )
    days: int = fields.number(
        "For how many days it can be used.", least=1, most=DAYS_MOST, default=DAYS_USUAL
    )


@shape
class InvitationLink(InvitationView):
    """The link with its code, which nobody sees again."""

    code: str = fields.plain("The code in the address of the link.")


@request("volunteers", "make_invitation", InvitationView)
class MakeInvitation(InvitationBody, Request[InvitationView]):
    """Make a link into a team (生成邀请链接)."""

    team_id: UUID = fields.path("The team.")
    code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)


@request("volunteers", "list_invitations", InvitationList)
class ListInvitations(Request[InvitationList]):
    """List the links into a team that you lead."""

    team_id: UUID = fields.path("The team.")


@request("volunteers", "withdraw_invitation", InvitationView)
class WithdrawInvitation(Change, Request[InvitationView]):
    """Withdraw a link at once (撤回邀请链接); people who came by it stay."""

    team_id: UUID = fields.path("The team.")
    invitation_id: UUID = fields.path("The link.")


@shape
class OpenInvitation(Answer):
    """What a person who opens a link learns."""

    team: str = fields.plain("What the team is called.")
    community: str = fields.place("Where it works.")
    category: PostCategory = fields.choice("Field of work.")
    ends_on: dt.date = fields.plain("Last day on which the link can be used.")


@request("volunteers", "show_invitation", OpenInvitation)
class ShowInvitation(Request[OpenInvitation]):
    """Show the team that a link leads to."""

    invitation: str = fields.path(fields.text("The code of the link.", longest=CODE_LONGEST))


@shape
class InvitedVolunteer(VolunteerBody):
    """A registration by a link, in the community of its team."""

    notify: bool = fields.plain("Whether the person wants text messages.", default=True)


@request("volunteers", "register_by_invitation", VolunteerReceipt)
class RegisterByInvitation(InvitedVolunteer, Request[VolunteerReceipt]):
    """Register as a volunteer by a link, and ask for a place in its team."""

    invitation: str = fields.path(fields.text("The code of the link.", longest=CODE_LONGEST))
    code: str = fields.text("The code that the gateway made for the person.", longest=CODE_LONGEST)


@request("volunteers", "join_by_invitation", MembershipView)
class JoinByInvitation(Request[MembershipView]):
    """Ask for a place in the team of a link, as a volunteer with a code."""

    invitation: str = fields.path(fields.text("The code of the link.", longest=CODE_LONGEST))
    code: str = fields.text(
        "The person's code.", longest=CODE_LONGEST, example="7K3M-9QX2-B4TD-1V8H"
    )
