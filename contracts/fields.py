"""Dataclass fields with the limits and descriptions that borders check and document."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Any

import marshmallow
from marshmallow import fields, validate

from contracts import wording
from vocabulary import phones
from vocabulary import texts as characters
from vocabulary.areas import CODE_PATTERN

_REQUIRED: Any = dataclasses.MISSING
#: In a field's metadata: it holds the code of an area.
PLACE = "place"
#: In a field's metadata: it holds the id of an account.
ACCOUNT = "account"
#: In a field's metadata: where the value comes from, if the caller does not send it in the body or
#: query.
SOURCE = "source"
_EMAIL = r'^[^@\s\x00-\x1f<>"]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}$'
_EARLIEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
_LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


def text(
    description: str,
    *,
    longest: int,
    shortest: int = 1,
    example: str = "",
    default: Any = _REQUIRED,
) -> Any:
    """A text between two lengths, in characters; blanks alone do not count."""
    return _words(description, longest, shortest, example, default, reads=characters.prose)


def words(description: str, *, longest: int, example: str = "", default: Any = _REQUIRED) -> Any:
    """A reason or note that others must understand: a text with a letter."""
    return _words(
        description,
        longest,
        1,
        example,
        default,
        wording.check_words,
        reads=characters.prose,
    )


def line(
    description: str,
    *,
    longest: int,
    shortest: int = 1,
    example: str = "",
    default: Any = _REQUIRED,
) -> Any:
    """A text in one line, such as a title or an address; invisible characters are removed."""
    return _words(
        description,
        longest,
        shortest,
        example,
        default,
        # A filter may look for marks.
        *([wording.check_says_something] if default is _REQUIRED else []),
        reads=characters.line,
    )


def name(description: str, *, longest: int, example: str = "", default: Any = _REQUIRED) -> Any:
    """The name of a person, a group or a place: a line with letters and without pictures."""
    return _words(
        description,
        longest,
        1,
        example,
        default,
        wording.check_name,
        reads=characters.line,
    )


def secret(description: str, *, longest: int, example: str = "", default: Any = _REQUIRED) -> Any:
    """A password or another secret, of which every character counts."""
    return _words(description, longest, 1, example, default)


def phone(description: str, *, example: str = "", default: Any = _REQUIRED) -> Any:
    """A phone number in any notation, kept in plain characters."""
    return _field(
        description,
        default,
        example=example,
        reads=phones.written,
        validate=[validate.Length(max=phones.LONGEST), wording.PhoneNumber()],
    )


def pattern(
    description: str,
    regex: str,
    *,
    error: str,
    example: str = "",
    default: Any = _REQUIRED,
    is_place: bool = False,
) -> Any:
    """A text of a fixed form."""
    check = _WholeMatch(regex, error=error)
    return _field(description, default, example=example, is_place=is_place, validate=check)


def email(description: str, *, default: Any = _REQUIRED) -> Any:
    """An e-mail address with a valid form; whether it exists is not checked."""
    return pattern(description, _EMAIL, error="Must be an e-mail address.", default=default)


def area(description: str, *, default: Any = _REQUIRED) -> Any:
    """A twelve-digit area code."""
    return pattern(
        description,
        CODE_PATTERN,
        error="Must be a twelve-digit area code.",
        example="440305007003",
        default=default,
        is_place=True,
    )


def place(description: str, *, default: Any = _REQUIRED, key: str | None = None) -> Any:
    """The code of an area, or a list of codes, in an answer: the interface adds the names."""
    named: dict[str, Any] = {"data_key": key} if key else {}
    return _field(description, default, is_place=True, **named)


def account(description: str, *, default: Any = _REQUIRED) -> Any:
    """The account of a person in an answer: the interface puts the name beside, masked by right."""
    return _field(description, default, marks=ACCOUNT)


def number(
    description: str,
    *,
    least: int,
    most: int,
    example: int | None = None,
    default: Any = _REQUIRED,
    strict: bool = True,
) -> Any:
    """A whole number between two limits, both included; a text is refused if strict."""
    check = validate.Range(min=least, max=most)
    return _field(description, default, example=example, strict=strict, validate=check)


def choice(description: str, *, example: str = "", default: Any = _REQUIRED) -> Any:
    """One of an enumeration, written by its value."""
    return _field(description, default, example=example, by_value=True)


def several(description: str, of: type[Enum], *, default: None = None) -> Any:
    """A filter with one or more words of an enumeration, with commas between: `state=a,b`.

    Give the `default` where callers in Python may leave it out too.
    """
    made = _Several(
        fields.Enum(of, by_value=True),
        allow_none=True,
        load_default=default,
        validate=wording.Items(min=1, max=len(of)),
        metadata={"description": description},
    )
    return dataclasses.field(default=default, metadata={"marshmallow_field": made})


def sorting(*names: str, default: str | None = None) -> Any:
    """The fields by which a list is sorted: `a,-b`; a minus sorts descending."""
    one = f"-?({'|'.join(names)})"
    return pattern(
        f"Sort by {', '.join(names)}: names with commas between; a - before a name sorts "
        "descending.",
        f"^{one}(,{one}){{0,{len(names) - 1}}}$",
        error=f"Must sort by one or more of: {', '.join(names)}.",
        example=f"-{names[0]}",
        default=default,
    )


def choices(description: str, kind: type[Enum], *, default: Any = _REQUIRED) -> Any:
    """Several of an enumeration, each written by its value."""
    one, described = fields.Enum(kind, by_value=True), {"description": description}
    is_free = default is None
    made = fields.List(
        one,
        required=not is_free,
        allow_none=is_free,
        load_default=None if is_free else marshmallow.missing,
        metadata=described,
    )
    return dataclasses.field(default=default, metadata={"marshmallow_field": made})


def texts(
    description: str,
    *,
    most: int,
    longest: int,
    fewest: int = 0,
    example: str = "",
    default: Any = _REQUIRED,
) -> Any:
    """Several lines, none of them blank or longer than `longest` characters."""
    described = {wording.READS: characters.line} | ({"example": example} if example else {})
    checks = [*_lengths(1, longest), wording.check_says_something]
    one = wording.Text(metadata=described, validate=checks)
    made = fields.List(
        one,
        **_needed(default),
        validate=wording.Items(min=fewest, max=most),
        metadata={"description": description},
    )
    return dataclasses.field(default=default, metadata={"marshmallow_field": made})


def _needed(default: Any) -> dict[str, Any]:
    if default is _REQUIRED:
        return {"required": True}
    return {"allow_none": default is None, "load_default": default}


def parts(
    description: str,
    *,
    most: int,
    fewest: int = 0,
    example: Any = None,
    default: Any = _REQUIRED,
) -> Any:
    """A list of shapes, between two lengths."""
    return _field(
        description, default, example=example, validate=wording.Items(min=fewest, max=most)
    )


def moment(description: str, *, default: Any = _REQUIRED) -> Any:
    """A point in time with its offset, ISO 8601; one without an offset is refused."""
    described = {"description": description, "example": "2013-05-04T09:30:00+08:00"}
    required = default is _REQUIRED
    made = fields.AwareDateTime(
        required=required,
        allow_none=default is None,
        metadata=described,
        format="iso",
        validate=_check_keepable,
    )
    if not required:
        made.load_default = default
    return dataclasses.field(default=default, metadata={"marshmallow_field": made})


def plain(
    description: str, *, example: Any = None, default: Any = _REQUIRED, key: str | None = None
) -> Any:
    """A field whose type is all that is checked; `key` is its name in the data."""
    named: dict[str, Any] = {"data_key": key} if key else {}
    return _field(description, default, example=example, **named)


class Source(StrEnum):
    """Where a field of a request comes from, if not from the body or the query."""

    PATH = "path"
    IF_MATCH = "if_match"
    GATEWAY = "gateway"


def path(of: Any) -> Any:
    """A field taken from the address: described in a sentence, or declared as any other field.

    appeal_id: UUID = fields.path("The appeal.")
    street: str = fields.path(fields.area("The street."))
    """
    return _from(Source.PATH, plain(of) if isinstance(of, str) else of)


def if_match(of: Any, *, default: None) -> Any:
    """A field that the header If-Match says, which may be left out."""
    return dataclasses.field(default=default, metadata=_from(Source.IF_MATCH, of).metadata)


def surrounding(of: Any, *, default: None) -> Any:
    """A field that the gateway adds, such as the network: a repeated request may come from another.

    It is no part of what the caller asks, so a key stands for the request without it.
    """
    return dataclasses.field(default=default, metadata=_from(Source.GATEWAY, of).metadata)


def _from(source: Source, declared: Any) -> Any:
    described = declared.metadata.get("metadata", {}) | {SOURCE: source}
    return dataclasses.field(
        default=declared.default, metadata={**declared.metadata, "metadata": described}
    )


def source_of(declared: dataclasses.Field[Any]) -> Source | None:
    """Where a request takes this field from; None: from the body or query."""
    found: Source | None = declared.metadata.get("metadata", {}).get(SOURCE)
    return found


def possible() -> Any:
    """The actions that the caller may take on a thing now, by address; a page offers just these."""
    return plain(
        "What you can do with it now: the last part of each address, as `closing`. `edit` is a "
        "`PUT` on the thing itself, `removal` a `DELETE`. Anything else is refused."
    )


class _Several(fields.List[Any]):
    """As a query writes it, values with commas between; or a list, as a request carries it."""

    is_multiple = True

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list):
            value = [part for text in value for part in _parts(text)]
        return super()._deserialize(value, *args, **kwargs)


def _parts(text: Any) -> list[Any]:
    return text.split(",") if isinstance(text, str) else [text]


class _WholeMatch(validate.Regexp):
    """A pattern's `$` also matches before a newline at the end, which no code contains."""

    def __call__(self, value: Any) -> Any:
        if self.regex.fullmatch(value) is None:
            raise marshmallow.ValidationError(self.error)
        return value


def _check_keepable(moment: dt.datetime) -> None:
    # Outside these the calendar ends when converted to UTC; no real date is there.
    if not _EARLIEST <= moment <= _LATEST:
        raise marshmallow.ValidationError("Must lie between the years 1900 and 2200.")


def _words(
    description: str,
    longest: int,
    shortest: int,
    example: str,
    default: Any,
    *checks: Callable[[str], None],
    reads: Callable[[str], str] | None = None,
) -> Any:
    lengths = _lengths(shortest, longest)
    return _field(description, default, example=example, reads=reads, validate=[*lengths, *checks])


def _lengths(shortest: int, longest: int) -> list[Any]:
    length = validate.Length(min=shortest, max=longest)
    return [length, wording.NotBlank()] if shortest > 0 else [length]


def _field(
    description: str,
    default: Any,
    *,
    example: Any = None,
    reads: Callable[[str], str] | None = None,
    is_place: bool = False,
    marks: str | None = None,
    **checks: Any,
) -> Any:
    described: dict[str, Any] = {"description": description}
    if is_place:
        described[PLACE] = True
    if marks is not None:
        described[marks] = True
    if example not in (None, ""):
        described["example"] = example
    if reads is not None:
        described[wording.READS] = reads
    return dataclasses.field(default=default, metadata={"metadata": described, **checks})
