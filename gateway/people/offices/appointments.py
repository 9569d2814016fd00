"""Appointments (聘任) as offices: the commissioners in office (R1, R2)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from gateway.people.accounts import operations as accounts
from gateway.people.offices import operations
from gateway.people.offices.operations import Office
from runtime import clock
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
    ends_at = max(clock.now(), start_of_day(event.ended_on))
    accounts.remember_end(session, event.appointment_id, ends_at)
    operations.end(session, event.appointment_id, ends_at)
