"""Hand-over (交接): what a departing commissioner passes on, and the confirmation by both sides."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.words import Side
from contracts.registry import Answer, Request, request, shape


@shape
class HandoverItem(Answer):
    """One thing that is passed on."""

    kind: str = fields.plain("The kind of thing, such as `appeal`.")
    thing_id: UUID = fields.plain("The thing.")
    number: str = fields.plain("Its number.")


@shape
class HandoverView(Answer):
    """The work that an ended appointment leaves behind."""

    appointment_id: UUID = fields.plain("The appointment that ended.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The person who leaves.")
    successor: UUID | None = fields.plain(
        "The person who receives; null: the workstation.", default=None
    )
    ended_on: dt.date = fields.plain("First day without it.")
    is_complete: bool = fields.plain("Whether every service has reported what it passed on.")
    possible: list[str] = fields.possible()
    items: list[HandoverItem] = fields.plain("The things passed on.")
    given_at: dt.datetime | None = fields.moment(
        "When the leaving side confirmed, or the workstation for it.", default=None
    )
    given_by: str | None = fields.plain("The account that did.", default=None)
    received_at: dt.datetime | None = fields.moment(
        "When the receiving side confirmed.", default=None
    )
    received_by: str | None = fields.plain("The account that did.", default=None)
    version: int = fields.plain("Counts the changes; 0: no service has reported yet.")


@request("recruitment", "show_handover", HandoverView)
class ShowHandover(Request[HandoverView]):
    """Show the open work of the commissioner who left, and who has it now."""

    appointment_id: UUID = fields.path("The appointment.")


@request("recruitment", "confirm_handover", HandoverView)
class ConfirmHandover(Change, Request[HandoverView]):
    """Confirm the list for the leaving or the receiving side."""

    appointment_id: UUID = fields.path("The appointment.")
    side: Side = fields.choice("Which side.", example="given")
    note: str | None = fields.words(
        "A note.", longest=1000, default=None, example="资料已当面移交。"
    )
