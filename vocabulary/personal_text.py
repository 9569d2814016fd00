"""Personal numbers in free text: found, and hidden before the text becomes public (PIPL art. 25).

Finds mobile and landline numbers, also of Hong Kong, Macau and Taiwan, identity card numbers, bank
cards, e-mail addresses and names of accounts after 微信 or QQ; also with blanks, dashes and invisible
characters between, in full-width digits or in Chinese numerals. A number of eighteen digits is an
identity card only if its check digit fits, so that order numbers stay readable.

It catches slips of the pen. It does not stop a person who wants to get a number through, and it
does not find names or addresses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, overload

from vocabulary import texts


class Kind(StrEnum):
    """What was found."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    IDENTITY_CARD = "identity_card"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    ACCOUNT = "account"


class Finding(NamedTuple):
    """Its place: from `start` up to, but not including, `end`."""

    kind: Kind
    start: int
    end: int


_MARKS = {
    Kind.MOBILE: "[手机号已隐藏]",
    Kind.LANDLINE: "[电话号码已隐藏]",
    Kind.IDENTITY_CARD: "[证件号已隐藏]",
    Kind.BANK_CARD: "[银行卡号已隐藏]",
    Kind.EMAIL: "[邮箱已隐藏]",
    Kind.ACCOUNT: "[账号已隐藏]",
}

_NUMERALS = {
    ord(numeral): str(value)
    for value, numerals in enumerate(
        ["零〇○", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for numeral in numerals
}
#: Digits that stand together; the check digit of an identity card may be an X.
_GROUP = re.compile(rf"[0-9{''.join(map(chr, _NUMERALS))}]+(?:[Xx](?![A-Za-z0-9]))?")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—―－_.·•~()（）]{1,3}")

_MOBILE = re.compile(r"(?:(?:00)?86)?0?1[3-9]\d{9}|(?:00)?(?:852[4-9]\d{7}|8536\d{7}|8860?9\d{8})")
#: A city code of three digits counts only after a country code or a 0.
_LANDLINE = re.compile(
    r"(?:(?:00)?86)?(?:0?10|0?2\d)[2-8]\d{7}|(?:(?:00)?860?|0)[3-9]\d\d[2-8]\d{6,7}"
    r"|(?:00)?(?:852[23]\d{7}|853[28]\d{7}|886[2-8]\d{7,8})"
)
_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91"
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CARD_18 = re.compile(rf"(?:{_PROVINCES})\d{{4}}(?:18|19|20)\d\d{_MONTH_AND_DAY}\d{{3}}[\dX]")
_CARD_15 = re.compile(rf"(?:{_PROVINCES})\d{{4}}\d\d{_MONTH_AND_DAY}\d{{3}}")
_BANK = re.compile(r"(?:62|4|5[1-5]|35|37|60)\d{13,17}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_CARD_DIGITS, _BANK_FEWEST = 18, 16
_DIGITS_FEWEST, _DIGITS_MOST = 10, 19
#: Characters of numbers and accounts; most texts have too few to contain one.
_OF_A_NUMBER = re.compile(rf"[0-9a-z_{''.join(map(chr, _NUMERALS))}-]", re.IGNORECASE)
_LETTERS_FEWEST = 5

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_ACCOUNT = re.compile(
    r"(?:微\s?信|威信|薇信|wechat|weixin|[vw]x|v信|q\s?q|扣扣)"
    r"(?:号码|号|id|账号|[\s:是为加]){0,4}"
    r"([a-z][a-z0-9_-]{5,19}|\d{5,12})(?![a-z0-9_-])",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:电话|座机|手机|固话|联系方式|联系我|找我|香港|拨打|致电|tel|phone|whatsapp)"
    r"(?:号码|号|[\s:是为.]){0,4}([2-9]\d{2,3}[-\s]?\d{4})(?!\d)",
    re.IGNORECASE,
)
#: A mobile of Hong Kong in its two halves; no landline of the mainland begins so.
_HALVES = re.compile(r"(?<![\d.])[569]\d{3} \d{4}(?![\d.元万])")
#: A city code without its 0; only a dash or a blank distinguishes it from other long numbers.
_WITHOUT_ZERO = re.compile(r"(?<![\d.-])[3-9]\d\d[- ][2-8]\d{6,7}(?![\d.-])")
#: Numbers of any other country, which begin with a plus.
_ABROAD = re.compile(r"\+[1-79]\d{0,2}(?:[ ().-]{0,2}\d){7,12}(?!\d)")
_UNSEEN = re.compile(f"[{texts.UNSEEN}]+")


@overload
def hidden(text: str) -> str: ...
@overload
def hidden(text: None) -> None: ...
@overload
def hidden(text: str | None) -> str | None: ...
def hidden(text: str | None) -> str | None:
    """The text with every personal number replaced by the kind of number.

    None stays None.
    """
    if text is None:
        return None
    parts, reached = [], 0
    for finding in found(text):
        parts += [text[reached : finding.start], _MARKS[finding.kind]]
        reached = finding.end
    return "".join([*parts, text[reached:]])


def found(text: str) -> list[Finding]:
    """Every personal number, from left to right; none overlaps another."""
    if _UNSEEN.search(text):
        return _found_between(text)
    plain = text.translate(_SIMPLEST)
    if "@" not in plain and len(_OF_A_NUMBER.findall(plain)) < _LETTERS_FEWEST:
        return []
    findings = [
        *_in_digits(plain),
        *(Finding(Kind.EMAIL, *match.span()) for match in _EMAIL.finditer(plain)),
        *(Finding(Kind.ACCOUNT, *match.span(1)) for match in _ACCOUNT.finditer(plain)),
        *(Finding(Kind.LANDLINE, *match.span(1)) for match in _CALLED.finditer(plain)),
        *(Finding(Kind.MOBILE, *match.span()) for match in _HALVES.finditer(plain)),
        *(Finding(Kind.LANDLINE, *match.span()) for match in _WITHOUT_ZERO.finditer(plain)),
        *(Finding(Kind.LANDLINE, *match.span()) for match in _ABROAD.finditer(plain)),
    ]
    return _merged(sorted(findings, key=lambda finding: (finding.start, -finding.end)))


def _found_between(text: str) -> list[Finding]:
    """The same in a text with invisible characters: searched without them, reported with them."""
    places = [place for place, letter in enumerate(text) if not _UNSEEN.match(letter)]
    seen = found("".join(text[place] for place in places))
    return [Finding(one.kind, places[one.start], places[one.end - 1] + 1) for one in seen]


class _Simplest(dict[int, str]):
    """Letter by letter: full-width to half-width, digits of any script to 0 to 9."""

    _REMEMBERED_BELOW = 0x10000

    def __missing__(self, code: int) -> str:
        found = _simplest(chr(code))
        if code < self._REMEMBERED_BELOW:
            self[code] = found
        return found


def _simplest(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    simple = unicodedata.normalize("NFKC", letter)
    return simple if len(simple) == 1 else letter


_SIMPLEST = _Simplest()


def _merged(findings: Sequence[Finding]) -> list[Finding]:
    merged: list[Finding] = []
    for finding in findings:
        if merged and finding.start < merged[-1].end:
            last = merged.pop()
            finding = Finding(last.kind, last.start, max(last.end, finding.end))  # noqa: PLW2901 - the two are one
        merged.append(finding)
    return merged


class _Group(NamedTuple):
    """Digits that stand together."""

    digits: str
    start: int
    end: int


def _in_digits(plain: str) -> Iterator[Finding]:
    for run in _runs(plain):
        first = 0
        while first < len(run):
            last, kind = _longest_from(run, first)
            if kind is not None:
                yield Finding(kind, run[first].start, run[last].end)
            first = last + 1


def _longest_from(run: Sequence[_Group], first: int) -> tuple[int, Kind | None]:
    """The last group of the longest number that begins with this one, and what it is."""
    best: tuple[int, Kind | None] = (first, None)
    digits = ""
    for last in range(first, len(run)):
        digits += run[last].digits
        if len(digits) > _DIGITS_MOST:
            break
        kind = _kind_of(digits)
        if kind is not None:
            best = (last, kind)
    return best


def _runs(plain: str) -> Iterator[list[_Group]]:
    """Groups of digits with nothing but blanks and dashes between them."""
    run: list[_Group] = []
    for match in _GROUP.finditer(plain):
        if run and not _BETWEEN.fullmatch(plain, run[-1].end, match.start()):
            yield run
            run = []
        run.append(_Group(match[0].translate(_NUMERALS).upper(), *match.span()))
    if run:
        yield run


def _kind_of(digits: str) -> Kind | None:
    if len(digits) < _DIGITS_FEWEST:
        return None
    if _MOBILE.fullmatch(digits):
        return Kind.MOBILE
    if _is_identity_card(digits):
        return Kind.IDENTITY_CARD
    if _is_bank_card(digits):
        return Kind.BANK_CARD
    return Kind.LANDLINE if _LANDLINE.fullmatch(digits) else None


def _is_identity_card(digits: str) -> bool:
    """Whether the number follows GB 11643, with its check digit, or the form before 1999."""
    if len(digits) < _CARD_DIGITS:
        return _CARD_15.fullmatch(digits) is not None
    if not _CARD_18.fullmatch(digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return digits[-1] == _CHECK_DIGITS[total % 11]


def _is_bank_card(digits: str) -> bool:
    if len(digits) < _BANK_FEWEST or not _BANK.fullmatch(digits):
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits[::-1])]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
