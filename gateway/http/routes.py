"""How a capability declares its routes: who may call, what comes in, what goes out.

    routes.asks("POST", "/api/v1/appeals/<uuid:appeal_id>/acceptance", AcceptAppeal,
                may=Action.APPEAL_ACCEPT)

Body, answer, limits, form and the OpenAPI document follow from the request. A view is needed where
the gateway does more than ask the service: it gets the whole request, or the parts it declares.

    @routes.asking("POST", "/api/v1/appeals/search", FindAppeals, may=Action.CONTACT_DISCLOSE)
    def find_appeals(request: FindAppeals) -> Plain:
        check_typing(request.quoted)
        return hand_on(request)
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeVar, cast

import flask
import orjson

from contracts.examples import example_of, example_of_answer
from contracts.fields import Source
from contracts.registry import Answer, Request, Shape, snake_case
from gateway.http import conditions, incoming, place_names
from gateway.http.blueprints import Blueprint, Described, reading, said
from gateway.http.dependencies import EXTENSION, Dependencies
from gateway.http.errors import Reply
from gateway.http.operations import Operation
from vocabulary.permissions import Action

A = TypeVar("A", bound=Answer)
R = TypeVar("R", bound=Request[Any])
View = TypeVar("View", bound=Callable[..., Any])
Method = Literal["GET", "POST", "PUT", "DELETE"]

_JSON = "application/json"
#: The parameters in an address as Flask writes it.
_NAMES = re.compile(r"<(?:[^:>]+:)?([^>]+)>")
_LOCATION = {
    "Location": {
        "schema": {"type": "string", "format": "uri-reference"},
        "description": "The address of the new thing.",
    }
}

SIGNED, COOKIE = "bearer", "session"
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Repeat with the same key and body: nothing happens twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[!-+\--~]+$"},
}
#: For callers without an account. It has no example, because many would send it.
PUBLIC_KEY = KEY | {
    "description": "A random UUID, new for each thing you want done. "
    "Repeat with the same key and body: nothing happens twice.",
    "schema": {"type": "string", "format": "uuid"},
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "description": "The ETag of the version you read; 412 if it has changed since.",
    "schema": {"type": "string", "pattern": '^("[0-9]{1,7}"|\\*)$'},
    "example": '"3"',
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "description": "The ETag of your copy; 304 without a body if it is the newest.",
    "schema": {"type": "string"},
    "example": '"3"',
}


@dataclass(frozen=True)
class Plain:
    """A service's answer, as the service wrote it."""

    data: dict[str, Any]


Answering = Callable[[R], Answer | Plain]


class Routes:
    """The routes of one capability.

    `reads`: how to parse parameters of the address that have a form of their own, by name.
    """

    def __init__(
        self,
        name: str,
        description: str,
        *,
        reads: Mapping[str, Callable[[str], Any]] = MappingProxyType({}),
    ) -> None:
        self.blueprint = Blueprint(name, description)
        self._reads = reads

    def asks(
        self,
        method: Method,
        rule: str,
        asked: type[Request[Any]],
        *,
        may: Action,
        creates: str | None = None,
        keyed: bool = True,
    ) -> None:
        """A route that hands a request on to its service, and the answer back.

        `creates`: the address of the new thing, with fields of the answer or parameters in braces.
        Not `keyed`: every repetition is done again, and docs/guides/api.md says why.
        """
        self.asking(method, rule, asked, may=may, creates=creates, keyed=keyed)(hand_on)

    def asking(
        self,
        method: Method,
        rule: str,
        asked: type[R],
        *,
        may: Action,
        creates: str | None = None,
        keyed: bool = True,
    ) -> Callable[[Answering[R]], Answering[R]]:
        """The same with a view that handles the request first, or the answer afterwards."""
        takes = _taken(asked, rule)

        def declare(view: Answering[R]) -> Answering[R]:
            def asking(body: Shape | None = None, **path: Any) -> Answer | Plain:
                said = {name: self._read(name, text) for name, text in path.items()}
                return view(asked(**(vars(body) if body is not None else {}), **said))

            asking.__name__, asking.__doc__ = snake_case(asked.__name__), asked.__doc__
            cast("Any", asking).asked = asked
            answers = asked.ANSWER
            if method == "GET":
                self.get(rule, may=may, answers=answers, filters=takes)(asking)
            elif method == "DELETE":
                self.delete(rule, may=may, answers=answers)(asking)
            else:
                self._writing(
                    method,
                    rule,
                    may=may,
                    takes=takes or asked.body(),
                    answers=answers,
                    creates=creates,
                    keyed=keyed,
                )(asking)
            return view

        return declare

    def _read(self, name: str, text: Any) -> Any:
        return self._reads[name](text) if name in self._reads else text

    def get(
        self,
        rule: str,
        *,
        may: Action,
        answers: type[Answer],
        filters: type[Shape] | None = None,
    ) -> Callable[[View], View]:
        """A reading route; `filters` is the form of the query."""

        def declare(view: View) -> View:
            made = self._answering(200, view, may, answers)
            if filters is not None:
                made = reading(made, filters, location="query")
            if conditions.has_version(answers):
                made = said(made, **{"x-headers": [IF_NONE_MATCH], "x-versioned": True})
            declared = self._declared(rule, "GET", made, may, answers=answers, filters=filters)
            return cast("View", declared)

        return declare

    def post(
        self,
        rule: str,
        *,
        may: Action,
        takes: type[Shape],
        answers: type[Answer],
        creates: str | None = None,
        refuses: Sequence[int] = (),
        keyed: bool = True,
    ) -> Callable[[View], View]:
        """A route that changes something; `refuses`: statuses that do not follow from its form.

        `creates` and `keyed` as in `asks`.
        """
        return self._writing(
            "POST",
            rule,
            may=may,
            takes=takes,
            answers=answers,
            creates=creates,
            refuses=refuses,
            keyed=keyed,
        )

    def put(
        self, rule: str, *, may: Action, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        """A route that puts something in its place."""
        return self._writing("PUT", rule, may=may, takes=takes, answers=answers)

    def delete(
        self, rule: str, *, may: Action, answers: type[Answer] | None = None
    ) -> Callable[[View], View]:
        """A route that removes something, and answers with what remains, if anything."""

        def declare(view: View) -> View:
            if answers is None:
                made = marked(_emptied(view), may)
                made = said(made, lambda to: to.response(204, description="Taken away."))
                made = said(made, parameters=[KEY])
                return cast("View", self._declared(rule, "DELETE", made, may))
            made = self._conditional(self._answering(200, view, may, answers), rule, answers)
            return cast("View", self._declared(rule, "DELETE", made, may, answers=answers))

        return declare

    def through(
        self, rule: str, *, may: Action, takes: type[Shape], answers: type[Answer]
    ) -> Callable[[View], View]:
        """A POST that the view reads by itself and answers 202."""

        def body(to: Described) -> Any:
            content = {_JSON: {"schema": type(takes.schema()), "example": example_of(takes)}}
            return to.doc(parameters=[KEY], requestBody={"required": True, "content": content})

        def declare(view: View) -> View:
            made = said(self._answering(202, view, may, answers), body)
            declared = self._declared(rule, "POST", made, may, takes=takes, answers=answers)
            return cast("View", declared)

        return declare

    def _writing(
        self,
        method: str,
        rule: str,
        *,
        may: Action,
        takes: type[Shape],
        answers: type[Answer],
        creates: str | None = None,
        refuses: Sequence[int] = (),
        keyed: bool = True,
    ) -> Callable[[View], View]:
        def declare(view: View) -> View:
            status = 200 if creates is None else 201
            made = self._answering(status, view, may, answers, creates)
            made = said(made, **{"x-refuses": list(refuses)})
            made = reading(made, takes, location="json")
            made = self._conditional(made, rule, answers, keyed=keyed, creates=creates)
            declared = self._declared(
                rule, method, made, may, takes=takes, answers=answers, creates=creates
            )
            return cast("View", declared)

        return declare

    def _conditional(
        self,
        made: Any,
        rule: str,
        answers: type[Answer],
        *,
        keyed: bool = True,
        creates: str | None = None,
    ) -> Any:
        # What is created has no version yet that a caller could expect.
        is_change = "<" in rule and creates is None and conditions.has_version(answers)
        return said(
            made,
            parameters=[*([KEY] if keyed else []), *([IF_MATCH] if is_change else [])],
            **{"x-versioned": conditions.has_version(answers)},
        )

    def _answering(
        self,
        status: int,
        view: Any,
        may: Action,
        answers: type[Answer],
        creates: str | None = None,
    ) -> Any:
        @functools.wraps(view)
        def writing(*args: Any, **kwargs: Any) -> flask.Response:
            result = view(*args, **kwargs)
            if isinstance(result, flask.Response):
                return result
            return written(result, answers, status, creates=creates)

        def answer(to: Described) -> Any:
            return to.response(
                status,
                place_names.named(answers),
                description=_sentence_of(answers),
                example=_example(answers),  # type: ignore[arg-type]  # a class is hashable, mypy asks its instances
                headers=_LOCATION if creates is not None else None,
            )

        return said(marked(writing, may), answer)

    def _declared(  # untyped, as the library is
        self, rule: str, method: str, view: Any, may: Action, **told: Any
    ) -> Any:
        if may is not Action.ANYONE:
            view = said(view, security=[{SIGNED: []}, {COOKIE: []}])
        name, asked = _operation(view.__name__), getattr(view, "asked", None)
        view = said(view, operationId=name)
        about = self.blueprint.description
        view.operation = Operation(name, method, rule, may, about, asked, **told)
        self.blueprint.declare(rule, method, view)
        return view


def _emptied(view: View) -> View:
    """The view of what is taken away: its answer is empty."""

    @functools.wraps(view)
    def emptied(**path: Any) -> flask.Response:
        view(**path)
        return flask.Response(status=204, content_type=_JSON)

    return cast("View", emptied)


def _taken(asked: type[Request[Any]], rule: str) -> type[Shape] | None:
    """The form of what comes with the address; None: nothing does."""
    in_rule, in_request = set(_NAMES.findall(rule)), asked.takes_from(Source.PATH)
    if in_rule != in_request:
        raise TypeError(f"{rule} and {asked.__name__} differ: {in_rule ^ in_request}")
    takes = asked.body()
    return takes if dataclasses.fields(cast("Any", takes)) else None


def written(
    answer: Answer | Plain,
    answers: type[Answer],
    status: int = 200,
    *,
    creates: str | None = None,
) -> flask.Response:
    """The answer with the names of its areas, written once; a service's answer stays as it is."""
    plain = answer.data if isinstance(answer, Plain) else answer.plain()
    conditions.remember(plain)
    response = flask.Response(
        orjson.dumps(place_names.beside(plain, answers)), status, content_type=_JSON
    )
    if creates is not None:
        said = flask.request.view_args or {}
        response.headers["Location"] = creates.format_map(said | plain)
    return response


def _operation(name: str) -> str:
    """The id of an operation: the name of its request, or of its view."""
    return "".join(part.capitalize() for part in name.split("_"))


@functools.cache
def _example(answers: type[Answer]) -> Mapping[str, Any]:
    return example_of_answer(place_names.named(answers))


def _sentence_of(answers: type[Answer]) -> str:
    return (answers.__doc__ or "").partition("\n")[0]


def marked(view: View, may: Action) -> View:
    """The view, marked with the action it asks for."""
    cast("Any", view).permission = may
    return view


def permission_of(view: Any) -> Action:
    """The action that the view asks of its caller."""
    return cast("Action", view.permission)


def dependencies() -> Dependencies:
    """The dependencies of the current application."""
    return cast("Dependencies", flask.current_app.extensions[EXTENSION])


def ask(request: Request[A], *, key_scope: str | None = None) -> A:
    """The service's answer to the caller's request, for a view that looks at it.

    The caller's conditions hold, as in `hand_on`.
    """
    data = hand_on(request, key_scope=key_scope).data
    return cast("A", request.ANSWER.read(data))


def hand_on(request: Request[Any], *, key_scope: str | None = None) -> Plain:
    """The service's answer to the caller's request, under the caller's conditions, as it came.

    Idempotency-Key: a repetition changes nothing. If-Match: the request's `expected_version`.

    `key_scope` keeps apart the keys of callers who have no account; the parameters of the address,
    if left out.
    """
    key = None
    if flask.request.method not in {"GET", "HEAD"}:
        key = incoming.idempotency_key(flask.request.environ, flask.g.actor)
        request = conditions.expecting(request, flask.request.environ)
    if key is not None and flask.g.actor.account is None:
        scope = _scope_of(request) if key_scope is None else key_scope
        key = f"{scope}{key}"
    return Plain(dependencies().client.ask_plain(flask.g.actor, request, idempotency_key=key))


def _scope_of(request: Request[Any]) -> str:
    said = type(request).takes_from(Source.PATH)
    return "".join(f"{value}:" for name, value in vars(request).items() if name in said)


def response_of(reply: Reply) -> flask.Response:
    """The reply as Flask writes it."""
    return flask.Response(reply.body, reply.status, list(reply.headers))
