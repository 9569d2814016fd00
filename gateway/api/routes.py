"""How a capability declares its routes: who may call, what comes in, what goes out.

    @routes.post("/api/v1/appeals/<uuid:appeal_id>/acceptance",
                 may=Permission.DECIDE, takes=Acceptance, answers=AppealView)
    def accept(body: Acceptance, appeal_id: UUID) -> AppealView:
        return ask(AcceptAppeal(appeal_id=appeal_id, **vars(body)))

Permission, limits, form and the OpenAPI document follow from the declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, cast

import flask
import flask_smorest
import marshmallow
from webargs.flaskparser import FlaskParser

from contracts.complaints import invalid_from
from contracts.registry import Answer, Request, Shape
from gateway import incoming
from gateway.api.errors import Reply
from gateway.edge import Edge
from gateway.identity.rules import Permission

A = TypeVar("A", bound=Answer)
View = TypeVar("View", bound=Callable[..., Any])

EXTENSION = "linli"
SIGNED, COOKIE = "bearer", "session"
_KEY_PARAMETER = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Repeat with the same key and body: nothing happens twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}


class _Parser(FlaskParser):
    """Reads bodies with our limits, and refuses fields that nobody knows."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": marshmallow.RAISE, "query": marshmallow.RAISE}  # noqa: RUF012 - the library's way to say it

    def load_json(self, req: flask.Request, schema: marshmallow.Schema) -> Any:  # noqa: ARG002 - the signature is the library's
        return incoming.json_body(req.environ)

    def handle_error(
        self, error: marshmallow.ValidationError, *_args: Any, **_kwargs: Any
    ) -> NoReturn:
        # The library puts the complaints under the name of the place they came from.
        [complaints] = error.messages_dict.values()
        raise invalid_from(marshmallow.ValidationError(complaints))


class _Blueprint(flask_smorest.Blueprint):
    ARGUMENTS_PARSER = _Parser()


class Routes:
    """The routes of one capability."""

    def __init__(self, name: str, description: str) -> None:
        self.blueprint = _Blueprint(name, name, description=description)

    def get(
        self,
        rule: str,
        *,
        may: Permission,
        answers: type[Answer],
        filters: type[Shape] | None = None,
    ) -> Callable[[View], View]:
        """A reading route; `filters` is what the query may hold."""

        def declare(view: View) -> View:
            made = self.blueprint.response(200, answers.schema())(marked(view, may))
            if filters is not None:
                made = self.blueprint.arguments(filters.schema(), location="query")(made)
            return cast("View", self._declared(rule, "GET", made, may))

        return declare

    def post(
        self, rule: str, *, may: Permission, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        """A route that changes something."""
        return self._writing("POST", rule, may=may, takes=takes, answers=answers)

    def put(
        self, rule: str, *, may: Permission, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        """A route that puts something in its place."""
        return self._writing("PUT", rule, may=may, takes=takes, answers=answers)

    def delete(self, rule: str, *, may: Permission) -> Callable[[View], View]:
        """A route that takes something away; answers 204."""

        def declare(view: View) -> View:
            made = self.blueprint.response(204)(marked(view, may))
            made = self.blueprint.doc(parameters=[_KEY_PARAMETER])(made)
            return cast("View", self._declared(rule, "DELETE", made, may))

        return declare

    def through(
        self, rule: str, *, may: Permission, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        """A POST that the view reads by itself and answers 202."""
        content = {"application/json": {"schema": takes.schema()}}

        def declare(view: View) -> View:
            made = self.blueprint.response(202, answers.schema())(marked(view, may))
            made = self.blueprint.doc(
                parameters=[_KEY_PARAMETER], requestBody={"required": True, "content": content}
            )(made)
            return cast("View", self._declared(rule, "POST", made, may))

        return declare

    def _writing(
        self, method: str, rule: str, *, may: Permission, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            made = self.blueprint.response(200, answers.schema())(marked(view, may))
            made = self.blueprint.arguments(takes.schema())(made)
            made = self.blueprint.doc(parameters=[_KEY_PARAMETER])(made)
            return cast("View", self._declared(rule, method, made, may))

        return declare

    def _declared(
        self, rule: str, method: str, view: Any, may: Permission
    ) -> Any:  # the library is untyped
        if may is not Permission.ANYONE:
            view = self.blueprint.doc(security=[{SIGNED: []}, {COOKIE: []}])(view)
        self.blueprint.route(rule, methods=[method])(view)
        return view


def marked(view: View, may: Permission) -> View:
    """The view, known to ask for this permission."""
    cast("Any", view).permission = may
    return view


def edge() -> Edge:
    """What the application at hand works with."""
    return cast("Edge", flask.current_app.extensions[EXTENSION])


def ask(request: Request[A], *, key_scope: str = "") -> A:
    """The service's answer to the caller's request, under the caller's Idempotency-Key.

    `key_scope` keeps apart the keys of callers who have no account.
    """
    key = None
    if flask.request.method != "GET":
        key = incoming.idempotency_key(flask.request.environ)
    return edge().client.ask(flask.g.actor, request, idempotency_key=key and f"{key_scope}{key}")


def response_of(reply: Reply) -> flask.Response:
    """The reply as Flask writes it."""
    return flask.Response(reply.body, reply.status, list(reply.headers))
