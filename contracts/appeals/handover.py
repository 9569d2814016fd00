"""Hand-over (移交): the open appeals of a commissioner who left office, and who has them now."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.handing_over import HandedOver
from contracts.registry import Event, Shape, event, shape

#: The most appeals one event names, so that it stays small.
PORTION_MOST = 200


@shape
class HandedOverAppeal(Shape):
    """One appeal that moved."""

    appeal_id: UUID = fields.plain("The appeal.")
    number: str = fields.plain("Its number.")


@event("appeals", subject="appointment_id")
class AppealsHandedOver(HandedOver, Event):
    """The open appeals of a commissioner whose appointment ended were passed on.

    Without a successor they are accepted again. Sent for every appointment that ends, also
    where nothing was open; in several portions where there are many.
    """

    appeals: list[HandedOverAppeal] = fields.plain("The appeals of this portion.")
