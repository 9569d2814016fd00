"""Attested hours while they are shown inside the community (公示), before they count."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST


@shape
class ShownHours(Answer):
    """What somebody served, for everybody of the community, the person masked."""

    id: UUID = fields.plain("The hours.")
    community: str = fields.place("Where.")
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    activity: str = fields.plain("What it is called.")
    category: PostCategory = fields.choice("Field of work.")
    served_on: dt.date = fields.plain("The day.")
    minutes: int = fields.plain("How long the person served.")
    counts_from: dt.date | None = fields.plain("The day from which they count.", default=None)


@shape
class ShownHoursPage(Page):
    """A page of hours that are shown."""

    items: list[ShownHours] = fields.plain("The hours, those that count soon first.")


@request("volunteers", "list_shown_hours", ShownHoursPage)
class ListShownHours(Listing, Request[ShownHoursPage]):
    """List the hours that are shown in your communities before they count (公示中的时长)."""

    area: str | None = fields.area("Only this area.", default=None)
    sort: str | None = fields.sorting("counts_from")


@request("volunteers", "list_own_shown_hours", ShownHoursPage)
class ListOwnShownHours(Listing, Request[ShownHoursPage]):
    """List the hours that are shown where you are registered, by your code."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    sort: str | None = fields.sorting("counts_from")
