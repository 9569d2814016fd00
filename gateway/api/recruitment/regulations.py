"""The implementation measures: anyone reads those in force, the street office writes them."""

from __future__ import annotations

from contracts.documents import Document
from contracts.recruitment.regulations import (
    CompareRegulationDraft,
    CompareRegulations,
    DiscardRegulationDraft,
    DraftRegulation,
    ListPublicRegulations,
    ListRegulations,
    PrintRegulations,
    PublishRegulation,
    RegulationDay,
    ShowPublicRegulation,
    ShowRegulation,
)
from contracts.recruitment.words import RegulationName
from contracts.words import names_of
from gateway.api.recruitment.streets import checked
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _named(name: str) -> RegulationName:
    if name in list(RegulationName):
        return RegulationName(name)
    raise NotFound(
        f"没有制度或流程“{name}”；有：{names_of(RegulationName).zh}。",
        f"There is no regulation or work flow “{name}”; there are: {', '.join(RegulationName)}.",
    )


routes = DocumentRoutes(
    "regulations",
    "规章制度与工作流程 · The implementation measures of a street",
    reads={"street": checked, "name": _named},
)

_PUBLIC = "/api/v1/public/streets/<street>/regulations"
_ALL = "/api/v1/streets/<street>/regulations"
_ONE = f"{_ALL}/<name>"


routes.asks("GET", _PUBLIC, ListPublicRegulations, may=Action.ANYONE)


@routes.document_out(f"{_PUBLIC}.pdf", may=Action.ANYONE, filters=RegulationDay)
def print_regulations(filters: RegulationDay, street: str) -> Document:
    """Fetch all the measures as they count on a day, for printing."""
    return ask(PrintRegulations(street=checked(street), on=filters.on))


routes.asks("GET", f"{_PUBLIC}/<name>", ShowPublicRegulation, may=Action.ANYONE)
routes.asks("GET", f"{_PUBLIC}/<name>/difference", CompareRegulations, may=Action.ANYONE)
routes.asks("GET", _ALL, ListRegulations, may=Action.REGULATION_READ)
routes.asks("GET", _ONE, ShowRegulation, may=Action.REGULATION_READ)
routes.asks("GET", f"{_ONE}/draft/difference", CompareRegulationDraft, may=Action.REGULATION_READ)
routes.asks("PUT", f"{_ONE}/draft", DraftRegulation, may=Action.REGULATION_MANAGE)
routes.asks(
    "POST", f"{_ONE}/draft/discarding", DiscardRegulationDraft, may=Action.REGULATION_MANAGE
)
routes.asks("POST", f"{_ONE}/publication", PublishRegulation, may=Action.REGULATION_MANAGE)
