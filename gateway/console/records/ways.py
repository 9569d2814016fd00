"""Where readers go on from a page, and what they may open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import flask
from werkzeug.exceptions import HTTPException

from contracts import words
from gateway.console import api, naming, pages, resources
from gateway.console.api import Refused
from gateway.console.known import HERE
from gateway.console.languages import CHINESE, _, current
from gateway.console.resources import Place
from gateway.console.rights import may_somewhere
from gateway.http.operations import Operation
from gateway.http.routes import permission_of


@dataclass(frozen=True)
class Way:
    """Somewhere to go on to from here, or a file to keep."""

    label: str
    address: str
    is_file: bool = False


def ways_from(here: Place, thing: Mapping[str, Any]) -> Iterator[Way]:
    """What lies below: lists, things that are there, and files to keep."""
    for resource in [here.resource, *([here.twin] if here.twin is not None else [])]:
        for child in resource.words:
            operation = child.operations.get("GET")
            if operation is None or not may_do(operation):
                continue
            address = here.address(operation)
            if operation.is_download:
                yield Way(naming.operation(operation.name), address, is_file=True)
            elif not here.resource.named or _is_there(operation, address):
                yield Way(called(operation), f"{HERE}/{here.at}/{child.segments[-1]}")
    own = here.twin.download if here.twin is not None else None
    if own is not None and may_do(own) and thing:
        yield Way(naming.operation(own.name), here.address(own), is_file=True)


def by_hand(here: Place) -> str:
    """The page made by hand for what stands here, if there is one that the reader may open."""
    address = f"{pages.DESK}/{here.at}"
    try:
        endpoint, _said = flask.current_app.url_map.bind("").match(address)
    except HTTPException:
        return ""
    may = permission_of(flask.current_app.view_functions[endpoint])
    return address if may_somewhere(may) else ""


def _is_there(operation: Operation, address: str) -> bool:
    """Whether it exists by now, as a handover does only once an office has ended."""
    if operation.filters is not None:
        return True
    try:
        return api.found(address) is not None
    except Refused:
        return False


def way_back(here: Place) -> Way:
    """The page from which one comes here."""
    above = here.above
    while above is not None:
        reading = above.resource.reading
        if reading is not None and may_do(reading):
            return Way(called(reading), f"{HERE}/{above.at}")
        if above.resource.words and above.resource.named:
            return Way(str(_("返回")), f"{HERE}/{above.at}")
        above = above.above
    return Way(str(_("登记簿")), HERE)


def called(reading: Operation) -> str:
    """What the page of an operation is called."""
    return naming.called(words.operation_name(reading.name))


def subject_of(operation: Operation) -> str:
    """What the capability is about, in the reader's language."""
    zh, _dot, en = operation.capability.partition(" · ")
    return zh if current() == CHINESE else en


def is_open(resource: resources.Resource) -> bool:
    """Whether its page has anything for the reader."""
    shape = resource.reading.answers if resource.reading is not None else None
    offered = [deed.operation for deed in resources.offered(resource, shape)]
    return any(may_do(one) for one in [*resource.operations.values(), *offered])


def may_do(operation: Operation) -> bool:
    """Whether the reader may do it anywhere."""
    return may_somewhere(operation.may)
