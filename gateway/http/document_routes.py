"""Routes whose answer is a document: a PDF for paper, a calendar, or a feed."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any, cast

import flask

from contracts.documents import CALENDAR_TYPE, FEED_TYPE, PDF_TYPE, Document
from contracts.registry import Shape
from gateway.http.blueprints import reading, said
from gateway.http.downloads import disposition
from gateway.http.routes import IF_NONE_MATCH, Routes, View, marked
from vocabulary.permissions import Action

_BINARY = {"type": "string", "format": "binary"}
_SAID = {
    PDF_TYPE: "The document, A4.",
    CALENDAR_TYPE: "The calendar.",
    FEED_TYPE: "The feed.",
}


class DocumentRoutes(Routes):
    """The routes of a capability that prints something."""

    def document_out(
        self,
        rule: str,
        *,
        may: Action,
        filters: type[Shape] | None = None,
        produces: str = PDF_TYPE,
        is_personal: bool = False,
    ) -> Callable[[View], View]:
        """A GET whose view gives a `Document`; the caller gets the file itself.

        A public one has an ETag: a caller with a copy asks only whether it is the newest.
        `is_personal`: by a person's code, so that no copy is kept on the way.
        """
        # A person's calendar is nobody else's, so none is kept.
        is_public = may is Action.ANYONE and produces != CALENDAR_TYPE and not is_personal

        def declare(view: View) -> View:
            @functools.wraps(view)
            def written(*args: Any, **kwargs: Any) -> flask.Response:
                return _response(view(*args, **kwargs), produces, may_be_kept=is_public)

            made: Any = said(
                marked(written, may),
                lambda to: to.response(
                    200, _BINARY, content_type=produces, description=_SAID[produces]
                ),
            )
            if is_public:
                made = said(
                    made,
                    lambda to: to.alt_response(304, description="The copy is the newest."),
                    **{"x-headers": [IF_NONE_MATCH]},
                )
            if filters is not None:
                made = reading(made, filters, location="query")
            return cast(
                "View", self._declared(rule, "GET", made, may, filters=filters, produces=produces)
            )

        return declare


def _response(document: Document, produces: str, *, may_be_kept: bool) -> flask.Response:
    content = document.as_bytes
    tag = hashlib.sha256(content).hexdigest()
    if may_be_kept and flask.request.if_none_match.contains_weak(tag):
        response = flask.Response(status=304)
    else:
        response = flask.Response(content, content_type=produces)
        # A feed is read where it lies, and nobody saves it.
        if produces != FEED_TYPE:
            response.headers["Content-Disposition"] = disposition("attachment", document.name)
    if may_be_kept:
        response.set_etag(tag)
        # Fetched again each time, because a consent to be named in it may be withdrawn.
        response.headers["Cache-Control"] = "no-cache"
    return response
