"""Requests about trainings."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.trainings import ListVolunteerTrainings, RecordVolunteerTraining
from services.volunteers.trainings import operations, queries


class TrainingsEntrypoints(Service):
    """What volunteers learnt."""

    record_volunteer_training = writes(RecordVolunteerTraining, operations.record)
    list_volunteer_trainings = reads(ListVolunteerTrainings, queries.of_registration)
