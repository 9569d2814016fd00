"""Figures that move (实时数字), as a stream; the one that pages follow too."""

from __future__ import annotations

import flask

from contracts.street.live import LiveArea, LiveFigures
from gateway.http import stream_routes
from gateway.http.routes import ask, dependencies
from gateway.http.stream_routes import Holds, StreamRoutes
from gateway.places.reference import refuse_any
from gateway.wire.watch import State, asking
from vocabulary.permissions import Action

routes = StreamRoutes("live", "实时数字 · Figures that move")


@routes.stream(
    "/api/v1/public/street/live", may=Action.ANYONE, filters=LiveArea, answers=LiveFigures
)
def follow_public_figures(filters: LiveArea) -> flask.Response:
    """Follow the figures of an area; with `Accept: text/event-stream` as a stream of changes."""
    return _followed(filters, _for_ever)


@routes.stream(
    "/api/v1/street/live", may=Action.FIGURES_READ, filters=LiveArea, answers=LiveFigures
)
def follow_figures(filters: LiveArea) -> flask.Response:
    """Follow the same figures as staff; the stream ends when your rights change."""
    environ, callers = flask.request.environ, dependencies().callers
    return _followed(filters, lambda: callers.still_holds(environ))


def _followed(filters: LiveArea, holds: Holds) -> flask.Response:
    refuse_any(dependencies().reference.known().wrong_area(filters.area))
    environ, watch = flask.request.environ, dependencies().watch
    seen = stream_routes.last_seen(environ)
    if stream_routes.is_wanted(environ):
        return stream_routes.going_on(lambda wake: watch.follow(filters.area, wake), seen, holds)
    state = watch.known(filters.area)
    if state is None:
        [figures] = ask(asking([filters.area])).items or []
        state = State.of(figures)
    return stream_routes.at_this_moment(state)


def _for_ever() -> bool:
    return True
