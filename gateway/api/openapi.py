"""The OpenAPI 3.1 document, made from the routes and the contracts."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import flask
import flask_smorest

from contracts.gateway.problems import ProblemDocument
from gateway.api import accounts, api_keys, areas, events, health, own_account, sessions, tokens
from gateway.api.appeals import (
    actions,
    assignment,
    categories,
    closing,
    intake,
    rating,
    receptions,
)
from gateway.api.errors import CONTENT_TYPE
from gateway.api.routes import COOKIE, SIGNED, marked
from gateway.api.street import totals
from gateway.callers import Web
from gateway.identity.rules import Permission

_CAPABILITIES = (
    intake,
    assignment,
    actions,
    closing,
    rating,
    receptions,
    categories,
    totals,
    events,
    areas,
    accounts,
    own_account,
    sessions,
    tokens,
    api_keys,
    health,
)


class _Api(flask_smorest.Api):
    ERROR_SCHEMA = ProblemDocument.schema()


def register(app: flask.Flask) -> None:
    """Add every route to the application, and `/openapi.json` that describes them."""
    api = _Api(app, spec_kwargs=_about())
    api.spec.components.security_scheme(
        SIGNED, {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    )
    api.spec.components.security_scheme(
        COOKIE, {"type": "apiKey", "in": "cookie", "name": Web.NAME_OVER_HTTPS}
    )
    for capability in _CAPABILITIES:
        api.register_blueprint(capability.routes.blueprint)
    app.register_blueprint(health.plain)
    described = document(api)

    def openapi() -> dict[str, Any]:
        return described

    app.add_url_rule("/openapi.json", view_func=marked(openapi, Permission.ANYONE))
    app.extensions["openapi"] = described


def document(api: flask_smorest.Api) -> dict[str, Any]:
    """The whole document, ready for JSON."""
    made: dict[str, Any] = api.spec.to_dict()
    for response in made["components"]["responses"].values():
        # The library knows one type for all answers; problems have their own.
        response["content"] = {CONTENT_TYPE: response["content"].pop("application/json")}
    return made


def _about() -> dict[str, Any]:
    return {
        "title": "Linli 邻里",
        "version": version("linli"),
        "openapi_version": "3.1.0",
        "info": {
            "description": (
                "诉求从提出到办结、评议的全过程，以及街道统计。"
                "Appeals from submission to closing and rating, and the figures of the street. "
                "Every refusal is a problem document (RFC 9457) in Chinese and English."
            )
        },
    }
