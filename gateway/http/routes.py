"""How a capability declares its routes: who may call, what comes in, what goes out.

    @routes.post("/api/v1/appeals/<uuid:appeal_id>/acceptance",
                 may=Action.APPEAL_ACCEPT, takes=Acceptance, answers=AppealView)
    def accept(body: Acceptance, appeal_id: UUID) -> AppealView:
        return ask(AcceptAppeal(appeal_id=appeal_id, **vars(body)))

Action, limits, form and the OpenAPI document follow from the declaration.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar, cast

import flask
import flask_smorest
import marshmallow
from webargs.flaskparser import FlaskParser

from contracts.complaints import invalid_from
from contracts.examples import example_of
from contracts.registry import Answer, Request, Shape
from gateway.http import conditions, incoming, place_names
from gateway.http.dependencies import EXTENSION, Dependencies
from gateway.http.errors import Reply
from vocabulary.permissions import Action

A = TypeVar("A", bound=Answer)
View = TypeVar("View", bound=Callable[..., Any])

SIGNED, COOKIE = "bearer", "session"
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Repeat with the same key and body: nothing happens twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[!-+\--~]+$"},
}
#: The same for callers without an account. Without an example, which many would send.
PUBLIC_KEY = KEY | {
    "description": "A random UUID, new for each thing you want done. "
    "Repeat with the same key and body: nothing happens twice.",
    "schema": {"type": "string", "format": "uuid"},
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "description": "The ETag that the change goes by; refused with 412 if it is another by now.",
    "schema": {"type": "string", "pattern": '^("[0-9]{1,7}"|\\*)$'},
    "example": '"3"',
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "description": "The ETag that the caller has; 304 and no body if it is the newest.",
    "schema": {"type": "string"},
    "example": '"3"',
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
        raise invalid_from(marshmallow.ValidationError(complaints, **error.kwargs))


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
        may: Action,
        answers: type[Answer],
        filters: type[Shape] | None = None,
    ) -> Callable[[View], View]:
        """A reading route; `filters` is what the query may hold."""

        def declare(view: View) -> View:
            made = self._answering(200, view, may, answers)
            if filters is not None:
                made = self.blueprint.arguments(filters.schema(), location="query")(made)
            if conditions.has_version(answers):
                made = self.blueprint.doc(parameters=[IF_NONE_MATCH], **{"x-versioned": True})(made)
            return cast("View", self._declared(rule, "GET", made, may))

        return declare

    def post(
        self,
        rule: str,
        *,
        may: Action,
        takes: type[Shape],
        answers: type[Answer],
        refuses: Sequence[int] = (),
        keyed: bool = True,
    ) -> Callable[[View], View]:
        """A route that changes something; `refuses`: statuses that do not follow from its form.

        Not `keyed`: done each time anew, and docs/guides/api.md says why.
        """
        return self._writing(
            "POST", rule, may=may, takes=takes, answers=answers, refuses=refuses, keyed=keyed
        )

    def put(
        self, rule: str, *, may: Action, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        """A route that puts something in its place."""
        return self._writing("PUT", rule, may=may, takes=takes, answers=answers)

    def delete(
        self, rule: str, *, may: Action, answers: type[Answer] | None = None
    ) -> Callable[[View], View]:
        """A route that takes something away, and tells what remains of it, if anything does."""

        def declare(view: View) -> View:
            if answers is None:
                made = self.blueprint.response(204, description="Taken away.")(marked(view, may))
                made = self.blueprint.doc(parameters=[KEY])(made)
                return cast("View", self._declared(rule, "DELETE", made, may))
            made = self._answering(200, view, may, answers)
            return cast(
                "View", self._declared(rule, "DELETE", self._conditional(made, rule, answers), may)
            )

        return declare

    def through(
        self, rule: str, *, may: Action, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        """A POST that the view reads by itself and answers 202."""
        content = {"application/json": {"schema": takes.schema(), "example": example_of(takes)}}

        def declare(view: View) -> View:
            made = self._answering(202, view, may, answers)
            made = self.blueprint.doc(
                parameters=[KEY], requestBody={"required": True, "content": content}
            )(made)
            return cast("View", self._declared(rule, "POST", made, may))

        return declare

    def _writing(
        self,
        method: str,
        rule: str,
        *,
        may: Action,
        takes: type[Shape],
        answers: type[Answer],
        refuses: Sequence[int] = (),
        keyed: bool = True,
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            made = self._answering(200, view, may, answers)
            made = self.blueprint.doc(**{"x-refuses": list(refuses)})(made)
            made = self.blueprint.arguments(takes.schema(), example=example_of(takes))(made)
            made = self._conditional(made, rule, answers, keyed=keyed)
            return cast("View", self._declared(rule, method, made, may))

        return declare

    def _conditional(
        self, made: Any, rule: str, answers: type[Answer], *, keyed: bool = True
    ) -> Any:
        is_change = "<" in rule and conditions.has_version(answers)
        return self.blueprint.doc(
            parameters=[*([KEY] if keyed else []), *([IF_MATCH] if is_change else [])],
            **{"x-versioned": conditions.has_version(answers)},
        )(made)

    def _answering(self, status: int, view: Any, may: Action, answers: type[Answer]) -> Any:
        @functools.wraps(view)
        def remembering(*args: Any, **kwargs: Any) -> Any:
            return conditions.remember(view(*args, **kwargs))

        described = self.blueprint.response(
            status, place_names.named(answers), description=_sentence_of(answers)
        )
        return described(marked(remembering, may))

    def _declared(
        self, rule: str, method: str, view: Any, may: Action
    ) -> Any:  # the library is untyped
        if may is not Action.ANYONE:
            view = self.blueprint.doc(security=[{SIGNED: []}, {COOKIE: []}])(view)
        self.blueprint.route(rule, methods=[method])(view)
        return view


def _sentence_of(answers: type[Answer]) -> str:
    return (answers.__doc__ or "").partition("\n")[0]


def marked(view: View, may: Action) -> View:
    """The view, known to ask for this action."""
    cast("Any", view).permission = may
    return view


def permission_of(view: Any) -> Action:
    """What the view asks of its caller."""
    return cast("Action", view.permission)


def dependencies() -> Dependencies:
    """What the application at hand works with."""
    return cast("Dependencies", flask.current_app.extensions[EXTENSION])


def ask(request: Request[A], *, key_scope: str = "") -> A:
    """The service's answer to the caller's request, under the caller's conditions.

    Idempotency-Key: repeated, it changes nothing. If-Match: the request's
    `expected_version`.

    `key_scope` keeps apart the keys of callers who have no account.
    """
    key = None
    if flask.request.method not in {"GET", "HEAD"}:
        key = incoming.idempotency_key(flask.request.environ, flask.g.actor)
        request = conditions.expecting(request, flask.request.environ)
    return dependencies().client.ask(
        flask.g.actor, request, idempotency_key=key and f"{key_scope}{key}"
    )


def response_of(reply: Reply) -> flask.Response:
    """The reply as Flask writes it."""
    return flask.Response(reply.body, reply.status, list(reply.headers))
