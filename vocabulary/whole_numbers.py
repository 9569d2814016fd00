"""Whole numbers as people and programs write them in digits."""

from __future__ import annotations

#: A number of so many digits fits into 64 bits. `int` refuses far longer ones, and JSON takes none.
DIGITS_MOST = 18


def whole_number(text: str, digits_most: int = DIGITS_MOST) -> int | None:
    """What the digits say; None: it is no whole number, or too long to be meant."""
    is_number = text.isascii() and text.isdigit() and len(text) <= digits_most
    return int(text) if is_number else None
