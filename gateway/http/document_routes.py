"""Routes whose answer is a document on paper: a PDF."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any, cast

import flask

from contracts.documents import PDF_TYPE, Document
from contracts.registry import Shape
from gateway.http.downloads import disposition
from gateway.http.routes import IF_NONE_MATCH, Routes, View, marked
from vocabulary.permissions import Action

_BINARY = {"type": "string", "format": "binary"}


class DocumentRoutes(Routes):
    """The routes of a capability that prints something."""

    def document_out(
        self, rule: str, *, may: Action, filters: type[Shape] | None = None
    ) -> Callable[[View], View]:
        """A GET whose view gives a `Document`; the caller gets the PDF itself.

        A public one has an ETag: a caller with a copy asks only whether it is the newest.
        """
        is_public = may is Action.ANYONE

        def declare(view: View) -> View:
            @functools.wraps(view)
            def written(*args: Any, **kwargs: Any) -> flask.Response:
                return _response(view(*args, **kwargs), may_be_kept=is_public)

            made: Any = self.blueprint.response(
                200, _BINARY, content_type=PDF_TYPE, description="The document, A4."
            )(marked(written, may))
            if is_public:
                made = self.blueprint.alt_response(304, description="The copy is the newest.")(made)
                made = self.blueprint.doc(parameters=[IF_NONE_MATCH])(made)
            if filters is not None:
                made = self.blueprint.arguments(filters.schema(), location="query")(made)
            return cast(
                "View", self._declared(rule, "GET", made, may, filters=filters, produces=PDF_TYPE)
            )

        return declare


def _response(document: Document, *, may_be_kept: bool) -> flask.Response:
    content = document.as_bytes
    tag = hashlib.sha256(content).hexdigest()
    if may_be_kept and flask.request.if_none_match.contains_weak(tag):
        response = flask.Response(status=304)
    else:
        response = flask.Response(content, content_type=PDF_TYPE)
        response.headers["Content-Disposition"] = disposition("attachment", document.name)
    if may_be_kept:
        response.set_etag(tag)
        # Fetched again each time, because a consent to be named in it may be withdrawn.
        response.headers["Cache-Control"] = "no-cache"
    return response
