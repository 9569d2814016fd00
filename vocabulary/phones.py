"""Telephone numbers: one form for all ways of writing, so that a number is found again."""

from __future__ import annotations

import unicodedata

_CHINA = ("0086", "86")
_MOBILE_DIGITS = 11


def same_phone(text: str) -> str:
    """The digits alone, without the country code of China: 138-0013 8000 is 13800138000."""
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(letter for letter in plain if letter in "0123456789")
    for code in _CHINA:
        if digits.startswith(code) and len(digits) == len(code) + _MOBILE_DIGITS:
            return digits.removeprefix(code)
    return digits
