"""Terms (聘期): how they end, what the year was worth, and who is told in time. R11."""

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
from contracts.registry import Event, Request, Shape, event, request, shape


@shape
class Ending(Shape):
    """An appointment ends before its term."""

    reason: Leaving = fields.choice("Why, in kind.", example="resigned")
    note: str | None = fields.words("Why, in words.", longest=WORDS_LONGEST, default=None)
    ended_on: dt.date | None = fields.plain(
        "First day without it; today, if left out.", default=None
    )
    successor: UUID | None = fields.plain(
        "A commissioner in office in the community who takes over; if left out, the "
        "workstation does.",
        default=None,
    )


@shape
class Dismissal(Shape):
    """The committee removes a commissioner (解聘), after a hearing."""

    reason: str = words("Why.", "连续三个月未履职。")
    heard_on: dt.date = fields.plain("The day of the hearing.", example="2013-09-02")
    hearing: str = words("What was said at the hearing.", "本人承认并无异议。")
    ended_on: dt.date | None = fields.plain(
        "First day without it; today, if left out.", default=None
    )
    successor: UUID | None = fields.plain("As in an ending.", default=None)


@shape
class Evaluation(Shape):
    """What the committee says of the year (年度评价); nobody is appointed again without it.

    It may be given again at any time, and the last one counts; a renewal asks for one from
    the day of the first reminder on.
    """

    grade: Grade = fields.choice("The grade.", example="competent")
    text: str = words("What it rests on.", "全年办结诉求三十二件，居民评价良好。")
    happened_on: dt.date | None = happened()


@request("recruitment", "end_appointment", AppointmentView)
class EndAppointment(Ending, Change, Request[AppointmentView]):
    """End one before its term."""

    appointment_id: UUID = fields.plain("The appointment.")


@request("recruitment", "dismiss_commissioner", AppointmentView)
class DismissCommissioner(Dismissal, Change, Request[AppointmentView]):
    """Remove a commissioner."""

    appointment_id: UUID = fields.plain("The appointment.")


@request("recruitment", "evaluate_commissioner", AppointmentView)
class EvaluateCommissioner(Evaluation, Change, Request[AppointmentView]):
    """Say what the year was worth."""

    appointment_id: UUID = fields.plain("The appointment.")


@event("recruitment", subject="appointment_id")
class TermEnding(AppointmentFact, Event):
    """A term ends soon; told once for each of the street's two reminders."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    term_to: dt.date = fields.plain("Last day of the term, to 24:00.")
    days_before: int = fields.number("Days left until the last day of the term.", least=0, most=180)
