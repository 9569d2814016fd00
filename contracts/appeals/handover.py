"""Hand-over (移交): what a commissioner who left office had open, and who has it now."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.registry import Event, Shape, event, shape

#: So many appeals one event names at most, so that it stays small.
PORTION_MOST = 200


@shape
class HandedOverAppeal(Shape):
    """One appeal that moved."""

    appeal_id: UUID = fields.plain("The appeal.")
    number: str = fields.plain("Its number.")


@event("appeals", subject="appointment_id")
class AppealsHandedOver(Event):
    """The open appeals of a commissioner whose appointment ended went to somebody else.

    Sent for every appointment that ends, also where nothing was open; in several
    portions where there are many.
    """

    appointment_id: UUID = fields.plain("The appointment that ended.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("Who had them.")
    successor: UUID | None = fields.plain(
        "Who has them now; null: the workstation, and they are accepted again.", default=None
    )
    appeals: list[HandedOverAppeal] = fields.plain("The appeals of this portion.")
    portions: int = fields.number("How many portions there are.", least=1, most=100_000)
    version: int = fields.number("Which portion, from 1.", least=1, most=100_000)
