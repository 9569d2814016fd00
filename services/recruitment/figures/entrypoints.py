"""Requests about figures."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.recruitment.figures import (
    ListCommunityFigures,
    ShowAppointmentFigures,
    ShowPostMonths,
)
from services.recruitment.figures import queries


class FiguresEntrypoints(Service):
    """Counting."""

    appointment_figures = reads(ShowAppointmentFigures, queries.figures)
    show_post_months = reads(ShowPostMonths, queries.months)
    list_community_figures = reads(ListCommunityFigures, queries.page)
