"""Back entries (补录): steps that a community records later than the street's days allow."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

_REASON_LONGEST = 500


@shape
class BackEntered(Answer):
    """A step that may have been entered later, with the street office's consent (补录)."""

    back_entry: str | None = fields.plain(
        "Number of the street office's consent for entering it later (补录); null: it was entered "
        "in time.",
        default=None,
        example="〔2026〕1",
    )


@shape
class BackEntryStep(Answer):
    """One line of a consent's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done: `allowed` or `ended`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account.", default=None)
    role: str = fields.plain("The role in which it was done.")
    reason: str | None = fields.plain("Why.", default=None)


@shape
class BackEntryView(Answer):
    """One consent to back entries."""

    id: UUID = fields.plain("The consent.")
    number: str = fields.plain("Number by street and year.", example="〔2026〕1")
    community: str = fields.area("The community that may use it.")
    from_day: dt.date = fields.plain("First day that may be entered.", key="from")
    to_day: dt.date = fields.plain("Last day that may be entered.", key="to")
    usable_until: dt.date = fields.plain("Last day on which it may be used, unless it was ended.")
    reason: str = fields.plain("Why the street office consented.")
    is_usable: bool = fields.plain("Whether it may be used today.")
    possible: list[str] = fields.possible()
    allowed_at: dt.datetime = fields.moment("When the street office consented.")
    allowed_by: str | None = fields.plain("The account that consented.", default=None)
    ended_at: dt.datetime | None = fields.moment("When it was ended early.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")
    history: list[BackEntryStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one consent.", default=None
    )


@shape
class BackEntryPage(Page):
    """A page of consents, newest first unless sorted otherwise."""

    items: list[BackEntryView] = fields.plain("The consents.")


@shape
class _OfCommunity(Shape):
    community: str = fields.path(fields.area("The community."))


@shape
class _OneConsent(_OfCommunity):
    consent_id: UUID = fields.path("The consent.")


@request("recruitment", "allow_back_entries", BackEntryView)
class AllowBackEntries(_OfCommunity, Request[BackEntryView]):
    """Allow a community to date steps further back than is allowed otherwise."""

    from_day: dt.date = fields.plain(
        "First day that may be entered.", example="2012-01-01", key="from"
    )
    to_day: dt.date = fields.plain(
        "Last day that may be entered; it has come already.", example="2014-12-31", key="to"
    )
    usable_until: dt.date = fields.plain(
        "Last day on which the community may use the consent: today or later, 92 days ahead at "
        "most."
    )
    reason: str = fields.words(
        "Why the street office consents.",
        longest=_REASON_LONGEST,
        example="启用系统，补录原有七名社区专员的聘任材料。",
    )


@request("recruitment", "end_back_entries", BackEntryView)
class EndBackEntries(_OneConsent, Change, Request[BackEntryView]):
    """End a consent to back entries early; steps entered with it stay."""

    reason: str = fields.words(
        "Why the street office ends it.", longest=_REASON_LONGEST, example="补录已完成。"
    )


@request("recruitment", "show_back_entries", BackEntryView)
class ShowBackEntries(_OneConsent, Request[BackEntryView]):
    """Show one consent to back entries with its history."""


@request("recruitment", "list_back_entries", BackEntryPage)
class ListBackEntries(Listing, _OfCommunity, Request[BackEntryPage]):
    """List the consents to back entries of a community, newest first."""

    sort: str | None = fields.sorting("allowed_at", "from")


@shape
class _Consented(Event):
    consent_id: UUID = fields.plain("The consent.")
    number: str = fields.plain("Number by street and year.")
    community: str = fields.area("The community.")
    from_day: dt.date = fields.plain("First day that may be entered.")
    to_day: dt.date = fields.plain("Last day that may be entered.")
    usable_until: dt.date = fields.plain("Last day on which it may be used, unless it was ended.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="consent_id")
class BackEntriesAllowed(_Consented):
    """The street office consented to back entries of a community."""


@event("recruitment", subject="consent_id")
class BackEntriesEnded(_Consented):
    """The street office ended a consent to back entries before its time."""
