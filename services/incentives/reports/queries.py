"""Work reports as those who prepare them, and as anyone, may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.incentives.reports import (
    ListPublicWorkReports,
    ListWorkReports,
    PreparedCommissioner,
    PrintWorkReport,
    PublicCommissionerReport,
    PublicWorkReport,
    PublicWorkReportLine,
    PublicWorkReports,
    ReportedCommissioner,
    ReportEdition,
    ShowPublicWorkReport,
    ShowWorkReport,
    WorkReport,
    WorkReportPage,
)
from contracts.incentives.words import FigureName, ReportState
from contracts.recruitment.words import Parameter
from contracts.words import value_name
from groundwork import areas, parameters
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.incentives import quarters
from services.incentives.promises import queries as promises
from services.incentives.rating.model import Burst
from services.incentives.reports import rules
from services.incentives.reports.model import Edition, Report
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.model import CardWords
from services.incentives.scorecards.rules import Days
from services.incentives.templates import WORK_REPORT
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

REPORTS = Kept(Report, "work_report", "履职公示", "work report", read=Action.WORK_REPORT_READ)
_ORDER = paging.Order({"quarter": Report.quarter}, identity=Report.id, usual="-quarter")
_VIEW = Copying(Report, WorkReport, given=("possible", "items", "editions"))
_EDITION = Copying(Edition, ReportEdition)


def one(session: Session, actor: Actor, request: ShowWorkReport) -> WorkReport:
    """One report: a draft as it would be approved now.

    Raises:
        NotFound: no such report in the actor's communities.
    """
    report = REPORTS.one_of(session, actor, request.report_id)
    return shown(session, actor, report)


def listed(session: Session, actor: Actor, request: ListWorkReports) -> WorkReportPage:
    """The reports that the actor may see, the newest quarter first.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [*any_of(Report.state, request.state)]
    if request.area is not None:
        which.append(inside(request.area, Report.community))
    if request.ratings_wait is not None:
        waits = sa.and_(
            Report.id.in_(sa.select(Burst.report_id).where(Burst.decision.is_(None))),
            REPORTS.reached_by(actor, Action.RATING_DECIDE),
        )
        which.append(waits if request.ratings_wait else sa.not_(waits))
    found = REPORTS.page(session, actor, request, _ORDER, *which)
    return WorkReportPage(
        items=[_line(actor, report) for report in found.rows],
        next_cursor=found.next_cursor,
        total=found.total,
        more_than_total=found.more_than_total,
    )


def shown(session: Session, actor: Actor, report: Report) -> WorkReport:
    """The report with its commissioners and its editions."""
    items = prepared(session, report) if report.approved is None else approved(report)
    return _VIEW(
        report,
        possible=rules.TABLE.offered(
            report.state, rules.TABLE.granted(actor, area=report.community)
        ),
        items=_with_words(session, report.quarter, items),
        editions=_lines(session, report.id),
    )


def prepared(session: Session, report: Report) -> list[ReportedCommissioner]:
    """The commissioners of the quarter, as the facts have it now."""
    days = Days(quarters.first_day(report.quarter), quarters.last_day(report.quarter))
    fewest = parameters.value_on(
        session, report.community, Parameter.RATINGS_FEWEST, day_of(clock.now())
    )
    found = []
    everybody = promises.with_kept(
        session, report.community, cards.all_counted(session, report.community, days)
    )
    posts = cards.posts_of(session, [one.term.appointment_id for one in everybody])
    for counted in everybody:
        title, category = posts.get(counted.term.appointment_id, (None, None))
        found.append(
            ReportedCommissioner(
                appointment_id=counted.term.appointment_id,
                post=title,
                category=category,
                days_in_office=counted.days.number,
                figures=cards.figures(counted.counts, fewest),
                promises=list(counted.promises),
            )
        )
    return sorted(found, key=lambda one: (one.post or "", one.appointment_id))


def approved(report: Report) -> list[ReportedCommissioner]:
    """The commissioners as the committee approved them."""
    return [ReportedCommissioner.read(item) for item in report.approved or ()]


def is_settled(session: Session, community: str, quarter: str) -> bool:
    """Whether a report is approved, or was ever published."""
    report = _of(session, community, quarter)
    return report is not None and (
        report.state is not ReportState.DRAFT or newest_number(session, report.id) > 0
    )


def newest_number(session: Session, report_id: UUID) -> int:
    """The number of the newest edition; 0: none."""
    chosen = sa.select(sa.func.max(Edition.number)).where(Edition.report_id == report_id)
    return session.scalar(chosen) or 0


def public_list(session: Session, request: ListPublicWorkReports) -> PublicWorkReports:
    """The published reports of a community, the newest quarter first."""
    newest = sa.select(sa.func.max(Edition.number)).where(Edition.report_id == Report.id)
    chosen = (
        sa.select(Report.quarter, Edition.number, Edition.published_on)
        .join(Edition, Edition.report_id == Report.id)
        .where(
            Report.community == request.community,
            Edition.number == newest.correlate(Report).scalar_subquery(),
        )
        .order_by(Report.quarter.desc())
    )
    return PublicWorkReports(
        items=[
            PublicWorkReportLine(quarter=quarter, number=number, published_on=published_on)
            for quarter, number, published_on in session.execute(chosen)
        ]
    )


def public(session: Session, request: ShowPublicWorkReport) -> PublicWorkReport:
    """An edition as anyone reads it; the gateway adds the names.

    Raises:
        NotFound: no such edition.
    """
    edition = edition_of(session, request.community, request.quarter, request.number)
    items = [ReportedCommissioner.read(item) for item in edition.items]
    return PublicWorkReport(
        community=edition.community,
        quarter=request.quarter,
        number=edition.number,
        published_on=edition.published_on,
        change=edition.change,
        summary=edition.summary,
        items=[
            PublicCommissionerReport(**vars(item))
            for item in _with_words(session, request.quarter, items)
        ],
        editions=_lines(session, edition.report_id),
        takes_ratings=rules.takes_ratings(request.quarter, day_of(clock.now())),
    )


def printed(session: Session, request: PrintWorkReport) -> Document:
    """An edition for the notice board, with the names handed in.

    Raises:
        NotFound: no such edition.
    """
    asked = ShowPublicWorkReport(
        community=request.community, quarter=request.quarter, number=request.number
    )
    found = public(session, asked)
    names = {one.appointment_id: one.name for one in request.names}
    today = day_of(clock.now())
    community = areas.name_on(session, found.community, today).zh
    quarter = quarters.in_chinese(found.quarter)
    facts = {
        "title": f"{community}专员履职公示",
        "community": community,
        "quarter": quarter,
        "number": found.number,
        "published_on": found.published_on,
        "printed_on": today,
        "summary": found.summary,
        "change": found.change,
        "items": [_on_paper(item, names) for item in found.items],
    }
    name = f"{community}{quarter}履职公示-第{found.number}版.pdf"
    return Document.of(name, WORK_REPORT.public_pdf(facts))


def edition_of(
    session: Session, community: str, quarter: str, number: int | None = None
) -> Edition:
    """One edition; the newest, if no number is given.

    Raises:
        NotFound: there is none.
    """
    chosen = (
        sa.select(Edition)
        .join(Report, Report.id == Edition.report_id)
        .where(Report.community == community, Report.quarter == quarter)
        .order_by(Edition.number.desc())
        .limit(1)
    )
    if number is not None:
        chosen = chosen.where(Edition.number == number)
    found = session.scalar(chosen)
    if found is None:
        raise NotFound(
            f"社区 {community} 没有 {quarter} 的履职公示，或没有这一版。",
            f"There is no such work report of {community} for {quarter}, or no such edition.",
        )
    return found


def _of(session: Session, community: str, quarter: str) -> Report | None:
    chosen = sa.select(Report).where(Report.community == community, Report.quarter == quarter)
    return session.scalar(chosen)


def _line(actor: Actor, report: Report) -> WorkReport:
    possible = rules.TABLE.offered(report.state, rules.TABLE.granted(actor, area=report.community))
    return _VIEW(report, possible=possible, items=[], editions=[])


def _lines(session: Session, report_id: UUID) -> list[ReportEdition]:
    chosen = sa.select(Edition).where(Edition.report_id == report_id)
    return [_EDITION(row) for row in session.scalars(chosen.order_by(Edition.number.desc()))]


def _with_words(
    session: Session, quarter: str, items: Sequence[ReportedCommissioner]
) -> list[PreparedCommissioner]:
    chosen = sa.select(CardWords).where(
        CardWords.quarter == quarter,
        CardWords.appointment_id.in_([item.appointment_id for item in items]),
    )
    words = {row.appointment_id: row.text for row in session.scalars(chosen)}
    return [
        PreparedCommissioner(**vars(item), words=words.get(item.appointment_id)) for item in items
    ]


def _on_paper(item: PublicCommissionerReport, names: Mapping[UUID, str]) -> dict[str, object]:
    return {
        "post": item.post,
        "category": value_name(item.category).zh if item.category else None,
        "name": names.get(item.appointment_id),
        "words": item.words,
        "promises": [promise.text for promise in item.promises],
        "figures": [
            {
                "name": value_name(figure.name).zh,
                "value": figure.value,
                "of": figure.of,
                "percent": figure.percent,
                "mean": figure.mean,
                "unit": "天" if figure.name is FigureName.DAYS_IN_HAND else "分",
                "is_too_few": figure.name is FigureName.RATINGS and figure.is_too_few,
            }
            for figure in item.figures
        ],
    }
