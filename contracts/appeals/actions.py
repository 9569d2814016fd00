"""Acting on an appeal with one of the seven methods (R32 to R39)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.appeal import AppealFacts, AppealView
from contracts.appeals.words import Method
from contracts.changes import Change
from contracts.registry import Event, Request, event, request


@request("appeals", "take_action", AppealView)
class TakeAction(Change, Request[AppealView]):
    """Write down what was done for the appeal, with its method."""

    appeal_id: UUID = fields.path("The appeal.")
    method: Method = fields.choice("Which of the seven methods.")
    note: str = fields.words("What was done.", longest=2000, example="当场更换了两具灭火器。")
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@event("appeals", subject="appeal_id")
class AppealActionTaken(AppealFacts, Event):
    """Something was done for the appeal."""

    method: Method = fields.choice("Which of the seven methods.")
