"""The street's catalogue of skills and interests: anyone reads it, the street keeps it."""

from __future__ import annotations

from contracts.volunteers.catalogue import PutCatalogueEntry, ShowCatalogue
from contracts.volunteers.words import CatalogueKind
from contracts.words import names_of
from gateway.api.recruitment.streets import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _kind(text: str) -> CatalogueKind:
    if text in list(CatalogueKind):
        return CatalogueKind(text)
    raise NotFound(
        f"目录中没有“{text}”；有：{names_of(CatalogueKind).zh}。",
        f"The catalogue has no “{text}”; there are: {', '.join(CatalogueKind)}.",
    )


routes = Routes(
    "volunteer-catalogue",
    "义工技能和兴趣 · Skills and interests",
    reads={"kind": _kind, "street": checked},
)

routes.asks(
    "GET",
    "/api/v1/public/streets/<street>/volunteer-catalogue",
    ShowCatalogue,
    may=Action.ANYONE,
)
routes.asks(
    "PUT",
    "/api/v1/streets/<street>/volunteer-catalogue/<kind>/<code>",
    PutCatalogueEntry,
    may=Action.VOLUNTEER_CATALOGUE_MANAGE,
)
