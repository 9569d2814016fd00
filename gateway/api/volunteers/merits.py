"""Honours and evaluations of volunteers, and what a person's own record holds."""

from __future__ import annotations

from contracts.volunteers.merits import (
    ListVolunteerMerits,
    RecordVolunteerMerit,
    RemoveVolunteerMerit,
    ShowOwnRecord,
)
from gateway.http.routes import Routes
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes(
    "volunteer-merits",
    "义工表彰和评价 · Honours and evaluations of volunteers",
    reads={"code": checked},
)

_ONE = "/api/v1/volunteers/<uuid:registration_id>"

routes.asks("GET", f"{_ONE}/merits", ListVolunteerMerits, may=Action.VOLUNTEER_RECORD)
routes.asks("POST", f"{_ONE}/merits", RecordVolunteerMerit, may=Action.VOLUNTEER_RECORD)
routes.asks("POST", f"{_ONE}/merit-removals", RemoveVolunteerMerit, may=Action.VOLUNTEER_RECORD)
routes.asks("GET", "/api/v1/public/volunteers/<code>/record", ShowOwnRecord, may=Action.ANYONE)
