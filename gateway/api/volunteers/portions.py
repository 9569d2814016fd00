"""Tables of many things: read beside all other work, and handed on in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import flask

from contracts.registry import Answer, Request, Shape
from contracts.volunteers.imports import RowFault
from gateway.files import filled_tables, spreadsheets
from gateway.files.filled_tables import Line
from gateway.http import incoming
from gateway.http.routes import dependencies

A = TypeVar("A", bound=Answer)
S = TypeVar("S", bound=Shape)

#: Lines that the service takes in one turn: others wait for it no longer than for any request.
_AT_ONCE = 200


def lines_of(shape: type[S], *, rows_most: int, largest_bytes: int) -> list[Line[S]]:
    """The lines of the table that comes with this request.

    Raises:
        TooLarge, Invalid: see `filled_tables.lines_of`.
    """
    incoming.check_unconditional(flask.request.environ)
    content = incoming.file_body(
        flask.request.environ,
        types=(spreadsheets.CSV_TYPE, spreadsheets.WORKBOOK_TYPE),
        largest_bytes=largest_bytes,
    )
    return dependencies().aside(
        lambda: filled_tables.lines_of(
            content, shape, rows_most=rows_most, largest_bytes=largest_bytes
        )
    )


def portions(lines: Iterable[Line[S]], together: Callable[[S], str]) -> Iterator[list[Line[S]]]:
    """The readable lines; those that belong together in one: only so do they show who is twice."""
    groups: dict[str, list[Line[S]]] = {}
    for line in lines:
        if line.said is not None:
            groups.setdefault(together(line.said), []).append(line)
    chunk: list[Line[S]] = []
    for group in groups.values():
        chunk += group
        if len(chunk) >= _AT_ONCE:
            yield chunk
            chunk = []
    # A table without a readable line is asked about too: the community may be another one.
    if chunk or not groups:
        yield chunk


def sent(request: Request[A], at: int) -> A:
    """What became of one portion; under a key of its own, so that a repetition goes on."""
    actor = flask.g.actor
    key = incoming.idempotency_key(flask.request.environ, actor)
    return dependencies().client.ask(
        actor, request, idempotency_key=None if key is None else f"{key}/{at}"
    )


def faults_with(lines: Iterable[Line[S]], found: Iterable[RowFault]) -> list[RowFault]:
    """The faults that were found, with those of lines that could not be read, by line."""
    unreadable = [
        RowFault(line=line.number, column=one.field, fault=one.code, zh=one.zh, en=one.en)
        for line in lines
        for one in line.wrong
    ]
    return sorted([*unreadable, *found], key=lambda fault: fault.line)


def form_of(
    sheet: str,
    filename: str,
    shape: type[Shape],
    example: list[str],
    instructions: Sequence[list[str]],
) -> flask.Response:
    """A workbook to fill in, with an example and instructions."""
    sheets = {
        sheet: [filled_tables.heading(shape), example],
        "说明": [["说明", "Instructions"], *instructions],
    }
    return flask.Response(
        spreadsheets.workbook_of(sheets),
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
