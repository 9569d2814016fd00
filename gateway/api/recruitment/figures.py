"""How many were appointed, how many are in office, and how long posts wait."""

from __future__ import annotations

from contracts.recruitment.figures import (
    AppointmentFigures,
    AppointmentFiguresFilter,
    CommunityFiguresFilter,
    CommunityFiguresPage,
    ListCommunityFigures,
    PostMonths,
    PostMonthsFilter,
    ShowAppointmentFigures,
    ShowPostMonths,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("appointment_figures", "聘任统计 · Figures of appointments")


@routes.get(
    "/api/v1/appointments/figures",
    may=Action.FIGURES_READ,
    filters=AppointmentFiguresFilter,
    answers=AppointmentFigures,
)
def show_appointment_figures(filters: AppointmentFiguresFilter) -> AppointmentFigures:
    """Show appointments by community and kind, for any period and any day."""
    return ask(ShowAppointmentFigures(**vars(filters)))


@routes.get(
    "/api/v1/public/appointments/figures",
    may=Action.ANYONE,
    filters=AppointmentFiguresFilter,
    answers=AppointmentFigures,
)
def show_public_appointment_figures(filters: AppointmentFiguresFilter) -> AppointmentFigures:
    """Show the figures of appointments to anyone; they name no person."""
    return ask(ShowAppointmentFigures(**vars(filters)))


@routes.get(
    "/api/v1/appointments/figures/months",
    may=Action.FIGURES_READ,
    filters=PostMonthsFilter,
    answers=PostMonths,
)
def show_post_months(filters: PostMonthsFilter) -> PostMonths:
    """Show how many posts were filled, held in the interim and vacant over time."""
    return ask(ShowPostMonths(**vars(filters)))


@routes.get(
    "/api/v1/appointments/figures/communities",
    may=Action.FIGURES_READ,
    filters=CommunityFiguresFilter,
    answers=CommunityFiguresPage,
)
def list_community_figures(filters: CommunityFiguresFilter) -> CommunityFiguresPage:
    """List the figures of each community in pages, for a city with very many."""
    return ask(ListCommunityFigures(**vars(filters)))


@routes.get(
    "/api/v1/public/appointments/figures/communities",
    may=Action.ANYONE,
    filters=CommunityFiguresFilter,
    answers=CommunityFiguresPage,
)
def list_public_community_figures(filters: CommunityFiguresFilter) -> CommunityFiguresPage:
    """List the figures of each community for anyone."""
    return ask(ListCommunityFigures(**vars(filters)))
