"""Due days (办理期限): the clock reports when one is near and when it has passed."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.appeals.appeal import AppealFacts
from contracts.registry import Event, event


@event("appeals", subject="appeal_id")
class AppealDueSoon(AppealFacts, Event):
    """The appeal is to be closed by today or tomorrow; told once for each due day."""

    commissioner: str | None = fields.plain(
        "The commissioner's account; null: it is not assigned.", default=None
    )
    due_on: dt.date = fields.plain("The due day, Asia/Shanghai.")


@event("appeals", subject="appeal_id")
class AppealOverdue(AppealFacts, Event):
    """The due day has passed and the appeal is not closed; told once for each due day."""

    commissioner: str | None = fields.plain(
        "The commissioner's account; null: it is not assigned.", default=None
    )
    due_on: dt.date = fields.plain("The due day, Asia/Shanghai.")
