"""Routes that are served at once, and described when somebody asks for the document.

To describe hundreds of routes takes a second or more of a processor. Every process that serves
them would pay it at its start, and hardly one is ever asked.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Literal, NoReturn, TypeVar, cast

import flask
import flask_smorest
import marshmallow
from flask_smorest.utils import deepupdate
from webargs.flaskparser import FlaskParser

from contracts.complaints import invalid_from
from contracts.examples import example_of
from contracts.registry import Shape
from gateway.http import incoming

View = TypeVar("View", bound=Callable[..., Any])
Location = Literal["json", "query"]


class Blueprint(flask.Blueprint):
    """The routes of one capability."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, name)
        self.description = description
        self._declared: list[tuple[str, str, str, Callable[..., Any]]] = []

    def declare(self, rule: str, method: str, view: Callable[..., Any]) -> None:
        """Serve this route; the view says by `said` what the document tells of it."""
        endpoint = view.__name__
        if any(endpoint == taken for taken, *_ in self._declared):
            endpoint = f"{endpoint}_{len(self._declared)}"
        self._declared.append((endpoint, rule, method, view))
        self.add_url_rule(rule, endpoint, view, methods=[method])

    def described(self) -> Described:
        """The same routes with what the document tells of them."""
        made = Described(self.name, self.name, description=self.description)
        for endpoint, rule, method, view in self._declared:
            made.add_url_rule(rule, endpoint, _told(made, view), methods=[method])
        return made


class Described(flask_smorest.Blueprint):
    """Routes as the library describes them; it serves none."""

    def doc(self, **told: Any) -> Callable[[View], View]:
        """Say more about a view.

        The library's way copies all that was said before and puts one more call around the view.
        """

        def say(view: View) -> View:
            apidoc = cast("Any", view).__dict__.setdefault("_apidoc", {})
            deepupdate(apidoc.setdefault("manual_doc", {}), told)
            return view

        return say

    @staticmethod
    def _make_doc_response_schema(schema: Any) -> Any:
        # The library copies what it is told several times, and a class is not copied.
        return type(schema) if isinstance(schema, marshmallow.Schema) else schema


Saying = Callable[[Described], Callable[[Any], Any]]


def said(view: View, *sayings: Saying, **told: Any) -> View:
    """The view, with what the document is to say of it: by the library's decorators, or as such."""
    if told:
        sayings = (*sayings, lambda to: to.doc(**told))
    cast("Any", view).sayings = (*getattr(view, "sayings", ()), *sayings)
    return view


def _told(to: Described, view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def told() -> None:
        """Stand for the view, which the document does not need."""

    for saying in cast("Any", view).sayings:
        told = saying(to)(told)
    return told


def reading(view: View, form: type[Shape], *, location: Location) -> View:
    """The view, which first of all gets what was sent, read as this form."""

    @functools.wraps(view)
    def read(**path: Any) -> Any:
        return view(_PARSER.parse(form.schema(), location=location), **path)

    def arguments(to: Described) -> Callable[[Any], Any]:
        example = example_of(form) if location == "json" else None
        said_so = to.arguments(type(form.schema()), location=location, example=example)
        return cast("Callable[[Any], Any]", said_so)

    return cast("View", said(read, arguments))


class _Parser(FlaskParser):
    """Reads bodies with our limits, and refuses unknown fields."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": marshmallow.RAISE, "query": marshmallow.RAISE}  # noqa: RUF012 - the library's way to say it

    def load_json(self, req: flask.Request, schema: marshmallow.Schema) -> Any:  # noqa: ARG002 - the signature is the library's
        return incoming.json_body(req.environ)

    def handle_error(
        self, error: marshmallow.ValidationError, *_args: Any, **_kwargs: Any
    ) -> NoReturn:
        # The library puts the complaints under the name of the place they came from.
        [complaints] = error.messages_dict.values()
        raise invalid_from(marshmallow.ValidationError(complaints, **error.kwargs))


_PARSER = _Parser()
