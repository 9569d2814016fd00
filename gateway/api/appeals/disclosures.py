"""Seeing full contact details, finding appeals by them, and who saw them."""

from __future__ import annotations

from contracts.appeals.disclosures import (
    DiscloseContact,
    FindAppeals,
    ListCommunityDisclosures,
    ListDisclosures,
    TrackDisclosures,
)
from gateway.http.routes import Plain, Routes, hand_on
from gateway.http.tracking_codes import check_typing, checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes(
    "disclosures", "查看联系方式 · Seeing contacts whole", reads={"tracking_code": checked}
)
routes.asks(
    "POST",
    "/api/v1/appeals/<uuid:appeal_id>/disclosures",
    DiscloseContact,
    may=Action.CONTACT_DISCLOSE,
    keyed=False,
)


@routes.asking(
    "POST", "/api/v1/appeals/search", FindAppeals, may=Action.CONTACT_DISCLOSE, keyed=False
)
def find_appeals(request: FindAppeals) -> Plain:
    """Ask the service only where the code is well-formed."""
    check_typing(request.quoted)
    return hand_on(request)


routes.asks(
    "GET", "/api/v1/appeals/disclosures", ListCommunityDisclosures, may=Action.DISCLOSURE_READ
)
routes.asks(
    "GET",
    "/api/v1/appeals/<uuid:appeal_id>/disclosures",
    ListDisclosures,
    may=Action.DISCLOSURE_READ,
)


@routes.asking(
    "GET",
    "/api/v1/public/appeals/<tracking_code>/disclosures",
    TrackDisclosures,
    may=Action.ANYONE,
)
def track_disclosures(request: TrackDisclosures) -> Plain:
    """An appeal that the register does not know yet has been received nevertheless."""
    try:
        return hand_on(request)
    except NotFound as missing:
        if missing.fields:
            raise
        raise not_stored_yet() from None
