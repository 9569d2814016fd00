"""Lists and parts of things, as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import flask

from contracts.registry import Shape
from gateway.console import naming, resources, things
from gateway.console.known import HERE, Known
from gateway.console.records.found import Found
from gateway.console.resources import Place
from gateway.console.things import Line

_COLUMNS = 6
#: Of a long text a line of a list shows its beginning.
_LONGEST = 60


@dataclass(frozen=True)
class Row:
    """A line of a list: what the thing is called, where it is found, and what else it says."""

    name: str
    address: str
    cells: Sequence[Line]


@dataclass(frozen=True)
class Table:
    """A list as it is shown; without `has_names` its lines are called nothing."""

    columns: Sequence[str]
    rows: Sequence[Row]
    has_names: bool


@dataclass(frozen=True)
class Part:
    """What belongs to a thing: each with where it is found, if anywhere, and what it says."""

    label: str
    rows: Sequence[tuple[str, Sequence[Line]]]


def table_of(
    here: Place, line: type[Shape], items: Sequence[Mapping[str, Any]], names: Known
) -> Table:
    """The lines of a list, each with the fields that any of them has."""
    query = urlencode(list(flask.request.args.items(multi=True)))
    found = [(one, *things.name_of(line, one), things.lines(line, one, names)) for one in items]
    flat = [
        (one, name, {cell.field: cell for cell in cells if not cell.rows and cell.field != by})
        for one, name, by, cells in found
    ]
    order = list(dict.fromkeys(field for _one, _name, cells in flat for field in cells))
    order = sorted(order, key=lambda field: field != "state")[:_COLUMNS]
    labels = {field: cell.label for _one, _name, cells in flat for field, cell in cells.items()}
    rows = []
    for one, name, cells in flat:
        address = resources.address_of(here, one)
        is_line = address.rpartition("/")[0] == here.at and here.resource.things is None
        rows.append(
            Row(
                name,
                f"{HERE}/{address}{f'?{query}' if is_line and query else ''}" if address else "",
                [_short(cells.get(field), labels[field]) for field in order],
            )
        )
    return Table([labels[field] for field in order], rows, any(row.name for row in rows))


def _short(cell: Line | None, label: str) -> Line:
    if cell is None:
        return Line(label, naming.NOTHING)
    text = cell.text if len(cell.text) <= _LONGEST else f"{cell.text[:_LONGEST]}…"
    return Line(label, text, address=cell.address, field=cell.field)


def part_of(here: Place, line: Line, found: Found) -> Part:
    """What belongs to the thing under one field."""
    inside = here.resource.below.get(line.field.replace("_", "-"))
    listed = found.thing.get(line.field)
    if inside is None or inside.things is None or not isinstance(listed, list):
        return Part(line.label, [("", row) for row in line.rows])
    below = resources.place(f"{here.at}/{inside.segments[-1]}")
    addresses = [f"{HERE}/{resources.address_of(below, one)}" for one in listed]
    return Part(line.label, list(zip(addresses, line.rows, strict=True)))
