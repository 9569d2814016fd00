"""The OpenAPI 3.1 document, made from the routes and the contracts."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any

import flask
import flask_smorest

from contracts.gateway.problems import ProblemDocument
from contracts.json_schema import Plugin
from gateway.api import (
    account_data,
    accounts,
    api_keys,
    areas,
    attachments,
    audit,
    commissioners,
    consents,
    events,
    health,
    notice_deliveries,
    notice_preferences,
    notice_templates,
    notices,
    offices,
    openid,
    own_account,
    sessions,
    texts,
    tokens,
)
from gateway.api.appeals import (
    actions,
    assignment,
    categories,
    closing,
    disclosures,
    intake,
    own_data,
    rating,
    receptions,
)
from gateway.api.recruitment import (
    applications,
    appointments,
    back_entries,
    campaigns,
    certificates,
    courses,
    figures,
    handbooks,
    handovers,
    holidays,
    parameters,
    posts,
    regulations,
    screening,
    surveys,
    terms,
)
from gateway.api.recruitment import consents as consents_of_persons
from gateway.api.street import totals
from gateway.http import describing, documentation
from gateway.http.routes import COOKIE, SIGNED, marked, permission_of
from gateway.people.callers import Web
from vocabulary.permissions import Action

_CAPABILITIES = (
    intake,
    assignment,
    actions,
    closing,
    rating,
    commissioners,
    receptions,
    categories,
    attachments,
    disclosures,
    own_data,
    texts,
    consents,
    totals,
    parameters,
    surveys,
    posts,
    back_entries,
    holidays,
    campaigns,
    applications,
    screening,
    appointments,
    terms,
    certificates,
    handovers,
    courses,
    handbooks,
    consents_of_persons,
    regulations,
    figures,
    events,
    areas,
    audit,
    accounts,
    own_account,
    account_data,
    offices,
    notices,
    notice_preferences,
    notice_templates,
    notice_deliveries,
    sessions,
    openid,
    tokens,
    api_keys,
    health,
)


_CONVERTED = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


class _Api(flask_smorest.Api):
    ERROR_SCHEMA = ProblemDocument.schema()


def register(app: flask.Flask) -> None:
    """Add every route to the application, and `/openapi.json` that describes them."""
    api = _Api(app, spec_kwargs=_about() | {"marshmallow_plugin": Plugin()})
    api.spec.components.security_scheme(
        SIGNED, {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    )
    api.spec.components.security_scheme(
        COOKIE, {"type": "apiKey", "in": "cookie", "name": Web.NAME_OVER_HTTPS}
    )
    for capability in _CAPABILITIES:
        api.register_blueprint(capability.routes.blueprint)
    app.register_blueprint(health.plain)
    app.register_blueprint(documentation.pages)
    described = document(api, permissions_of(app))

    def openapi() -> dict[str, Any]:
        return described

    app.add_url_rule("/openapi.json", view_func=marked(openapi, Action.ANYONE))
    app.extensions["openapi"] = described


def document(api: flask_smorest.Api, permissions: dict[tuple[str, str], Action]) -> dict[str, Any]:
    """The whole document, ready for JSON."""
    made: dict[str, Any] = api.spec.to_dict()
    return describing.complete(made, permissions)


def permissions_of(app: flask.Flask) -> dict[tuple[str, str], Action]:
    """Method and path, as the document writes it, → what the route asks of its caller."""
    return {
        (method, _CONVERTED.sub(r"{\1}", rule.rule)): permission_of(
            app.view_functions[rule.endpoint]
        )
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def _about() -> dict[str, Any]:
    subjects = "\n".join(
        f"- {capability.routes.blueprint.description}" for capability in _CAPABILITIES
    )
    return {
        "title": "Linli 邻里",
        "version": version("linli"),
        "openapi_version": "3.1.0",
        "info": {
            "description": (
                "社区专员机制：从居民诉求到招募聘任、统计和账号。"
                "The mechanism of community commissioners, from the resident's words to the "
                f"figures of the street.\n\n{subjects}\n\n"
                "Every refusal is a problem document (RFC 9457) in Chinese and English. "
                "Lists come in pages: `limit`, then `cursor` with the `next_cursor` of the page "
                "before; `total=true` counts, `sort=a,-b` sorts, `a,b` gives several values of "
                "one filter. An `Idempotency-Key` makes a repeated request harmless; an ETag sent "
                "as `If-Match` keeps a change from overwriting another one."
            )
        },
    }
