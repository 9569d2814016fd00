"""News (宣传): stories, honours, results and editions of a community or street, for anyone. R54."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.documents import Document
from contracts.incentives.reports import NamedAppointment
from contracts.incentives.words import NewsKind
from contracts.registry import Answer, Request, request, shape

#: The newest of them are told.
NEWS_MOST = 50


@shape
class NewsPerson(Answer):
    """A commissioner of whom a piece of news tells."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    name: str | None = fields.plain(
        "The name; null: the person did not agree, or not any more.", default=None
    )


@shape
class NewsItem(Answer):
    """One piece of news, as its facts and consents stand now."""

    id: UUID = fields.plain("Always the same for the same piece of news.")
    kind: NewsKind = fields.choice("What it tells of.")
    community: str = fields.place("The community.")
    told_on: dt.date = fields.plain("The day on which it became public.")
    title: str = fields.plain(
        "What it says, in a line, with the community; it names nobody.",
        example="登良社区：2013年第2季度履职公示（第1版）",
    )
    text: str | None = fields.plain("What there is to read; null: nothing besides.", default=None)
    year: int | None = fields.plain("Of an honour or result: the year.", default=None)
    quarter: str | None = fields.plain("Of a work report: the quarter.", default=None)
    number: int | None = fields.plain("Of an edition: which.", default=None)
    people: list[NewsPerson] = fields.plain("Those of whom it tells.", default=())


@shape
class News(Answer):
    """What an area has to tell, the newest first."""

    area: str = fields.place("The community or street.")
    title: str = fields.plain("What the news is called.", example="登良社区专员动态")
    items: list[NewsItem] = fields.plain("The newest pieces, at most fifty.")


@request("incentives", "list_news", News)
class ListNews(Request[News]):
    """List the news of a community or a street; anyone may read it."""

    area: str = fields.path(fields.area("The community or street."))


@request("incentives", "print_news", Document)
class PrintNews(Request[Document]):
    """The news as a sheet for the notice board, with the names that may be public today."""

    area: str = fields.area("The community or street.")
    names: list[NamedAppointment] = fields.plain("Names by the consent of today.")
