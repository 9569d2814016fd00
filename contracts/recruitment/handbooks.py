"""Service handbooks (服务手册): who serves a community, what they promise, where to ask. R22, R23."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.documents import Document
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.posts import PROMISE_LONGEST
from contracts.recruitment.words import PostCategory, PromisePeriod
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

PROMISES_OF_ENTRY_MOST = 10
#: So that the event that carries them stays well below 64 KiB: how many, and their characters.
PROMISES_OF_EDITION_MOST, PROMISES_OF_EDITION_LONGEST = 90, 7200


def _promises() -> Any:
    return fields.parts("The promises of service.", fewest=1, most=PROMISES_OF_ENTRY_MOST)


@shape
class PromiseWords(Shape):
    """What is promised; with a target others can count whether it is kept."""

    text: str = fields.words(
        "The promise, in words that residents understand.",
        longest=PROMISE_LONGEST,
        example="每月巡查楼道消防设施不少于两次",
    )
    target: int | None = fields.number(
        "How many or how much of the unit.", least=1, most=10_000, example=2, default=None
    )
    unit: str | None = fields.line("Of what.", longest=10, example="次", default=None)
    period: PromisePeriod | None = fields.choice(
        "The period for it.", example="month", default=None
    )


@shape
class PromiseBody(PromiseWords):
    """A promise as it is written; one kept from before has its id."""

    id: UUID | None = fields.plain("Left out: a new promise.", default=None)


@shape
class Promise(PromiseWords, Answer):
    """A promise that others can check."""

    id: UUID = fields.plain("The same as long as the promise stands.")


@shape
class ContactStation(Shape):
    """Where residents find the commissioners (固定联络站)."""

    name: str = fields.line("Name of the station.", longest=60, example="荔林社区专员联络站")
    address: str = fields.line("Where it is.", longest=100, example="荔林路1号一楼")
    hours: str = fields.line("When it is staffed.", longest=60, example="周一至周五 9:00-17:30")
    phone: str | None = fields.phone(
        "The station's own phone, never a person's.",
        example="0755-26000000",
        default=None,
    )


@shape
class SupervisionChannel(Shape):
    """Where residents complain about a commissioner (监督渠道). R14."""

    receiver: str = fields.line(
        "The office that receives it.", longest=60, example="南山街道办监督电话"
    )
    phone: str | None = fields.phone(
        "The office's own phone.",
        example="0755-26000001",
        default=None,
    )
    address: str | None = fields.line(
        "Where a letter or a visit goes.", longest=100, default=None, example="街道办一楼窗口"
    )
    hours: str | None = fields.line("When.", longest=60, default=None, example="工作日 9:00-17:30")


@shape
class EntryView(Answer):
    """One appointment and its entry, for the handbook's editors."""

    appointment_id: UUID = fields.plain("The appointment.")
    commissioner: UUID = fields.plain("The person.")
    name: str | None = fields.plain("The name, masked.", default=None)
    category: PostCategory = fields.choice("Field of work (服务类别).")
    post: str = fields.plain("Title of the post.")
    is_in_office: bool = fields.plain("Whether the person is in office today.")
    shows_name: bool = fields.plain("Whether a consent lets the name be public now.")
    shows_phone: bool = fields.plain("Whether a consent lets the phone be public now.")
    promises: list[Promise] = fields.plain("The promises; none: the entry is not complete.")
    completed_on: dt.date | None = fields.plain("When it was completed.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes of the entry, from 1; 0: none yet.")


@shape
class EditionLine(Answer):
    """One edition that was published."""

    number: int = fields.plain("Counts the editions, from 1.")
    published_on: dt.date = fields.plain("When.")


@shape
class HandbookView(Answer):
    """The handbook of a community, for its editors."""

    community: str = fields.place("The community.")
    station: ContactStation | None = fields.plain("The contact station; null: not said yet.")
    channel: SupervisionChannel | None = fields.plain("The supervision channel.")
    channel_on: dt.date | None = fields.plain("When the channel was made public.", default=None)
    entries: list[EntryView] = fields.plain("Appointments that have not ended, by post.")
    editions: list[EditionLine] = fields.plain("All editions, the newest first.")
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1; 0: none.")


@shape
class PublicEntry(BackEntered):
    """One commissioner of an edition who is in office today."""

    category: PostCategory = fields.choice("Field of work (服务类别).")
    post: str = fields.plain("Title of the post.")
    name: str | None = fields.plain("The name; null: no consent holds now.", default=None)
    phone: str | None = fields.plain("The phone; null: no consent to it holds now.", default=None)
    promises: list[Promise] = fields.plain("The promises (服务承诺).")


@shape
class PublicHandbook(Answer):
    """One edition; names and phones are checked again each time it is shown."""

    community: str = fields.place("The community.")
    number: int = fields.plain("Which edition.")
    published_on: dt.date = fields.plain("When it was published.")
    station: ContactStation = fields.plain("The contact station.")
    channel: SupervisionChannel = fields.plain("The supervision channel.")
    items: list[PublicEntry] = fields.plain("The commissioners, by post.")
    editions: list[EditionLine] = fields.plain("All editions, the newest first.")


@shape
class _OfCommunity(Shape):
    community: str = fields.path(fields.area("The community."))


@shape
class _OfEdition(_OfCommunity):
    number: int | None = fields.number(
        "Which edition; the newest, if left out.", least=1, most=1_000_000, default=None
    )


@request("recruitment", "show_handbook", HandbookView)
class ShowHandbook(_OfCommunity, Request[HandbookView]):
    """Show the handbook with its entries: which are complete, and what may be public."""


@request("recruitment", "set_contact_station", HandbookView)
class SetContactStation(ContactStation, _OfCommunity, Change, Request[HandbookView]):
    """Say where residents find the commissioners."""


@request("recruitment", "publish_channel", HandbookView)
class PublishChannel(SupervisionChannel, _OfCommunity, Change, Request[HandbookView]):
    """Make the supervision channel public; it completes this part for everyone appointed."""

    happened_on: dt.date | None = fields.plain(
        "The day on which it was made public; today, if left out. Never in the future.",
        default=None,
    )


@request("recruitment", "complete_entry", HandbookView)
class CompleteEntry(Change, Request[HandbookView]):
    """Write what a commissioner promises; this completes the handbook part."""

    appointment_id: UUID = fields.path("The appointment.")
    promises: list[PromiseBody] = _promises()
    happened_on: dt.date | None = fields.plain(
        "The day on which it was complete; today, if left out. Never in the future.", default=None
    )


@request("recruitment", "publish_handbook", HandbookView)
class PublishHandbook(_OfCommunity, Change, Request[HandbookView]):
    """Publish a new edition with everyone in office whose entry is complete."""

    happened_on: dt.date | None = fields.plain(
        "The day on which it was given out; today, if left out. Never in the future.",
        default=None,
    )


@request("recruitment", "show_public_handbook", PublicHandbook)
class ShowPublicHandbook(_OfEdition, Request[PublicHandbook]):
    """An edition as anyone reads it."""


@request("recruitment", "print_handbook", Document)
class PrintHandbook(_OfEdition, Request[Document]):
    """An edition as a booklet to print."""


@shape
class PublishedPromise(Shape):
    """A promise of a commissioner in office."""

    promise_id: UUID = fields.plain("The same in every edition as long as the promise stands.")
    appointment_id: UUID = fields.plain("The appointment.")
    commissioner: UUID = fields.plain("The person, as appointments name them.")
    category: str = fields.plain("Field of work.")
    text: str = fields.plain("The promise.")
    target: int | None = fields.plain("How many or how much of the unit.", default=None)
    unit: str | None = fields.plain("Of what.", default=None)
    period: str | None = fields.plain("The period for it, such as `month`.", default=None)


@event("recruitment", subject="handbook_id")
class HandbookPublished(Event):
    """A community published an edition; the event has no names or phones."""

    handbook_id: UUID = fields.plain("The same for one community, always.")
    community: str = fields.area("The community.")
    number: int = fields.plain("Which edition, from 1.")
    published_on: dt.date = fields.plain("When.")
    promises: list[PublishedPromise] = fields.plain("All promises of this edition.")
    version: int = fields.number("Counts the handbook's changes.", least=1, most=1_000_000)
