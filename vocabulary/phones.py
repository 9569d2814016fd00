"""Telephone numbers: one reading of all ways of writing, so that a number is found again.

    written as                                                   read as
    13800138000, 013800138000, +86 138-0013-8000, 0086138…       13800138000
    0755-26561234, (0755)26561234, +86 755 2656 1234, 0086-755…  075526561234
    0755-26561234转801, …-801, … ext. 801, …#801                 075526561234-801
    +852 9123 4567, 00852-91234567, 852 91234567                 +85291234567
    12345, 400-830-1234, 2656 1234                               its digits

An extension is another telephone, but not of a mobile, which has none.
"""

from __future__ import annotations

import re
import unicodedata

from vocabulary import texts

#: The form that every border accepts, of a number as `written` gives it; at least five digits.
PATTERN = (
    r"^[+(]{0,2}[0-9](?:[-. ()/]{0,3}[0-9]){4,19}\)?"
    r"(?: ?(?:-|#|,|x|转|分机|ext\.?) ?[0-9]{1,6})?$"
)
LONGEST = 40
_WHOLE = re.compile(PATTERN, re.IGNORECASE | re.ASCII)
#: Fixed to one version of Unicode: a number found by its print must be found after an update.
_SAME_SHAPES = unicodedata.ucd_3_2_0.normalize
_UNSEEN = re.compile(f"[{texts.UNSEEN}]")
_DASHES = re.compile("[\u2010-\u2015\u2212\u30fc\uff0d_~]")
_NO_DIGITS = re.compile(r"[^0-9]+")

_CHINA, _ABROAD = "86", "00"
#: Hong Kong, Macau and Taiwan, also without + or 00.
_NEIGHBOURS = re.compile(r"852[2-9]\d{7}|853[268]\d{7}|886[2-9]\d{7,8}", re.ASCII)
_MOBILE = re.compile(r"0?(1[3-9]\d{9})", re.ASCII)
#: Beijing and the cities of two digits, then those of three; 400 and 800 belong to no city.
_LANDLINE = re.compile(r"0?((?:10|2\d)[2-8]\d{7}|(?!400|800)[3-9]\d\d[2-8]\d{6,7})", re.ASCII)
_EXTENSION = re.compile(r"(.*?)[ ,]*(?:#|,|x|转|分机|ext\.?)[ :]*([0-9]{1,6})", re.IGNORECASE)
_LAST_PART = re.compile(r"(.*[0-9)]) ?- ?([0-9]{1,6})")


def written(text: str) -> str:
    """The number as a person would type it: half-width, plain dashes, nothing unseen."""
    plain = _DASHES.sub("-", _SAME_SHAPES("NFKC", _UNSEEN.sub("", text)))
    return texts.line(plain)


def is_phone(text: str) -> bool:
    """Whether it looks like a number, in any notation."""
    return len(text) <= LONGEST and _WHOLE.fullmatch(written(text)) is not None


def same_phone(text: str) -> str:
    """The part that all notations share; empty where there is no digit."""
    plain = written(text)
    if named := _EXTENSION.fullmatch(plain):
        return _with_extension(_number(named[1]), named[2])
    whole, dashed = _number(plain), _LAST_PART.fullmatch(plain)
    # 0755-2656-1234 ends with a dash and digits too, and is whole with them.
    if dashed and not _is_known(whole) and _is_known(number := _number(dashed[1])):
        return _with_extension(number, dashed[2])
    return whole


def _with_extension(number: str, extension: str) -> str:
    return number if _MOBILE.fullmatch(number) else f"{number}-{extension}"


def _number(plain: str) -> str:
    digits = _NO_DIGITS.sub("", plain)
    is_abroad = plain.lstrip(" (").startswith("+")
    if digits.startswith(_ABROAD) and not is_abroad:
        digits, is_abroad = digits.removeprefix(_ABROAD), True
    if digits.startswith(_CHINA):
        inland = _inland(digits.removeprefix(_CHINA))
        return inland if is_abroad or _is_known(inland) else digits
    if digits and (is_abroad or _NEIGHBOURS.fullmatch(digits)):
        return f"+{digits}"
    return _inland(digits)


def _inland(digits: str) -> str:
    if mobile := _MOBILE.fullmatch(digits):
        return mobile[1]
    if landline := _LANDLINE.fullmatch(digits):
        return f"0{landline[1]}"
    return digits


def _is_known(number: str) -> bool:
    """Whether no digits are left over that could be an extension."""
    return (
        _MOBILE.fullmatch(number) is not None
        or _LANDLINE.fullmatch(number) is not None
        or _NEIGHBOURS.fullmatch(number.removeprefix("+")) is not None
    )
