"""What volunteers learnt, and what the workstation is reminded of."""

from __future__ import annotations

from contracts.volunteers.reminders import ListVolunteerReminders
from contracts.volunteers.trainings import ListVolunteerTrainings, RecordVolunteerTraining
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("volunteer-trainings", "义工培训和提醒 · Trainings and reminders")

_TRAININGS = "/api/v1/volunteers/<uuid:registration_id>/trainings"

routes.asks("GET", _TRAININGS, ListVolunteerTrainings, may=Action.VOLUNTEER_READ)
routes.asks("POST", _TRAININGS, RecordVolunteerTraining, may=Action.VOLUNTEER_RECORD)
routes.asks(
    "GET", "/api/v1/volunteers/reminders", ListVolunteerReminders, may=Action.VOLUNTEER_RECORD
)
