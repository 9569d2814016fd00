"""Check-in by a code of the day (签到码): shown by the leader, entered by the people who came."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST
from contracts.volunteers.words import Presence


@shape
class CheckInCode(Answer):
    """The code of today, while a shift is open for check-in."""

    activity_id: UUID = fields.plain("The activity.")
    check_in_code: str | None = fields.plain(
        "Six digits, which change every day; null: nobody can check in now.", default=None
    )
    opens_at: dt.datetime | None = fields.moment(
        "From when on people can check in next; null: now, or never again.", default=None
    )


@request("volunteers", "show_check_in_code", CheckInCode)
class ShowCheckInCode(Request[CheckInCode]):
    """Show the code of the day (签到码), with which people check themselves in."""

    activity_id: UUID = fields.path("The activity.")


@shape
class CheckedIn(Answer):
    """The shift for which a person is checked in."""

    activity: str = fields.plain("What the activity is called.")
    starts_at: dt.datetime = fields.moment("When the shift begins.")
    ends_at: dt.datetime = fields.moment("When the shift ends.")
    presence: Presence = fields.choice("How the person was there.")


@shape
class OwnCheckIn(Answer):
    """The shift for which the person is checked in, or why there is none.

    A wrong code is an answer, not a problem, because the attempt must be recorded.
    """

    retry_after_seconds: int | None = fields.plain(
        "After too many attempts, when the next one is checked; null: the code did not match.",
        default=None,
    )
    checked_in: CheckedIn | None = fields.plain("The shift; null: the code is wrong.", default=None)


@request("volunteers", "check_in_by_code", OwnCheckIn)
class CheckInByCode(Request[OwnCheckIn]):
    """Check yourself in (扫码签到) with the code that the leader shows today."""

    code: str = fields.path(fields.text("Your own code.", longest=CODE_LONGEST))
    check_in_code: str = fields.pattern(
        "The six digits that the leader shows.",
        r"^[0-9]{6}$",
        error="Must be six digits.",
        example="492039",
    )
