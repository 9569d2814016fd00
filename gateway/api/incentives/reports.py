"""Work reports: prepared by the community, read by anyone with the names of the day."""

from __future__ import annotations

import dataclasses

from contracts.documents import Document
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    ListPublicWorkReports,
    ListWorkReports,
    NamedAppointment,
    PrintWorkReport,
    PublicWorkReport,
    PublishWorkReport,
    ShowPublicWorkReport,
    ShowWorkReport,
)
from gateway.api.incentives.public_names import public_names
from gateway.http.community_codes import checked
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask
from vocabulary.permissions import Action

routes = DocumentRoutes(
    "work_reports", "履职公示 · What commissioners did in a quarter", reads={"community": checked}
)

_ALL = "/api/v1/work-reports"
_ONE = f"{_ALL}/<uuid:report_id>"
_PUBLIC = "/api/v1/public/work-reports/<community>"
_PUBLIC_ONE = f"{_PUBLIC}/<quarter>"
#: More editions than a report ever has.
_NUMBER = "<int(min=1, max=1000000):number>"

routes.asks("GET", _ALL, ListWorkReports, may=Action.WORK_REPORT_READ)
routes.asks("GET", _ONE, ShowWorkReport, may=Action.WORK_REPORT_READ)
routes.asks("PUT", f"{_ONE}/summary", EditWorkReport, may=Action.WORK_REPORT_MANAGE)
routes.asks("POST", f"{_ONE}/approval", ApproveWorkReport, may=Action.WORK_REPORT_APPROVE)
routes.asks("POST", f"{_ONE}/publication", PublishWorkReport, may=Action.WORK_REPORT_MANAGE)
routes.asks("POST", f"{_ONE}/correction", CorrectWorkReport, may=Action.WORK_REPORT_MANAGE)
routes.asks("GET", _PUBLIC, ListPublicWorkReports, may=Action.ANYONE)


@routes.get(_PUBLIC_ONE, may=Action.ANYONE, answers=PublicWorkReport)
def show_public_work_report(community: str, quarter: str) -> PublicWorkReport:
    """Show the newest edition; names as far as a consent holds now."""
    return _named(community, quarter, None)


@routes.get(f"{_PUBLIC_ONE}/editions/{_NUMBER}", may=Action.ANYONE, answers=PublicWorkReport)
def show_public_work_report_edition(community: str, quarter: str, number: int) -> PublicWorkReport:
    """Show one edition; names as far as a consent holds now."""
    return _named(community, quarter, number)


@routes.document_out(f"{_PUBLIC_ONE}.pdf", may=Action.ANYONE)
def print_work_report(community: str, quarter: str) -> Document:
    """Fetch the newest edition for the notice board, made now."""
    return _printed(community, quarter, None)


@routes.document_out(f"{_PUBLIC_ONE}/editions/{_NUMBER}.pdf", may=Action.ANYONE)
def print_work_report_edition(community: str, quarter: str, number: int) -> Document:
    """Fetch one edition for the notice board, made now."""
    return _printed(community, quarter, number)


def _named(community: str, quarter: str, number: int | None) -> PublicWorkReport:
    found = _edition(community, quarter, number)
    names = {one.appointment_id: one.name for one in _names(found)}
    return dataclasses.replace(
        found,
        items=[
            dataclasses.replace(item, name=names.get(item.appointment_id)) for item in found.items
        ],
    )


def _printed(community: str, quarter: str, number: int | None) -> Document:
    found = _edition(community, quarter, number)
    asked = PrintWorkReport(
        community=found.community, quarter=found.quarter, number=found.number, names=_names(found)
    )
    return ask(asked)


def _edition(community: str, quarter: str, number: int | None) -> PublicWorkReport:
    return ask(ShowPublicWorkReport(community=checked(community), quarter=quarter, number=number))


def _names(found: PublicWorkReport) -> list[NamedAppointment]:
    reported = [item.appointment_id for item in found.items]
    return public_names(found.community, reported)
