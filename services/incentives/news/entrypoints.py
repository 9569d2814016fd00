"""Requests about news."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.incentives.news import ListNews, PrintNews
from services.incentives.news import queries


class NewsEntrypoints(Service):
    """Reading and printing news."""

    list_news = reads(ListNews, queries.listed)
    print_news = reads(PrintNews, queries.printed)
