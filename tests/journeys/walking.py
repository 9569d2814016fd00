"""Walks every operation of an OpenAPI document in every role, and compares with the table.

What a request is aimed at, one thing of one community, follows from its path and
body; whether the actor may do that follows from the table; what comes back must fit.
Whatever comes back, it never holds a word of a place that the actor does not reach.

To take in a new route, nothing needs to be written as long as its path parameters
are known to `Place.things` and the example in the document is a good body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vocabulary.actors import Actor
from vocabulary.permissions import TABLE, Action, may, may_somewhere, reach

Json = dict[str, Any]

#: Done; or refused for what it is and not for who asks.
_PASSED = frozenset({200, 201, 202, 204, 206, 304, 409, 422})
_DONE = frozenset({200, 201, 202, 204, 206})
_NOT_YOURS = frozenset({403, 404})
_LEVEL_FIELDS = ("community", "area")
_ORDER = ("get", "post", "put", "patch", "delete")
_PARAMETER = re.compile(r"{([a-z_]+)}")
#: Asked of every list that knows these.
_WIDE = {"limit": "100", "total": "true"}
_PAGES_MOST = 50


@dataclass(frozen=True)
class Thing:
    """What can be named in an address: where it belongs, and to whom."""

    name: str
    area: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Mark:
    """Something that only appears in answers about one thing: an id, or a word in its text."""

    text: str
    area: str
    owner: str | None = None


@dataclass(frozen=True)
class Place:
    """A community with a thing of each kind."""

    community: str
    #: By path parameter; `METHOD path:parameter` where one operation needs another thing.
    things: Mapping[str, Thing]
    marks: Sequence[Mark]
    #: What bodies hold here instead of the example's value.
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One route, as the document describes it."""

    method: str
    path: str
    action: str
    parameters: frozenset[str]
    example: Json | None
    takes_file: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Ask:
    """One request."""

    operation: Operation
    path: str
    actor: Actor
    query: Mapping[str, str] = field(default_factory=dict)
    body: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: What it is aimed at; nothing: at no thing in particular.
    aim: Thing | None = None
    by_address: bool = False
    #: Its address is made of things of two places, which nothing belongs to.
    is_crossed: bool = False
    #: In which way it claims to be somebody or somewhere else.
    forged: str = ""

    def __str__(self) -> str:
        roles = ", ".join(f"{grant.role.value}@{grant.area}" for grant in self.actor.grants)
        who = f"{self.actor.account or 'nobody'} ({roles})"
        at = f" at {self.aim.area}" if self.aim and self.aim.area else ""
        return f"{self.operation}{at} by {who} {self.forged}".strip()


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str


@dataclass
class Walk:
    """What was found on the way."""

    complaints: list[str] = field(default_factory=list)
    asked: int = 0
    done: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


def operations(document: Json) -> list[Operation]:
    """Every operation of the document: what reads first, what takes away last."""
    found = [
        _operation(path, method, described, item.get("parameters", []))
        for path, item in document["paths"].items()
        for method, described in item.items()
        if method != "parameters"
    ]
    return sorted(found, key=lambda one: _ORDER.index(one.method.lower()))


def _operation(path: str, method: str, described: Json, shared: list[Json]) -> Operation:
    content = described.get("requestBody", {}).get("content", {})
    return Operation(
        method.upper(),
        path,
        described.get("x-permission", ""),
        frozenset(
            one["name"]
            for one in [*shared, *described.get("parameters", [])]
            if one.get("in") == "query"
        ),
        content.get("application/json", {}).get("example"),
        "multipart/form-data" in content,
    )


def missing(found: Sequence[Operation], places: Sequence[Place]) -> Iterator[str]:
    """What keeps an operation from being walked: not in the table, or no thing for a parameter."""
    for operation in found:
        if operation.action not in set(TABLE):
            yield f"{operation}: {operation.action!r} is not in vocabulary/permissions.py"
        for place in places:
            for name in _PARAMETER.findall(operation.path):
                if _thing(place, operation, name) is None:
                    yield f"{operation}: no thing for {{{name}}} in {place.community}"
    for operation in found:
        has_body = operation.method in {"POST", "PUT", "PATCH"}
        if has_body and operation.example is None and not operation.takes_file:
            yield f"{operation}: no example of a body in the document"


def walk(
    document: Json,
    *,
    actors: Sequence[Actor],
    places: Sequence[Place],
    targets: Sequence[Place],
    ask: Callable[[Ask], Answer],
) -> Walk:
    """Ask for everything, as everybody, about a thing of each target; and lie about it."""
    found = operations(document)
    walked = Walk(list(missing(found, places)))
    if walked.complaints:
        return walked
    for operation in found:
        for actor in _callers(operation, actors):
            for request in _requests(operation, actor, targets):
                _try(request, places, ask, walked)
    return walked


def unwalked(document: Json, walked: Walk) -> set[str]:
    """Operations that nobody could do, or that nobody was refused: they have shown nothing."""
    closed = {str(one) for one in operations(document) if one.action != Action.ANYONE}
    open_to_all = {
        str(one)
        for one in operations(document)
        if one.action in set(TABLE) and TABLE[Action(one.action)].every_account
    }
    everything = {str(one) for one in operations(document)}
    return (everything - walked.done) | (closed - open_to_all - walked.refused)


def _callers(operation: Operation, actors: Sequence[Actor]) -> Sequence[Actor]:
    # What anyone may do, everybody does alike.
    return actors[:2] if operation.action == Action.ANYONE else actors


def _requests(operation: Operation, actor: Actor, targets: Sequence[Place]) -> Iterator[Ask]:
    names = _PARAMETER.findall(operation.path)
    is_aimed = bool(names) or _names_a_place(operation.example)
    for place in targets if is_aimed else targets[:1]:
        yield _aimed(operation, actor, place)
    if len(names) > 1:
        yield _crossed(operation, actor, targets[0], targets[-1])
    for name in sorted(operation.parameters & set(_LEVEL_FIELDS)):
        for place in targets:
            plain = _aimed(operation, actor, targets[0])
            query = {**plain.query, name: place.community}
            yield replace(plain, query=query, forged=f"?{name}={place.community}")
    if operation.method == "GET" and not is_aimed:
        plain = _aimed(operation, actor, targets[0])
        headers = _forged_headers(targets[-1].community)
        yield replace(plain, headers=headers, forged="with forged headers")


def _names_a_place(example: Json | None) -> bool:
    return any(name in (example or {}) for name in _LEVEL_FIELDS)


def _aimed(operation: Operation, actor: Actor, place: Place) -> Ask:
    names = _PARAMETER.findall(operation.path)
    things = {name: _thing(place, operation, name) for name in names}
    path = operation.path.format(**{name: thing.name for name, thing in things.items() if thing})
    aim = things[names[-1]] if names else None
    if aim is None and _names_a_place(operation.example):
        aim = Thing("", place.community)
    query = {name: value for name, value in _WIDE.items() if name in operation.parameters}
    is_kept = operation.method != "GET" and operation.action != Action.ANYONE
    # One name for all callers: an answer that is kept is given to nobody else.
    key = f"{operation.path}:{place.community}"
    return Ask(
        operation,
        path,
        actor,
        query,
        _body(operation, place),
        {"Idempotency-Key": key} if is_kept else {},
        aim=aim,
        by_address=bool(names),
    )


def _crossed(operation: Operation, actor: Actor, here: Place, there: Place) -> Ask:
    """The last thing of one place, asked for under the address of another."""
    straight = _aimed(operation, actor, here)
    last = _PARAMETER.findall(operation.path)[-1]
    mine, theirs = (_thing(place, operation, last) for place in (here, there))
    path = straight.path.replace(mine.name if mine else "", theirs.name if theirs else "")
    return replace(straight, path=path, aim=None, is_crossed=True, forged="across places")


def _body(operation: Operation, place: Place) -> Json | None:
    special = place.values.get(str(operation))
    if special is not None:
        return dict(special)
    if operation.example is None:
        return None
    here = {"community": place.community, "area": place.community, **place.values}
    return {name: here.get(name, value) for name, value in operation.example.items()}


def _thing(place: Place, operation: Operation, name: str) -> Thing | None:
    return place.things.get(f"{operation}:{name}", place.things.get(name))


def _try(request: Ask, places: Sequence[Place], ask: Callable[[Ask], Answer], to: Walk) -> None:
    answer = ask(request)
    to.asked += 1
    to.complaints += [f"{request}: {told}" for told in judged(request, answer, places)]
    for page in _following(request, answer, ask):
        to.asked += 1
        to.complaints += [f"{request}: {told}" for told in judged(request, page, places)]
    if answer.status in _DONE:
        to.done.add(str(request.operation))
    if request.is_crossed or allowed(request):
        return
    to.refused.add(str(request.operation))
    if not may_somewhere(request.actor, Action(request.operation.action)):
        return
    for lie in _lies(request):
        told = ask(lie)
        to.asked += 1
        to.complaints += [f"{lie}: {wrong}" for wrong in judged(lie, told, places)]


def _following(request: Ask, answer: Answer, ask: Callable[[Ask], Answer]) -> Iterator[Answer]:
    for _ in range(_PAGES_MOST):
        body = _json(answer.text)
        cursor = body.get("next_cursor") if isinstance(body, dict) else None
        if cursor is None:
            return
        answer = ask(replace(request, query={**request.query, "cursor": cursor}))
        yield answer


def _lies(request: Ask) -> Iterator[Ask]:
    """The same request, pretending in every way to come from where it would be allowed."""
    home = next((grant.area for grant in request.actor.grants), "")
    there = (request.aim.area if request.aim else None) or home
    for code in {home, there}:
        claims = {"community": code, "area": code, "tenant": code}
        yield replace(request, query=claims, forged=f"?community={code}")
    grants = [["administrator", there]]
    more = {"area": home, "actor": ["root", grants], "grants": grants, "role": "administrator"}
    if request.body is not None:
        yield replace(request, body={**more, **request.body}, forged="with more in its body")
    headers = {**request.headers, **_forged_headers(there)}
    yield replace(request, headers=headers, forged="with forged headers")


def _forged_headers(area: str) -> dict[str, str]:
    actor = json.dumps(["root", [["administrator", area]]])
    return {
        "X-Actor": actor,
        "Nameko.Actor": actor,
        "Actor": actor,
        "X-Area": area,
        "X-Community": area,
        "X-Tenant": area,
        "X-Role": "administrator",
        "X-Forwarded-User": "administrator",
        "X-Original-URL": "/api/v1/public/areas",
        "X-HTTP-Method-Override": "GET",
    }


def allowed(request: Ask) -> bool:
    """What the table says."""
    action = Action(request.operation.action)
    if action is Action.ANYONE:
        return True
    if request.aim is None or request.aim.area is None:
        return may_somewhere(request.actor, action)
    return may(request.actor, action, area=request.aim.area, owner=request.aim.owner)


def judged(request: Ask, answer: Answer, places: Sequence[Place]) -> Iterator[str]:
    """Everything that is wrong with an answer."""
    expected = _expected(request)
    if answer.status not in expected:
        yield f"{answer.status} instead of {sorted(expected)}: {answer.text[:300]}"
    for mark in _foreign(request, places):
        if mark.text in answer.text and mark.text not in _sent(request):
            yield f"tells {mark.text!r} of {mark.area}"
    yield from _wrong_rows(request, answer)


def _expected(request: Ask) -> frozenset[int]:
    action, actor = Action(request.operation.action), request.actor
    if request.is_crossed and may_somewhere(actor, action):
        return frozenset({404})
    if allowed(request):
        # A proof of who one is, as a phone, may hold no more.
        is_proof = action is Action.ANYONE and "phone" in (request.body or {})
        return _PASSED | {403} if is_proof else _PASSED
    if actor.is_anonymous:
        return frozenset({401})
    if not may_somewhere(actor, action):
        return frozenset({403})
    # A field that is not foreseen may be complained of before anything else.
    is_malformed = request.forged.startswith(("?", "with more"))
    malformed = frozenset({422} if is_malformed else ())
    if request.by_address and not _sees(actor, request.aim):
        # Whoever may do nothing with a thing does not learn that there is one.
        return frozenset({404}) | malformed
    return _NOT_YOURS | malformed


def _sees(actor: Actor, aim: Thing | None) -> bool:
    return aim is not None and any(
        may(actor, action, area=aim.area, owner=aim.owner) for action in Action
    )


def _foreign(request: Ask, places: Sequence[Place]) -> Iterator[Mark]:
    """What must not appear in the answer."""
    action = Action(request.operation.action)
    for place in places:
        if action is Action.ANYONE:
            # With the tracking code of a thing comes what belongs to it, and nothing else.
            if not (request.aim and request.aim.area == place.community):
                yield from place.marks
            continue
        for mark in place.marks:
            if not may(request.actor, action, area=mark.area, owner=mark.owner):
                yield mark


def _sent(request: Ask) -> str:
    return f"{request.path} {request.query} {json.dumps(request.body, ensure_ascii=False)}"


def _wrong_rows(request: Ask, answer: Answer) -> Iterator[str]:
    action = Action(request.operation.action)
    body = _json(answer.text)
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list):
        return
    is_whole = body.get("next_cursor") is None and "cursor" not in request.query
    if isinstance(body.get("total"), int) and is_whole and body["total"] != len(items):
        yield f"counts {body['total']} and shows {len(items)}"
    if action is Action.ANYONE or TABLE[action].every_account:
        return
    reached = reach(request.actor, action)
    for item in items:
        area = next((item[name] for name in _LEVEL_FIELDS if item.get(name)), None)
        is_place = isinstance(area, str) and area.isdigit()
        owners = {item.get(name) for name in ("commissioner", "account", "by")}
        if is_place and not any(reached.includes(area, owner) for owner in owners):
            yield f"shows a row of {area}"


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
