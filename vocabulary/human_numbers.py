"""Numbers that people quote: by place and year, as 〔2013〕17 or 南街聘字〔2014〕第12号."""

from __future__ import annotations


def human_number(year: int, serial: int) -> str:
    """The written form of the `serial`-th thing of a year."""
    return f"〔{year}〕{serial}"


def official_number(word: str | None, year: int, serial: int) -> str:
    """The same after the word of the office (机关代字) that gives it, if it has one."""
    return f"{word}〔{year}〕第{serial}号" if word else human_number(year, serial)
