"""Routes that take files, give files and remove things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from contracts.registry import Answer
from gateway.http.blueprints import said
from gateway.http.operations import FILE_FORM
from gateway.http.routes import IF_NONE_MATCH, KEY, Routes, View, marked
from vocabulary.permissions import Action

_FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "required": ["file"],
                "properties": {
                    "file": {
                        "type": "string",
                        "format": "binary",
                        "description": "A picture, PDF, sound recording or film.",
                    }
                },
            }
        }
    },
}
_BINARY = {"type": "string", "format": "binary"}
_PARAMETERS = [
    {
        "in": "header",
        "name": "Range",
        "description": "A part of the file, as bytes=0-1023.",
        "schema": {"type": "string"},
    },
    IF_NONE_MATCH,
]


class FileRoutes(Routes):
    """The routes of a capability with files."""

    def upload(
        self, rule: str, *, may: Action, answers: type[Answer], creates: str
    ) -> Callable[[View], View]:
        """A POST of one file in a form; the view reads it by itself; `creates` as in `asks`."""

        def declare(view: View) -> View:
            made = self._answering(201, view, may, answers, creates)
            made = said(made, parameters=[KEY], requestBody=_FORM)
            return cast(
                "View",
                self._declared(
                    rule, "POST", made, may, answers=answers, creates=creates, consumes=FILE_FORM
                ),
            )

        return declare

    def download(self, rule: str, *, may: Action) -> Callable[[View], View]:
        """A GET whose answer is a file, or a part of it."""

        def declare(view: View) -> View:
            made: Any = said(
                marked(view, may),
                lambda to: to.response(200, _BINARY, content_type="*/*", description="The file."),
                lambda to: to.alt_response(
                    206,
                    schema=_BINARY,
                    content_type="*/*",
                    description="A part of it.",
                    success=True,
                ),
                lambda to: to.alt_response(304, description="The copy is the newest."),
                parameters=_PARAMETERS,
            )
            return cast("View", self._declared(rule, "GET", made, may, produces="*/*"))

        return declare
