"""A list: tabs for the views that are opened every morning, filters, and a page after the other.

Everything stands in the address, so that a list can be sent to a colleague.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import flask
from marshmallow import fields

from contracts.registry import Request
from gateway.console import api, forms
from gateway.console.api import Refused
from gateway.console.forms import Filled, Form, Option
from gateway.console.languages import Sentence

_LIMIT = 20
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Tab:
    """A view of a list: what it is called, and what it asks for."""

    name: str
    label: Sentence
    query: Mapping[str, str] = field(default_factory=dict)
    #: Where it lists from, if not from where the list does.
    path: str = ""
    #: Whether it says how many there are; each that does costs a call.
    is_counted: bool = True


@dataclass(frozen=True)
class Shown:
    """A tab on its page."""

    name: str
    label: Sentence
    address: str
    count: int | None
    is_current: bool


@dataclass(frozen=True)
class Listed:
    """A page of a list."""

    tabs: Sequence[Shown]
    filters: Form
    is_filtered: bool
    items: Sequence[api.Json]
    total: int | None
    further: str | None
    first: str | None
    status: int


def listed(
    path: str,
    asked: type[Request[Any]],
    *,
    tabs: Sequence[Tab],
    filters: Sequence[str],
    options: Mapping[str, Sequence[Option]] = _NONE,
    counts: Mapping[str, int] | None = None,
) -> Listed:
    """What the address asks for, with how many there are in each tab.

    `counts`: of each tab without filters, where the interface has them in one answer.
    """
    args = flask.request.args
    tried = Filled(asked.body(), args)
    given = {name: _written(asked, name) for name in filters}
    given = {name: value for name, value in given.items() if value}
    wanted = {"limit": _LIMIT, "total": "true", "cursor": args.get("cursor", "")}
    chosen = next((tab for tab in tabs if tab.name == args.get("tab")), None)
    current = chosen or _first_with_any(tabs, counts or {})
    problem: api.Json | None = None
    page: api.Json = {"items": [], "next_cursor": None, "total": None}
    try:
        page = api.get(current.path or path, {**given, **current.query, **wanted})
    except Refused as refusal:
        if refusal.status != 422:  # noqa: PLR2004 - what was asked for is wrong
            raise
        problem = refusal.problem
    if counts is None:
        counts = {
            tab.name: page["total"]
            if tab is current
            else _count(tab.path or path, {**given, **tab.query})
            for tab in tabs
            if problem is None and len(tabs) > 1 and tab.is_counted
        }
        fuller = _first_with_any(tabs, counts)
        if chosen is None and fuller is not current:
            current = fuller
            page = api.get(current.path or path, {**given, **current.query, **wanted})
    elif given:
        counts = {current.name: page["total"]}
    kept = [(name, value) for name, value in args.items(multi=True) if name in {"tab", *filters}]
    form = forms.form(
        asked.body(),
        dataclasses.replace(tried, problem=problem),
        only=filters,
        options=options,
    )
    return Listed(
        tabs=[
            Shown(
                tab.name,
                tab.label,
                _address([("tab", tab.name), *(one for one in kept if one[0] != "tab")]),
                counts.get(tab.name),
                tab is current,
            )
            for tab in tabs
        ],
        filters=form,
        is_filtered=bool(given) or problem is not None,
        items=page["items"],
        total=page["total"],
        further=_address([*kept, ("cursor", page["next_cursor"])]) if page["next_cursor"] else None,
        first=_address(kept) if args.get("cursor") else None,
        status=200 if problem is None else problem["status"],
    )


def _first_with_any(tabs: Sequence[Tab], counts: Mapping[str, int]) -> Tab:
    """What a list opens with: the first tab in which something stands, else the first."""
    return next((tab for tab in tabs if counts.get(tab.name)), tabs[0])


def _count(path: str, query: Mapping[str, Any]) -> int:
    found: int = api.get(path, {**query, "limit": 1, "total": "true"})["total"]
    return found


def _written(asked: type[Request[Any]], name: str) -> str:
    """What the address says of a filter, as the interface takes it."""
    values = [value for value in flask.request.args.getlist(name) if value.strip()]
    is_list = isinstance(asked.schema().fields[name], fields.List)
    return ",".join(values) if is_list else (values or [""])[0]


def _address(query: Sequence[tuple[str, str]]) -> str:
    return f"{flask.request.path}?{urlencode(query)}"
