"""The events that facts are kept from."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, subscribe_many
from contracts.appeals.receptions import ReceptionRecorded
from contracts.incentives.meetings import SharingMeetingHeld
from contracts.recruitment.handbooks import HandbookPublished
from contracts.recruitment.posts import PostOpened
from services.incentives.facts import operations
from services.incentives.facts.operations import (
    AppealEvent,
    AppointmentEvent,
    CourseEvent,
    VolunteersEvent,
)


class FactsEntrypoints(Service):
    """The projection of events to facts."""

    @subscribe_many(*operations.APPEAL_EVENTS)
    def keep_appeal_facts(self, work: Work, deliveries: list[Delivered[AppealEvent]]) -> None:
        operations.keep(work.session, deliveries)

    @subscribe_many(ReceptionRecorded)
    def keep_receptions(self, work: Work, deliveries: list[Delivered[ReceptionRecorded]]) -> None:
        operations.keep(work.session, deliveries)

    @subscribe_many(*operations.COURSE_EVENTS)
    def keep_courses(self, work: Work, deliveries: list[Delivered[CourseEvent]]) -> None:
        operations.keep(work.session, deliveries)

    # Its own meetings take the same road, so that they are built anew with the other facts.
    @subscribe_many(SharingMeetingHeld)
    def keep_meetings(self, work: Work, deliveries: list[Delivered[SharingMeetingHeld]]) -> None:
        operations.keep(work.session, deliveries)

    @subscribe_many(*operations.VOLUNTEERS_EVENTS)
    def keep_volunteers_facts(
        self, work: Work, deliveries: list[Delivered[VolunteersEvent]]
    ) -> None:
        operations.keep(work.session, deliveries)

    @subscribe_many(*operations.APPOINTMENT_EVENTS)
    def keep_appointments(self, work: Work, deliveries: list[Delivered[AppointmentEvent]]) -> None:
        operations.keep(work.session, deliveries)

    @subscribe_many(PostOpened)
    def keep_posts(self, work: Work, deliveries: list[Delivered[PostOpened]]) -> None:
        operations.keep(work.session, deliveries)

    @subscribe_many(HandbookPublished)
    def keep_handbooks(self, work: Work, deliveries: list[Delivered[HandbookPublished]]) -> None:
        operations.keep(work.session, deliveries)
