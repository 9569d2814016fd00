"""Honours, and the page on which anyone checks a certificate."""

from __future__ import annotations

from uuid import UUID

from contracts.documents import Document
from contracts.incentives.honours import (
    CheckHonour,
    ListHonours,
    PrintHonour,
    ReissueHonour,
    RevokeHonour,
    ShowHonour,
)
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask, dependencies
from vocabulary.permissions import Action

routes = DocumentRoutes("honours", "荣誉 · Honours and their certificates")

_ALL = "/api/v1/honours"
_ONE = f"{_ALL}/<uuid:honour_id>"

routes.asks("GET", _ALL, ListHonours, may=Action.HONOUR_READ)
routes.asks("GET", _ONE, ShowHonour, may=Action.HONOUR_READ)
routes.asks("POST", f"{_ONE}/replacement", ReissueHonour, may=Action.HONOUR_REISSUE)
routes.asks("POST", f"{_ONE}/revocation", RevokeHonour, may=Action.HONOUR_REVOKE)
routes.asks("GET", "/api/v1/public/honours/<number>", CheckHonour, may=Action.ANYONE)


@routes.document_out(f"{_ONE}/document", may=Action.HONOUR_READ)
def print_honour(honour_id: UUID) -> Document:
    """Print the certificate as PDF, A4 landscape."""
    return ask(PrintHonour(honour_id=honour_id, origin=dependencies().public_origin))
