"""The net of a community: who works with whom."""

from __future__ import annotations

from contracts.volunteers.net import ShowNet
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("net", "社区关系网 · The net of a community")

routes.asks("GET", "/api/v1/communities/<community>/net", ShowNet, may=Action.VOLUNTEER_READ)
