"""Service handbooks: anyone reads and prints them, the community edits them."""

from __future__ import annotations

from contracts.documents import Document
from contracts.recruitment.handbooks import (
    CompleteEntry,
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

routes = DocumentRoutes(
    "handbooks",
    "服务手册 · Who serves a community, and what they promise",
    reads={"community": checked},
)

_PUBLIC = "/api/v1/public/handbooks/<community>"
_ONE = "/api/v1/communities/<community>/handbook"
#: More editions than a handbook ever has.
_NUMBER = "<int(min=1, max=1000000):number>"


@routes.get(_PUBLIC, may=Action.ANYONE, answers=PublicHandbook)
def show_public_handbook(community: str) -> PublicHandbook:
    """Show the current edition; names and phones as far as a consent holds now."""
    return ask(ShowPublicHandbook(community=checked(community)))


@routes.get(f"{_PUBLIC}/editions/{_NUMBER}", may=Action.ANYONE, answers=PublicHandbook)
def show_public_handbook_edition(community: str, number: int) -> PublicHandbook:
    """Show one edition; names and phones as far as a consent holds now."""
    return ask(ShowPublicHandbook(community=checked(community), number=number))


@routes.document_out(f"{_PUBLIC}.pdf", may=Action.ANYONE)
def print_handbook(community: str) -> Document:
    """Fetch the current edition as a booklet, made now."""
    return ask(PrintHandbook(community=checked(community)))


@routes.document_out(f"{_PUBLIC}/editions/{_NUMBER}.pdf", may=Action.ANYONE)
def print_handbook_edition(community: str, number: int) -> Document:
    """Fetch one edition as a booklet, made now."""
    return ask(PrintHandbook(community=checked(community), number=number))


routes.asks("GET", _ONE, ShowHandbook, may=Action.HANDBOOK_READ)
routes.asks("PUT", f"{_ONE}/station", SetContactStation, may=Action.HANDBOOK_MANAGE)
routes.asks("PUT", f"{_ONE}/channel", PublishChannel, may=Action.HANDBOOK_MANAGE)
routes.asks(
    "PUT",
    "/api/v1/appointments/<uuid:appointment_id>/handbook-entry",
    CompleteEntry,
    may=Action.HANDBOOK_MANAGE,
)
routes.asks("POST", f"{_ONE}/editions", PublishHandbook, may=Action.HANDBOOK_MANAGE)
