"""What the address of a page asks of a list, and the questions by which readers ask it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import flask
from marshmallow import fields

from contracts.registry import Shape
from gateway.console import forms
from gateway.console.forms import Filled
from gateway.console.known import Known
from gateway.console.languages import _
from gateway.console.resources import Place
from gateway.http.operations import Operation

#: How many lines a page has, so that it stays light.
_LINES = 25
#: What a list takes besides filters.
PAGING = ("cursor", "limit", "total", "sort")


def query_of(reading: Operation) -> dict[str, Any]:
    """What the address of the page asks of the list."""
    takes = reading.filters.schema().fields if reading.filters is not None else {}
    known_names = {kind.data_key or name for name, kind in takes.items()}
    given = flask.request.args
    found = {
        name: [one for one in given.getlist(name) if one] for name in given if name in known_names
    }
    query: dict[str, Any] = {name: values for name, values in found.items() if values}
    return query | ({"limit": _LINES} if "limit" in known_names else {})


def lacks(reading: Operation, query: Mapping[str, Any]) -> bool:
    """Whether something must be said before anything can be shown."""
    takes = reading.filters.schema().fields if reading.filters is not None else {}
    return any(
        kind.required and (kind.data_key or name) not in query for name, kind in takes.items()
    )


def filters_of(reading: Operation, names: Known, here: Place) -> forms.Form | None:
    """The questions by which readers choose lines; None if nothing can be asked."""
    if reading.filters is None:
        return None
    options = names.options(reading.filters, here)
    yes_or_no = [("", _("不限")), ("true", _("是")), ("false", _("否"))]
    for name, kind in reading.filters.schema().fields.items():
        if isinstance(kind, fields.Boolean):
            options[kind.data_key or name] = yes_or_no
    filled = Filled(reading.filters, flask.request.args)
    form = forms.form(reading.filters, filled, options=options, without=PAGING)
    return form if form.fields else None


def next_page(query: Mapping[str, Any], cursor: str | None) -> str:
    """Where the list goes on, as a query of the same page; empty at its end."""
    if not cursor:
        return ""
    kept = {name: one for name, one in query.items() if name not in {"cursor", "limit"}}
    return f"?{urlencode({**kept, 'cursor': cursor}, doseq=True)}"


def reading_of(here: Place) -> Operation:
    """The operation that reads what stands here.

    Raises:
        LookupError: nothing is read here.
    """
    if here.resource.reading is None:
        raise LookupError(f"nothing is read at {here.at}")
    return here.resource.reading


def shape_of(reading: Operation) -> type[Shape]:
    """What it answers.

    Raises:
        LookupError: a file.
    """
    if reading.answers is None:
        raise LookupError(f"the answer of {reading.name} is a file")
    return reading.answers
