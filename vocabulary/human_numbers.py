"""Numbers that people quote: per community and year, as 〔2013〕17."""

from __future__ import annotations


def human_number(year: int, serial: int) -> str:
    """The written form of the `serial`-th thing of a year."""
    return f"〔{year}〕{serial}"
