"""The party committee's decision on a candidate (审定)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.appointments import AppointmentFact, AppointmentView, happened, words
from contracts.registry import Event, Request, event, request


@request("recruitment", "decide_appointment", AppointmentView)
class DecideAppointment(Change, Request[AppointmentView]):
    """Decide on an appointment (决定聘任); only the community's own composite party committee may."""

    appointment_id: UUID = fields.path("The appointment.")
    approved: bool = fields.plain("Whether the person is to be appointed.")
    reason: str = words(
        "The reasons considered; required for either decision.", "党委会议表决通过。"
    )
    happened_on: dt.date | None = happened()
    term_from: dt.date | None = fields.plain(
        "First day of the term; the committee's day, or for a renewal the day after the "
        "term before, if left out.",
        default=None,
    )


@event("recruitment", subject="appointment_id")
class AppointmentDecided(AppointmentFact, Event):
    """The community's composite party committee decided."""

    approved: bool = fields.plain("Whether the person is to be appointed.")
    decided_on: dt.date = fields.plain("When.")
    term_from: dt.date | None = fields.plain("First day of the term.", default=None)
    term_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)
