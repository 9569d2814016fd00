"""What an answer lists as possible is done, and what it does not list is refused.

Things are taken into every state that their deeds lead to. In each of them everybody looks at a
thing of their own, and sends what `possible` lists with the example of the interface: that is never
refused because of the state. All other deeds with such a thing are refused to them, because others
must do them, or not now. What has facts instead of states is walked in the same way.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests

from gateway.app import openapi_document
from tests.journeys.running import Json, Running, new_key
from vocabulary.actors import Actor
from vocabulary.state_table import StateTable

_DOCUMENT: Json = openapi_document()
#: Done with the thing itself, at its own address.
_AT_THE_THING = frozenset({"edit", "removal"})
_serial = itertools.count(1)

Thing = Mapping[str, str]
#: By whom, at which address, with what: a step that leads a thing on.
Step = tuple[str, str, str]


@dataclass(frozen=True)
class Doer:
    """Somebody who looks at a thing at an address, as `/appeals/{id}`, and acts there.

    `seen`: where it is looked at, if elsewhere. `among`: what of the answer there it is.
    """

    actor: Actor | None
    at: str
    seen: str = ""
    among: Callable[[Json, Thing], Json] = lambda found, _: found


@dataclass(frozen=True)
class Kind:
    """One kind of thing, and the deeds of each person with it.

    `fresh`: makes a new one. `bodies`: what an example cannot know; of several one is enough.
    `elsewhere`: what is not done at the thing's address and its route. `meanwhile`: what
    happens around it, by a name. `anew`: of what a community has each only once.
    `marks`: what besides the state leads on, as how many stages are passed. `lacking`: for
    which nothing that fits is there, so that they are only not refused because of the state.
    """

    #: Its states; or, where it has facts alone, the addresses of what is done with it.
    table: StateTable[Any, Any] | Collection[str]
    fresh: Callable[[], Thing]
    doers: Mapping[str, Doer]
    bodies: Mapping[str, Callable[[Json], Sequence[Json]]] = field(default_factory=dict)
    elsewhere: Mapping[str, Callable[[Json], str]] = field(default_factory=dict)
    meanwhile: Mapping[str, Callable[[Thing], None]] = field(default_factory=dict)
    anew: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    lacking: frozenset[str] = frozenset()

    @property
    def routes(self) -> list[str]:
        """Every address at which somebody does something with it."""
        if isinstance(self.table, StateTable):
            return self.table.routes(list(self.table.deeds))
        return list(self.table)


class _Walk:
    """Leads things of one kind into every state, and tries there what everybody sees."""

    def __init__(self, running: Running, kind: Kind) -> None:
        self.running, self.kind = running, kind
        self.failed: dict[tuple[tuple[Step, ...], tuple[str, str]], list[requests.Response]] = {}
        self.went: set[tuple[tuple[Step, ...], tuple[str, str]]] = set()
        self.taken: list[str] = []
        self.seen: set[str] = set()
        self.states: set[str] = set()

    def everywhere(self) -> None:
        """From a new thing on, as far as deeds lead."""
        waiting: list[tuple[tuple[Step, ...], Thing]] = [((), self.kind.fresh())]
        while waiting:
            waiting += self._at(*waiting.pop(0))

    def _at(self, way: tuple[Step, ...], thing: Thing) -> Iterator[tuple[tuple[Step, ...], Thing]]:
        """Try everything here; gives where it leads, each with a thing that is there."""
        views = self._views(thing)
        mark = self._mark(views)
        if mark in self.seen:
            return
        self.seen.add(mark)
        self.states |= {view["state"] for view in views.values() if "state" in view}
        for name, view in views.items():
            for route in set(self.kind.routes) - set(view["possible"]):
                self._is_refused(thing, (name, route), view, way)
        is_here = True
        for step in self._steps(views):
            if not is_here:
                # Most deeds leave a thing where it is, and it serves for the next one.
                thing, is_here = self._led(way), True
            answer = self._done(thing, step)
            if answer is not None and not self._is_taken(step[1], answer):
                self.failed.setdefault((way, step[:2]), []).append(answer)
                continue
            self.went.add((way, step[:2]))
            reached = self._mark(self._views(thing))
            is_here = reached == mark
            if reached not in self.seen:
                yield (*way, step), thing

    def _is_taken(self, route: str, answer: requests.Response) -> bool:
        is_lacking = route in self.kind.lacking and answer.status_code == 422
        return answer.ok or is_lacking

    def _steps(self, views: Mapping[str, Json]) -> list[Step]:
        """What is listed for everybody, and what happens around it."""
        listed = [
            (name, route, json.dumps(body))
            for name, view in views.items()
            for route in view["possible"]
            for body in self._bodies(name, route, view)
        ]
        return [*listed, *(("", name, "{}") for name in self.kind.meanwhile)]

    def _mark(self, views: Mapping[str, Json]) -> str:
        """Where a thing is, as everybody sees it."""
        told = ("state", "possible", *self.kind.marks)
        return json.dumps([[view.get(name) for name in told] for view in views.values()])

    def _views(self, thing: Thing) -> Mapping[str, Json]:
        return {name: self._view(thing, name) for name in self.kind.doers}

    @property
    def wrong(self) -> list[str]:
        """What was listed and refused, whatever was sent; and what was not, and was taken."""
        refused = [
            f"{_told(way)}: {name} is offered {route}: {[_said(answer) for answer in answers]}"
            for (way, (name, route)), answers in self.failed.items()
            if (way, (name, route)) not in self.went
        ]
        return [*refused, *self.taken]

    def _is_refused(
        self, thing: Thing, what: tuple[str, str], view: Json, way: tuple[Step, ...]
    ) -> None:
        name, route = what
        for body in [] if "is_unseen" in view else self._bodies(name, route, view):
            answer = self._send(thing, name, route, body)
            is_lacking = route in self.kind.lacking and answer.status_code == 422
            # What is removed stays so, however often it is sent.
            is_gone = route == "removal" and answer.ok
            if answer.status_code not in {403, 404, 405, 409} and not (is_lacking or is_gone):
                told = f"{_told(way)}: {name} is not offered {route}: {_said(answer)}"
                self.taken.append(told)

    def _led(self, way: tuple[Step, ...]) -> Thing:
        thing = self.kind.fresh()
        for step in way:
            answer = self._done(thing, step)
            assert answer is None or answer.ok, f"{_told(way)}: {answer and _said(answer)}"
        return thing

    def _done(self, thing: Thing, step: Step) -> requests.Response | None:
        """One step with a thing; None where it happens around it."""
        name, route, body = step
        if name:
            return self._send(thing, name, route, self._again(json.loads(body)))
        self.kind.meanwhile[route](thing)
        return None

    def _again(self, body: Json) -> Json:
        # What must not come twice, as a title or a phone, is made anew.
        return body | {name: new_words(name) for name in self.kind.anew if name in body}

    def _view(self, thing: Thing, name: str) -> Json:
        """What somebody sees; nothing is possible with what they do not see."""
        doer = self.kind.doers[name]
        found = self.running.call("GET", (doer.seen or doer.at).format(**thing), actor=doer.actor)
        if found.status_code in {401, 403, 404, 405}:
            return {"possible": [], "is_unseen": True}
        assert found.ok, found.text
        return doer.among(found.json(), thing)

    def _bodies(self, name: str, route: str, view: Json) -> Sequence[Json]:
        """The example of the interface, and what the thing at hand makes of it."""
        _, example = self._operation(name, route)
        own = self.kind.bodies.get(route)
        return [self._again(example | more) for more in (own(view) if own else [{}])]

    def _send(self, thing: Thing, name: str, route: str, body: Json) -> requests.Response:
        doer = self.kind.doers[name]
        method, _ = self._operation(name, route)
        path = doer.at.format(**thing)
        if route in self.kind.elsewhere:
            path += self.kind.elsewhere[route](self._view(thing, name))
        elif route not in _AT_THE_THING:
            path += f"/{route}"
        # A program may come again with what was sent before; here nothing is sent twice.
        return self.running.call(method, path, actor=doer.actor, json=body, key=new_key())

    def _operation(self, name: str, route: str) -> tuple[str, Json]:
        return _operation(self.kind.doers[name].at, route)


@functools.cache
def _operation(at: str, route: str) -> tuple[str, Json]:
    """How a deed is asked for, and the example of its body."""
    at = f"/api/v1{at}"
    end = "" if route in _AT_THE_THING else f"/{route}"
    methods = ("delete",) if route == "removal" else ("put", "post")
    for path, item in _DOCUMENT["paths"].items():
        fits = _plain(path).startswith(_plain(at)) and _last(path) == _last(at + end)
        for method in methods:
            if fits and method in item:
                content = item[method].get("requestBody", {}).get("content", {})
                return method.upper(), content.get("application/json", {}).get("example") or {}
    return "POST", {}


def _told(way: tuple[Step, ...]) -> str:
    return " → ".join(["new", *(f"{name} {route}".strip() for name, route, _ in way)])


def _said(answer: requests.Response) -> str:
    return f"{answer.status_code} {answer.text[:300]}"


def _plain(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _last(path: str) -> str:
    part = _plain(path).rsplit("/", 1)[-1]
    return "ceremony" if path.endswith("/{part}") else part


def new_words(name: str) -> str:
    """A value that nothing else has, as a title or a phone."""
    number = next(_serial)
    return f"139{number:08}" if name == "phone" else f"{number}栋"


def walked(running: Running, kind: Kind, *, besides: Collection[str] = ()) -> None:
    """`besides`: states to which no deed of the thing itself leads, and deeds never offered here."""
    walk = _Walk(running, kind)
    walk.everywhere()
    assert not walk.wrong, "\n".join(walk.wrong)
    if isinstance(kind.table, StateTable):
        assert walk.states == {state.value for state in kind.table.states} - set(besides)
    else:
        assert {route for _, (_, route) in walk.went} == {*kind.table, *kind.meanwhile} - set(
            besides
        )


def example(method: str, path: str) -> Json:
    """The example of a body, as the interface gives it."""
    content = _DOCUMENT["paths"][path][method]["requestBody"]["content"]
    found: Json = content["application/json"]["example"]
    return found


def without(body: Json, *names: str) -> Json:
    """A body without these fields."""
    return {name: value for name, value in body.items() if name not in names}
