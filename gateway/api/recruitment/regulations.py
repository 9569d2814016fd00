"""The implementation measures: anyone reads what counts, the street office writes."""

from __future__ import annotations

from contracts.documents import Document
from contracts.recruitment.regulations import (
    CompareRegulations,
    Difference,
    DiscardRegulationDraft,
    DraftDiscarding,
    DraftRegulation,
    EditionPair,
    ListPublicRegulations,
    ListRegulations,
    PrintRegulations,
    PublicRegulation,
    PublicRegulationList,
    PublishRegulation,
    RegulationDay,
    RegulationDraft,
    RegulationList,
    RegulationPublication,
    RegulationView,
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

routes = DocumentRoutes(
    "regulations", "规章制度与工作流程 · The implementation measures of a street"
)

_PUBLIC = "/api/v1/public/streets/<street>/regulations"
_ALL = "/api/v1/streets/<street>/regulations"
_ONE = f"{_ALL}/<name>"


@routes.get(_PUBLIC, may=Action.ANYONE, filters=RegulationDay, answers=PublicRegulationList)
def public_regulations(filters: RegulationDay, street: str) -> PublicRegulationList:
    """List the ten regulations and eight work flows as they count on a day."""
    return ask(ListPublicRegulations(street=checked(street), on=filters.on))


@routes.document_out(f"{_PUBLIC}.pdf", may=Action.ANYONE, filters=RegulationDay)
def printed_regulations(filters: RegulationDay, street: str) -> Document:
    """Fetch the whole measures as they count on a day, to be printed."""
    return ask(PrintRegulations(street=checked(street), on=filters.on))


@routes.get(f"{_PUBLIC}/<name>", may=Action.ANYONE, filters=RegulationDay, answers=PublicRegulation)
def public_regulation(filters: RegulationDay, street: str, name: str) -> PublicRegulation:
    """Show one document as it counts on a day, with the values of that day."""
    return ask(ShowPublicRegulation(street=checked(street), name=_named(name), on=filters.on))


@routes.get(
    f"{_PUBLIC}/<name>/difference", may=Action.ANYONE, filters=EditionPair, answers=Difference
)
def difference(filters: EditionPair, street: str, name: str) -> Difference:
    """Compare two versions of one document, line by line; 0 is the proposal."""
    return ask(CompareRegulations(street=checked(street), name=_named(name), **vars(filters)))


@routes.get(_ALL, may=Action.REGULATION_READ, answers=RegulationList)
def regulations(street: str) -> RegulationList:
    """List all documents with drafts and versions."""
    return ask(ListRegulations(street=checked(street)))


@routes.get(_ONE, may=Action.REGULATION_READ, answers=RegulationView)
def regulation(street: str, name: str) -> RegulationView:
    """Show one document with its draft and versions."""
    return ask(ShowRegulation(street=checked(street), name=_named(name)))


@routes.put(
    f"{_ONE}/draft", may=Action.REGULATION_MANAGE, takes=RegulationDraft, answers=RegulationView
)
def draft(body: RegulationDraft, street: str, name: str) -> RegulationView:
    """Write how a document is to read; nothing counts before it is published."""
    return ask(DraftRegulation(street=checked(street), name=_named(name), **vars(body)))


@routes.post(
    f"{_ONE}/draft/discarding",
    may=Action.REGULATION_MANAGE,
    takes=DraftDiscarding,
    answers=RegulationView,
)
def discard_draft(_body: DraftDiscarding, street: str, name: str) -> RegulationView:
    """Take the draft away; what counts stays."""
    return ask(DiscardRegulationDraft(street=checked(street), name=_named(name)))


@routes.post(
    f"{_ONE}/publication",
    may=Action.REGULATION_MANAGE,
    takes=RegulationPublication,
    answers=RegulationView,
)
def publish(body: RegulationPublication, street: str, name: str) -> RegulationView:
    """Put the draft into force from a day on; versions before are kept."""
    return ask(PublishRegulation(street=checked(street), name=_named(name), **vars(body)))


def _named(name: str) -> RegulationName:
    if name in list(RegulationName):
        return RegulationName(name)
    raise NotFound(
        f"没有制度或流程“{name}”；有：{names_of(RegulationName).zh}。",
        f"There is no regulation or work flow “{name}”; there are: {', '.join(RegulationName)}.",
    )
