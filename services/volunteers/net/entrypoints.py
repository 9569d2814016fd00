"""Requests for the net of a community."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.volunteers.net import ShowNet
from services.volunteers.net import queries


class NetEntrypoints(Service):
    """Showing the net."""

    show_net = reads(ShowNet, queries.show)
