"""Numbers that people quote: by place and year, as 〔2013〕17 or 南街聘字〔2014〕第12号."""

from __future__ import annotations

import re
import unicodedata

from vocabulary import texts

#: Brackets of every kind, or a dash, which every keyboard has: [2013]17, （2013）17号, 2013-17.
_QUOTED = re.compile(r"第?[〔\[【(〈《「]?([0-9]{4})(?:年?[〕\]】)〉》」]|年|-)第?([0-9]{1,7})号?")


def human_number(year: int, serial: int) -> str:
    """The written form of the `serial`-th thing of a year."""
    return f"〔{year}〕{serial}"


def number_in(text: str) -> str | None:
    """The number in a text, in its written form; None where it is no number."""
    quoted = _QUOTED.fullmatch("".join(texts.line(unicodedata.normalize("NFKC", text)).split()))
    return quoted and human_number(int(quoted[1]), int(quoted[2]))


def official_number(word: str | None, year: int, serial: int) -> str:
    """The same after the word of the issuing office (机关代字), if it has one."""
    return f"{word}〔{year}〕第{serial}号" if word else human_number(year, serial)
