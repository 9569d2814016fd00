"""Honours (荣誉): of the spirit only, with a numbered certificate that anyone may check. R48, R49."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.documents import Document
from contracts.incentives.words import HonourState
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, event, request, shape

_REASON_LONGEST = 500


@shape
class HonourView(Answer):
    """One honour and its certificate."""

    id: UUID = fields.plain("The honour.")
    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.place("The community.")
    year: int = fields.plain("The year for which it was awarded.")
    title: str = fields.plain("What it is called.")
    number: str = fields.plain("Number by street and year.", example="〔2014〕12")
    code: str | None = fields.plain(
        "The code that the check page asks for; null for callers who only oversee.", default=None
    )
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    state: HonourState = fields.choice("Whether its certificate counts.")
    possible: list[str] = fields.possible()
    awarded_on: dt.date = fields.plain("When it was awarded.")
    replaces: UUID | None = fields.plain("The honour whose certificate it replaced.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class HonourPage(Page):
    """A page of honours, the newest first."""

    items: list[HonourView] = fields.plain("The honours.")


@request("incentives", "list_honours", HonourPage)
class ListHonours(Listing, Request[HonourPage]):
    """List the honours that you may see; commissioners see their own."""

    area: str | None = fields.area("Only this area.", default=None)
    year: int | None = fields.number(
        "Only this year.", least=2000, most=2199, default=None, strict=False
    )
    state: list[HonourState] | None = fields.several("Only in these states.", HonourState)
    sort: str | None = fields.sorting("awarded_on", default=None)


@request("incentives", "show_honour", HonourView)
class ShowHonour(Request[HonourView]):
    """Show one honour."""

    honour_id: UUID = fields.path("The honour.")


@request("incentives", "print_honour", Document)
class PrintHonour(Request[Document]):
    """The certificate of an honour on paper, for its person and those who hand it over."""

    honour_id: UUID = fields.plain("The honour.")
    origin: str | None = fields.text(
        "The address of the check page; left out: the certificate bears no QR code.",
        longest=200,
        default=None,
    )


@request("incentives", "reissue_honour", HonourView)
class ReissueHonour(Change, Request[HonourView]):
    """Issue a replacement (补发) of a certificate; the older one is then invalid."""

    honour_id: UUID = fields.path("The honour.")
    reason: str = fields.words("Why.", longest=_REASON_LONGEST, example="原证书遗失。")


@request("incentives", "revoke_honour", HonourView)
class RevokeHonour(Change, Request[HonourView]):
    """Revoke an honour (撤销), as the street's party committee."""

    honour_id: UUID = fields.path("The honour.")
    reason: str = fields.words("Why.", longest=_REASON_LONGEST, example="异议经核实成立。")


@shape
class HonourCheck(Answer):
    """What the check page says: the text of the certificate, and whether it counts."""

    number: str = fields.plain("Number.", example="〔2014〕12")
    state: HonourState = fields.choice("Whether it counts today.")
    name: str | None = fields.plain(
        "The person on it; null once their personal data was erased.", default=None
    )
    community: str = fields.plain("The community.")
    post: str | None = fields.plain("The post, as it was called then.", default=None)
    title: str = fields.plain("What the honour is called.")
    year: int = fields.plain("The year for which it was awarded.")
    issuer: str = fields.plain("The body that awarded it.", example="南山街道党工委")
    awarded_on: dt.date = fields.plain("When.")


@request("incentives", "check_honour", HonourCheck)
class CheckHonour(Request[HonourCheck]):
    """Check the certificate of an honour by the number and the code on it."""

    number: str = fields.path(fields.text("The number, as 〔2014〕12 or 2014-12.", longest=40))
    code: str = fields.text("The check code.", longest=40, example="7K3M-9QX2-B4TD-1V8H")


@event("incentives", subject="honour_id")
class HonourAwarded(Event):
    """A commissioner was honoured, or a certificate was issued in place of an older one."""

    honour_id: UUID = fields.plain("The honour.")
    appointment_id: UUID = fields.plain("The appointment.")
    selection_id: UUID = fields.plain("The selection.")
    community: str = fields.area("The community.")
    year: int = fields.plain("The year for which it was awarded.")
    title: str = fields.text("What it is called.", longest=40)
    number: str = fields.plain("Number by street and year.")
    awarded_on: dt.date = fields.plain("When.")
    replaces: UUID | None = fields.plain("The honour whose certificate it replaced.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("incentives", subject="honour_id")
class HonourRevoked(Event):
    """An honour was revoked."""

    honour_id: UUID = fields.plain("The honour.")
    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("The community.")
    number: str = fields.plain("Number by street and year.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
