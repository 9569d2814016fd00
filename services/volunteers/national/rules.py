"""What a table for the national system holds, and which rows it would refuse.

The national system's own list of columns and codes (MZ/T 061-2015) was not at hand: what stands
here is a beginning, which each street sets right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contracts.volunteers.words import NationalField as F
from contracts.volunteers.words import NationalTable, NationalTrouble
from contracts.words import value_name
from vocabulary.problems import wrong_field

#: A word of ours keeps its enumeration, so that it can be said in Chinese.
Value = StrEnum | str | None


@dataclass(frozen=True)
class Code:
    """What one of our words is called there."""

    word: str
    code: str


@dataclass(frozen=True)
class Column:
    """One column; see `contracts.volunteers.national`."""

    field: F
    heading: str
    is_needed: bool = False
    longest: int | None = None
    codes: Sequence[Code] = ()


_PERSON = (F.REGISTRATION_NUMBER, F.NAME, F.PHONE, F.NATIONAL_NUMBER, F.AGE_GROUP, F.COMMUNITY)
_TAKES: Mapping[NationalTable, frozenset[F]] = {
    NationalTable.VOLUNTEERS: frozenset({*_PERSON, F.REGISTERED_ON, F.INSURED_UNTIL}),
    NationalTable.HOURS: frozenset(
        {
            *_PERSON,
            F.ACTIVITY_NUMBER,
            F.ACTIVITY,
            F.CATEGORY,
            F.SERVED_ON,
            F.BEGAN_AT,
            F.ENDED_AT,
            F.MINUTES,
            F.HOURS,
        }
    ),
}
#: What a disclosure names, in this order.
_PERSONAL = (F.NAME, F.PHONE, F.NATIONAL_NUMBER)


def _column(field: F, heading: str, longest: int | None = None) -> Column:
    return Column(field, heading, is_needed=True, longest=longest)


#: Until the street sets its own.
USUAL: Mapping[NationalTable, Sequence[Column]] = {
    NationalTable.VOLUNTEERS: (
        _column(F.NATIONAL_NUMBER, "志愿者编号", 30),
        _column(F.NAME, "姓名", 50),
        _column(F.PHONE, "联系电话", 20),
        _column(F.AGE_GROUP, "年龄段"),
        _column(F.REGISTERED_ON, "注册日期"),
        _column(F.COMMUNITY, "社区代码"),
    ),
    NationalTable.HOURS: (
        _column(F.NATIONAL_NUMBER, "志愿者编号", 30),
        _column(F.NAME, "姓名", 50),
        _column(F.ACTIVITY, "服务项目", 100),
        _column(F.CATEGORY, "服务类别"),
        _column(F.SERVED_ON, "服务日期"),
        _column(F.HOURS, "服务时间（小时）"),
    ),
}


@dataclass(frozen=True)
class Trouble:
    """Why one row would be refused; `heading` empty: because of the whole row."""

    heading: str
    fault: NationalTrouble
    zh: str
    en: str


def check_columns(table: NationalTable, columns: Sequence[Column]) -> None:
    """Let columns pass that the table can have.

    Raises:
        Invalid: a field that this table does not have, a heading or a word of ours twice.
    """
    headings: set[str] = set()
    for place, column in enumerate(columns):
        if column.field not in _TAKES[table]:
            name = value_name(column.field)
            raise wrong_field(
                f"columns.{place}.field",
                "not_in_table",
                zh=f"“{value_name(table).zh}”没有“{name.zh}”，请选其他字段。",
                en=f"The table “{value_name(table).en}” has no {name.en}; choose another field.",
            )
        if column.heading in headings:
            raise wrong_field(
                f"columns.{place}.heading",
                "twice",
                zh=f"表头“{column.heading}”重复，请改一个。",
                en=f"The heading “{column.heading}” is there twice; change one.",
            )
        headings.add(column.heading)
        _check_codes(place, column.codes)


def _check_codes(place: int, codes: Sequence[Code]) -> None:
    words: set[str] = set()
    for at, one in enumerate(codes):
        if one.word in words:
            raise wrong_field(
                f"columns.{place}.codes.{at}.word",
                "twice",
                zh=f"“{one.word}”已有代码，请删去一个。",
                en=f"“{one.word}” has a code already; remove one.",
            )
        words.add(one.word)


def check_period(first: dt.date | None, last: dt.date | None) -> None:
    """Let a period pass that does not end before it begins.

    Raises:
        Invalid: it does.
    """
    if first is not None and last is not None and last < first:
        raise wrong_field(
            "served_to",
            "before_beginning",
            zh=f"结束日期 {last} 早于开始日期 {first}，请核对。",
            en=f"The last day {last} is before the first, {first}; check both.",
        )


def cells(columns: Sequence[Column], values: Mapping[F, Value]) -> list[str]:
    """The cells of a row; empty where nothing is known."""
    return [_cell(column, values[column.field]) or "" for column in columns]


def troubles(
    columns: Sequence[Column], values: Mapping[F, Value], *, has_consent: bool
) -> list[Trouble]:
    """Everything for which a row would be refused; empty: it is ready."""
    found = [] if has_consent else [_NO_CONSENT]
    return found + [one for column in columns if (one := _trouble(column, values[column.field]))]


def seen(columns: Sequence[Column]) -> list[str]:
    """What of a person the table shows in full."""
    there = {column.field for column in columns}
    return [field.value for field in _PERSONAL if field in there]


_NO_CONSENT = Trouble(
    "",
    NationalTrouble.CONSENT_MISSING,
    zh="没有有效的“录入志愿服务信息系统”同意书，请先登记同意，再填入该义工的登记。",
    en="No consent to data for the national record holds; record the consent, then give its id "
    "in the volunteer's details.",
)


def _cell(column: Column, value: Value) -> str | None:
    if value is None:
        return None
    codes = {one.word: one.code for one in column.codes}
    if codes:
        return codes.get(str(value))
    return value_name(value).zh if isinstance(value, StrEnum) else value


def _trouble(column: Column, value: Value) -> Trouble | None:
    cell, heading = _cell(column, value), column.heading
    if value is not None and cell is None:
        return Trouble(
            heading,
            NationalTrouble.CODE_MISSING,
            zh=f"“{heading}”的代码表中没有“{value}”，请街道补充。",
            en=f"The codes of “{heading}” have none for “{value}”; ask the street to add it.",
        )
    if not cell:
        return _missing(heading) if column.is_needed else None
    if column.longest is not None and len(cell) > column.longest:
        return Trouble(
            heading,
            NationalTrouble.TOO_LONG,
            zh=f"“{heading}”有 {len(cell)} 个字，最多 {column.longest} 个。",
            en=f"“{heading}” has {len(cell)} characters and may have {column.longest}.",
        )
    return None


def _missing(heading: str) -> Trouble:
    return Trouble(
        heading,
        NationalTrouble.VALUE_MISSING,
        zh=f"没有填写“{heading}”，请补充。",
        en=f"“{heading}” is missing; add it.",
    )
