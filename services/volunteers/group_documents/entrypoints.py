"""Requests about documents of groups."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.group_documents import (
    AdoptGroupDocument,
    ListGroupDocuments,
    ReviseGroupDocument,
    ShowGroupDocument,
)
from services.volunteers.group_documents import operations, queries


class GroupDocumentsEntrypoints(Service):
    """Adopting documents, revising them, reading them."""

    adopt_group_document = writes(AdoptGroupDocument, operations.adopt)
    revise_group_document = writes(ReviseGroupDocument, operations.revise)
    show_group_document = reads(ShowGroupDocument, queries.show)
    list_group_documents = reads(ListGroupDocuments, queries.page)
