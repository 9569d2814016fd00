"""Correcting hours at the wish of their person (更正申请): asked for by code, answered by a clerk."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.registry import Request, request
from contracts.volunteers.hours import HoursView, OneOfHours
from contracts.volunteers.sign_ups import MINUTES_MOST
from contracts.volunteers.volunteers import CODE_LONGEST

_LONGEST = 500


@request("volunteers", "ask_for_own_correction", HoursView)
class AskForOwnCorrection(Change, Request[HoursView]):
    """Ask for a correction of your own hours (申请更正), with the minutes that you think are right."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    hours_id: UUID = fields.path("The hours.")
    minutes: int = fields.number(
        "How long you served, without the way there.", least=1, most=MINUTES_MOST, example=150
    )
    reason: str = fields.words(
        "Why the recorded minutes are wrong.", longest=_LONGEST, example="签退以后还收拾了半小时。"
    )


@request("volunteers", "refuse_hours_wish", HoursView)
class RefuseHoursWish(OneOfHours, Request[HoursView]):
    """Refuse the correction that the person asked for, with the reason, which the person reads."""

    reason: str = fields.words("Why.", longest=_LONGEST, example="签到表写明九点离开。")
