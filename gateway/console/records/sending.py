"""What came with a form: the deed is done, and its answer leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import flask

from contracts.gateway.accounts import Nothing
from contracts.registry import Shape
from gateway.console import api, forms, naming, resources, things
from gateway.console.api import Json
from gateway.console.forms import Filled
from gateway.console.known import HERE, Known
from gateway.console.languages import _
from gateway.console.pages import Shown, shown, told
from gateway.console.records.tables import table_of
from gateway.console.records.ways import Way, way_back
from gateway.console.resources import Deed, Place
from gateway.http.operations import FILE_FORM, JSON, Operation
from vocabulary.problems import NotFound

_FILE = "file"


@dataclass(frozen=True)
class Sent:
    """What came with a form: for which deed, and as what it was filled in."""

    operation: Operation | None
    filled: Filled

    def refused(self, problem: Json) -> Sent:
        return Sent(self.operation, self.filled.refused(problem))


def sent_to(here: Place) -> Sent:
    """What came with the form.

    Raises:
        NotFound: no such deed can be done here.
    """
    form = flask.request.form
    if flask.request.method == "POST":
        at_hand = [here.resource, *([here.twin] if here.twin is not None else [])]
        offered = [deed.operation for one in at_hand for deed in _every_deed(one)]
        for operation in offered:
            if operation.name == form.get("_deed"):
                return Sent(operation, Filled(takes(operation), form))
        raise NotFound("没有这项操作。", "There is no such deed.")
    return Sent(None, forms.unfilled(Nothing))


def _every_deed(resource: resources.Resource) -> Iterator[Deed]:
    yield from resources.deeds(resource, is_governed=True)
    yield from resources.deeds(resource, is_governed=False)
    yield from (Deed(one, "") for one in resources.creations(resource))


def done(here: Place, operation: Operation, tried: Filled) -> Shown | flask.Response:
    """Do it, and go where it led; what is told only in the answer is shown."""
    body = tried.body
    more = {
        name: str(body.get(name) or flask.request.form.get(f"at.{name}") or "-")
        for name in here.asks(operation)
    }
    answer = _answer(operation, here.address(operation, more), body)
    sentence = _("已办理：%(name)s", name=naming.operation(operation.name))
    address = _led_to(here, operation, answer)
    if address is not None:
        return told(address, sentence)
    flask.g.title = naming.operation(operation.name)
    shape = operation.answers or Nothing
    listed = resources.line_of(shape)
    names = Known(here.said.get("community"))
    items = answer.get("items", ()) if listed is not None else ()
    return shown(
        "records/answer.html",
        facts=things.lines(
            shape, {**answer, "items": None} if listed is not None else answer, names
        ),
        table=table_of(here, listed, items, names) if listed is not None else None,
        above=Way(str(_("返回")), f"{HERE}/{here.at}"),
    )


def _answer(operation: Operation, address: str, body: Json) -> Json:
    file = flask.request.files.get(_FILE)
    if operation.consumes == FILE_FORM and file is not None:
        return api.send_file(address, file, 1)
    if operation.consumes != JSON and file is not None:
        return api.send_table(address, body, file)
    return api.send(operation.method, address, body if operation.takes is not None else None)


def _led_to(here: Place, operation: Operation, answer: Json) -> str | None:
    """Where the reader goes on; None: the answer says what is found nowhere else."""
    if operation.answers is None:
        return way_back(here).address
    shows = here.resource.reading.answers if here.resource.reading is not None else None
    if operation.answers is shows:
        return f"{HERE}/{here.at}"
    line = here.resource.line or _line_above(here)
    if operation.answers is not line:
        return None
    if here.resource.line is None:
        return f"{HERE}/{here.at}" if operation.method != "DELETE" else way_back(here).address
    return f"{HERE}/{resources.address_of(here, answer)}"


def _line_above(here: Place) -> type[Shape] | None:
    return here.above.resource.line if here.above is not None else None


def takes(operation: Operation) -> type[Shape]:
    """The shape that its form asks for."""
    if operation.takes is not None:
        return operation.takes
    return Nothing if operation.filters is None else operation.filters
