"""Calendars for people's own devices: of one person by a code of its own, and of a community."""

from __future__ import annotations

from contracts.documents import CALENDAR_TYPE, Document
from contracts.volunteers.calendars import (
    ReadCommunityCalendar,
    ReadOwnCalendar,
    RenewOwnCalendar,
    ShowOwnCalendar,
)
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask, dependencies
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = DocumentRoutes("calendars", "日历 · Calendars", reads={"code": checked})

_PUBLIC = "/api/v1/public"
_OWN = f"{_PUBLIC}/volunteers/<code>/calendar"

routes.asks("GET", _OWN, ShowOwnCalendar, may=Action.ANYONE)
routes.asks("POST", _OWN, RenewOwnCalendar, may=Action.ANYONE)


@routes.document_out(
    f"{_PUBLIC}/calendars/<calendar_code>", may=Action.ANYONE, produces=CALENDAR_TYPE
)
def read_own_calendar(calendar_code: str) -> Document:
    """Read a person's calendar (iCalendar): their places; nobody is named in it."""
    return ask(ReadOwnCalendar(calendar_code=calendar_code, origin=dependencies().public_origin))


@routes.document_out(
    f"{_PUBLIC}/communities/<community>/calendar", may=Action.ANYONE, produces=CALENDAR_TYPE
)
def read_community_calendar(community: str) -> Document:
    """Read the calendar of a community (iCalendar): the activities of all its organisers."""
    return ask(ReadCommunityCalendar(community=community, origin=dependencies().public_origin))
