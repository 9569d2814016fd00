"""The events behind the further figures, a queue for each source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bus.entrypoints import Delivered, Service, Work, subscribe_many
from contracts.incentives.honours import HonourAwarded, HonourRevoked
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import (
    PostAdvertised,
    PostClosed,
    PostFilled,
    PostOpened,
    PostVacated,
    PostWithdrawn,
)
from contracts.volunteers.activities import ActivityHeld
from contracts.volunteers.hours import HoursCounted
from contracts.volunteers.volunteers import VolunteerRegistered
from services.street.changes import operations as changes
from services.street.further import operations
from services.street.further.operations import (
    HonourEvent,
    RecruitmentEvent,
    VolunteersEvent,
)


class FurtherEntrypoints(Service):
    """The projection of what other services than the register tell."""

    @subscribe_many(
        PostOpened,
        PostAdvertised,
        PostWithdrawn,
        PostFilled,
        PostVacated,
        PostClosed,
        AppointmentBegan,
        AppointmentEnded,
    )
    def project_office(self, work: Work, deliveries: list[Delivered[RecruitmentEvent]]) -> None:
        _keep(work, deliveries)

    @subscribe_many(VolunteerRegistered, ActivityHeld, HoursCounted)
    def project_volunteers(self, work: Work, deliveries: list[Delivered[VolunteersEvent]]) -> None:
        _keep(work, deliveries)

    @subscribe_many(HonourAwarded, HonourRevoked)
    def project_honours(self, work: Work, deliveries: list[Delivered[HonourEvent]]) -> None:
        _keep(work, deliveries)


def _keep(work: Work, deliveries: Sequence[Delivered[Any]]) -> None:
    operations.keep(work.session, [one.event for one in deliveries])
    changes.note(work.session, deliveries)
