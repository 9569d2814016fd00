"""Registrations with one phone: one person twice, or two people."""

from __future__ import annotations

from contracts.volunteers.doubles import KeepVolunteersApart, ListDoubles, MergeVolunteers
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("volunteer-doubles", "同号义工 · Volunteers with one phone")

_ALL = "/api/v1/volunteers/doubles"

routes.asks("GET", _ALL, ListDoubles, may=Action.VOLUNTEER_RECORD)
routes.asks("POST", f"{_ALL}/merging", MergeVolunteers, may=Action.VOLUNTEER_RECORD)
routes.asks("POST", f"{_ALL}/keeping-apart", KeepVolunteersApart, may=Action.VOLUNTEER_RECORD)
