"""What each operation of the interface takes and gives, for those who draw pages from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import flask

from contracts.registry import Answer, Request, Shape
from vocabulary.permissions import Action

JSON = "application/json"
#: A form with one file.
FILE_FORM = "multipart/form-data"
_CONVERTED = re.compile(r"<(?:[^:>]+:)?([^>]+)>")
_IDS = re.compile(r"<uuid:([^>]+)>")


@dataclass(frozen=True)
class Operation:
    """One operation, as its route declares it."""

    #: Its id, under which `contracts/words/operations` has its name.
    name: str
    method: str
    #: As Flask writes it: `/api/v1/appeals/<uuid:appeal_id>/closing`.
    rule: str
    may: Action
    #: The capability, in Chinese and English with a dot between.
    capability: str
    #: The request whose fields the address says, where there is one.
    asked: type[Request[Any]] | None = None
    #: The body.
    takes: type[Shape] | None = None
    #: What the query may hold.
    filters: type[Shape] | None = None
    answers: type[Answer] | None = None
    #: Where that which it makes is found.
    creates: str | None = None
    #: Of the body, and of the answer; several with a semicolon.
    consumes: str = JSON
    produces: str = JSON

    @property
    def path(self) -> str:
        """As the OpenAPI document writes it: `/api/v1/appeals/{appeal_id}/closing`."""
        return written(self.rule)

    @property
    def ids(self) -> frozenset[str]:
        """The names in its address that stand for an id, which only programs know by heart."""
        return frozenset(_IDS.findall(self.rule))

    @property
    def is_download(self) -> bool:
        """Whether a browser keeps the answer as a file."""
        return self.produces != JSON


def written(rule: str) -> str:
    """An address of Flask as the OpenAPI document writes it."""
    return _CONVERTED.sub(r"{\1}", rule)


def operations(app: flask.Flask) -> Iterator[Operation]:
    """Every operation of the interface, in the order of their capabilities."""
    for view in app.view_functions.values():
        found = getattr(view, "operation", None)
        if found is not None:
            yield found


def named(app: flask.Flask, name: str) -> Operation:
    """The operation of this name.

    Raises:
        LookupError: the interface has none.
    """
    found: dict[str, Operation] | None = app.extensions.get(__name__)
    if found is None:
        found = {one.name: one for one in operations(app)}
        app.extensions[__name__] = found
    return found[name]
