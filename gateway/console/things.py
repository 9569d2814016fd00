"""A thing in words: each field of an answer with its name, and its value as people say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from marshmallow import fields

from contracts import words
from contracts.fields import PLACE
from contracts.registry import Shape
from gateway.console import languages, naming, shapes, steps
from gateway.console.languages import _

_HIDDEN = frozenset({"id", "version", "sha256", "hash", "possible", "next_cursor"})
#: Keys that only programs use; the words for them stand beside.
_KEYS = frozenset(
    {"key", "question", "option", "need_question", "need_option", "correlation_id", "ended_why"}
)
#: Fields that hold a word of a list, although their shape does not say so.
_WORDS: dict[str, Callable[[str], object]] = {
    "role": naming.role,
    "seen": naming.field_called,
    "field": naming.field_called,
    "not_printable": naming.field_called,
    "action": naming.operation_called,
    "scopes": naming.action_called,
    "program": naming.program_called,
    "kind": naming.kind_called,
    "subject_kind": naming.kind_called,
}
_ID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
#: Of a category: its names stand beside.
_PLAIN_CODE = re.compile(r"^[a-z]+(_[a-z]+)*$")
#: By which fields people call a thing; the first that it has.
_NAMES = (
    "title",
    "display_name",
    "course_title",
    "post",
    "number",
    "name",
    "day",
    "year",
    "text",
)


#: A part of a whole, which people say in one breath.
_SHARE = frozenset({"numerator", "denominator", "percent"})
#: The enumeration behind the codes of grouped figures.
_GROUPS = {
    "applicant_group": "ApplicantGroup",
    "channel": "AppealChannel",
    "outcome": "Outcome",
}
#: By what figures are grouped.
_GROUPED_BY = frozenset({"community", "area", "category", "kind"})
#: When something happened that people may enter later, from a paper that has the day alone.
_BY_DAY = frozenset({"happened_at", "received_at", "given_at"})


@dataclass(frozen=True)
class Link:
    """What another thing is called, and where it is found; without an address it is only named."""

    text: str
    address: str = ""


class Known(Protocol):
    """Knows things and people that an answer has only by an id."""

    def named(self, field: str, value: str, thing: Mapping[str, Any]) -> Link | None:
        """What it is called; None: the reader is not told."""


class _Nobody:
    def named(self, field: str, value: str, thing: Mapping[str, Any]) -> Link | None:  # noqa: ARG002
        return None


@dataclass(frozen=True)
class Line:
    """One field: a text, or the lines of each thing in it."""

    label: str
    text: str = ""
    rows: Sequence[Sequence[Line]] = ()
    address: str = ""
    field: str = ""


def lines(shape: type[Shape], thing: Mapping[str, Any], known: Known | None = None) -> list[Line]:
    """The content of an answer of this shape, without empty fields."""
    return list(_lines(shape, thing, known or _Nobody()))


def name_of(shape: type[Shape], thing: Mapping[str, Any]) -> tuple[str, str]:
    """What people call this thing, and by which of its fields; nothing where it has no name."""
    declared = {kind.data_key or name: kind for name, kind in shape.schema().fields.items()}
    if "name_zh" in declared:
        return naming.named(dict(thing), "name"), "name"
    for name in _NAMES:
        if thing.get(name) not in (None, "") and name in declared:
            line = next(iter(_lines_of(shape, thing, name, declared[name], _Nobody())), None)
            if line is not None and not line.rows:
                return line.text, name
    return "", ""


def _lines(shape: type[Shape], thing: Mapping[str, Any], known: Known) -> Iterator[Line]:
    for name, kind in shape.schema().fields.items():
        if (kind.data_key or name) not in _HIDDEN | _KEYS:
            yield from _lines_of(shape, thing, name, kind, known)


def _inside(shape: type[Shape], thing: Mapping[str, Any], known: Known) -> list[Line]:
    """The same of a part of a thing: a name in two languages is said once, in the reader's."""
    found: list[Line] = []
    for line in _lines(shape, thing, known):
        name, _, language = line.field.rpartition("_")
        if {f"{name}_zh", f"{name}_en"} <= thing.keys():
            is_said = any(one.text == line.text for one in found)
            if is_said or language != languages.current():
                continue
        found.append(line)
    return found


def _lines_of(
    shape: type[Shape], thing: Mapping[str, Any], name: str, kind: fields.Field[Any], known: Known
) -> Iterator[Line]:
    key = kind.data_key or name
    value = thing.get(key)
    if value in (None, "", [], {}):
        return
    label = naming.field(shape, key)
    match kind:
        case fields.Nested() if _is_share(shapes.inner(shape, name)):
            yield Line(label, naming.share(value), field=key)
        case fields.Nested():
            yield Line(label, rows=[_inside(shapes.inner(shape, name), value, known)], field=key)
        case fields.List(inner=fields.Nested()):
            inner = shapes.inner(shape, name)
            rows = [
                [*_key(key, one, known), *_told_apart(_inside(inner, one, known))] for one in value
            ]
            yield Line(label, rows=rows, field=key)
        case fields.List():
            said = [_said(kind.inner, key, one, thing, known) for one in value]
            if text := "、".join(link.text for link in said if link is not None):
                yield Line(label, text, field=key)
        case _ if key == "what":
            yield Line(label, str(steps.of_shape(shape.__name__, value)), field=key)
        case _ if kind.metadata.get(PLACE):
            yield Line(label, naming.named(dict(thing), key), field=key)
        case _:
            link = _said(kind, key, value, thing, known)
            if link is not None:
                yield Line(label, link.text, address=link.address, field=key)


def _key(group: str, one: Mapping[str, Any], known: Known) -> Iterator[Line]:
    """What a line of figures counts, which has only a code for it."""
    by = group.removeprefix("by_")
    if by == group or "key" not in one:
        return
    code = str(one["key"])
    link = known.named(by, code, one)
    called = naming.value_called(f"appeals.{_GROUPS[by]}", code) if by in _GROUPS else ""
    text = called if link is None else link.text
    yield Line(naming.field_called(by), text or naming.NOTHING, field=by)


def _is_share(shape: type[Shape]) -> bool:
    return shape.schema().fields.keys() >= _SHARE


def _told_apart(found: Sequence[Line]) -> list[Line]:
    """The lines of one of several groups, first what tells it from the others."""
    return sorted(found, key=lambda line: line.field not in _GROUPED_BY)


def _said(
    kind: fields.Field[Any], key: str, value: Any, thing: Mapping[str, Any], known: Known
) -> Link | None:
    match kind:
        case fields.Boolean():
            return Link(str(_("是") if value else _("否")))
        case fields.Enum():
            return Link(naming.line(words.value_name(kind.enum(value))))
        case fields.AwareDateTime():
            return Link((naming.happened_at if key in _BY_DAY else naming.moment)(value))
        case fields.Dict():
            return None
    if isinstance(value, float):
        return Link(str(value).removesuffix(".0"))
    link = known.named(key, str(value), thing)
    if link is not None:
        return link
    if key.endswith("_id") or _ID.match(str(value)) or (key == "code" and _PLAIN_CODE.match(value)):
        return None
    if key in _WORDS:
        said = str(_WORDS[key](str(value)))
        return Link(said) if said else None
    return Link(naming.with_parameters(str(value), _parameters(thing)))


def _parameters(thing: Mapping[str, Any]) -> Mapping[str, str]:
    """What stands for facts in the words of a notice, by what people call it."""
    return {
        one["name"]: one[languages.current()]
        for one in thing.get("parameters", ())
        if isinstance(one, dict) and "name" in one and "zh" in one
    }
