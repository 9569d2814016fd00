"""Appointments (聘任) as offices: the commissioners in office (R1, R2)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from gateway.people.offices import operations, teams
from gateway.people.offices.operations import Office
from vocabulary.actors import Role
from vocabulary.periods import start_of_day


def follow(session: Session, event: AppointmentBegan | AppointmentAccountNamed) -> None:
    """Name the account for the office once that has begun, and as long as it lasts."""
    if event.began_on is None:
        return
    if isinstance(event, AppointmentAccountNamed) and event.ended_on is not None:
        return
    office = Office(
        source_id=event.appointment_id,
        account_id=event.commissioner,
        role=Role.COMMISSIONER,
        area=event.community,
        begins_at=start_of_day(event.began_on),
        source_version=event.version,
    )
    operations.name(session, office)


def end(session: Session, event: AppointmentEnded) -> None:
    """End the office at once, or when its last day begins; one that begins late never does."""
    operations.end_on(session, event.appointment_id, event.ended_on)


def keep_post(session: Session, event: AppointmentBegan | AppointmentAccountNamed) -> None:
    """Let the appointment lead the teams of its post."""
    if event.post_id is not None:
        teams.know_post(session, event.appointment_id, event.post_id)
