"""Accepting, declining and assigning."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.appeal import AppealFacts, AppealView
from contracts.changes import Change
from contracts.registry import Event, Request, event, request


@request("appeals", "accept_appeal", AppealView)
class AcceptAppeal(Change, Request[AppealView]):
    """Take the appeal on (受理)."""

    appeal_id: UUID = fields.path("The appeal.")
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@request("appeals", "decline_appeal", AppealView)
class DeclineAppeal(Change, Request[AppealView]):
    """Decline the appeal (不予受理), with a reason."""

    appeal_id: UUID = fields.path("The appeal.")
    reason: str = fields.words(
        "Why it is not reasonable, or who is responsible for it.",
        longest=1000,
        example="属于小区业主大会的事项，请向业委会提出。",
    )
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@request("appeals", "assign_appeal", AppealView)
class AssignAppeal(Change, Request[AppealView]):
    """Give the appeal to a commissioner (交办)."""

    appeal_id: UUID = fields.path("The appeal.")
    commissioner: str = fields.text(
        "The commissioner's account, in office in the community on the day of the assignment; see "
        "`GET /api/v1/communities/{community}/commissioners`.",
        longest=100,
        example="01970a3c-9000-7000-8000-0000000000c1",
    )
    due_on: dt.date | None = fields.plain(
        "The day by which it is to be closed (办理期限), Asia/Shanghai, not before the day of the "
        "assignment; left out: the day set before stays.",
        default=None,
    )
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@event("appeals", subject="appeal_id")
class AppealAccepted(AppealFacts, Event):
    """The workstation accepted the appeal."""


@event("appeals", subject="appeal_id")
class AppealAssigned(AppealFacts, Event):
    """The appeal went to a commissioner."""

    commissioner: str = fields.plain("The commissioner's account.")
    due_on: dt.date | None = fields.plain(
        "The day by which it is to be closed, Asia/Shanghai; null: no day is set.", default=None
    )
