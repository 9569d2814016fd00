"""What a volunteer learnt (培训), and for how long it proves a skill."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.volunteers import ONE_CODE_LONGEST


@shape
class TrainingBody(Shape):
    """One training of one person."""

    title: str = fields.line("What was taught.", longest=60, example="急救培训")
    skill: str | None = fields.line(
        "Code of the skill that it proves, if it proves one; the person has it from then on.",
        longest=ONE_CODE_LONGEST,
        default=None,
    )
    trained_on: dt.date = fields.plain("The day.", example="2026-05-04")
    valid_until: dt.date | None = fields.plain(
        "Last day on which it proves the skill; null: as the catalogue says, or for good.",
        default=None,
    )


@shape
class VolunteerTraining(Answer):
    """One training of one person."""

    id: UUID = fields.plain("The training.")
    title: str = fields.plain("What was taught.")
    skill: str | None = fields.plain("Code of the skill that it proves.", default=None)
    trained_on: dt.date = fields.plain("The day.")
    valid_until: dt.date | None = fields.plain(
        "Last day on which it proves the skill; null: for good.", default=None
    )


@shape
class VolunteerTrainings(Answer):
    """The trainings of one person, newest first, and what the person can do today."""

    skills_today: list[str] = fields.plain(
        "Codes of the skills that the person has today, with all that they include."
    )
    items: list[VolunteerTraining] = fields.plain("The trainings.")


@request("volunteers", "record_volunteer_training", VolunteerTrainings)
class RecordVolunteerTraining(TrainingBody, Request[VolunteerTrainings]):
    """Record that a volunteer took part in a training."""

    registration_id: UUID = fields.path("The registration.")


@request("volunteers", "list_volunteer_trainings", VolunteerTrainings)
class ListVolunteerTrainings(Request[VolunteerTrainings]):
    """List the trainings of a volunteer."""

    registration_id: UUID = fields.path("The registration.")
