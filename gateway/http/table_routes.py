"""Routes that take a filled table, or give one to fill in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from contracts.registry import Answer, Shape
from gateway.files.spreadsheets import CSV_TYPE, WORKBOOK_TYPE
from gateway.http.blueprints import reading, said
from gateway.http.routes import KEY, Routes, View, marked
from vocabulary.permissions import Action

_BINARY = {"type": "string", "format": "binary"}


def _body(example: str) -> dict[str, Any]:
    table = {"schema": {"type": "string"}, "example": example}
    return {"required": True, "content": {CSV_TYPE: table, WORKBOOK_TYPE: {"schema": _BINARY}}}


class TableRoutes(Routes):
    """The routes of a capability with tables."""

    def table_in(
        self,
        rule: str,
        *,
        may: Action,
        filters: type[Shape],
        answers: type[Answer],
        example: str,
    ) -> Callable[[View], View]:
        """A POST of a table as the whole body; the view reads it by itself.

        `example` is a small one as CSV.
        """

        def asked() -> dict[str, Any]:
            # Named once more, as parameters that are given here replace those of the query.
            return {"in": "query", "schema": type(filters.schema())}

        def declare(view: View) -> View:
            made = self._answering(200, view, may, answers)
            made = reading(made, filters, location="query")
            made = said(made, lambda to: to.doc(parameters=[KEY, asked()]))
            made = said(made, requestBody=_body(example))
            return cast(
                "View",
                self._declared(
                    rule,
                    "POST",
                    made,
                    may,
                    filters=filters,
                    answers=answers,
                    consumes=f"{CSV_TYPE};{WORKBOOK_TYPE}",
                ),
            )

        return declare

    def table_out(
        self,
        rule: str,
        *,
        may: Action,
        filters: type[Shape],
        description: str = "The table to fill in.",
    ) -> Callable[[View], View]:
        """A GET whose answer is a workbook."""

        def declare(view: View) -> View:
            made: Any = said(
                marked(view, may),
                lambda to: to.response(
                    200, _BINARY, content_type=WORKBOOK_TYPE, description=description
                ),
            )
            made = reading(made, filters, location="query")
            return cast(
                "View",
                self._declared(rule, "GET", made, may, filters=filters, produces=WORKBOOK_TYPE),
            )

        return declare
