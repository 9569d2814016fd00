"""Seeing a contact whole, finding it, and who saw it."""

from __future__ import annotations

from contracts.appeals.disclosures import (
    AppealSearch,
    DiscloseContact,
    DisclosureFilter,
    FindAppeals,
    ListDisclosures,
    ToldDisclosures,
    TrackDisclosures,
)
from contracts.appeals.intake import AppealPage
from gateway.api.routes import Routes, ask
from gateway.api.tracking_codes import check_typing, checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("disclosures", "查看联系方式 · Seeing contacts whole")


routes.asks(
    "POST",
    "/api/v1/appeals/<uuid:appeal_id>/disclosures",
    DiscloseContact,
    may=Action.CONTACT_DISCLOSE,
    keyed=False,
)


@routes.post(
    "/api/v1/appeals/search",
    may=Action.CONTACT_DISCLOSE,
    takes=AppealSearch,
    answers=AppealPage,
    keyed=False,
)
def search(body: AppealSearch) -> AppealPage:
    """Find appeals by number, tracking code or phone (查找诉求); each look is kept and told."""
    check_typing(body.quoted)
    return ask(FindAppeals(**vars(body)))


routes.asks(
    "GET",
    "/api/v1/appeals/<uuid:appeal_id>/disclosures",
    ListDisclosures,
    may=Action.DISCLOSURE_READ,
)


@routes.get(
    "/api/v1/public/appeals/<tracking_code>/disclosures",
    may=Action.ANYONE,
    filters=DisclosureFilter,
    answers=ToldDisclosures,
)
def tracked_disclosures(filters: DisclosureFilter, tracking_code: str) -> ToldDisclosures:
    """The same by tracking code: in which role, when and why, without names."""
    try:
        return ask(TrackDisclosures(tracking_code=checked(tracking_code), **vars(filters)))
    except NotFound as missing:
        if missing.fields:
            raise
        raise not_stored_yet() from None
