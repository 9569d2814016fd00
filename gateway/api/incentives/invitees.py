"""Invited people without an account: seen for a reason, erased as they wish."""

from __future__ import annotations

from contracts.incentives.invitees import (
    DiscloseInvitee,
    EraseInvitee,
    ListAreaInviteeDisclosures,
    ListInviteeDisclosures,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("invitees", "受邀人 · Invited people without an account")

_ONE = "/api/v1/invitees/<uuid:invitee_id>"

routes.asks(
    "POST", f"{_ONE}/disclosures", DiscloseInvitee, may=Action.INVITEE_DISCLOSE, keyed=False
)
routes.asks(
    "GET", f"{_ONE}/disclosures", ListInviteeDisclosures, may=Action.INVITEE_DISCLOSURE_READ
)
routes.asks(
    "GET",
    "/api/v1/invitees/disclosures",
    ListAreaInviteeDisclosures,
    may=Action.INVITEE_DISCLOSURE_READ,
)
routes.asks("POST", f"{_ONE}/erasure", EraseInvitee, may=Action.INVITEE_ERASE)
