"""Closing (办结) and reopening: settled and closed are two facts (R56)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.appeal import AppealFacts, AppealView, TrackedAppeal
from contracts.appeals.words import Outcome
from contracts.changes import Change
from contracts.registry import Event, Request, Shape, event, request, shape


@request("appeals", "close_appeal", AppealView)
class CloseAppeal(Change, Request[AppealView]):
    """Close the appeal with its outcome (办结); settled (化解) is one of them."""

    appeal_id: UUID = fields.path("The appeal.")
    outcome: Outcome = fields.choice("How it ended; `declined` has its own route.")
    reason: str | None = fields.words(
        "Why it was not settled; required unless the outcome is settled.",
        longest=1000,
        default=None,
    )
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@shape
class Contest(Shape):
    """A resident says that the appeal is not solved."""

    reason: str = fields.words("What is still wrong.", longest=1000, example="新的灭火器又不见了。")


@request("appeals", "reopen_appeal", AppealView)
class ReopenAppeal(Contest, Change, Request[AppealView]):
    """Open the appeal again."""

    appeal_id: UUID = fields.path("The appeal.")
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@request("appeals", "contest_appeal", TrackedAppeal)
class ContestAppeal(Contest, Change, Request[TrackedAppeal]):
    """Say that it is not solved, by tracking code."""

    tracking_code: str = fields.path(fields.text("The code.", longest=40))


@event("appeals", subject="appeal_id")
class AppealClosed(AppealFacts, Event):
    """The appeal ended, settled or not."""


@event("appeals", subject="appeal_id")
class AppealReopened(AppealFacts, Event):
    """The appeal is open again."""

    by_resident: bool = fields.plain("Whether the resident contested the closing.")
    commissioner: str | None = fields.plain(
        "The account it is assigned to again, or that took it over from a commissioner who left; "
        "null: it is not assigned.",
        default=None,
    )
