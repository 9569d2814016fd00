"""Service handbooks: anyone reads and prints them, the community keeps them."""

from __future__ import annotations

from uuid import UUID

from contracts.documents import Document
from contracts.recruitment.handbooks import (
    ChannelBody,
    CompleteEntry,
    ContactStation,
    EditionBody,
    EntryBody,
    HandbookView,
    PrintHandbook,
    PublicHandbook,
    PublishChannel,
    PublishHandbook,
    SetContactStation,
    ShowHandbook,
    ShowPublicHandbook,
)
from gateway.http.community_codes import checked
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask
from vocabulary.permissions import Action

routes = DocumentRoutes("handbooks", "服务手册 · Who serves a community, and what they promise")

_PUBLIC = "/api/v1/public/handbooks/<community>"
_ONE = "/api/v1/communities/<community>/handbook"
#: More editions than a handbook ever has.
_NUMBER = "<int(min=1, max=1000000):number>"


@routes.get(_PUBLIC, may=Action.ANYONE, answers=PublicHandbook)
def public_handbook(community: str) -> PublicHandbook:
    """Show the current edition; names and phones as far as a consent holds now."""
    return ask(ShowPublicHandbook(community=checked(community)))


@routes.get(f"{_PUBLIC}/editions/{_NUMBER}", may=Action.ANYONE, answers=PublicHandbook)
def public_edition(community: str, number: int) -> PublicHandbook:
    """Show one edition; names and phones as far as a consent holds now."""
    return ask(ShowPublicHandbook(community=checked(community), number=number))


@routes.document_out(f"{_PUBLIC}.pdf", may=Action.ANYONE)
def printed_handbook(community: str) -> Document:
    """Fetch the current edition as a booklet, made now."""
    return ask(PrintHandbook(community=checked(community)))


@routes.document_out(f"{_PUBLIC}/editions/{_NUMBER}.pdf", may=Action.ANYONE)
def printed_edition(community: str, number: int) -> Document:
    """Fetch one edition as a booklet, made now."""
    return ask(PrintHandbook(community=checked(community), number=number))


@routes.get(_ONE, may=Action.HANDBOOK_READ, answers=HandbookView)
def handbook(community: str) -> HandbookView:
    """Show the handbook with its entries: what is complete, and what a consent lets be public."""
    return ask(ShowHandbook(community=checked(community)))


@routes.put(
    f"{_ONE}/station", may=Action.HANDBOOK_MANAGE, takes=ContactStation, answers=HandbookView
)
def set_station(body: ContactStation, community: str) -> HandbookView:
    """Say where residents find the commissioners."""
    return ask(SetContactStation(community=checked(community), **vars(body)))


@routes.put(f"{_ONE}/channel", may=Action.HANDBOOK_MANAGE, takes=ChannelBody, answers=HandbookView)
def publish_channel(body: ChannelBody, community: str) -> HandbookView:
    """Make the supervision channel public; who is appointed and lacks this part, has it then."""
    return ask(PublishChannel(community=checked(community), **vars(body)))


@routes.put(
    "/api/v1/appointments/<uuid:appointment_id>/handbook-entry",
    may=Action.HANDBOOK_MANAGE,
    takes=EntryBody,
    answers=HandbookView,
)
def complete_entry(body: EntryBody, appointment_id: UUID) -> HandbookView:
    """Write what a commissioner promises; with it the part of the handbook stands."""
    return ask(CompleteEntry(appointment_id=appointment_id, **vars(body)))


@routes.post(
    f"{_ONE}/editions", may=Action.HANDBOOK_MANAGE, takes=EditionBody, answers=HandbookView
)
def publish(body: EditionBody, community: str) -> HandbookView:
    """Publish a new edition of whoever is in office with a complete entry."""
    return ask(PublishHandbook(community=checked(community), **vars(body)))
