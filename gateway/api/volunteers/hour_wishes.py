"""What people ask to have corrected of their hours, and hours while they are shown."""

from __future__ import annotations

from contracts.volunteers.hour_wishes import AskForOwnCorrection, RefuseHoursWish
from contracts.volunteers.shown_hours import ListOwnShownHours, ListShownHours
from gateway.http.routes import Routes
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes(
    "hour_wishes",
    "时长公示与更正申请 · Hours shown, and wishes to correct them",
    reads={"code": checked},
)

_ALL, _OWN = "/api/v1/hours", "/api/v1/public/volunteers/<code>"

routes.asks("GET", f"{_ALL}/shown", ListShownHours, may=Action.HOURS_SHOWN_READ)
routes.asks(
    "POST", f"{_ALL}/<uuid:hours_id>/wish-refusal", RefuseHoursWish, may=Action.HOURS_CORRECT
)
routes.asks("GET", f"{_OWN}/shown-hours", ListOwnShownHours, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/hours/<uuid:hours_id>/wish", AskForOwnCorrection, may=Action.ANYONE)
