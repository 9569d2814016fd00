"""Numbers that people quote: per community and year, as 〔2013〕17."""

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
    """The number that a text can be read as, in its written form; None where it can be none."""
    quoted = _QUOTED.fullmatch("".join(texts.line(unicodedata.normalize("NFKC", text)).split()))
    return quoted and human_number(int(quoted[1]), int(quoted[2]))
