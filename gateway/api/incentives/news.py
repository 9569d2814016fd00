"""News of a community or street: as data, as a feed for readers of news, and for the notice board."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import NAMESPACE_URL, uuid5

from contracts.documents import FEED_TYPE, Document
from contracts.incentives.news import ListNews, News, NewsItem, NewsPerson, PrintNews
from contracts.incentives.reports import NamedAppointment
from contracts.incentives.words import NewsKind
from contracts.words import value_name
from gateway.api.incentives.public_names import public_names
from gateway.http.atom import Entry, Feed
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask, dependencies
from vocabulary.areas import Level, level_of
from vocabulary.permissions import Action

routes = DocumentRoutes("news", "宣传 · News of commissioners")

_PUBLIC = "/api/v1/public/news/<area>"
#: No news is older.
_BEGUN_ON = dt.date(2013, 1, 1)
_KINDS = {Level.COMMUNITY: "communities", Level.STREET: "streets"}
_PAGES = {
    NewsKind.HONOUR: "selections",
    NewsKind.RESULT: "selections",
    NewsKind.HANDBOOK: "handbook?edition={number}",
    NewsKind.REPORT: "work-reports/{quarter}?edition={number}",
}


@routes.get(_PUBLIC, may=Action.ANYONE, answers=News)
def list_news(area: str) -> News:
    """List the news of a community or street; names as far as a consent holds now."""
    return _told(area)


@routes.document_out(f"{_PUBLIC}.atom", may=Action.ANYONE, produces=FEED_TYPE)
def read_news_feed(area: str) -> Document:
    """Follow the news of a community or street (Atom), with the names of today."""
    found = _told(area)
    origin = (dependencies().public_origin or "").rstrip("/")
    feed = Feed(
        identity=uuid5(NAMESPACE_URL, f"linli:news:{area}"),
        title=found.title,
        author=found.title.removesuffix("专员动态"),
        address=f"{origin}/api/v1/public/news/{area}.atom",
        page=f"{origin}/{_KINDS[level_of(area)]}/{area}/news",
        entries=[_entry(item, f"{origin}/communities/{item.community}") for item in found.items],
        begun_on=_BEGUN_ON,
    )
    return Document.of(f"{area}.atom", feed.written())


@routes.document_out(f"{_PUBLIC}.pdf", may=Action.ANYONE)
def print_news(area: str) -> Document:
    """Fetch the news of a community or street for the notice board, made now."""
    _, names = _named(area)
    return ask(PrintNews(area=area, names=names))


def _told(area: str) -> News:
    """The news with the names that may be public today."""
    found, names = _named(area)
    known = {one.appointment_id: one.name for one in names}
    return dataclasses.replace(
        found,
        items=[
            dataclasses.replace(
                item,
                people=[
                    dataclasses.replace(one, name=known.get(one.appointment_id))
                    for one in item.people
                ],
            )
            for item in found.items
        ],
    )


def _named(area: str) -> tuple[News, list[NamedAppointment]]:
    """The news, and the names that may be public today."""
    found = ask(ListNews(area=area))
    wanted: dict[str, list[NewsPerson]] = {}
    for item in found.items:
        wanted.setdefault(item.community, []).extend(item.people)
    names = [
        name
        for community, people in wanted.items()
        for name in public_names(community, [one.appointment_id for one in people])
    ]
    return found, names


def _entry(item: NewsItem, place: str) -> Entry:
    people = "、".join(filter(None, (f"{one.post or ''}{one.name or ''}" for one in item.people)))
    page = _PAGES.get(item.kind, "news#{id}").format(
        id=item.id, number=item.number, quarter=item.quarter
    )
    return Entry(
        identity=item.id,
        title=item.title,
        text="\n".join(filter(None, (people, item.text))),
        category=value_name(item.kind).zh,
        told_on=item.told_on,
        page=f"{place}/{page}",
    )
