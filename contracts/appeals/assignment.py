"""Accepting, declining and assigning."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.appeal import AppealFacts, AppealView
from contracts.changes import Change
from contracts.registry import Event, Request, Shape, event, request, shape


@shape
class Acceptance(Shape):
    """The workstation takes the appeal on (受理)."""

    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@shape
class Refusal(Shape):
    """The workstation does not take it on (不予受理), with reasons the resident can read."""

    reason: str = fields.words(
        "Why it is not reasonable, or whose it is.",
        longest=1000,
        example="属于小区业主大会的事项，请向业委会提出。",
    )
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@shape
class Assignment(Shape):
    """The appeal goes to a commissioner (交办)."""

    commissioner: str = fields.text(
        "The commissioner's account, in office in the community on the day of the assignment; see "
        "`GET /api/v1/communities/{community}/commissioners`.",
        longest=100,
        example="01970a3c-9000-7000-8000-0000000000c1",
    )
    due_on: dt.date | None = fields.plain(
        "By which day it is to be closed (办理期限), Asia/Shanghai, not before the day of the "
        "assignment; left out: an earlier one stays.",
        default=None,
    )
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@request("appeals", "accept_appeal", AppealView)
class AcceptAppeal(Acceptance, Change, Request[AppealView]):
    """Accept one appeal."""

    appeal_id: UUID = fields.plain("The appeal.")


@request("appeals", "decline_appeal", AppealView)
class DeclineAppeal(Refusal, Change, Request[AppealView]):
    """Decline one appeal."""

    appeal_id: UUID = fields.plain("The appeal.")


@request("appeals", "assign_appeal", AppealView)
class AssignAppeal(Assignment, Change, Request[AppealView]):
    """Assign one appeal, or assign it anew."""

    appeal_id: UUID = fields.plain("The appeal.")


@event("appeals", subject="appeal_id")
class AppealAccepted(AppealFacts, Event):
    """The workstation took the appeal on."""


@event("appeals", subject="appeal_id")
class AppealAssigned(AppealFacts, Event):
    """The appeal went to a commissioner."""

    commissioner: str = fields.plain("The commissioner's account.")
    due_on: dt.date | None = fields.plain(
        "By which day it is to be closed, Asia/Shanghai; null: no day is set.", default=None
    )
