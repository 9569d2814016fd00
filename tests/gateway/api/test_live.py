"""The figures that move: as JSON with a condition, and as a stream."""

from __future__ import annotations

from typing import Any, cast

import orjson
import pytest

from contracts.street.live import LiveFigures, WatchedFigures, WatchFigures
from tests.gateway.actors import STAFF
from tests.gateway.answers import answering_gateway
from tests.gateway.cases.case import an_answer
from tests.gateway.doubles import DENGLIANG, Gateway

_PUBLIC, _STAFFS = "/api/v1/public/street/live", "/api/v1/street/live"
_STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def gateway() -> Gateway:
    made = answering_gateway()
    made.services.answers[WatchFigures] = _counted
    return made


def _counted(request: WatchFigures) -> WatchedFigures:
    if request.known is not None:
        return WatchedFigures(mark=request.known, items=None)
    usual = cast("Any", an_answer(LiveFigures))
    areas = [*([None] if request.with_everything else []), *request.areas]
    items = [LiveFigures(area=one, day=usual.day, periods=usual.periods) for one in areas]
    return WatchedFigures(mark="1", items=items)


def _first_event(answer: Any) -> dict[str, Any]:
    """What the stream tells first; it is left then."""
    pieces = iter(answer.response)
    assert next(pieces) == b"retry: 2000\n\n"
    kind, name, data = next(pieces).decode().splitlines()[:3]
    answer.close()
    assert kind == "event: figures"
    told = orjson.loads(data.removeprefix("data: "))
    return {"id": name.removeprefix("id: "), "figures": told}


@pytest.mark.parametrize("area", [None, DENGLIANG])
def test_the_stream_tells_the_state_of_the_plain_answer(gateway: Gateway, area: str | None) -> None:
    """Its id is the ETag, by which a client asks on that was refused a stream."""
    path = f"{_PUBLIC}?area={area}" if area else _PUBLIC
    plain = gateway.call("GET", path)
    same = gateway.call("GET", path, headers={"If-None-Match": plain.headers["ETag"]})
    stream = gateway.call("GET", path, headers=_STREAM)

    assert (plain.status_code, same.status_code, same.data) == (200, 304, b"")
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert stream.headers["Cache-Control"] == "no-store"
    told = _first_event(stream)
    assert plain.headers["ETag"] == f'"{told["id"]}"'
    assert told["figures"].items() <= plain.json.items()
    assert told["figures"]["area"] == area


def test_staff_follow_the_same_with_their_proof(gateway: Gateway) -> None:
    assert gateway.call("GET", _STAFFS, headers=_STREAM).status_code == 401

    stream = gateway.call("GET", _STAFFS, by=STAFF, headers=_STREAM)

    assert _first_event(stream)["figures"]["area"] is None


@pytest.mark.parametrize("path", [_PUBLIC, _STAFFS])
@pytest.mark.parametrize(
    ("query", "headers", "field"),
    [
        ({"area": "440399999999"}, {}, "area"),
        ({}, {"Last-Event-ID": "17"}, "Last-Event-ID"),
        ({}, {"Last-Event-ID": "x" * 5_000}, "Last-Event-ID"),
    ],
)
def test_what_was_never_given_is_refused(
    gateway: Gateway, path: str, query: dict[str, str], headers: dict[str, str], field: str
) -> None:
    answer = gateway.call("GET", path, by=STAFF, headers=_STREAM | headers, query_string=query)

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json["errors"]] == [field]


def test_a_question_for_the_head_holds_no_stream(gateway: Gateway) -> None:
    answer = gateway.call("HEAD", _PUBLIC, headers=_STREAM)

    assert answer.headers["Content-Type"] == "application/json"
