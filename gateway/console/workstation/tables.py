"""Tables that are tried before they are imported: only what somebody has looked at goes in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import flask

from contracts.registry import Shape
from gateway.console import api, naming
from gateway.console.api import Json
from gateway.console.languages import current
from vocabulary.problems import NotFound

#: More are not read on a page; the file is mended and tried again.
LINES_MOST = 200


@dataclass(frozen=True)
class FaultyLine:
    """A line that is not taken, and why."""

    number: int
    faults: Sequence[str]


def sent(path: str, asked: Mapping[str, object], *, change: bool = False) -> tuple[str, Json]:
    """The digest of the table, and what became of it.

    Raises:
        NotFound: no file came.
        Refused: the interface refuses it; or it is not the table that was tried.
    """
    form, file = flask.request.form, flask.request.files.get("file")
    if file is None:
        raise NotFound("没有收到文件，请重新选择。", "No file came; choose it again.")
    digest = hashlib.sha256(file.stream.read()).hexdigest()
    file.stream.seek(0)
    is_check = form.get("_tried") != digest
    query = {"community": asked.get("community"), "check": str(is_check).lower()}
    if change:
        query["change"] = "true"
    return digest, api.send_table(path, query, file)


def faulty(found: Json, shape: type[Shape]) -> list[FaultyLine]:
    """The lines that are not taken, each with what is wrong in words."""
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for one in found["faults"]:
        lines[one["line"]].append(f"{column(shape, one['column'])}：{one[current()]}")
    return [FaultyLine(number, faults) for number, faults in lines.items()]


def column(shape: type[Shape], name: str) -> str:
    """What the column of a field is called; of a list each place is in one cell."""
    return naming.field(shape, name.partition(".")[0])
