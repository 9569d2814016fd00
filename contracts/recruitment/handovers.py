"""Hand-over (交接): what a commissioner who left passes on, and that both sides say so."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.words import Side
from contracts.registry import Answer, Request, request, shape


@shape
class HandoverItem(Answer):
    """One thing that goes to somebody else."""

    kind: str = fields.plain("What it is, as `appeal`.")
    thing_id: UUID = fields.plain("The thing.")
    number: str = fields.plain("Its number.")


@shape
class HandoverView(Answer):
    """What an appointment that ended leaves behind."""

    appointment_id: UUID = fields.plain("The appointment that ended.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("Who leaves.")
    successor: UUID | None = fields.plain("Who receives; null: the workstation.", default=None)
    ended_on: dt.date = fields.plain("First day without it.")
    is_complete: bool = fields.plain("Whether every service has told what it moved.")
    possible: list[str] = fields.possible()
    items: list[HandoverItem] = fields.plain("What goes to somebody else.")
    given_at: dt.datetime | None = fields.moment(
        "When the leaving side confirmed, or the workstation for it.", default=None
    )
    given_by: str | None = fields.plain("The account that did.", default=None)
    received_at: dt.datetime | None = fields.moment(
        "When the receiving side confirmed.", default=None
    )
    received_by: str | None = fields.plain("The account that did.", default=None)
    version: int = fields.plain("Counts the changes; 0: nobody has told anything yet.")


@request("recruitment", "show_handover", HandoverView)
class ShowHandover(Request[HandoverView]):
    """Show what the commissioner who left had open, and who has it now."""

    appointment_id: UUID = fields.path("The appointment.")


@request("recruitment", "confirm_handover", HandoverView)
class ConfirmHandover(Change, Request[HandoverView]):
    """Confirm the list for the leaving or the receiving side."""

    appointment_id: UUID = fields.path("The appointment.")
    side: Side = fields.choice("Which side.", example="given")
    note: str | None = fields.words(
        "What should be known about it.", longest=1000, default=None, example="资料已当面移交。"
    )
