"""Links into the teams of commissioners, and the people who come by them."""

from __future__ import annotations

from uuid import UUID

from contracts.volunteers.invitations import (
    InvitationBody,
    InvitationLink,
    InvitedVolunteer,
    JoinByInvitation,
    ListInvitations,
    MakeInvitation,
    RegisterByInvitation,
    ShowInvitation,
    WithdrawInvitation,
)
from contracts.volunteers.volunteers import VolunteerReceipt
from gateway.api.own_codes import new_code
from gateway.http import tracking_codes
from gateway.http.routes import Plain, Routes, ask, hand_on
from vocabulary.permissions import Action

routes = Routes(
    "team-invitations",
    "邀请链接 · Links into teams",
    reads={"invitation": tracking_codes.checked},
)

_ALL = "/api/v1/teams/<uuid:team_id>/invitations"
_OPENED = "/api/v1/public/team-invitations/<invitation>"

routes.asks("GET", _ALL, ListInvitations, may=Action.TEAM_LEAD)
routes.asks(
    "POST",
    f"{_ALL}/<uuid:invitation_id>/withdrawal",
    WithdrawInvitation,
    may=Action.TEAM_LEAD,
)
routes.asks("GET", _OPENED, ShowInvitation, may=Action.ANYONE)


@routes.post(
    _ALL,
    may=Action.TEAM_LEAD,
    takes=InvitationBody,
    answers=InvitationLink,
    creates="/api/v1/teams/{team_id}/invitations",
    refuses=(404, 409),
)
def make_invitation(body: InvitationBody, team_id: UUID) -> InvitationLink:
    """Make a link into a team; keep its code, which is shown this once and kept nowhere."""
    code = new_code(b"invitation", team_id.bytes, body)
    made = ask(MakeInvitation(team_id=team_id, code=code, **vars(body)))
    return InvitationLink(code=code, **vars(made))


@routes.post(
    f"{_OPENED}/registration",
    may=Action.ANYONE,
    takes=InvitedVolunteer,
    answers=VolunteerReceipt,
    creates="/api/v1/public/volunteers/{code}",
    refuses=(404, 409),
)
def register_by_invitation(body: InvitedVolunteer, invitation: str) -> VolunteerReceipt:
    """Register as a volunteer by a link, and ask for a place in its team."""
    link = tracking_codes.checked(invitation)
    code = new_code(b"volunteer", link.encode(), body)
    request = RegisterByInvitation(invitation=link, code=code, **vars(body))
    return ask(request, key_scope=f"{link}:")


@routes.asking("POST", f"{_OPENED}/joining", JoinByInvitation, may=Action.ANYONE)
def join_by_invitation(request: JoinByInvitation) -> Plain:
    """Ask for a place in the team of a link, with the code of your registration."""
    tracking_codes.checked(request.code)
    return hand_on(request)
