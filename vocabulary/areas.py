"""The area tree (行政区划): twelve-digit codes whose digits give their place in the tree.

Digits 1-2 province, 3-4 city, 5-6 district (GB/T 2260), 7-9 street (GB/T 10114),
10-12 community; the lower digits of a higher area are zeros. The tree is
therefore in the code itself and needs no look-up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

#: ASCII digits only: an input method may send １２３, which is no code.
CODE_PATTERN = r"^[1-9][0-9]{11}$"

_LENGTH = 12
_DIGITS = {"province": 2, "city": 4, "district": 6, "street": 9, "community": 12}


class Level(StrEnum):
    """How high an area stands: 省, 市, 区, 街道, 社区."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


def is_area_code(text: str) -> bool:
    """Whether the text has the form of an area code; says nothing about existence."""
    return re.fullmatch(CODE_PATTERN, text) is not None


def level_of(code: str) -> Level:
    """The level that the zeros at the end of a code show."""
    for level, digits in _DIGITS.items():
        if set(code[digits:]) <= {"0"}:
            return Level(level)
    return Level.COMMUNITY


def stem_of(code: str) -> str:
    """The digits that every code inside this area begins with."""
    return code[: _DIGITS[level_of(code)]]


def covers(area: str, code: str) -> bool:
    """Whether `code` lies in `area`, itself included."""
    return code.startswith(stem_of(area))


def parent_of(code: str) -> str | None:
    """The area directly around this one; None around a province.

    东莞 and 中山 have no districts: a street there lies directly in its city.
    """
    level = level_of(code)
    if level is Level.PROVINCE:
        return None
    shorter = max(digits for digits in _DIGITS.values() if digits < _DIGITS[level])
    return code[:shorter].ljust(_LENGTH, "0")


def street_of(code: str) -> str:
    """The street in which a community lies; a street and higher areas unchanged."""
    return code[: _DIGITS["street"]].ljust(_LENGTH, "0")


def path_of(code: str) -> tuple[str, ...]:
    """The area itself and those around it, upwards: the way of a proposal (R38)."""
    parent = parent_of(code)
    return (code,) if parent is None else (code, *path_of(parent))


class StreetKind(StrEnum):
    """The kinds of areas at street level, by GB/T 10114."""

    SUBDISTRICT = "subdistrict"  # 街道
    TOWN = "town"  # 镇
    TOWNSHIP = "township"  # 乡
    SIMILAR = "similar"  # 类似乡级单位: farms, development zones, enterprises that govern


#: Digits 7 to 9, from and to, both included.
_STREET_KINDS = (
    (1, 99, StreetKind.SUBDISTRICT),
    (100, 199, StreetKind.TOWN),
    (200, 399, StreetKind.TOWNSHIP),
    (400, 599, StreetKind.SIMILAR),
)


def street_kind(code: str) -> StreetKind | None:
    """The kind of street that an area belongs to; None above, and where the standard has none."""
    number = int(code[_DIGITS["district"] : _DIGITS["street"]])
    kinds = (kind for first, last, kind in _STREET_KINDS if first <= number <= last)
    return next(kinds, None)


def predecessors_of(area: str, successor_of: Mapping[str, str]) -> tuple[str, ...]:
    """The dissolved areas whose matters now belong to this one, sorted.

    `successor_of` maps each dissolved area to the one that took it over. Areas taken over by areas
    inside this one, or by its predecessors, count too.
    """
    found: set[str] = set()
    while True:
        inside = (area, *found)
        more = {
            old
            for old, new in successor_of.items()
            if old not in found and any(covers(place, new) for place in inside)
        }
        if not more:
            return tuple(sorted(found))
        found |= more


class AreaChange(StrEnum):
    """What happened to an area."""

    ADDED = "added"  # 新增
    RENAMED = "renamed"  # 更名
    ENDED = "ended"  # 撤销、合并
    CORRECTED = "corrected"  # 更正
