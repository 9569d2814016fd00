"""The area tree (行政区划): twelve-digit codes whose digits say where they stand.

Digits 1-2 province, 3-4 city, 5-6 district (GB/T 2260), 7-9 street (GB/T 10114),
10-12 community; the lower digits of a higher area are zeros. The tree is
therefore in the code itself and needs no look-up.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NewType

AreaCode = NewType("AreaCode", str)

#: ASCII digits only: an input method may well send １２３, which is no code.
CODE_PATTERN = r"^[1-9][0-9]{11}$"

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
