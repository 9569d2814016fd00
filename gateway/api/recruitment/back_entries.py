"""Consents of the street office to steps that a community enters later (补录)."""

from __future__ import annotations

from contracts.recruitment.back_entries import (
    AllowBackEntries,
    EndBackEntries,
    ListBackEntries,
    ShowBackEntries,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("back-entries", "补录 · Back entries", reads={"community": checked})

_ALL = "/api/v1/communities/<community>/back-entries"
_ONE = f"{_ALL}/<uuid:consent_id>"


routes.asks("GET", _ALL, ListBackEntries, may=Action.BACK_ENTRY_READ)
routes.asks(
    "POST",
    _ALL,
    AllowBackEntries,
    may=Action.BACK_ENTRY_ALLOW,
    creates="/api/v1/communities/{community}/back-entries/{id}",
)
routes.asks("GET", _ONE, ShowBackEntries, may=Action.BACK_ENTRY_READ)
routes.asks("POST", f"{_ONE}/ending", EndBackEntries, may=Action.BACK_ENTRY_ALLOW)
