"""Seeing a contact whole, finding it, and who saw it."""

from __future__ import annotations

from uuid import UUID

from contracts.appeals.disclosures import (
    AppealSearch,
    DiscloseContact,
    Disclosed,
    Disclosing,
    DisclosureFilter,
    DisclosureList,
    FindAppeals,
    ListDisclosures,
    ToldDisclosures,
    TrackDisclosures,
)
from contracts.appeals.intake import AppealPage
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import check_typing, checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("disclosures", "查看联系方式 · Seeing contacts whole")


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/disclosures",
    may=Action.CONTACT_DISCLOSE,
    takes=Disclosing,
    answers=Disclosed,
    keyed=False,
)
def disclose(body: Disclosing, appeal_id: UUID) -> Disclosed:
    """See contact and text whole (查看完整信息); who, when and why is kept and told to the person."""
    return ask(DiscloseContact(appeal_id=appeal_id, **vars(body)))


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


@routes.get(
    "/api/v1/appeals/<uuid:appeal_id>/disclosures",
    may=Action.DISCLOSURE_READ,
    filters=DisclosureFilter,
    answers=DisclosureList,
)
def disclosures(filters: DisclosureFilter, appeal_id: UUID) -> DisclosureList:
    """Who saw the contact of an appeal, when and why."""
    return ask(ListDisclosures(appeal_id=appeal_id, **vars(filters)))


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
