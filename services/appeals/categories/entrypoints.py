"""Requests about categories."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.categories import (
    CategoryView,
    PutCategory,
    ShowCategory,
)
from services.appeals.categories import operations, queries


class CategoriesEntrypoints(Service):
    """Showing a category, and keeping them."""

    @rpc(ShowCategory)
    def show_category(self, work: Work, request: ShowCategory) -> CategoryView:
        return queries.one(work.session, request.code)

    @rpc(PutCategory, writes=True)
    def put_category(self, work: Work, request: PutCategory) -> CategoryView:
        return operations.put(work.session, work.actor, request)
