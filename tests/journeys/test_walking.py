"""The walk finds what it is for: each kind of leak, in an interface made up for it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.journeys.walking import Answer, Ask, Json, Mark, Place, Thing, Walk, unwalked, walk
from vocabulary.actors import Actor, Grant, Role
from vocabulary.permissions import Action, may, may_somewhere

_HOME, _ELSEWHERE = "440305007003", "440306001001"
_HUA = "commissioner-hua"
_ACTORS = (
    Actor(),
    Actor(_HUA, (Grant(Role.COMMISSIONER, _HOME),)),
    Actor("another", (Grant(Role.COMMISSIONER, _HOME),)),
    Actor("staff", (Grant(Role.WORKSTATION_STAFF, _HOME),)),
    Actor("volunteer", (Grant(Role.VOLUNTEER, _HOME),)),
)


def _place(community: str) -> Place:
    name = f"appeal-{community}"
    return Place(
        community,
        {"appeal_id": Thing(name, community, _HUA)},
        (Mark(name, community, _HUA), Mark(f"word-{community}", community, _HUA)),
    )


_PLACES = [_place(_HOME), _place(_ELSEWHERE)]
_ONE, _ALL = "/appeals/{appeal_id}", "/appeals"
_DOCUMENT: Json = {
    "paths": {
        _ALL: {
            "get": {
                "x-permission": "appeal.read",
                "parameters": [
                    {"name": "community", "in": "query"},
                    {"name": "total", "in": "query"},
                ],
            },
            "post": {
                "x-permission": "reception.record",
                "requestBody": {
                    "content": {"application/json": {"example": {"community": "?", "visitors": 3}}}
                },
            },
        },
        _ONE: {"get": {"x-permission": "appeal.read"}},
        f"{_ONE}/closing": {
            "post": {
                "x-permission": "appeal.close",
                "requestBody": {
                    "content": {"application/json": {"example": {"outcome": "settled"}}}
                },
            }
        },
    }
}

_Reply = tuple[int, Json]


def _row(place: Place) -> Json:
    return {
        "id": place.things["appeal_id"].name,
        "community": place.community,
        "commissioner": _HUA,
        "text": f"word-{place.community}",
    }


def _tight(request: Ask) -> _Reply:
    """An interface without a leak."""
    action, actor = Action(request.operation.action), request.actor
    if actor.is_anonymous:
        return 401, {}
    if not may_somewhere(actor, action):
        return 403, {}
    if request.operation.path == _ALL:
        return _whole(request)
    place = next(one for one in _PLACES if one.things["appeal_id"].name in request.path)
    if not may(actor, Action.APPEAL_READ, area=place.community, owner=_HUA):
        return 404, {}
    if not may(actor, action, area=place.community, owner=_HUA):
        return 403, {}
    return 200, _row(place)


def _whole(request: Ask) -> _Reply:
    actor = request.actor
    if request.operation.method == "POST":
        here = may(actor, Action.RECEPTION_RECORD, area=(request.body or {})["community"])
        return (200, {"visitors": 3}) if here else (403, {})
    wanted = request.query.get("community", "44")
    rows = [
        _row(place)
        for place in _PLACES
        if may(actor, Action.APPEAL_READ, area=place.community, owner=_HUA)
        and place.community.startswith(wanted)
    ]
    return 200, {"items": rows, "total": len(rows), "next_cursor": None}


def _walked(reply: Callable[[Ask], _Reply], document: Json = _DOCUMENT) -> Walk:
    def ask(request: Ask) -> Answer:
        status, body = reply(request)
        return Answer(status, json.dumps(body))

    return walk(document, actors=_ACTORS, places=_PLACES, targets=_PLACES, ask=ask)


def test_what_does_not_leak_has_nothing_to_complain_of() -> None:
    walked = _walked(_tight)

    assert walked.complaints == []
    assert unwalked(_DOCUMENT, walked) == set()


def _list_of_everything(request: Ask) -> _Reply:
    if request.operation.path == _ALL and request.operation.method == "GET":
        status, body = _tight(request)
        rows = [_row(place) for place in _PLACES]
        return (status, body | {"items": rows, "total": 2}) if status == 200 else (status, body)
    return _tight(request)


def _count_of_everything(request: Ask) -> _Reply:
    status, body = _tight(request)
    return status, body | {"total": 2} if "total" in body else body


def _filter_that_widens(request: Ask) -> _Reply:
    if request.query.get("community") == _ELSEWHERE and request.operation.path == _ALL:
        return _list_of_everything(request)
    return _tight(request)


def _detail_without_scope(request: Ask) -> _Reply:
    status, body = _tight(request)
    if status == 404 and request.operation.path == _ONE:
        return 200, _row(_PLACES[1])
    return status, body


def _refusal_that_tells(request: Ask) -> _Reply:
    status, body = _tight(request)
    return status, {"detail": f"word-{_ELSEWHERE}"} if status == 404 else body


def _refusal_that_tells_that_it_is_there(request: Ask) -> _Reply:
    status, body = _tight(request)
    return 403 if status == 404 else status, body


def _others_may_close(request: Ask) -> _Reply:
    status, body = _tight(request)
    is_here = _HOME in request.path
    return (
        (200, body) if status == 403 and is_here and "closing" in request.path else (status, body)
    )


def _place_of_the_body_is_believed(request: Ask) -> _Reply:
    status, body = _tight(request)
    return (
        (200, body)
        if status == 403 and request.body and "visitors" in request.body
        else (status, body)
    )


def _header_is_believed(request: Ask) -> _Reply:
    return (200, {}) if "X-Actor" in request.headers else _tight(request)


def _query_is_believed(request: Ask) -> _Reply:
    is_told = "tenant" in request.query and request.operation.path != _ALL
    return (200, {}) if is_told else _tight(request)


def _no_token_needed(request: Ask) -> _Reply:
    return (200, {}) if request.actor.is_anonymous else _tight(request)


def _closed_to_its_own(request: Ask) -> _Reply:
    return (403, {}) if request.actor.account == "staff" else _tight(request)


@pytest.mark.parametrize(
    ("leaky", "told"),
    [
        (_list_of_everything, "shows a row of"),
        (_count_of_everything, "counts 2 and shows 1"),
        (_filter_that_widens, f"?community={_ELSEWHERE}: tells"),
        (_detail_without_scope, "200 instead of [404]"),
        (_refusal_that_tells, f"tells 'word-{_ELSEWHERE}'"),
        (_refusal_that_tells_that_it_is_there, "403 instead of [404]"),
        (_others_may_close, "200 instead of [403, 404]"),
        (_place_of_the_body_is_believed, "200 instead of [403, 404]"),
        (_header_is_believed, "with forged headers: 200"),
        (_query_is_believed, f"?community={_HOME}: 200"),
        (_no_token_needed, "200 instead of [401]"),
        (_closed_to_its_own, "403 instead of"),
    ],
    ids=lambda found: getattr(found, "__name__", ""),
)
def test_a_leak_is_found(leaky: Callable[[Ask], _Reply], told: str) -> None:
    complaints = _walked(leaky).complaints

    assert any(told in complaint for complaint in complaints), complaints


def _with(path: str, **operation: Json | str) -> Json:
    return {"paths": {**_DOCUMENT["paths"], path: {"get": operation}}}


@pytest.mark.parametrize(
    ("path", "operation", "told"),
    [
        ("/forgotten", {}, "'' is not in vocabulary/permissions.py"),
        ("/new", {"x-permission": "fund.spend"}, "'fund.spend' is not in"),
        ("/new/{fund_id}", {"x-permission": "appeal.read"}, "no thing for {fund_id}"),
    ],
)
def test_a_route_that_cannot_be_compared_with_the_table_fails(
    path: str, operation: dict[str, str], told: str
) -> None:
    walked = _walked(_tight, _with(path, **operation))

    assert any(told in complaint for complaint in walked.complaints)


def test_what_changes_something_without_an_example_fails() -> None:
    document = {"paths": {"/new": {"post": {"x-permission": "appeal.record"}}}}

    assert any("no example" in told for told in _walked(_tight, document).complaints)


def test_what_always_fails_has_shown_nothing() -> None:
    walked = _walked(
        lambda request: (409, {}) if request.operation.path == _ONE else _tight(request)
    )

    assert unwalked(_DOCUMENT, walked) == {f"GET {_ONE}"}
