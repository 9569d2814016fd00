"""Tables in which each line is one thing, and each column a field of its shape.

    for line in lines_of(content, VolunteerRow, rows_most=5001, largest_bytes=4 * 1024**2): …

A heading is a field's name in Chinese, in English, or as the interface writes it; cells may hold
the words of people for the values of a vocabulary. A faulty line does not hinder the others: it
says what is wrong with it. Other columns are left alone, as are empty lines and those that begin
with #.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

import marshmallow
from marshmallow import fields

from contracts import words
from contracts.complaints import invalid_from
from contracts.registry import Shape
from gateway.files import spreadsheets
from vocabulary.problems import FieldError, Invalid
from vocabulary.texts import line
from vocabulary.whole_numbers import whole_number

S = TypeVar("S", bound=Shape)

#: The beginning of lines for people only.
NOTE = "#"
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SEVERAL = re.compile(r"[、，,;；\n]+")
#: What a spreadsheet would take for a formula; an apostrophe before it says that it is none.
_GUARDED = re.compile(r"'[=+\-@]")

_FORMULA = ("单元格是公式，请改为值。", "The cell holds a formula; put its value there.")
_NO_DAY = ("必须是日期，例如 2026-05-04。", "Must be a date, as 2026-05-04.")
_NO_NUMBER = ("必须是整数。", "Must be a whole number.")


@dataclass(frozen=True)
class Line(Generic[S]):
    """One line of a table: what it says, or everything that is wrong with it."""

    number: int
    said: S | None
    wrong: Sequence[FieldError] = ()


def lines_of(
    content: bytes, shape: type[S], *, rows_most: int, largest_bytes: int
) -> list[Line[S]]:
    """The lines of a CSV file or workbook; the heading counts among `rows_most`.

    Raises:
        TooLarge: more than is read.
        Invalid: no table, or a column is missing or there twice.
    """
    rows = spreadsheets.rows_of(content, rows_most=rows_most, largest_bytes=largest_bytes)
    rows = [(number, cells) for number, cells in rows if _says_something(cells)]
    columns = _columns(shape, rows[0][1] if rows else ())
    return [_line(shape, number, cells, columns) for number, cells in rows[1:]]


def heading(shape: type[Shape]) -> list[str]:
    """The headings of a table to fill in."""
    return words.headings(shape, *shape.schema().fields)


def _says_something(cells: Sequence[str]) -> bool:
    said = "".join(map(line, cells))
    return bool(said) and not said.startswith(NOTE)


def _columns(shape: type[Shape], found: Sequence[str]) -> dict[str, int]:
    """Which field stands where."""
    known = shape.schema().fields
    called = {name: words.field_name(shape, name) for name in known}
    columns: dict[str, int] = {}
    for place, cell in enumerate(found):
        text = line(cell).lower()
        # The form's own heading is in both languages, the Chinese one first.
        said = {text, re.split(r"[\s/(（]+", text)[0]}
        for name, of in called.items():
            if said & {name, of.zh.lower(), of.en.lower()}:
                if name in columns:
                    raise _unreadable(
                        f"列“{of.zh}”出现两次。", f"The column {name} is there twice."
                    )
                columns[name] = place
                break
    missing = [name for name, field in known.items() if _is_needed(field) and name not in columns]
    if missing:
        raise _unreadable(
            f"缺少列：{'、'.join(called[name].zh for name in missing)}。",
            f"These columns are missing: {', '.join(missing)}.",
        )
    return columns


def _is_needed(field: fields.Field[Any]) -> bool:
    return field.required and not isinstance(field, fields.List)


def _line(shape: type[S], number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Line[S]:
    known = shape.schema().fields
    # A line says nothing in a list that it leaves out.
    data: dict[str, Any] = {
        name: [] for name, field in known.items() if isinstance(field, fields.List)
    }
    wrong: list[FieldError] = []
    for name, place in columns.items():
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        value = _value(known[name], text)
        if isinstance(value, FieldError):
            wrong.append(FieldError(name, value.code, value.zh, value.en))
        else:
            data[name] = value
    told = {one.field for one in wrong}
    try:
        said = shape.read(data)
    except marshmallow.ValidationError as refused:
        others = (one for one in invalid_from(refused).fields if one.field not in told)
        return Line(number, None, (*wrong, *others))
    return Line(number, None if wrong else said, wrong)


def _value(field: fields.Field[Any], text: str) -> Any:
    """A cell as the interface would write it; an error without a field where it cannot be."""
    if text.startswith("="):
        return FieldError("", "formula", *_FORMULA)
    text = text[1:] if _GUARDED.match(text) else text
    match field:
        case fields.List():
            return [_word(field.inner, one) for one in _parts(text)]
        case fields.Date():
            return _day(text) or FieldError("", "not_a_date", *_NO_DAY)
        case fields.Integer():
            number = whole_number(text)
            return FieldError("", "not_a_number", *_NO_NUMBER) if number is None else number
        case _:
            return _word(field, text)


def _parts(text: str) -> Iterator[str]:
    return (one.strip() for one in _SEVERAL.split(text) if one.strip())


def _word(field: fields.Field[Any], text: str) -> str:
    """The value that people call so."""
    if not isinstance(field, fields.Enum):
        return text
    kind: type[Enum] = field.enum
    for value, name in words.value_names(kind).items():
        if text.casefold() in {value, name.zh, name.en.casefold()}:
            return value
    return text


def _day(text: str) -> str | None:
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _unreadable(zh: str, en: str) -> Invalid:
    return Invalid(zh, en, fields=(FieldError("file", "unreadable", zh, en),))
