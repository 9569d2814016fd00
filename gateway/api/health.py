"""Whether this process is alive and can work, and its counters."""

from __future__ import annotations

import flask

from contracts.gateway.health import Alive, Readiness
from gateway.http.routes import Routes, dependencies, marked, written
from runtime import metrics
from runtime.health import HEALTH
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("health", "运行状况 · For operators and their tools")

NOT_READY = 503


@routes.get("/healthz", may=Action.ANYONE, answers=Alive)
def show_health() -> Alive:
    """Show that the process is alive."""
    return Alive(status="ok")


@routes.get("/readyz", may=Action.ANYONE, answers=Readiness)
def show_readiness() -> flask.Response:
    """Show whether the process can work; 503 if not.

    Where a health port is set, only that port answers.
    """
    _check_is_told_here()
    report = HEALTH.report()
    found = Readiness(ready=report.ready, checks=report.checks, advice=report.advice)
    if report.ready:
        return written(found, Readiness)
    answer = written(found, Readiness, NOT_READY)
    answer.headers["Retry-After"] = "5"
    return answer


def exposition() -> flask.Response:
    """The process's figures in Prometheus' form."""
    _check_is_told_here()
    body, content_type = metrics.exposition()
    return flask.Response(body, content_type=content_type)


def _check_is_told_here() -> None:
    # Details of the process and its load are for its operators.
    if dependencies().has_health_port:
        raise NotFound("没有这个地址。", "There is no such address.")


# Text in a form of its own, so it is no operation of the described interface.
plain = flask.Blueprint("metrics", __name__)
plain.add_url_rule("/metrics", view_func=marked(exposition, Action.ANYONE))
