"""Bringing areas in from a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.areas.model import AREA
from gateway.areas.rules import Area
from vocabulary.areas import is_area_code
from vocabulary.problems import FieldError, Invalid

_REQUIRED = ("code", "name_zh", "name_en")
_NAME_LONGEST = {"name_zh": 60, "name_en": 120}
_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no", ""}


def import_areas(session: Session, rows: Sequence[Area]) -> None:
    """Add these areas, or change those that are there; nothing is taken away."""
    known = set(session.scalars(sa.select(AREA.c.code)))
    for area in rows:
        values = {
            "name_zh": area.name_zh,
            "name_en": area.name_en,
            "level": area.level.value,
            "valid_from": area.valid_from,
            "valid_to": area.valid_to,
            "is_sample": area.is_sample,
        }
        if area.code in known:
            session.execute(sa.update(AREA).where(AREA.c.code == area.code).values(values))
        else:
            session.execute(sa.insert(AREA).values(values | {"code": area.code}))


def read_csv(path: Path) -> list[Area]:
    """The areas of a UTF-8 file with a heading.

    Columns: code, name_zh, name_en; optionally valid_from and valid_to (as
    2013-05-04) and is_sample (true or false); others are left alone.

    Raises:
        Invalid: with the number and the column of every line that is wrong.
    """
    wrong: list[FieldError] = []
    areas: dict[str, Area] = {}
    for number, row in _lines(path):
        complaints = _complaints(number, row, areas)
        if complaints:
            wrong.extend(complaints)
        else:
            areas[row["code"]] = _area(row)
    if wrong:
        raise Invalid(
            f"文件 {path.name} 有 {len(wrong)} 处不对，没有导入任何区划。",
            f"{path.name} is wrong in {len(wrong)} places; no area was imported.",
            fields=tuple(wrong),
        )
    return list(areas.values())


def _lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable("文件不是 UTF-8 编码。", "The file is not UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as broken:
        line = reader.line_num
        raise _unreadable(f"第 {line} 行无法读取。", f"Line {line}: {broken}.") from None
    missing = [name for name in _REQUIRED if name not in (reader.fieldnames or [])]
    if missing:
        names = ", ".join(missing)
        raise _unreadable(f"缺少列：{names}。", f"These columns are missing: {names}.")
    return [(number, _trimmed(row)) for number, row in rows]


def _trimmed(row: dict[str, str | None]) -> dict[str, str]:
    return {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}


def _complaints(number: int, row: dict[str, str], earlier: dict[str, Area]) -> list[FieldError]:
    found: list[FieldError] = []

    def complain(column: str, code: str, zh: str, en: str) -> None:
        found.append(FieldError(f"line {number}.{column}", code, zh, en))

    code = row["code"]
    if not is_area_code(code):
        complain(
            "code",
            "not_an_area_code",
            f"“{code}” 不是十二位区划代码。",
            f"“{code}” is not a twelve-digit area code.",
        )
    if code in earlier:
        complain("code", "repeated", f"{code} 重复出现。", f"{code} stands there twice.")
    for name, longest in _NAME_LONGEST.items():
        if not 0 < len(row[name]) <= longest:
            complain(
                name,
                "wrong_length",
                f"须有 1 到 {longest} 个字。",
                f"Must have 1 to {longest} characters.",
            )
    for name in ("valid_from", "valid_to"):
        if row.get(name) and _day(row[name]) is None:
            complain(
                name,
                "not_a_date",
                "必须是日期，例如 2013-05-04。",
                "Must be a date, as 2013-05-04.",
            )
    first, last = _day(row.get("valid_from")), _day(row.get("valid_to"))
    if first and last and last < first:
        complain("valid_to", "ends_before_it_begins", "早于开始日期。", "Is before valid_from.")
    if row.get("is_sample", "").lower() not in _TRUE | _FALSE:
        complain("is_sample", "not_a_boolean", "必须是 true 或 false。", "Must be true or false.")
    return found


def _area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        valid_from=_day(row.get("valid_from")),
        valid_to=_day(row.get("valid_to")),
        is_sample=row.get("is_sample", "").lower() in _TRUE,
    )


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _unreadable(zh: str, en: str) -> Invalid:
    return Invalid(zh, en, fields=(FieldError("file", "unreadable", zh, en),))
