"""Requests about figures."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.figures import AppointmentFigures, ShowAppointmentFigures
from services.recruitment.figures import queries


class FiguresEntrypoints(Service):
    """Counting."""

    @rpc(ShowAppointmentFigures)
    def appointment_figures(
        self, work: Work, request: ShowAppointmentFigures
    ) -> AppointmentFigures:
        return queries.figures(work.session, request)
