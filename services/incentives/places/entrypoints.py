"""Requests about places."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.incentives.places import TryWeights
from services.incentives.places import queries


class PlacesEntrypoints(Service):
    """Trying weights."""

    try_weights = reads(TryWeights, queries.tried)
