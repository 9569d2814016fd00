"""Consents of the street office to what a community enters later (补录)."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.back_entries import (
    AllowBackEntries,
    BackEntryBody,
    BackEntryEnding,
    BackEntryFilter,
    BackEntryPage,
    BackEntryView,
    EndBackEntries,
    ListBackEntries,
    ShowBackEntries,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("back-entries", "补录 · Back entries")

_ALL = "/api/v1/communities/<community>/back-entries"
_ONE = f"{_ALL}/<uuid:consent_id>"


@routes.get(_ALL, may=Action.BACK_ENTRY_READ, filters=BackEntryFilter, answers=BackEntryPage)
def back_entries(filters: BackEntryFilter, community: str) -> BackEntryPage:
    """List the consents to back entries of a community, newest first."""
    return ask(ListBackEntries(community=checked(community), **vars(filters)))


@routes.post(_ALL, may=Action.BACK_ENTRY_ALLOW, takes=BackEntryBody, answers=BackEntryView)
def allow_back_entries(body: BackEntryBody, community: str) -> BackEntryView:
    """Consent to steps of a community that are dated further back than anybody may date them."""
    return ask(AllowBackEntries(community=checked(community), **vars(body)))


@routes.get(_ONE, may=Action.BACK_ENTRY_READ, answers=BackEntryView)
def one_back_entry(community: str, consent_id: UUID) -> BackEntryView:
    """Show one consent to back entries with its history."""
    return ask(ShowBackEntries(community=checked(community), consent_id=consent_id))


@routes.post(
    f"{_ONE}/ending", may=Action.BACK_ENTRY_ALLOW, takes=BackEntryEnding, answers=BackEntryView
)
def end_back_entries(body: BackEntryEnding, community: str, consent_id: UUID) -> BackEntryView:
    """End a consent to back entries before its time; what was entered under it stays."""
    return ask(EndBackEntries(community=checked(community), consent_id=consent_id, **vars(body)))
