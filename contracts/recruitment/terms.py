"""Terms (聘期): how they end, the year's evaluation, and the reminders. R11."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.appointments import (
    WORDS_LONGEST,
    AppointmentFact,
    AppointmentView,
    happened,
    words,
)
from contracts.recruitment.words import Grade, Leaving
from contracts.registry import Event, Request, event, request


@request("recruitment", "end_appointment", AppointmentView)
class EndAppointment(Change, Request[AppointmentView]):
    """A commissioner resigns, moves away, dies, or leaves for another reason (离任)."""

    appointment_id: UUID = fields.path("The appointment.")
    reason: Leaving = fields.choice("The kind of reason.", example="resigned")
    note: str | None = fields.words("The reason in words.", longest=WORDS_LONGEST, default=None)
    ended_on: dt.date | None = fields.plain(
        "First day without it; today, if left out.", default=None
    )
    successor: UUID | None = fields.plain(
        "A commissioner in office in the community who takes over; if left out, the "
        "workstation does.",
        default=None,
    )


@request("recruitment", "dismiss_commissioner", AppointmentView)
class DismissCommissioner(Change, Request[AppointmentView]):
    """The community's party committee removes a commissioner after a hearing (解聘)."""

    appointment_id: UUID = fields.path("The appointment.")
    reason: str = words("Why.", "连续三个月未履职。")
    heard_on: dt.date = fields.plain("The day of the hearing.", example="2013-09-02")
    hearing: str = words("What was said at the hearing.", "本人承认并无异议。")
    ended_on: dt.date | None = fields.plain(
        "First day without it; today, if left out.", default=None
    )
    successor: UUID | None = fields.plain("As in an ending.", default=None)


@request("recruitment", "evaluate_commissioner", AppointmentView)
class EvaluateCommissioner(Change, Request[AppointmentView]):
    """The committee's evaluation of the year (年度评价), required for a renewal.

    It may be given again at any time, and the last one counts; a renewal asks for one from
    the day of the first reminder on.
    """

    appointment_id: UUID = fields.path("The appointment.")
    grade: Grade = fields.choice("The grade.", example="competent")
    text: str = words("The reasons for it.", "全年办结诉求三十二件，居民评价良好。")
    happened_on: dt.date | None = happened()


@event("recruitment", subject="appointment_id")
class TermEnding(AppointmentFact, Event):
    """A term ends soon; told once for each of the street's two reminders."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    term_to: dt.date = fields.plain("Last day of the term, to 24:00.")
    days_before: int = fields.number("Days left until the last day of the term.", least=0, most=180)
