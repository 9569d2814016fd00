"""The commissioners in office, to choose from at a desk."""

from __future__ import annotations

from collections.abc import Sequence

import flask

from gateway.console import api
from gateway.console.forms import Option

#: A page makes eight calls at most.
_PLACES_MOST = 5


def commissioners(places: Sequence[Option]) -> list[Option]:
    """Appointment and post with name, of the community in the address, or of the first ones."""
    wanted = flask.request.args.get("community")
    chosen = [code for code, _ in places if wanted in (None, "", code)]
    return [
        (one["appointment_id"], f"{one['post']}（{one['name']}）" if one["name"] else one["post"])
        for code in chosen[:_PLACES_MOST]
        for one in api.get(f"/api/v1/public/communities/{code}/commissioners")["items"]
    ]
