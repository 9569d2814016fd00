"""The digests of the areas' figures, for systems that rather ask than listen."""

from __future__ import annotations

from contracts.street.digests import DigestPage, DigestPlace, ListDigests
from gateway.http.routes import Routes, ask, dependencies
from gateway.places.reference import refuse_any
from vocabulary.permissions import Action

routes = Routes("digests", "汇总 · Digests of each area's figures")


@routes.get(
    "/api/v1/street/digests", may=Action.FIGURES_READ, filters=DigestPlace, answers=DigestPage
)
def list_digests(filters: DigestPlace) -> DigestPage:
    """The newest digest of each area that changed; ask again after `last`."""
    refuse_any(dependencies().reference.known().wrong_area(filters.area))
    return ask(ListDigests(**vars(filters)))
