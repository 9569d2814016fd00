"""The area tree."""

from __future__ import annotations

from contracts.gateway.areas import AreaList, AreaView
from gateway.api.routes import Routes, edge
from gateway.areas.rules import Area
from vocabulary.permissions import Action

routes = Routes("areas", "区划 · Streets and communities")


@routes.get("/api/v1/public/areas", may=Action.ANYONE, answers=AreaList)
def areas() -> AreaList:
    """All areas, higher ones before what lies in them."""
    return AreaList(items=[_view(area) for area in edge().reference.known().areas.values()])


def _view(area: Area) -> AreaView:
    return AreaView(level=area.level, **vars(area))
