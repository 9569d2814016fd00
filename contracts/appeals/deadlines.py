"""Due days (办理期限): the clock tells when one comes near, and when it has passed."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.appeals.appeal import AppealFacts
from contracts.registry import Event, event


@event("appeals", subject="appeal_id")
class AppealDueSoon(AppealFacts, Event):
    """Tomorrow, or today, is the day by which the appeal is to be closed; told once for each due day."""

    commissioner: str | None = fields.plain(
        "The commissioner's account; null: nobody has it.", default=None
    )
    due_on: dt.date = fields.plain("The due day, Asia/Shanghai.")


@event("appeals", subject="appeal_id")
class AppealOverdue(AppealFacts, Event):
    """The due day has passed and the appeal is not closed; told once for each due day."""

    commissioner: str | None = fields.plain(
        "The commissioner's account; null: nobody has it.", default=None
    )
    due_on: dt.date = fields.plain("The due day, Asia/Shanghai.")
