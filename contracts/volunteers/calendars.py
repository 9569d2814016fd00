"""Calendars (日历) of a person's places and of a community's activities, for their own devices."""

from __future__ import annotations

from contracts import fields
from contracts.documents import Document
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST

ORIGIN_LONGEST = 300


@shape
class OwnCalendar(Answer):
    """Where a person's own calendar is found."""

    calendar_code: str | None = fields.plain(
        "The code in the calendar's address, and good for nothing else; null: there is none yet.",
        default=None,
    )


@request("volunteers", "show_own_calendar", OwnCalendar)
class ShowOwnCalendar(Request[OwnCalendar]):
    """Show the code of your own calendar."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("volunteers", "renew_own_calendar", OwnCalendar)
class RenewOwnCalendar(Request[OwnCalendar]):
    """Give your calendar a new code; the address with the old one shows nothing any more."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("volunteers", "read_own_calendar", Document)
class ReadOwnCalendar(Request[Document]):
    """Read the calendar of a person: the places that they have or wait for; nobody is named."""

    calendar_code: str = fields.path(
        fields.text(
            "The code of the calendar.", longest=CODE_LONGEST, example="7K3M-9QX2-B4TD-1V8H"
        )
    )
    origin: str | None = fields.text(
        "The address of the site; left out: events have no link.",
        longest=ORIGIN_LONGEST,
        default=None,
    )


@request("volunteers", "read_community_calendar", Document)
class ReadCommunityCalendar(Request[Document]):
    """Read the calendar of a community: the published activities of all organisers."""

    community: str = fields.path(fields.area("The community."))
    origin: str | None = fields.text(
        "The address of the site; left out: events have no link.",
        longest=ORIGIN_LONGEST,
        default=None,
    )
