"""Certificates of hours (志愿服务记录证明): free, numbered by street and year; anyone may check them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.documents import Document
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, event, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST, NAME_LONGEST
from contracts.volunteers.words import HourCertificateState

_REPLACED_BY = "The number of the certificate that tells the corrected hours; null: none yet."
_REPLACES = "The numbers of the certificates that this one replaces."


@shape
class CertifiedService(Answer):
    """What a person served in one activity."""

    activity: str = fields.plain("The activity.")
    served_on: dt.date = fields.plain("The day.")
    minutes: int = fields.plain("How long.")


@shape
class HourCertificateView(Answer):
    """One certificate of hours."""

    id: UUID = fields.plain("The certificate.")
    number: str = fields.plain("Number by street and year.", example="〔2026〕12")
    code: str | None = fields.plain(
        "The code that the check page asks for; null for callers who only oversee.", default=None
    )
    community: str = fields.place("Where it was issued.")
    volunteer_id: UUID = fields.plain("The person.")
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    state: HourCertificateState = fields.choice("Whether it still tells what is counted.")
    replaced_by: str | None = fields.plain(_REPLACED_BY, default=None)
    replaces: list[str] = fields.plain(_REPLACES, default=())
    minutes: int = fields.plain("How many minutes in all.")
    issued_on: dt.date = fields.plain("The day on it.")
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()


@shape
class HourCertificatePage(Page):
    """A page of certificates of hours."""

    items: list[HourCertificateView] = fields.plain("The certificates.")


@shape
class HourCertificateCheck(Answer):
    """What a certificate of hours says, for the holder of the paper."""

    number: str = fields.plain("Number by street and year.")
    state: HourCertificateState = fields.choice("Whether it still tells what is counted.")
    replaced_by: str | None = fields.plain(_REPLACED_BY, default=None)
    replaces: list[str] = fields.plain(_REPLACES, default=())
    name: str | None = fields.plain("The person; null: erased since.", default=None)
    community: str = fields.plain("The community.")
    issuer: str = fields.plain("The office that issued it.", example="荔林社区工作站")
    in_charge: str | None = fields.plain("The person in charge; null: erased since.", default=None)
    minutes: int = fields.plain("How many minutes in all.")
    services: list[CertifiedService] = fields.plain("The service by activity, earliest first.")
    issued_on: dt.date = fields.plain("The day on it.")


@request("volunteers", "issue_hour_certificate", HourCertificateView)
class IssueHourCertificate(Request[HourCertificateView]):
    """Issue a certificate of all counted hours, free of charge."""

    registration_id: UUID = fields.path("The volunteer's registration.")
    served_from: dt.date | None = fields.plain("Only from this day on.", default=None)
    served_to: dt.date | None = fields.plain("Only until this day.", default=None)
    in_charge: str = fields.name(
        "The person in charge, who stands on it.", longest=NAME_LONGEST, example="李建华"
    )


@request("volunteers", "show_hour_certificate", HourCertificateView)
class ShowHourCertificate(Request[HourCertificateView]):
    """Show one certificate of hours."""

    hour_certificate_id: UUID = fields.path("The certificate.")


@request("volunteers", "list_hour_certificates", HourCertificatePage)
class ListHourCertificates(Listing, Request[HourCertificatePage]):
    """List the certificates of hours that you may see, the newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    volunteer_id: UUID | None = fields.plain("Only of this person.", default=None)
    sort: str | None = fields.sorting("issued_on")


@request("volunteers", "check_hour_certificate", HourCertificateCheck)
class CheckHourCertificate(Request[HourCertificateCheck]):
    """Check a certificate of hours by the number and the code on it."""

    number: str = fields.path(fields.text("The number, as 〔2026〕12 or 2026-12.", longest=40))
    code: str = fields.text("The check code.", longest=40, example="7K3M-9QX2-B4TD-1V8H")


@request("volunteers", "print_hour_certificate", Document)
class PrintHourCertificate(Request[Document]):
    """A certificate of hours on paper."""

    hour_certificate_id: UUID = fields.plain("The certificate.")
    origin: str | None = fields.text(
        "The address under which the check page is reached; left out: there is no QR code.",
        longest=200,
        default=None,
    )


@shape
class OwnHourCertificate(Answer):
    """One certificate for the person it is about."""

    id: UUID = fields.plain("The certificate.")
    number: str = fields.plain("Number by street and year.", example="〔2026〕12")
    code: str = fields.plain("The code that the check page asks for.")
    community: str = fields.place("Where it was issued.")
    state: HourCertificateState = fields.choice("Whether it still tells what is counted.")
    replaced_by: str | None = fields.plain(_REPLACED_BY, default=None)
    replaces: list[str] = fields.plain(_REPLACES, default=())
    minutes: int = fields.plain("How many minutes in all.")
    issued_on: dt.date = fields.plain("The day on it.")
    possible: list[str] = fields.possible()


@shape
class OwnHourCertificates(Answer):
    """A person's own certificates, the newest first."""

    items: list[OwnHourCertificate] = fields.plain("The certificates.")


@request("volunteers", "list_own_hour_certificates", OwnHourCertificates)
class ListOwnHourCertificates(Request[OwnHourCertificates]):
    """List your own certificates of hours."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("volunteers", "print_own_hour_certificate", Document)
class PrintOwnHourCertificate(Request[Document]):
    """Your own certificate of hours on paper."""

    code: str = fields.text("The person's code.", longest=CODE_LONGEST)
    hour_certificate_id: UUID = fields.plain("The certificate.")
    origin: str | None = fields.text(
        "The address under which the check page is reached; left out: there is no QR code.",
        longest=200,
        default=None,
    )


@event("volunteers", subject="hour_certificate_id")
class CertificateOfHoursIssued(Event):
    """A certificate of hours was issued; it names nobody."""

    hour_certificate_id: UUID = fields.plain("The certificate.")
    volunteer_id: UUID = fields.plain("The person.")
    community: str = fields.area("Where.")
    number: str = fields.plain("Number by street and year.")
    minutes: int = fields.plain("How many minutes in all.")
    issued_on: dt.date = fields.plain("The day on it.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
