"""The net of a community (关系网): committee, commissioners, social workers, volunteers. R68."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.words import MembershipKind, Specialty, StaffDuty


@shape
class NetPerson(Answer):
    """A member of a team, masked."""

    membership_id: UUID = fields.plain("The membership.")
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    kind: MembershipKind = fields.choice("As what.")
    specialties: list[Specialty] = fields.choices(
        "Of a social worker: what for.", Specialty, default=()
    )
    service_centre: str | None = fields.plain(
        "Of a social worker: the service centre they belong to.", default=None
    )
    duties: list[StaffDuty] = fields.choices(
        "Of staff: what they look after.", StaffDuty, default=()
    )


@shape
class NetTeam(Answer):
    """A commissioner with the people around them."""

    team_id: UUID = fields.plain("The team.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕3")
    team: str = fields.plain("What the team is called.")
    category: PostCategory = fields.choice("Field of work.")
    commissioner: str | None = fields.account(
        "The commissioner on the post now; null: the workstation keeps the team.", default=None
    )
    member_count: int = fields.plain("How many people belong to it.")
    members: list[NetPerson] = fields.plain(
        "The people: social workers, staff, then volunteers; a very large net names some of them."
    )


@shape
class Net(Answer):
    """The net of a community today: its party committee holds the teams, each by a commissioner."""

    community: str = fields.place("The community.")
    teams: list[NetTeam] = fields.plain("The teams, by field of work.")
    people: int = fields.plain("How many people belong to a team; one in two teams counts once.")
    without_team: int = fields.plain("How many active volunteers belong to none.")


@request("volunteers", "show_net", Net)
class ShowNet(Request[Net]):
    """Show the net of a community: its commissioners and the people around them (关系网)."""

    community: str = fields.path(fields.area("The community."))
