"""Places of a year under weights that may be tried."""

from __future__ import annotations

from contracts.incentives.places import TryWeights
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("places", "评选试算 · Places under weights", reads={"community": checked})

routes.asks(
    "POST",
    "/api/v1/communities/<community>/places",
    TryWeights,
    may=Action.SELECTION_TRY,
)
