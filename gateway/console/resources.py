"""The interface as a tree of addresses: what is read at each, what is done, what lies below.

appeals                a list, and a deed that makes another one
  {appeal_id}          one of them
    closing            a deed
    attachments        what belongs to it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import flask
from marshmallow import fields

from contracts.registry import Shape
from gateway.console import shapes
from gateway.console.rights import may_somewhere
from gateway.http.operations import Operation, operations
from vocabulary.problems import NotFound

_PREFIX = "/api/v1/"
#: Where no generated page leads: what is public, the sign-in, the reader's own account, programs.
ELSEWHERE = (
    "public",
    "sessions",
    "tokens",
    "events",
    "api-keys",
    "notices",
    "accounts/me",
    "appointments/own",
)
#: Of what is public, that which staff change here.
_KEPT_HERE = ("public/areas",)
#: The lines of a list that are things of another one.
_THINGS_OF = {"reserves": "applications", "own": "consents"}
_ID_LIKE = ("id", "pos")


@dataclass
class Resource:
    """One address; `{appeal_id}` in it names a thing."""

    segments: tuple[str, ...]
    below: dict[str, Resource] = field(default_factory=dict, repr=False)
    operations: dict[str, Operation] = field(default_factory=dict)

    @property
    def named(self) -> str:
        """What the last part names: `appeal_id`; empty where it is a word."""
        last = self.segments[-1] if self.segments else ""
        return last[1:-1] if last.startswith("{") else ""

    @property
    def path(self) -> str:
        """All of it."""
        return "/".join(self.segments)

    @property
    def reading(self) -> Operation | None:
        """What is read here."""
        found = self.operations.get("GET")
        return None if found is None or found.is_download else found

    @property
    def download(self) -> Operation | None:
        """What a browser keeps from here as a file."""
        found = self.operations.get("GET")
        return found if found is not None and found.is_download else None

    @property
    def deeds(self) -> list[Operation]:
        """What is done here."""
        return [one for method, one in self.operations.items() if method != "GET"]

    @property
    def line(self) -> type[Shape] | None:
        """What stands in a line of the list that is read here; None: it is no list."""
        return line_of(self.reading.answers) if self.reading is not None else None

    @property
    def things(self) -> Resource | None:
        """One of those that lie here, by the name under which they are found."""
        found = [child for child in self.below.values() if child.named]
        read = [child for child in found if any(one.reading for one in _names(child))]
        return next(iter([*read, *found]), None)

    @property
    def words(self) -> list[Resource]:
        """What lies here under a word."""
        return [child for child in self.below.values() if not child.named]

    def everything(self) -> Iterator[Resource]:
        """This and all that lies below."""
        yield self
        for child in self.below.values():
            yield from child.everything()


def _names(resource: Resource) -> Iterator[Resource]:
    """This, and what is found by a further name alone: `{area}/{kind}/{language}`."""
    yield resource
    for child in resource.below.values():
        if child.named:
            yield from _names(child)


def line_of(answer: type[Shape] | None) -> type[Shape] | None:
    """What stands in the lines of an answer that is a list."""
    if answer is None:
        return None
    items = answer.schema().fields.get("items")
    if isinstance(items, fields.List) and isinstance(items.inner, fields.Nested):
        return shapes.inner(answer, "items")
    return None


@dataclass(frozen=True)
class Place:
    """A resource at an address, with what its names stand for."""

    resource: Resource
    at: str
    said: Mapping[str, str]

    @property
    def key(self) -> str:
        """The last part of the address."""
        return self.at.rpartition("/")[2]

    @property
    def above(self) -> Place | None:
        """Where it lies; None at the top."""
        at = self.at.rpartition("/")[0]
        return place(at) if at else None

    @property
    def twin(self) -> Resource | None:
        """The same thing under a shorter address, as `certificates/{certificate_id}`."""
        return twin_of(self.resource)

    def asks(self, operation: Operation) -> list[str]:
        """Which names of an address are still to be said."""
        named = [one[1:-1] for one in operation.path.split("/") if one.startswith("{")]
        return [one for one in named if one not in self._known(operation)]

    def address(self, operation: Operation, more: Mapping[str, str] | None = None) -> str:
        """Where the interface does this for the thing at hand."""
        said = {**self._known(operation), **(more or {})}
        return operation.path.format_map({name: quote(one, safe="") for name, one in said.items()})

    def _known(self, operation: Operation) -> Mapping[str, str]:
        twin = self.twin
        if twin is not None and operation.path.startswith(f"{_PREFIX}{'/'.join(twin.segments)}"):
            return {**self.said, twin.named: self.key}
        return self.said


def root() -> Resource:
    """The tree of what people with an account use."""
    found: Resource | None = flask.current_app.extensions.get(__name__)
    if found is None:
        found = tree(operations(flask.current_app))
        flask.current_app.extensions[__name__] = found
    return found


def tree(found: Iterable[Operation]) -> Resource:
    """The tree of these operations, without what has pages elsewhere."""
    made = Resource(())
    for operation in found:
        path = operation.path.removeprefix(_PREFIX)
        if path.startswith(_KEPT_HERE):
            path = path.removeprefix("public/")
        if path.startswith("/") or is_elsewhere(path):
            continue
        here = made
        for segment in path.split("/"):
            here = here.below.setdefault(segment, Resource((*here.segments, segment)))
        here.operations[operation.method] = operation
    return made


def is_elsewhere(path: str) -> bool:
    """Whether pages of other kinds are there for it."""
    return any(path == name or path.startswith(f"{name}/") for name in ELSEWHERE)


def place(at: str) -> Place:
    """What an address leads to.

    Raises:
        NotFound: the interface has nothing there.
    """
    here, said = root(), {}
    for part in at.split("/"):
        found = here.below.get(part) or here.things
        if found is None and here.line is not None:
            found = a_line(here)
        if found is None or not part:
            raise NotFound("没有这个登记簿。", "There is no such register.")
        if found.named:
            said[found.named] = part
        here = found
    return Place(here, at, said)


def address_of(at: Place, line: Mapping[str, Any]) -> str:
    """Where a thing in the list at hand is found; empty where nothing more can be said of it."""
    if way := _way(at.resource, line):
        return f"{at.at}/{way}"
    other = root().below.get(_THINGS_OF.get(at.key, at.key))
    is_read = other is not None and any(_is_readable(one) for one in _below(other))
    if other is not None and is_read and (way := _way(other, line)):
        return f"{'/'.join(other.segments)}/{way}"
    key = next((str(line[name]) for name in _ID_LIKE if line.get(name) is not None), "")
    return f"{at.at}/{quote(key, safe='')}" if key else ""


def _is_readable(resource: Resource) -> bool:
    return resource.reading is not None and may_somewhere(resource.reading.may)


def _below(resource: Resource) -> list[Resource]:
    return [] if resource.things is None else list(_names(resource.things))


def _way(resource: Resource, line: Mapping[str, Any]) -> str:
    parts: list[str] = []
    for one in _below(resource):
        key = line.get("id") if not parts and line.get("id") else line.get(one.named)
        if key is None:
            return ""
        parts.append(quote(str(key), safe=""))
    return "/".join(parts)


def twin_of(resource: Resource) -> Resource | None:
    """The same thing under a shorter address, as `certificates/{certificate_id}`."""
    before = resource.segments[:-1]
    if not resource.named or not before:
        return None
    found = root().below.get(_THINGS_OF.get(before[-1], before[-1]))
    twin = found.things if found is not None else None
    return None if twin is resource else twin


def a_line(of: Resource) -> Resource:
    """A line of a list that has no address of its own at the interface."""
    return Resource((*of.segments, "{line}"))


def creations(resource: Resource) -> Iterator[Operation]:
    """What makes another line of a list, or changes many of them at once."""
    yield from resource.deeds
    for child in resource.words:
        if child.reading is None:
            yield from child.deeds
    reached = {id(one) for one in _below(resource)}
    for child in resource.below.values():
        if child.named:
            yield from _by_name(child, reached)


def _by_name(resource: Resource, reached: set[int]) -> Iterator[Operation]:
    """What is put under a name that the caller thinks of, as a holiday under its day."""
    yield from (
        one
        for method, one in resource.operations.items()
        if method == "PUT" and resource.named not in one.ids
    )
    for child in resource.below.values():
        if child.named:
            yield from _by_name(child, reached)
        elif id(resource) not in reached and child.reading is None:
            yield from (one for one in child.deeds if resource.named not in one.ids)


@dataclass(frozen=True)
class Deed:
    """What can be done with a thing, and the word under which its `possible` has it."""

    operation: Operation
    word: str
    #: What of its address is still to be said, and is then what `possible` has.
    says: str = ""


def offered(resource: Resource, shape: type[Shape] | None) -> list[Deed]:
    """What can be done on the page of this resource, which shows a thing or list of this shape."""
    is_governed = has_possible(shape)
    if resource.line is not None:
        return [
            Deed(one, one.path.rpartition("/")[2])
            for one in creations(resource)
            if is_governed or not _belongs_above(resource, one)
        ]
    twin = twin_of(resource)
    return [
        *deeds(resource, is_governed=is_governed),
        *(deeds(twin, is_governed=is_governed) if twin is not None else ()),
    ]


def _belongs_above(resource: Resource, operation: Operation) -> bool:
    """Whether the thing above says when this is done, and offers it."""
    above = root()
    for segment in resource.segments[:-1]:
        above = above.below[segment]
    is_own = operation in resource.deeds
    return is_own and above.reading is not None and has_possible(above.reading.answers)


def deeds(resource: Resource, *, is_governed: bool) -> Iterator[Deed]:
    """What is done with one thing; `is_governed`: its answer says what is possible.

    What belongs to a list below it is done there, unless the thing says whether.
    """
    for method, operation in resource.operations.items():
        if method != "GET":
            word = {"PUT": "edit", "DELETE": "removal"}.get(method, resource.segments[-1])
            yield Deed(operation, word)
    for child in resource.words:
        yield from _below_a_thing(child, is_governed=is_governed)


def _below_a_thing(resource: Resource, *, is_governed: bool) -> Iterator[Deed]:
    answers = resource.reading.answers if resource.reading is not None else None
    if answers is None or (is_governed and not has_possible(answers)):
        yield from (Deed(one, resource.segments[-1]) for one in resource.deeds)
    if answers is not None:
        return
    for child in resource.below.values():
        if not child.named:
            yield from _below_a_thing(child, is_governed=is_governed)
            continue
        yield from (
            Deed(one, resource.segments[-1], child.named)
            for one in child.deeds
            if child.named not in one.ids
        )


def has_possible(answer: type[Shape] | None) -> bool:
    """Whether an answer says what its reader can do."""
    return answer is not None and "possible" in answer.schema().fields
