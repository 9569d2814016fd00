"""Consents (同意): what a person agreed to, why, and until when (PIPL art. 13 to 17, 25)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.gateway.words import GivenHow, Guardianship, Purpose
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

_TEXT_VERSION = r"^[a-z0-9][a-z0-9._-]{0,39}$"


@shape
class OwnConsent(Shape):
    """The caller agrees."""

    purpose: Purpose = fields.choice("To what.")
    text_version: str = fields.pattern(
        "The version of the text that the person was shown.",
        _TEXT_VERSION,
        error="Must be a lower-case name of a version.",
        example="publish-phone-2026-11",
    )
    valid_until: dt.date | None = fields.plain(
        "Last day, included; null: until withdrawn.", default=None
    )


@shape
class ConsentView(Answer):
    """One consent."""

    id: UUID = fields.plain("The consent.")
    account: str | None = fields.plain(
        "The person's account; null where only a phone is known.", default=None
    )
    area: str = fields.place("The area where it was given.")
    purpose: Purpose = fields.choice("To what.")
    text_version: str = fields.plain("The version of the text that the person was shown.")
    how: GivenHow = fields.choice("How it was given.")
    given_at: dt.datetime = fields.moment("When.")
    recorded_by: str | None = fields.plain(
        "The account that wrote it down; null: the person.", default=None
    )
    paper: str | None = fields.plain("Where the signed paper lies.", default=None)
    guardian: str | None = fields.plain(
        "The guardian who gave it for a minor; null: the person gave it.", default=None
    )
    guardianship: Guardianship | None = fields.choice(
        "What the guardian is to the minor.", default=None
    )
    valid_until: dt.date | None = fields.plain("Last day; null: until withdrawn.", default=None)
    withdrawn_at: dt.datetime | None = fields.moment("When withdrawn.", default=None)
    possible: list[str] = fields.possible()
    holds: bool = fields.plain("Whether it holds today.")


@shape
class ConsentListing(Listing):
    """Which page of consents."""

    sort: str | None = fields.sorting("given_at", default=None)


@shape
class ConsentList(Page):
    """A page of consents, oldest first unless sorted otherwise."""

    items: list[ConsentView] = fields.plain("The consents.")


@request("gateway", "give_consent", ConsentView)
class GiveConsent(OwnConsent, Request[ConsentView]):
    """Agree to one purpose (同意) yourself."""


@request("gateway", "record_consent", ConsentView)
class RecordConsent(OwnConsent, Request[ConsentView]):
    """Write down that a person agreed on paper or in person."""

    community: str = fields.area("The community where it was given.")
    account: UUID | None = fields.plain(
        "The person's account, at home in the community or its street.", default=None
    )
    phone: str | None = fields.phone(
        "The phone of the person or their guardian, if there is no account; it is kept sealed and "
        "never shown.",
        example="13800138000",
        default=None,
    )
    how: GivenHow = fields.choice("How it was given.", example="paper")
    given_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)
    paper: str | None = fields.line("Where the signed paper lies.", longest=200, default=None)
    guardian: str | None = fields.name(
        "The guardian who gives it for a minor; left out, the person gave it.",
        longest=50,
        example="陈建国",
        default=None,
    )
    guardianship: Guardianship | None = fields.choice(
        "What the guardian is to the minor; goes with the guardian.",
        example="parent",
        default=None,
    )


@request("gateway", "withdraw_consent", ConsentView)
class WithdrawConsent(Request[ConsentView]):
    """Withdraw a consent (撤回同意): your own, or for a person who asked you to."""

    consent_id: UUID = fields.path("The consent.")


@request("gateway", "list_own_consents", ConsentList)
class ListOwnConsents(ConsentListing, Request[ConsentList]):
    """List your own consents, including withdrawn ones."""


@request("gateway", "list_consents", ConsentList)
class ListConsents(ConsentListing, Request[ConsentList]):
    """List the consents given in your areas, oldest first."""

    area: str | None = fields.area("Only those given in this area.", default=None)
    account: str | None = fields.text("The person's account.", longest=100, default=None)
    purpose: Purpose | None = fields.choice("Only this purpose.", default=None)


@request("gateway", "find_consents", ConsentList)
class FindConsents(ConsentListing, Request[ConsentList]):
    """Find the consents of a phone number, without the number in an address or a log."""

    phone: str = fields.phone("The person's phone.", example="13800138000")


@event("gateway", subject="consent_id", area="area")
class ConsentGiven(Event):
    """A person agreed; the event names their account and no other personal data."""

    consent_id: UUID = fields.plain("The consent.")
    account: str | None = fields.plain(
        "The person's account; null where only a phone is known.", default=None
    )
    area: str = fields.area("The area where it was given.")
    purpose: Purpose = fields.choice("To what.")
    given_at: dt.datetime = fields.moment("When.")
    valid_until: dt.date | None = fields.plain("Last day; null: until withdrawn.", default=None)
    by_guardian: bool = fields.plain("Whether a guardian gave it for a minor.", default=False)
    version: int = fields.number("1 when given, 2 when withdrawn.", least=1, most=2)


@event("gateway", subject="consent_id", area="area")
class ConsentWithdrawn(Event):
    """The person no longer agrees: remove at once what was published with it."""

    consent_id: UUID = fields.plain("The consent.")
    account: str | None = fields.plain(
        "The person's account; null where only a phone is known.", default=None
    )
    area: str = fields.area("The area where it was given.")
    purpose: Purpose = fields.choice("To what.")
    withdrawn_at: dt.datetime = fields.moment("When.")
    version: int = fields.number("1 when given, 2 when withdrawn.", least=1, most=2)
