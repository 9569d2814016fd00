"""Recurring activities (定期活动): a draft laid out over more days, each an activity of its own."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.activities import ActivityView, OneActivity
from contracts.volunteers.words import OtherDay, Rhythm


@shape
class RepeatedActivity(Answer):
    """The series, and what was laid out."""

    series_id: UUID = fields.plain("The series.")
    items: list[ActivityView] = fields.plain("The new drafts, earliest first.")


@request("volunteers", "repeat_activity", RepeatedActivity)
class RepeatActivity(OneActivity, Request[RepeatedActivity]):
    """Lay a draft out over more days (定期举办); each becomes a draft of its own."""

    rhythm: Rhythm = fields.choice("How often.", example="weekly")
    until: dt.date = fields.plain("The last day on which one may be.", example="2027-06-30")
    other_day: OtherDay = fields.choice(
        "What to do where a holiday makes a working day free, or a weekend is worked.",
        default=OtherDay.LEFT_OUT,
        example="left_out",
    )
