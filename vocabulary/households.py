"""Homes: one reading of all ways of writing an address, by which a household is known again.

3栋2单元501室, 三栋2单元501, 第3栋 2单元 501, 3-2-501      3-2-501
1栋04号, 1栋4号                                         1-4
"""

from __future__ import annotations

import re
import unicodedata

from vocabulary import texts

_SAME_SHAPES = unicodedata.ucd_3_2_0.normalize
_NUMERALS = {
    numeral: value
    for value, numerals in enumerate(
        ["零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for numeral in numerals
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_NUMERAL = f"[{''.join(_NUMERALS)}{''.join(_TENS)}]+"
_BETWEEN = f"[{texts.BLANKS}{texts.MARKS}]"
#: Words for a building after a number or letter: 3栋 says no more than 3.
_WORDS = "[号號][楼樓]|[单單]元|[栋棟幢座号號楼樓层層门門室房户戶梯]"
#: A numeral counts a part of a building; in names of streets (五一路) it stays a word.
_COUNTED = re.compile(
    f"第?({_NUMERAL})(?=期|{_BETWEEN}*(?:{_WORDS}))"
    f"|(?:(?<=[栋棟幢座元楼樓层層门門号號梯])|(?<={_BETWEEN})|^)({_NUMERAL})(?={_BETWEEN}|$)"
)
_ORDINAL = re.compile("第(?=[0-9])")
_WORDS_OF_HOMES = re.compile(f"(?<=[0-9a-z]){_BETWEEN}*(?:{_WORDS})")
_MARKS = re.compile(f"{_BETWEEN}+")
_UNSEEN = re.compile(f"[{texts.UNSEEN}]")
_LEADING_ZEROS = re.compile("(?<![0-9])0+(?=[0-9])")
#: A mark has a meaning only between two numbers or letters: 1-23 is not 12-3.
_IDLE = re.compile(r"(?<![0-9a-z])-|-(?![0-9a-z])")


def same_household(text: str) -> str:
    """The address with one mark between its numbers; empty where it has no meaning."""
    read = _read(text)
    # Removing a mark may join a letter and its accent, which are then one character.
    return read if read == text else same_household(read)


def _read(text: str) -> str:
    plain = _SAME_SHAPES("NFKC", _UNSEEN.sub("", text)).casefold()
    counted = _COUNTED.sub(lambda found: str(_number(found[1] or found[2])), plain)
    numbers = _LEADING_ZEROS.sub("", _ORDINAL.sub("", counted))
    return _IDLE.sub("", _MARKS.sub("-", _WORDS_OF_HOMES.sub("-", numbers)))


def _number(numerals: str) -> int:
    """十二 as 12, 一百零三 as 103; without tens digit by digit: 五〇一 as 501."""
    if not set(numerals) & set(_TENS):
        return int("".join(str(_NUMERALS[numeral]) for numeral in numerals))
    total, ones = 0, 0
    for numeral in numerals:
        if numeral in _TENS:
            total += (ones or 1) * _TENS[numeral]
            ones = 0
        else:
            ones = _NUMERALS[numeral]
    return total + ones
