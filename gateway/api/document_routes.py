"""Routes whose answer is a document on paper: a PDF."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast

import flask

from contracts.documents import PDF_TYPE, Document
from contracts.registry import Shape
from gateway.api.downloads import disposition
from gateway.api.routes import Routes, View, marked
from vocabulary.permissions import Action

_BINARY = {"type": "string", "format": "binary"}


class DocumentRoutes(Routes):
    """The routes of a capability that prints something."""

    def document_out(
        self, rule: str, *, may: Action, filters: type[Shape] | None = None
    ) -> Callable[[View], View]:
        """A GET whose view gives a `Document`; the caller gets the PDF itself."""

        def declare(view: View) -> View:
            @functools.wraps(view)
            def written(*args: Any, **kwargs: Any) -> flask.Response:
                return _response(view(*args, **kwargs))

            made: Any = self.blueprint.response(
                200, _BINARY, content_type=PDF_TYPE, description="The document, A4."
            )(marked(written, may))
            if filters is not None:
                made = self.blueprint.arguments(filters.schema(), location="query")(made)
            return cast("View", self._declared(rule, "GET", made, may))

        return declare


def _response(document: Document) -> flask.Response:
    return flask.Response(
        document.as_bytes,
        content_type=PDF_TYPE,
        headers={"Content-Disposition": disposition("attachment", document.name)},
    )
