"""Appointments (聘任) of commissioners, as far as others need to know of them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from contracts import fields
from contracts.registry import Event, event


class EndReason(StrEnum):
    """Why an appointment ended: 届满, 辞任, 解聘, and others."""

    TERM_OVER = "term_over"
    RESIGNED = "resigned"
    DISMISSED = "dismissed"
    OTHER = "other"


@event("recruitment", subject="appointment_id")
class AppointmentBegan(Event):
    """Somebody is commissioner of a community from a day on."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    began_on: dt.date = fields.plain("First day.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentEnded(Event):
    """Somebody is no longer commissioner of a community."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    ended_on: dt.date = fields.plain("First day without it; today: at once.")
    reason: EndReason = fields.choice("Why, in kind.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
