"""Receptions (接待, R55): person-visits, most of which carry no appeal."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.words import Channel
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

VISITORS_MOST = 1000


@shape
class Reception(Shape):
    """Residents whom a commissioner met at one time."""

    community: str = fields.area("The community where it was.")
    visitors: int = fields.number("How many persons.", least=1, most=VISITORS_MOST, example=7)
    channel: Channel = fields.choice("In which of the three ways.")
    held_at: dt.datetime = fields.moment("When. Never in the future.")
    commissioner: str | None = fields.text(
        "The commissioner's account, in office there on that day; if you are a commissioner and "
        "leave it out, your own.",
        longest=100,
        default=None,
    )


@shape
class ReceptionView(Answer):
    """One reception as it stands in the register."""

    id: UUID = fields.plain("The reception.")
    community: str = fields.place("The community where it was.")
    visitors: int = fields.plain("How many persons.")
    channel: Channel = fields.choice("In which of the three ways.")
    held_at: dt.datetime = fields.moment("When.")
    commissioner: str | None = fields.account("The commissioner's account.", default=None)


@request("appeals", "record_reception", ReceptionView)
class RecordReception(Reception, Request[ReceptionView]):
    """Write a reception down (接待人次)."""


@shape
class ReceptionPage(Page):
    """A page of receptions, newest first unless sorted otherwise."""

    items: list[ReceptionView] = fields.plain("The receptions.")


@request("appeals", "list_receptions", ReceptionPage)
class ListReceptions(Listing, Request[ReceptionPage]):
    """List the receptions that the caller may see, newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    channel: list[Channel] | None = fields.several("Only in these ways.", Channel)
    commissioner: str | None = fields.text(
        "Only of this commissioner's account.", longest=100, default=None
    )
    held_from: dt.date | None = fields.plain(
        "Held on this day or later, Asia/Shanghai.", default=None
    )
    held_to: dt.date | None = fields.plain("Held on this day or earlier.", default=None)
    sort: str | None = fields.sorting("held_at", "visitors")


@event("appeals", subject="reception_id")
class ReceptionRecorded(Event):
    """Residents were received."""

    reception_id: UUID = fields.plain("The reception.")
    community: str = fields.area("The community where it was.")
    visitors: int = fields.number("How many persons.", least=1, most=VISITORS_MOST)
    channel: Channel = fields.choice("In which of the three ways.")
    held_at: dt.datetime = fields.moment("When.")
    commissioner: str | None = fields.plain(
        "The account of the commissioner who received them; null: the workstation did.",
        default=None,
    )
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
