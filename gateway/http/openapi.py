"""The OpenAPI 3.1 document, made from the routes and the contracts."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import flask
import flask_smorest

from contracts.gateway.problems import ProblemDocument
from contracts.json_schema import Plugin
from gateway.http import describing
from gateway.http.blueprints import Blueprint
from gateway.http.operations import written
from gateway.http.routes import COOKIE, SIGNED, permission_of
from gateway.people.callers import Web
from vocabulary.permissions import Action


class _Api(flask_smorest.Api):
    ERROR_SCHEMA = ProblemDocument.schema()


def document(app: flask.Flask, capabilities: Sequence[Blueprint]) -> dict[str, Any]:
    """The whole document of capabilities that the application serves, ready for JSON."""
    # The library adds to an application what ours has already, so it gets another one.
    another = flask.Flask("described", static_folder=None)
    api = _Api(another, spec_kwargs=_about(capabilities) | {"marshmallow_plugin": Plugin()})
    api.spec.components.security_scheme(
        SIGNED, {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    )
    api.spec.components.security_scheme(
        COOKIE, {"type": "apiKey", "in": "cookie", "name": Web.NAME_OVER_HTTPS}
    )
    for capability in capabilities:
        described = capability.described()
        described.register_views_in_doc(api, app, api.spec, name=capability.name, parameters=None)
        api.spec.tag({"name": capability.name, "description": capability.description})
    made: dict[str, Any] = api.spec.to_dict()
    return describing.complete(made, permissions_of(app))


def permissions_of(app: flask.Flask, *, without: str = "") -> dict[tuple[str, str], Action]:
    """Method and path, as the document writes them → what the route asks of its caller.

    `without` is a blueprint outside the interface.
    """
    return {
        (method, written(rule.rule)): permission_of(app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if not without or rule.endpoint.partition(".")[0] != without
    }


def _about(capabilities: Sequence[Blueprint]) -> dict[str, Any]:
    subjects = "\n".join(f"- {capability.description}" for capability in capabilities)
    return {
        "title": "Linli 邻里",
        "version": version("linli"),
        "openapi_version": "3.1.0",
        "info": {
            "description": (
                "社区专员机制：从居民诉求到招募聘任、统计和账号。The mechanism of community commissioners, from the "
                f"resident's words to the figures of the street.\n\n{subjects}\n\nEvery refusal "
                "is a problem document (RFC 9457) in Chinese and English. Lists come in pages: "
                "`limit`, then `cursor` with the `next_cursor` of the page before; `total=true` "
                "counts, `sort=a,-b` sorts, `a,b` gives several values of one filter. An "
                "`Idempotency-Key` makes a repeated request harmless; an ETag sent as `If-Match` "
                "prevents a change from overwriting another."
            )
        },
    }
