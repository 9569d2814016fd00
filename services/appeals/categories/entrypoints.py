"""Requests about categories."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.appeals.categories import (
    PutCategory,
    ShowCategory,
)
from services.appeals.categories import operations, queries


class CategoriesEntrypoints(Service):
    """Showing a category, and keeping them."""

    show_category = reads(ShowCategory, queries.one, "code")
    put_category = writes(PutCategory, operations.put)
