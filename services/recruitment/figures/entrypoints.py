"""Requests about figures."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.figures import (
    AppointmentFigures,
    CommunityFiguresPage,
    ListCommunityFigures,
    ShowAppointmentFigures,
)
from services.recruitment.figures import queries


class FiguresEntrypoints(Service):
    """Counting."""

    @rpc(ShowAppointmentFigures)
    def appointment_figures(
        self, work: Work, request: ShowAppointmentFigures
    ) -> AppointmentFigures:
        return queries.figures(work.session, request)

    @rpc(ListCommunityFigures)
    def list_community_figures(
        self, work: Work, request: ListCommunityFigures
    ) -> CommunityFiguresPage:
        return queries.page(work.session, request)
