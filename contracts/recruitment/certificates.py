"""Certificates of appointment (聘任证书): numbered by street and year; anyone may check them. R14."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.documents import Document
from contracts.lists import Listing, Page
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import CertificateState
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

#: Characters that the fonts have, without digits, and few enough for number, year and serial to fit
#: into 40 characters.
_WORD = "^[㐀-䶿一-鿿]{1,11}字$"


@shape
class CertificateWordStep(Answer):
    """One setting of the word."""

    version: int = fields.plain("Counts the settings, from 1.")
    word: str | None = fields.plain("The word; null: none.", default=None)
    reason: str = fields.plain("Why.")
    set_at: dt.datetime = fields.moment("When it was set; it counts for certificates issued later.")
    set_by: str | None = fields.plain("The account that set it.", default=None)


@shape
class CertificateWordView(Answer):
    """The word that the next certificate of a street bears."""

    street: str = fields.area("The street.")
    word: str | None = fields.plain("The word; null: none.", default=None)
    sample: str = fields.plain(
        "An example of a certificate's number.", example="南街聘字〔2014〕第12号"
    )
    steps: list[CertificateWordStep] = fields.plain("Every setting, the newest first.")
    version: int = fields.plain("The newest setting; 0: nothing was ever set.")


@shape
class Issue(Shape):
    """A certificate is issued (颁发)."""

    issued_on: dt.date | None = fields.plain(
        "The day on it; today, if left out. Never in the future or before the decision.",
        default=None,
        example="2013-05-04",
    )
    leaves_blanks: bool = fields.plain(
        "Whether to leave characters that no font prints blank, to be written by brush; "
        "otherwise such a certificate is refused. See `not_printable` of the appointment.",
        default=False,
    )


@shape
class CertificateView(Answer):
    """One certificate."""

    id: UUID = fields.plain("The certificate.")
    number: str = fields.plain(
        "Number by street and year, with the office's word if the street has set one.",
        example="南街聘字〔2014〕第12号",
    )
    code: str | None = fields.plain(
        "The code that the check page asks for; null for callers who only oversee.", default=None
    )
    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    state: CertificateState = fields.choice("Whether it is valid today.")
    possible: list[str] = fields.possible()
    issued_on: dt.date = fields.plain("The day on it.")
    replaces: UUID | None = fields.plain("The certificate that it replaced.", default=None)
    leaves_blanks: bool = fields.plain(
        "Whether it may leave characters blank, to be written by brush.", default=False
    )
    shows_address: bool = fields.plain(
        "Whether the address of its check page is printed on it; older ones bear the QR code alone.",
        default=False,
    )
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class CertificateList(Page):
    """A page of the certificates of one appointment, the newest first unless sorted otherwise."""

    items: list[CertificateView] = fields.plain("The certificates.")


@shape
class CertificateCheck(BackEntered):
    """What the check page says: the text of the certificate, and whether it is valid."""

    number: str = fields.plain("Number.", example="南街聘字〔2014〕第12号")
    state: CertificateState = fields.choice("Whether it is valid today.")
    state_zh: str = fields.plain("Whether it is valid, in Chinese.")
    name: str | None = fields.plain(
        "The person on it; null once their personal data was erased.", default=None
    )
    community: str = fields.plain("The community.")
    post: str = fields.plain("The post, as it was called when the certificate was issued.")
    issuer: str = fields.plain("The office that issued it.", example="荔林社区综合党委")
    term_from: dt.date = fields.plain("First day of the term.")
    term_to: dt.date = fields.plain("Last day of it, to 24:00.")
    issued_on: dt.date = fields.plain("The day on it.")


@request("recruitment", "show_certificate_word", CertificateWordView)
class ShowCertificateWord(Request[CertificateWordView]):
    """Show the word (机关代字) with which the numbers of a street's certificates begin."""

    street: str = fields.path(fields.area("The street."))


@request("recruitment", "set_certificate_word", CertificateWordView)
class SetCertificateWord(Change, Request[CertificateWordView]):
    """Set the word for certificates issued from now on; older ones keep their numbers."""

    street: str = fields.path(fields.area("The street."))
    word: str | None = fields.pattern(
        "The issuing office's word (机关代字), Chinese characters that end with 字; null: numbers "
        "have none.",
        _WORD,
        error="Must be Chinese characters that end with 字.",
        example="南街聘字",
        default=None,
    )
    reason: str = fields.words(
        "Which decision of the street office this carries out.",
        longest=500,
        example="经街道办公会议研究，聘任证书统一编号。",
    )


@request("recruitment", "issue_certificate", CertificateView)
class IssueCertificate(Issue, Change, Request[CertificateView]):
    """Issue the certificate (颁发聘任证书); that part of the four unified ones is then complete."""

    appointment_id: UUID = fields.path("The appointment.")


@request("recruitment", "reissue_certificate", CertificateView)
class ReissueCertificate(Issue, Change, Request[CertificateView]):
    """Issue a replacement (补发); the older one is then invalid."""

    certificate_id: UUID = fields.path("The certificate.")
    reason: str = fields.words("Why.", longest=500, example="原证书遗失。")


@request("recruitment", "revoke_certificate", CertificateView)
class RevokeCertificate(Change, Request[CertificateView]):
    """Revoke a certificate (作废) of an appointment that is over."""

    certificate_id: UUID = fields.path("The certificate.")
    reason: str = fields.words("Why.", longest=500, example="提名已撤回。")


@request("recruitment", "list_certificates", CertificateList)
class ListCertificates(Listing, Request[CertificateList]):
    """The certificates of one appointment, the newest first."""

    appointment_id: UUID = fields.path("The appointment.")
    sort: str | None = fields.sorting("issued_on", default=None)


@request("recruitment", "check_certificate", CertificateCheck)
class CheckCertificate(Request[CertificateCheck]):
    """Check a certificate by the number and the code on it."""

    number: str = fields.path(
        fields.text("The number, as 南街聘字〔2014〕第12号, 〔2014〕12 or 2014-12.", longest=40)
    )
    code: str = fields.text("The check code.", longest=40, example="7K3M-9QX2-B4TD-1V8H")


@request("recruitment", "print_certificate", Document)
class PrintCertificate(Request[Document]):
    """A certificate on paper."""

    certificate_id: UUID = fields.plain("The certificate.")
    origin: str | None = fields.text(
        "The address of the check page; left out: the certificate bears no address and no QR code.",
        longest=200,
        default=None,
    )


@event("recruitment", subject="certificate_id")
class CertificateIssued(Event):
    """A certificate was issued, perhaps in place of an older one."""

    certificate_id: UUID = fields.plain("The certificate.")
    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    number: str = fields.plain("Number by street and year.")
    issued_on: dt.date = fields.plain("The day on it.")
    replaces: UUID | None = fields.plain("The certificate that it replaced.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="certificate_id")
class CertificateRevoked(Event):
    """A certificate is no longer valid."""

    certificate_id: UUID = fields.plain("The certificate.")
    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    number: str = fields.plain("Number by street and year.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
