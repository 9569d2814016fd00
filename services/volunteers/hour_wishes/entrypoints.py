"""Requests of people about their hours, and the refusal; a correction answers them too."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.hour_wishes import AskForOwnCorrection, RefuseHoursWish
from services.volunteers.hour_wishes import operations


class HourWishesEntrypoints(Service):
    """Asking for a correction, and refusing it."""

    ask_for_own_correction = writes(AskForOwnCorrection, operations.ask)
    refuse_hours_wish = writes(RefuseHoursWish, operations.refuse)
