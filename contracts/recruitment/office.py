"""The unified parts, the days in office, and the commissioners as anyone sees them (到任)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.appointments import WORDS_LONGEST, AppointmentView, happened
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import EndReason, Kind, Part
from contracts.registry import Answer, Event, Request, event, request, shape


@request("recruitment", "mark_part", AppointmentView)
class MarkPart(Change, Request[AppointmentView]):
    """Record the ceremony; the other three unified parts (四个统一) are recorded when they happen."""

    appointment_id: UUID = fields.path("The appointment.")
    part: Part = fields.path(fields.choice("Which."))
    note: str | None = fields.words(
        "Which ceremony, and where.",
        longest=WORDS_LONGEST,
        default=None,
    )
    happened_on: dt.date | None = happened()


@shape
class PublicCommissioner(BackEntered):
    """A commissioner in office, as anyone may see it."""

    appointment_id: UUID = fields.plain("The appointment; complaints and reports name it.")
    post: str = fields.plain("Title of the post.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    name: str | None = fields.plain("The name, if the person agreed to it; otherwise null.")
    began_on: dt.date = fields.plain("First day in office.")
    term_to: dt.date = fields.plain("Last day of the term.")


@shape
class PublicCommissioners(Answer):
    """The commissioners of a community in office today."""

    items: list[PublicCommissioner] = fields.plain("The commissioners.")


@request("recruitment", "public_commissioners", PublicCommissioners)
class ListPublicCommissioners(Request[PublicCommissioners]):
    """List the commissioners of a community in office today; named only if they agreed to it."""

    community: str = fields.path(fields.area("The community."))


@shape
class NamedPublicly(Answer):
    """A person whose name may be public today."""

    appointment_id: UUID = fields.plain("The appointment.")
    name: str = fields.plain("The name.")


@shape
class NamesOfDay(Answer):
    """The names that may be public today; the others are left out."""

    items: list[NamedPublicly] = fields.plain("The names.")


@request("recruitment", "list_public_names", NamesOfDay)
class ListPublicNames(Request[NamesOfDay]):
    """List the names of these appointments that may be public today, by consent.

    The gateway puts them beside what other services publish of the appointments without names.
    """

    community: str = fields.area("The community.")
    appointments: list[UUID] = fields.parts("The appointments.", most=500)


@request("recruitment", "list_names_to_honour", NamesOfDay)
class ListNamesToHonour(Request[NamesOfDay]):
    """List the names of these appointments for certificates of honours, also after their end.

    The gateway asks for them at the award, also without a public name; erased ones are left
    out.
    """

    community: str = fields.area("The community.")
    appointments: list[UUID] = fields.parts("The appointments.", most=500)


@event("recruitment", subject="appointment_id")
class AppointmentBegan(Event):
    """A person is commissioner of a community from a day on."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    began_on: dt.date = fields.plain("First day.")
    post_id: UUID | None = fields.plain("The post.", default=None)
    kind: Kind | None = fields.choice("One of the three kinds of people.", default=None)
    term_to: dt.date | None = fields.plain("Last day of the term, to 24:00.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentEnded(Event):
    """A person is no longer commissioner of a community."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    ended_on: dt.date = fields.plain("First day without it; today: at once.")
    reason: EndReason = fields.choice("Why, in kind.")
    successor: UUID | None = fields.plain(
        "The account of the commissioner who takes over open work; null: the workstation does.",
        default=None,
    )
    post_id: UUID | None = fields.plain("The post.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
