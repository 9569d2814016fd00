"""Requests about the catalogue."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.catalogue import PutCatalogueEntry, ShowCatalogue
from services.volunteers.catalogue import operations, queries


class CatalogueEntrypoints(Service):
    """The catalogue of a street."""

    put_catalogue_entry = writes(PutCatalogueEntry, operations.put)
    show_catalogue = reads(ShowCatalogue, queries.show)
