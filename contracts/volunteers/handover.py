"""Hand-over (移交): the team of a post whose commissioner left office, and its planned activities."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.handing_over import HandedOver
from contracts.registry import Event, Shape, event, shape

#: The most activities one event names, so that it stays small.
PORTION_MOST = 200


@shape
class HandedOverTeam(Shape):
    """One team that moved."""

    team_id: UUID = fields.plain("The team.")
    number: str = fields.plain("Its number.")
    commissioner: UUID | None = fields.plain(
        "The commissioner on its post now; null: the workstation keeps it.", default=None
    )


@shape
class HandedOverActivity(Shape):
    """One planned activity that moved with its team."""

    activity_id: UUID = fields.plain("The activity.")
    number: str = fields.plain("Its number.")


@event("volunteers", subject="appointment_id")
class TeamsHandedOver(HandedOver, Event):
    """The team of a commissioner whose appointment ended was passed on with what it plans.

    A team goes to the next commissioner on its post, otherwise to the workstation. Sent for every
    appointment that ends, also where there was no team; in several portions where there are many
    activities.
    """

    teams: list[HandedOverTeam] = fields.plain("The teams; named in the first portion.")
    activities: list[HandedOverActivity] = fields.plain("The planned activities of this portion.")
