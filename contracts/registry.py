"""Which shape has which name and version: the events and requests of all services.

`@event` and `@request` register a frozen dataclass and give it its schema. Readers of an event
ignore unknown fields; readers of a request refuse them.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import (
    Any,
    ClassVar,
    Generic,
    Literal,
    Self,
    TypeVar,
    cast,
    dataclass_transform,
    get_type_hints,
)

import marshmallow
import marshmallow_dataclass

import contracts
from contracts import converting, fields, wording
from contracts.frozen import Frozen, frozen


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(
        fields.text,
        fields.line,
        fields.name,
        fields.secret,
        fields.phone,
        fields.pattern,
        fields.email,
        fields.area,
        fields.place,
        fields.number,
        fields.choice,
        fields.several,
        fields.sorting,
        fields.choices,
        fields.texts,
        fields.parts,
        fields.moment,
        fields.plain,
        fields.path,
        fields.if_match,
        fields.possible,
    ),
)
class Shape(Frozen):
    """What can be written to plain data and read back from it."""

    #: The class of its schema, under the name by which the library asks a part for its own.
    Schema: ClassVar[_SchemaOf]
    UNKNOWN: ClassVar[Literal["raise", "exclude"]] = "raise"
    #: The description of the schema, made from the class by `shape`.
    Meta: ClassVar[type]

    @classmethod
    def schema(cls) -> marshmallow.Schema:
        """The marshmallow schema of this shape."""
        return _schema(cls)  # type: ignore[arg-type]  # a class is hashable, mypy asks its instances

    @classmethod
    def read(cls, data: Any) -> Self:
        """Plain data as this shape.

        Raises:
            marshmallow.ValidationError: with the complaint of each field.
        """
        return cast("Self", cls.schema().load(data, unknown=cls.UNKNOWN))

    def plain(self) -> dict[str, Any]:
        """This shape as plain data, ready for JSON."""
        return cast("dict[str, Any]", converting.writer(type(self).schema())(self))


@functools.cache
def _schema(shape: type[Shape]) -> marshmallow.Schema:
    return _class_of_schema(shape)()


class _SchemaOf:
    """One class for each shape, wherever it is a part: the document has each form once.

    The library remembers only the last thousand that it has made, which are fewer than we have. A
    shape may be a part of itself. Two that are parts of each other are refused: the library would
    make a second class for one of them.
    """

    def __get__(self, _: object, shape: type[Shape]) -> type[marshmallow.Schema]:
        making = _BEING_MADE.get()
        if shape in making[:-1]:
            raise TypeError(f"{shape.__name__} and {making[-1].__name__} are parts of each other")
        if shape in making:
            # The library goes through the members, and finds by itself what is part of itself.
            raise AttributeError(shape.__name__)
        return _class_of_schema(shape)


Shape.Schema = _SchemaOf()
_BEING_MADE: ContextVar[tuple[type, ...]] = ContextVar("schemas_being_made", default=())
_CLASSES: dict[type, type[marshmallow.Schema]] = {}


def _class_of_schema(shape: type[Shape]) -> type[marshmallow.Schema]:
    if shape not in _CLASSES:
        before = _BEING_MADE.set((*_BEING_MADE.get(), shape))
        try:
            made = marshmallow_dataclass.class_schema(shape, base_schema=wording.Worded)
        finally:
            _BEING_MADE.reset(before)
        # Another thread may have made one meanwhile: the first is everybody's.
        _CLASSES.setdefault(shape, made)
    return _CLASSES[shape]


class Told(Shape):
    """Data from our own services, as they keep it."""

    @classmethod
    def read(cls, data: Any) -> Self:
        """Plain data as this shape, with its texts as they were kept.

        Raises:
            marshmallow.ValidationError: with the complaint of each field.
        """
        with wording.as_kept():
            return super().read(data)


class Event(Told):
    """A fact that a service publishes; named in the past tense."""

    UNKNOWN = "exclude"
    SOURCE: ClassVar[str]
    NAME: ClassVar[str]
    DATA_VERSION: ClassVar[int]
    #: Which attribute identifies the aggregate, and which one places it in the tree.
    SUBJECT: ClassVar[str]
    AREA: ClassVar[str | None]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Plain data as this event; fields that a later release added are left out.

        Raises:
            marshmallow.ValidationError: with the complaint of each field.
        """
        try:
            with wording.as_kept():
                return cls(**converting.reader(cls.schema())(data))
        except converting.FAILURES:
            return super().read(data)

    @classmethod
    def cloud_type(cls) -> str:
        """The CloudEvents type: `linli.«service».«event»`."""
        return f"linli.{cls.SOURCE}.{cls.NAME}"


class Answer(Told):
    """What an RPC method or an HTTP route gives back."""


A = TypeVar("A", bound=Answer)


class Request(Shape, Generic[A]):
    """What an RPC method takes; A is what it answers."""

    SERVICE: ClassVar[str]
    METHOD: ClassVar[str]
    ANSWER: ClassVar[type[Answer]]

    @classmethod
    def body(cls) -> type[Shape]:
        """The fields that a caller sends: all but those that come from elsewhere."""
        return _body(cls)  # type: ignore[arg-type]  # a class is hashable, mypy asks its instances

    @classmethod
    def sent(cls, **said: Any) -> Shape:
        """The body of one, as a caller sends it."""
        return cls.body()(**said)

    @classmethod
    @functools.cache  # asked for each request that writes
    def takes_from(cls, source: fields.Source) -> frozenset[str]:
        """The names of the fields that come from there."""
        return frozenset(
            found.name for found in dataclasses.fields(cls) if fields.source_of(found) is source
        )


@functools.cache
def _body(asked: type[Request[Any]]) -> type[Shape]:
    declared = dataclasses.fields(asked)
    sent = [found for found in declared if fields.source_of(found) is None]
    if len(sent) == len(declared):
        return asked
    kinds = get_type_hints(asked)
    members: dict[str, Any] = {
        "__doc__": asked.__doc__,
        "__module__": asked.__module__,
        "__qualname__": f"{asked.__qualname__}.body",
        "__annotations__": {found.name: kinds[found.name] for found in sent},
        "BODY_OF": asked,
    }
    for found in sent:
        members[found.name] = dataclasses.field(default=found.default, metadata=found.metadata)
    return shape(type(asked.__name__, (Shape,), members))


S = TypeVar("S", bound=Shape)
E = TypeVar("E", bound=Event)
R = TypeVar("R", bound=Request[Any])

EVENTS: dict[str, type[Event]] = {}
REQUESTS: dict[tuple[str, str], type[Request[Any]]] = {}


def shape(made: type[S]) -> type[S]:
    """A frozen dataclass that can be read and written: a body or an answer."""
    told = {"description": _told_of(made), "shape": made}
    made.Meta = type("Meta", (getattr(made, "Meta", wording.Worded.Meta),), told)
    return frozen(made)


def _told_of(made: type[Shape]) -> str:
    """The class's own docstring: an inherited one describes something else."""
    return inspect.cleandoc(made.__dict__.get("__doc__") or "")


def event(
    source: str, *, subject: str, area: str | None = "community", version: int = 1
) -> Callable[[type[E]], type[E]]:
    """Register an event of service `source`; `subject` names the id of its aggregate."""

    def register(declared: type[E]) -> type[E]:
        made = shape(declared)
        made.SOURCE, made.SUBJECT, made.AREA = source, subject, area
        made.NAME, made.DATA_VERSION = snake_case(made.__name__), version
        EVENTS[made.cloud_type()] = made
        return made

    return register


def request(service: str, method: str, answer: type[Answer]) -> Callable[[type[R]], type[R]]:
    """Register what RPC method `method` of `service` takes and answers."""

    def register(declared: type[R]) -> type[R]:
        made = shape(declared)
        made.SERVICE, made.METHOD, made.ANSWER = service, method, answer
        REQUESTS[service, method] = made
        return made

    return register


def snake_case(name: str) -> str:
    """AppealClosed as appeal_closed."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def load_all() -> None:
    """Import every contract, so that the registry is whole."""
    for found in pkgutil.walk_packages(contracts.__path__, "contracts."):
        importlib.import_module(found.name)
