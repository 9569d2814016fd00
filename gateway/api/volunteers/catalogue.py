"""The street's catalogue of skills and interests: anyone reads it, the street keeps it."""

from __future__ import annotations

from contracts.volunteers.catalogue import PutCatalogueEntry, ShowCatalogue
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("volunteer-catalogue", "义工技能和兴趣 · Skills and interests")

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
