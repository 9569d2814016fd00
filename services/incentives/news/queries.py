"""The newest pieces of news of an area, without names but those handed in."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.incentives.news import NEWS_MOST, ListNews, News, NewsItem, NewsPerson, PrintNews
from contracts.incentives.words import HonourState, NewsKind, SelectionState
from contracts.words import value_name
from groundwork import areas
from groundwork.areas import AREA
from runtime import clock
from runtime.scope import inside
from services.incentives import quarters
from services.incentives.cases import queries as cases
from services.incentives.facts.model import EDITION_FACT
from services.incentives.honours.model import Honour
from services.incentives.reports.model import Edition, Report
from services.incentives.scorecards import queries as cards
from services.incentives.selection import queries as selecting
from services.incentives.selection.model import Selection
from services.incentives.templates import NEWS
from vocabulary.areas import Level, level_of
from vocabulary.periods import day_of
from vocabulary.problems import NotFound

_TOLD_OF = frozenset({Level.STREET, Level.COMMUNITY})


def listed(session: Session, request: ListNews) -> News:
    """What an area has to tell, as facts and consents stand now.

    Raises:
        NotFound: not a community or street that is known.
    """
    items = _newest(session, request.area)
    return News(area=request.area, title=_called(session, request.area), items=items)


def printed(session: Session, request: PrintNews) -> Document:
    """The same for the notice board, with the names handed in.

    Raises:
        NotFound: not a community or street that is known.
    """
    items, today = _newest(session, request.area), day_of(clock.now())
    names = {one.appointment_id: one.name for one in request.names}
    title = _called(session, request.area)
    facts = {
        "title": title,
        "printed_on": today,
        "items": [_on_paper(one, names) for one in items],
    }
    return Document.of(f"{title}.pdf", NEWS.public_pdf(facts))


def _newest(session: Session, area: str) -> list[NewsItem]:
    known = sa.select(AREA.c.code).where(AREA.c.code == area)
    if level_of(area) not in _TOLD_OF or session.scalar(known) is None:
        raise NotFound(f"没有找到社区或街道 {area}。", f"There is no community or street {area}.")
    found = [
        *_stories(session, area),
        *_honours(session, area),
        *_results(session, area),
        *_reports(session, area),
        *_handbooks(session, area),
    ]
    found.sort(key=lambda one: (one.told_on, one.id), reverse=True)
    newest, today = found[:NEWS_MOST], day_of(clock.now())
    places = {
        code: areas.name_on(session, code, today).zh for code in {one.community for one in newest}
    }
    return [
        dataclasses.replace(one, title=f"{places[one.community]}：{one.title}") for one in newest
    ]


def _called(session: Session, area: str) -> str:
    name = areas.name_on(session, area, day_of(clock.now())).zh
    return f"{name}专员动态" if level_of(area) is Level.COMMUNITY else f"{name}社区专员动态"


def _stories(session: Session, area: str) -> list[NewsItem]:
    return [
        NewsItem(
            id=one.id,
            kind=NewsKind.STORY,
            community=one.community,
            told_on=one.approved_on,
            title=one.title or "",
            text="\n".join(filter(None, (one.situation, one.doing, one.lesson))),
        )
        for one in cases.stories(session, area, NEWS_MOST)
        if one.approved_on is not None
    ]


def _honours(session: Session, area: str) -> list[NewsItem]:
    chosen = (
        sa.select(Honour, Selection.awarded_on)
        .join(Selection, Selection.id == Honour.selection_id)
        .where(inside(area, Honour.community), Honour.state == HonourState.STANDING)
        .order_by(Selection.awarded_on.desc(), Honour.id.desc())
        .limit(NEWS_MOST)
    )
    return [
        NewsItem(
            # A certificate that replaces another is no news.
            id=uuid5(honour.selection_id, str(honour.appointment_id)),
            kind=NewsKind.HONOUR,
            community=honour.community,
            told_on=awarded_on or honour.awarded_on,
            title=f"{honour.year}年{honour.title}",
            year=honour.year,
            people=[NewsPerson(appointment_id=honour.appointment_id, post=honour.post, name=None)],
        )
        for honour, awarded_on in session.execute(chosen)
    ]


def _results(session: Session, area: str) -> list[NewsItem]:
    chosen = (
        sa.select(Selection)
        .where(inside(area, Selection.community), Selection.state == SelectionState.AWARDED)
        .order_by(Selection.awarded_on.desc(), Selection.id.desc())
        .limit(NEWS_MOST)
    )
    found = session.scalars(chosen).all()
    posts = _posts(session, [each for one in found for each in selecting.nominated(one)])
    return [
        NewsItem(
            id=one.id,
            kind=NewsKind.RESULT,
            community=one.community,
            told_on=one.awarded_on,
            title=f"{one.year}年{one.title}评选结果",
            year=one.year,
            people=[
                NewsPerson(appointment_id=each, post=posts.get(each), name=None)
                for each in selecting.nominated(one)
            ],
        )
        for one in found
        if one.awarded_on is not None
    ]


def _reports(session: Session, area: str) -> list[NewsItem]:
    chosen = (
        sa.select(Edition, Report.quarter)
        .join(Report, Report.id == Edition.report_id)
        .where(inside(area, Edition.community))
        .order_by(Edition.published_on.desc(), Edition.report_id.desc(), Edition.number.desc())
        .limit(NEWS_MOST)
    )
    return [
        NewsItem(
            id=uuid5(edition.report_id, str(edition.number)),
            kind=NewsKind.REPORT,
            community=edition.community,
            told_on=edition.published_on,
            title=f"{quarters.in_chinese(quarter)}履职公示（第{edition.number}版）",
            text=edition.change or edition.summary,
            quarter=quarter,
            number=edition.number,
        )
        for edition, quarter in session.execute(chosen)
    ]


def _handbooks(session: Session, area: str) -> list[NewsItem]:
    row = EDITION_FACT.c
    chosen = (
        sa.select(EDITION_FACT)
        .where(inside(area, row.community))
        .order_by(row.published_on.desc(), row.edition.desc())
        .limit(NEWS_MOST)
    )
    return [
        NewsItem(
            id=uuid5(NAMESPACE_URL, f"linli:handbook:{one.community}:{one.edition}"),
            kind=NewsKind.HANDBOOK,
            community=one.community,
            told_on=one.published_on,
            title=f"居民服务手册（第{one.edition}版）",
            number=one.edition,
        )
        for one in session.execute(chosen)
    ]


def _posts(session: Session, appointments: Collection[UUID]) -> dict[UUID, str]:
    return {one: title for one, (title, _) in cards.posts_of(session, appointments).items()}


def _on_paper(item: NewsItem, names: Mapping[UUID, str]) -> dict[str, object]:
    return {
        "kind": value_name(item.kind).zh,
        "told_on": item.told_on,
        "title": item.title,
        "text": item.text,
        "people": _people(item.people, names),
    }


def _people(people: Sequence[NewsPerson], names: Mapping[UUID, str]) -> list[str]:
    said = ["".join(filter(None, (one.post, names.get(one.appointment_id)))) for one in people]
    return [one for one in said if one]
