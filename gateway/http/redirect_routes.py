"""Routes that redirect the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from contracts.registry import Shape
from gateway.http.blueprints import reading, said
from gateway.http.routes import Routes, View, marked
from vocabulary.permissions import Action

_LOCATION = {"Location": {"schema": {"type": "string"}, "description": "Where to go."}}


class RedirectRoutes(Routes):
    """The routes of a capability that redirects browsers and takes them back."""

    def leading(
        self,
        rule: str,
        *,
        may: Action,
        where: str,
        refuses: Sequence[int],
        filters: type[Shape] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Callable[[View], View]:
        """A GET that answers 303; `where` says in a sentence where it leads.

        `query` are the parameters that the view reads by itself, because others may come with them,
        and their descriptions; `refuses` are the statuses that do not follow from the form.
        """
        parameters = [
            {"in": "query", "name": name, "schema": {"type": "string"}, "description": told}
            for name, told in (query or {}).items()
        ]

        def declare(view: View) -> View:
            made: Any = said(
                marked(view, may),
                lambda to: to.response(303, description=where, headers=_LOCATION),
            )
            if filters is not None:
                made = reading(made, filters, location="query")
            if parameters:
                made = said(made, parameters=parameters)
            made = said(made, **{"x-refuses": list(refuses)})
            return cast(
                "View", self._declared(rule, "GET", made, may, filters=filters, produces="*/*")
            )

        return declare
