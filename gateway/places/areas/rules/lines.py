"""How a file tells of areas: a heading, then one line for each area, or for each of its names.

column       heading        meaning
code         区划代码       twelve digits
name_zh      中文名称       in Chinese
name_en      英文名称       in English
valid_from   起始日期       first day of the name; of a new area its first day; empty: always was
valid_to     终止日期       last day, included; empty: still is
successor    承接区划代码   the area that takes it over after the last day
is_sample    示例           true: made up, not in the official register

Headings may hold both words. Other columns are left alone, as are empty lines
and those that begin with #.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gateway.places.areas.rules.batch import Line, day_complaint
from gateway.places.areas.rules.changes import Wanted
from vocabulary.areas import is_area_code
from vocabulary.problems import FieldError, Invalid
from vocabulary.texts import line

#: The column → its Chinese heading.
HEADINGS = {
    "code": "区划代码",
    "name_zh": "中文名称",
    "name_en": "英文名称",
    "valid_from": "起始日期",
    "valid_to": "终止日期",
    "successor": "承接区划代码",
    "is_sample": "示例",
}
#: The beginning of lines for people only.
NOTE = "#"
_NAMES = ("name_zh", "name_en")
_REQUIRED = ("code", *_NAMES)
_TRUE, _FALSE = {"true", "1", "yes", "是"}, {"false", "0", "no", "否"}
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_EXPONENT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
#: What a spreadsheet would take for a formula; an apostrophe before it says that it is none.
_GUARDED = re.compile(r"'[=+\-@]")

Cells = Sequence[str]


@dataclass(frozen=True)
class Told:
    """The content of a file: readable lines, and complaints about the others."""

    lines: tuple[Line, ...]
    wrong: tuple[FieldError, ...]
    #: Codes of lines with a complaint.
    unsure: frozenset[str]


#: The complaints about the names of a line, by column.
CheckNames = Callable[[Mapping[str, str]], Iterable[FieldError]]


def told(rows: Sequence[tuple[int, Cells]], about_names: CheckNames) -> Told:
    """The lines of a file, given as numbered rows of texts.

    Raises:
        Invalid: there is no heading that names the columns.
    """
    rows = [(number, cells) for number, cells in rows if _says_something(cells)]
    columns = _columns(rows[0][1] if rows else ())
    lines: list[Line] = []
    wrong: list[FieldError] = []
    unsure: set[str] = set()
    first: dict[tuple[str, str], int] = {}
    for number, cells in rows[1:]:
        values = {name: _cell(cells, place) for name, place in columns.items()}
        found = [*_complaints(values, about_names), *_repeated(values, first)]
        first.setdefault((values["code"], values.get("valid_from", "")), number)
        if found:
            wrong += [
                FieldError(f"line {number}.{one.field}", one.code, one.zh, one.en) for one in found
            ]
            unsure.add(values["code"])
        else:
            lines.append(Line(_wanted(values), number))
    return Told(tuple(lines), tuple(wrong), frozenset(unsure))


def _says_something(cells: Cells) -> bool:
    words = "".join(map(line, cells))
    return bool(words) and not words.startswith(NOTE)


def _columns(heading: Cells) -> dict[str, int]:
    """Which column stands where."""
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        words = set(re.split(r"[\s/()（）]+", line(cell).lower()))
        for name, chinese in HEADINGS.items():
            if words & {name, chinese}:
                if name in found:
                    raise unreadable(
                        f"列“{chinese}”出现两次。", f"The column {name} is there twice."
                    )
                found[name] = place
    missing = [name for name in _REQUIRED if name not in found]
    if missing:
        chinese = "、".join(HEADINGS[name] for name in missing)
        raise unreadable(
            f"缺少列：{chinese}。", f"These columns are missing: {', '.join(missing)}."
        )
    return found


def _cell(cells: Cells, place: int) -> str:
    return line(cells[place]) if place < len(cells) else ""


def _complaints(values: dict[str, str], about_names: CheckNames) -> Iterator[FieldError]:
    formulas = [name for name, text in values.items() if text.startswith("=")]
    for name in formulas:
        yield FieldError(
            name,
            "formula",
            "单元格是公式，请改为值。",
            "The cell holds a formula; put its value there.",
        )
    for name in ("code", "successor"):
        text = values.get(name, "")
        if name not in formulas and (text or name == "code") and not is_area_code(text):
            yield _no_code(name, text)
    yield from about_names({name: _spoken(values[name]) for name in _NAMES})
    days = {name: values.get(name, "") for name in ("valid_from", "valid_to")}
    for name, text in days.items():
        if text and name not in formulas:
            yield from _about_day(name, text)
    first, last = _day(days["valid_from"]), _day(days["valid_to"])
    if first and last and last < first:
        yield FieldError(
            "valid_to", "ends_before_it_begins", "早于起始日期。", "Is before valid_from."
        )
    if values.get("is_sample", "").lower() not in _TRUE | _FALSE | {""}:
        yield FieldError(
            "is_sample", "not_a_boolean", "必须是 true 或 false。", "Must be true or false."
        )


def _no_code(name: str, text: str) -> FieldError:
    if _EXPONENT.fullmatch(text):
        return FieldError(
            name,
            "not_an_area_code",
            f"“{text}” 是被表格软件改写的数字，请把该列设为文本后重新填写代码。",
            f"“{text}” is a number that the spreadsheet rewrote; make the column text and "
            "type the code again.",
        )
    return FieldError(
        name,
        "not_an_area_code",
        f"“{text[:40]}” 不是十二位区划代码。",
        f"“{text[:40]}” is not a twelve-digit area code.",
    )


def _about_day(name: str, text: str) -> list[FieldError]:
    day = _day(text)
    if day is not None:
        return day_complaint(name, day)
    return [
        FieldError(
            name, "not_a_date", "必须是日期，例如 2013-05-04。", "Must be a date, as 2013-05-04."
        )
    ]


def _repeated(values: dict[str, str], first: dict[tuple[str, str], int]) -> Iterator[FieldError]:
    earlier = first.get((values["code"], values.get("valid_from", "")))
    if earlier is not None and values["code"]:
        code = values["code"]
        yield FieldError(
            "code",
            "repeated",
            f"{code} 与第 {earlier} 行重复；更名请写不同的起始日期。",
            f"{code} stands in line {earlier} too; another name needs another valid_from.",
        )


def _wanted(values: dict[str, str]) -> Wanted:
    sample = values.get("is_sample", "").lower()
    return Wanted(
        code=values["code"],
        name_zh=_spoken(values["name_zh"]),
        name_en=_spoken(values["name_en"]),
        valid_from=_day(values.get("valid_from", "")),
        valid_to=_day(values.get("valid_to", "")),
        successor=values.get("successor") or None,
        is_sample=sample in _TRUE if sample else None,
    )


def _spoken(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _day(text: str) -> dt.date | None:
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def unreadable(zh: str, en: str) -> Invalid:
    """The file as a whole is no table of areas."""
    return Invalid(zh, en, fields=(FieldError("file", "unreadable", zh, en),))
