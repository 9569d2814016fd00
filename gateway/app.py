"""The application behind the gateway's address; knows no nameko and no AMQP."""

from __future__ import annotations

import copy
import functools
import json
import threading
from typing import Any

import flask
import orjson
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule

from audit import context
from gateway.api import health
from gateway.api.appeals import submitting
from gateway.api.capabilities import CAPABILITIES
from gateway.console import site as console
from gateway.http import conditions, documentation, errors, incoming, openapi
from gateway.http.dependencies import EXTENSION, Dependencies
from gateway.http.middleware import ROUTE, Middleware
from gateway.http.routes import dependencies, marked, response_of
from gateway.people.callers import BY_ITSELF
from gateway.people.sessions.rules import SAFE_METHODS
from vocabulary.permissions import Action
from vocabulary.problems import Defect

#: A caller who asks meanwhile waits for the same document.
_DESCRIBING = threading.Lock()


def create_app(made_of: Dependencies) -> flask.Flask:
    """The application, with the short way for submissions in front."""
    # Adding hundreds of routes takes its time, and is the same for all of them.
    app = copy.copy(_routed())
    app.extensions = {**app.extensions, EXTENSION: made_of}
    submissions = {
        ("POST", "/api/v1/public/appeals"): submitting.public(made_of),
        ("POST", "/api/v1/appeals"): submitting.recorded(made_of),
    }
    middleware = Middleware(
        app.wsgi_app,
        submissions,
        made_of.admission,
        made_of.browser_policy,
        made_of.trusted_proxies,
        made_of.unnamed_proxy,
        console.refused_at_the_door,
    )
    app.wsgi_app = middleware  # type: ignore[method-assign]  # Flask's own way to wrap it
    return app


def openapi_document() -> dict[str, Any]:
    """The description of the HTTP interface, without serving it: a copy, its caller's own."""
    described: dict[str, Any] = json.loads(_document())
    return described


@functools.cache
def _document() -> bytes:
    capabilities = [capability.routes.blueprint for capability in CAPABILITIES]
    return orjson.dumps(openapi.document(_routed(), capabilities))


def _show_document() -> flask.Response:
    if not _document.cache_info().currsize:
        with _DESCRIBING:
            # It takes seconds of a processor, once a process.
            dependencies().aside(_document)
    return flask.Response(_document(), content_type="application/json")


def permissions_by_route() -> dict[tuple[str, str], Action]:
    """Method and path of every route of the interface, and the action it asks of its caller."""
    return openapi.permissions_of(_routed(), without=console.NAME)


def pages_by_rule() -> MapAdapter:
    """Finds the page that an address leads to."""
    return _routed().url_map.bind("localhost")


class _Finding(Rule):
    """Finds the view of an address, and writes none: nothing here asks for one.

    To write the code that would write them took half of the time of adding routes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - the signature is the library's
        return _write_none


def _write_none(*_: Any, **__: Any) -> Any:
    raise NotImplementedError("addresses are written by hand")


class _Application(flask.Flask):
    url_rule_class = _Finding


@functools.cache
def _routed() -> flask.Flask:
    """The application without what it works with."""
    app = _Application("gateway", static_folder=None)
    # A code typed with a slash is a wrong code: pages that ask the interface follow no redirect.
    app.url_map.merge_slashes = False
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of the default provider
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of the default provider
    for capability in CAPABILITIES:
        app.register_blueprint(capability.routes.blueprint)
    # No operations of the interface: pages, and texts in forms of their own.
    app.register_blueprint(health.plain)
    app.register_blueprint(documentation.pages)
    app.add_url_rule("/openapi.json", "openapi", marked(_show_document, Action.ANYONE))
    console.register(app)
    app.before_request(console.lift)
    app.before_request(_admit)
    app.after_request(conditions.tag)
    app.after_request(_keep_private)
    app.after_request(_renew_session)
    for failure in (HTTPException, Exception):
        app.register_error_handler(failure, _refuse)
    return app


def _admit() -> None:
    """Refuse callers who may not use this route, before reading anything else of the request."""
    request = flask.request
    if request.url_rule is None or request.endpoint is None:
        dependencies().admission.pass_as_nobody(request.environ)
        return
    request.environ[ROUTE] = request.url_rule.rule
    if request.method == "OPTIONS":
        # Flask says which methods there are; nothing of ours is touched.
        dependencies().admission.pass_as_nobody(request.environ)
        return
    view = flask.current_app.view_functions[request.endpoint]
    permission = getattr(view, "permission", None)
    if permission is None:
        raise Defect("该地址未声明权限。", "This route does not say who may call it.")
    if getattr(view, "is_followed", False):
        request.environ[BY_ITSELF] = True
    flask.g.actor = incoming.admitted(request.environ, permission, dependencies().admission)
    context.acted_by(flask.g.actor, f"gateway.{request.endpoint.rpartition('.')[2]}")
    if request.method not in SAFE_METHODS:
        # Refused here for every route, also for those whose answer is never kept.
        incoming.idempotency_key(request.environ, flask.g.actor)


def _keep_private(response: flask.Response) -> flask.Response:
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _renew_session(response: flask.Response) -> flask.Response:
    if "Set-Cookie" in response.headers:
        return response
    grew = flask.g.get("rights_grew", False)
    cookie = dependencies().callers.fresh_cookie(flask.request.environ, at_once=grew)
    if cookie is not None:
        response.headers["Set-Cookie"] = cookie
    return response


def _refuse(failure: Exception) -> flask.Response:
    if console.is_wanted():
        return console.refused(failure)
    return response_of(errors.reply_to(failure, flask.request.environ))
