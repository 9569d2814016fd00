"""Viewings of a person's full details (查看完整信息), as every service tells of them.

A service adds the reasons that it knows. The person learns of each viewing, without the account and
without free words; those who oversee learn these too.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing
from contracts.registry import Answer, shape


@shape
class Look(Answer):
    """One viewing, as the person learns of it."""

    disclosed_at: dt.datetime = fields.moment("When.")
    role: str = fields.plain("The role in which it was seen; `system`: for a message.")
    seen: list[str] = fields.plain("The fields that were seen.")


@shape
class Use(Look):
    """One viewing, or the use for one message."""

    purpose: str | None = fields.plain(
        "The kind of message, for the reason `notice`, such as `appeal_answered`.", default=None
    )
    purpose_zh: str | None = fields.plain("The kind of message in Chinese.", default=None)
    purpose_en: str | None = fields.plain("The kind of message in English.", default=None)


@shape
class Overseen(Answer):
    """What those who oversee learn of it besides."""

    id: UUID = fields.plain("The disclosure.")
    by: str = fields.account("The account that saw it; `system` for a message that was sent.")
    words: str | None = fields.plain("The reason in words.", default=None)


@shape
class DisclosureFilter(Listing):
    """Which page of the disclosures."""

    sort: str | None = fields.sorting("disclosed_at", default=None)


@shape
class DisclosuresOfArea(Listing):
    """Which viewings of an area, for its office; the newest first unless sorted otherwise."""

    area: str | None = fields.area("Only of this area.", default=None)
    by: str | None = fields.text("Only by this account.", longest=60, default=None)
    disclosed_from: dt.date | None = fields.plain("On this day or later.", default=None)
    disclosed_to: dt.date | None = fields.plain("On this day or earlier.", default=None)
    sort: str | None = fields.sorting("disclosed_at", default="-disclosed_at")
