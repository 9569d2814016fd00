"""Requests about certificates of hours."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.hour_certificates import (
    CheckHourCertificate,
    IssueHourCertificate,
    ListHourCertificates,
    ListOwnHourCertificates,
    PrintHourCertificate,
    PrintOwnHourCertificate,
    ShowHourCertificate,
)
from contracts.volunteers.hours import CorrectHours
from services.volunteers.hour_certificates import operations, queries


class HourCertificatesEntrypoints(Service):
    """Issuing, checking and printing; and corrections, which certificates follow."""

    issue_hour_certificate = writes(IssueHourCertificate, operations.issue)
    correct_hours = writes(CorrectHours, operations.correct)
    show_hour_certificate = reads(ShowHourCertificate, queries.show)
    list_hour_certificates = reads(ListHourCertificates, queries.page)
    check_hour_certificate = reads(CheckHourCertificate, queries.check)
    print_hour_certificate = reads(PrintHourCertificate, queries.document)
    list_own_hour_certificates = reads(ListOwnHourCertificates, queries.own)
    print_own_hour_certificate = reads(PrintOwnHourCertificate, queries.own_document)
