"""Names beside what incentives publish without them, by the consent of today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from contracts.incentives.reports import NamedAppointment
from contracts.recruitment.office import ListPublicNames, NamesOfDay
from gateway.http.routes import ask


def named_today(community: str, appointments: Collection[UUID]) -> Mapping[UUID, str]:
    """The names that may be public today, by appointment."""
    return {one.appointment_id: one.name for one in public_names(community, appointments)}


def public_names(community: str, appointments: Collection[UUID]) -> list[NamedAppointment]:
    """The names that may be public today."""
    # Each once: a person may be honoured year after year.
    wanted = sorted(set(appointments))
    if not wanted:
        return []
    return names_for(ask(ListPublicNames(community=community, appointments=wanted)))


def names_for(found: NamesOfDay) -> list[NamedAppointment]:
    """Names from recruitment, as incentives take them."""
    return [
        NamedAppointment(appointment_id=one.appointment_id, name=one.name) for one in found.items
    ]
