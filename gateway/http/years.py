"""Years in addresses."""

from __future__ import annotations

from collections.abc import Callable

from vocabulary.problems import NotFound
from vocabulary.whole_numbers import whole_number


def between(least: int, most: int) -> Callable[[str], int]:
    """Reads a year of these, as an address has it.

    The reader raises:
        NotFound: it is no such year.
    """

    def read(year: str) -> int:
        number = whole_number(year)
        if number is None or not least <= number <= most:
            raise NotFound(
                f"“{year}” 不是 {least} 至 {most} 年之间的年份。",
                f"“{year}” is no year from {least} to {most}.",
            )
        return number

    return read
