"""What the workstation is reminded of (今日待办): people who wait, and what ends."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.words import ReminderKind


@shape
class VolunteerReminder(Answer):
    """One volunteer about whom somebody should do something."""

    registration_id: UUID = fields.plain("The registration.")
    number: str = fields.plain("Its number.")
    community: str = fields.place("The community.")
    name: str | None = fields.plain("Masked.", default=None)
    kind: ReminderKind = fields.choice("What it is about.")
    due_on: dt.date = fields.plain("The day on which it was, or is, due.")
    about: str | None = fields.plain("The code of the skill that ends.", default=None)


@shape
class VolunteerReminders(Answer):
    """What is due, the oldest first; at most two hundred of each kind."""

    items: list[VolunteerReminder] = fields.plain("The reminders.")
    groups_to_check: int = fields.plain(
        "How many groups have files to look through after a name was erased."
    )


@request("volunteers", "list_volunteer_reminders", VolunteerReminders)
class ListVolunteerReminders(Request[VolunteerReminders]):
    """List who waits for a meeting too long, comes of age, or whose insurance or skill ends.

    Groups whose files are to be looked through after an erasure are counted.
    """

    area: str | None = fields.area("Only this area.", default=None)
