"""A form from a shape: a question for each of its fields, read back as the interface takes it.

    tried = forms.filled(Contest)
    if pages.is_sent():
        try:
            api.send("POST", address, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(address, _("已送出。"))
    return shown("contest.html", tried.status, form=forms.form(Contest, tried))

The rules stay in the contract. The form only helps to fill it in, and the complaints of the
interface return to its fields by name.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import flask
from marshmallow import fields, validate
from werkzeug.datastructures import MultiDict

from contracts.registry import Shape
from gateway.console import languages, naming, shapes
from gateway.console.languages import Sentence
from vocabulary.periods import SHANGHAI
from vocabulary.whole_numbers import whole_number

Option = tuple[str, str | Sentence]
Given = MultiDict[str, str]

#: From so many characters on a text gets several lines.
_LONG = 200
#: No step or line has a longer number.
_DIGITS_MOST = 6
#: Up to this many choices stand side by side; more become a drop-down list.
_FEW = 8
#: Each box has a field of this name beside it, because an unticked box sends nothing.
_ASKED = ".asked"
#: The list that gets another row.
MORE = "_more"
_CLOCK_LENGTH = len("2013-05-04T09:30")
_UNAUTHENTICATED, _UNPROCESSABLE = 401, 422

#: The autocomplete word for browsers, and the keyboard that a phone shows.
_FILLED_IN = {
    "login": "username",
    "password": "current-password",
    "current_password": "current-password",
    "new_password": "new-password",
    "code": "one-time-code",
    "contact_phone": "tel",
    "phone": "tel",
    "contact_email": "email",
    "email": "email",
    "contact_name": "name",
    "contact_address": "street-address",
}
_TYPES = {
    "tel": "tel",
    "email": "email",
    "current-password": "password",
    "new-password": "password",
}


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    name: str
    label: str
    widget: str
    required: bool = False
    hint: str = ""
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    options: Sequence[Option] = ()
    #: Whether people wrote the options.
    is_given: bool = False
    #: The values filled in; several where several can be chosen.
    values: Sequence[str] = ()
    errors: Sequence[str] = ()
    autocomplete: str = ""
    #: Of a list of things: the questions of each.
    rows: Sequence[Sequence[Field]] = ()

    @property
    def value(self) -> str:
        """The value filled in, where there is one."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Form:
    """Questions with their answers and complaints."""

    fields: Sequence[Field]
    problem: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)

    @property
    def complaints(self) -> list[tuple[str, str]]:
        """Each question that has one, and the sentence with its name before it."""
        asked = {one.name: one for one in _all(self.fields)}
        return [
            (wrong["field"], f"{asked[wrong['field']].label}：{_said(wrong)}")
            for wrong in (self.problem or {}).get("errors", ())
            if wrong["field"] in asked
        ]

    @property
    def others(self) -> list[str]:
        """Complaints that belong to no question of this form."""
        asked = {one.name for one in _all(self.fields)}
        wrong = (self.problem or {}).get("errors", ())
        found = [_said(one) for one in wrong if one["field"] not in asked]
        if self.problem and not found and not self.complaints:
            found = [naming.without_ids(self.problem[languages.current()]["detail"])]
        return found


@dataclass(frozen=True)
class Filled:
    """The content filled in, and the refusal that came back."""

    shape: type[Shape]
    given: Given
    problem: Mapping[str, Any] | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The content as the interface takes it."""
        return read(self.shape, self.given)

    @property
    def status(self) -> int:
        """The status of the page's answer."""
        return 200 if self.problem is None else status_of(self.problem)

    def refused(self, problem: Mapping[str, Any]) -> Self:
        """The content with the complaints about it."""
        return dataclasses.replace(self, problem=problem)


def unfilled(shape: type[Shape]) -> Filled:
    """An empty form."""
    return Filled(shape, MultiDict())


def filled(shape: type[Shape]) -> Filled:
    """The content sent with the page's form; before it is sent, the values in the address."""
    request = flask.request
    return Filled(shape, request.form if request.method == "POST" else request.args)


def filled_with(shape: type[Shape], thing: Mapping[str, Any]) -> Filled:
    """A form that shows a thing as it is."""
    given: Given = MultiDict()
    for key, value in _written(shape, thing, ""):
        given.add(key, value)
    return Filled(shape, given)


def status_of(problem: Mapping[str, Any]) -> int:
    """The status of a page that shows a refused form again, signed in or not."""
    status: int = problem["status"]
    return _UNPROCESSABLE if status == _UNAUTHENTICATED else status


def form(
    shape: type[Shape],
    tried: Filled,
    *,
    options: Mapping[str, Sequence[Option]] | None = None,
    labels: Mapping[str, Sentence] | None = None,
    hints: Mapping[str, Sentence] | None = None,
    only: Sequence[str] = (),
    without: Sequence[str] = (),
    prefix: str = "",
) -> Form:
    """The form of a shape; `options` are the choices that only the page knows.

    `prefix` stands before the name of each field, where another shape has one of the same name.
    """
    asking = _Asking(tried, options or {}, labels or {}, hints or {})
    names = only or [name for name in shape.schema().fields if name not in without]
    return Form([asking.field(shape, name, prefix) for name in names], tried.problem)


def unseen(field: Field, names: Collection[str]) -> Field:
    """The same, in which what has one of these names goes along and nobody is asked for it."""
    rows = [[unseen(each, names) for each in row] for row in field.rows]
    if field.name.rpartition(".")[2] in names:
        return dataclasses.replace(field, widget="hidden", required=False)
    return dataclasses.replace(field, rows=rows)


def read(shape: type[Shape], given: Given, prefix: str = "") -> dict[str, Any]:
    """The values filled in, as the interface takes them; empty fields are left out."""
    found: dict[str, Any] = {}
    for name, kind in shape.schema().fields.items():
        written = kind.data_key or name
        value = _read(shape, name, f"{prefix}{written}", given)
        if value is not None:
            found[written] = value
    return found


def _read(within: type[Shape], name: str, key: str, given: Given) -> Any:
    kind = within.schema().fields[name]
    match kind:
        case fields.Boolean():
            return given.get(key) == "true" if key in given or key + _ASKED in given else None
        case fields.Nested():
            is_there = any(one.startswith(f"{key}.") for one in given)
            return read(shapes.inner(within, name), given, f"{key}.") if is_there else None
        case fields.List(inner=fields.Nested()):
            shape = shapes.inner(within, name)
            rows = [read(shape, given, f"{key}.{at}.") for at in _indices(given, key)]
            is_asked = key + _ASKED in given
            return [row for row in rows if row] if rows or is_asked else None
        case fields.List():
            if key not in given and key + _ASKED not in given:
                return None
            return [_plain(kind.inner, text) for text in _texts(given.getlist(key))]
        case _:
            text = given.get(key, "").strip().replace("\r\n", "\n")
            return _plain(kind, text) if text else None


def _texts(written: Sequence[str]) -> Iterator[str]:
    for text in written:
        yield from (line.strip() for line in text.splitlines() if line.strip())


def _plain(kind: fields.Field[Any], text: str) -> Any:
    if isinstance(kind, fields.Integer):
        found = whole_number(text.removeprefix("-"))
        # The interface refuses what stays a text.
        return text if found is None else -found if text.startswith("-") else found
    if isinstance(kind, fields.AwareDateTime):
        # Browsers ask for the clock on the wall, which is that of Shanghai.
        return f"{text}:00+08:00" if len(text) == _CLOCK_LENGTH else text
    return text


def _written(
    shape: type[Shape], thing: Mapping[str, Any], prefix: str
) -> Iterator[tuple[str, str]]:
    for name, kind in shape.schema().fields.items():
        key, value = kind.data_key or name, thing.get(kind.data_key or name)
        match kind:
            case _ if value is None:
                continue
            case fields.Nested():
                yield from _written(shapes.inner(shape, name), value, f"{prefix}{key}.")
            case fields.List(inner=fields.Nested()):
                for at, one in enumerate(value):
                    yield from _written(shapes.inner(shape, name), one, f"{prefix}{key}.{at}.")
            case fields.List():
                yield from ((f"{prefix}{key}", str(one)) for one in value)
            case _:
                yield f"{prefix}{key}", _plainly(kind, value)


def _plainly(kind: fields.Field[Any], value: Any) -> str:
    match kind:
        case fields.Boolean():
            return "true" if value else "false"
        case fields.AwareDateTime():
            return dt.datetime.fromisoformat(value).astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
        case _:
            return str(value)


@dataclass(frozen=True)
class _Asking:
    tried: Filled
    options: Mapping[str, Sequence[Option]]
    labels: Mapping[str, Sentence]
    hints: Mapping[str, Sentence]

    def field(self, shape: type[Shape], name: str, prefix: str = "") -> Field:
        """The question of one field; `prefix` says where it stands in a list of things."""
        kind = shape.schema().fields[name]
        key = f"{prefix}{kind.data_key or name}"
        lengths = [check for check in _checks(kind) if isinstance(check, validate.Length)]
        ranges = [check for check in _checks(kind) if isinstance(check, validate.Range)]
        longest = lengths[0].max if lengths else None
        options = self.options.get(key, self.options.get(name, _options(kind)))
        label = self.labels.get(name)
        autocomplete = _FILLED_IN.get(name, "")
        return Field(
            name=key,
            label=naming.field(shape, kind.data_key or name) if label is None else str(label),
            widget=_widget(kind, longest, options, autocomplete),
            required=kind.required and not isinstance(kind, fields.List),
            hint=str(self.hints.get(name, "")),
            longest=longest,
            least=ranges[0].min if ranges else None,
            most=ranges[0].max if ranges else None,
            options=options,
            is_given=key in self.options or name in self.options,
            values=self._values(key, kind),
            errors=[_said(wrong) for wrong in self._errors(key)],
            autocomplete=autocomplete,
            rows=self._rows(shape, name, key),
        )

    def _values(self, key: str, kind: fields.Field[Any]) -> Sequence[str]:
        if key in self.tried.given or key + _ASKED in self.tried.given:
            return self.tried.given.getlist(key)
        default = None if kind.required else kind.load_default
        if isinstance(default, bool):
            return [str(default).lower()]
        value = getattr(default, "value", default)
        return [str(value)] if isinstance(value, str | int) else []

    def _errors(self, key: str) -> list[Mapping[str, Any]]:
        return [
            wrong for wrong in (self.tried.problem or {}).get("errors", ()) if wrong["field"] == key
        ]

    def _rows(self, shape: type[Shape], name: str, key: str) -> Sequence[Sequence[Field]]:
        match shape.schema().fields[name]:
            case fields.Nested():
                rows = [f"{key}."]
            case fields.List(inner=fields.Nested()):
                used = _indices(self.tried.given, key) or [0]
                more = [used[-1] + 1] if self.tried.given.get(MORE) == key else []
                rows = [f"{key}.{at}." for at in [*used, *more]]
            case _:
                return ()
        inner = shapes.inner(shape, name)
        return [[self.field(inner, one, row) for one in inner.schema().fields] for row in rows]


def _checks(kind: fields.Field[Any]) -> Sequence[Any]:
    return kind.inner.validators if isinstance(kind, fields.List) else kind.validators


def _options(kind: fields.Field[Any]) -> Sequence[Option]:
    if isinstance(kind, fields.List):
        return _options(kind.inner)
    if isinstance(kind, fields.Enum):
        return [(str(one.value), naming.choice(one)) for one in kind.enum]
    return ()


def _widget(
    kind: fields.Field[Any], longest: int | None, options: Sequence[Option], autocomplete: str
) -> str:
    match kind:
        case fields.Nested():
            return "group"
        case fields.List(inner=fields.Nested()):
            return "rows"
        case fields.List():
            return "checks" if options else "lines"
        case fields.Boolean() if not options:
            return "check"
        case _ if options:
            return "radios" if len(options) <= _FEW else "select"
        case fields.Integer():
            return "number"
        case fields.AwareDateTime():
            return "datetime-local"
        case fields.Date():
            return "date"
        case _ if longest is not None and longest > _LONG and not autocomplete:
            return "textarea"
        case _:
            return _TYPES.get(autocomplete, "text")


def _indices(given: Given, key: str) -> list[int]:
    found = {
        name.removeprefix(f"{key}.").partition(".")[0]
        for name in given
        if name.startswith(f"{key}.") and name != key + _ASKED
    }
    return sorted(at for at in map(number, found) if at is not None)


def _all(asked: Sequence[Field]) -> Iterator[Field]:
    for one in asked:
        yield one
        for row in one.rows:
            yield from _all(row)


def _said(wrong: Mapping[str, Any]) -> str:
    return naming.without_ids(str(wrong[languages.current()]))


def number(text: str) -> int | None:
    """A small whole number, such as that of a step; None: something else was sent."""
    return whole_number(text, _DIGITS_MOST)
