"""Characters in people's texts: which are forbidden, which are invisible, which are blanks.

    characters                                  in any text    in a line or name   in a name
    control characters but tab and line ends,   refused        refused             refused
    noncharacters, lone surrogates
    turning the direction, of no width          dropped        dropped             dropped
    joiners and selectors, invisible            as they are    dropped             dropped
    blanks, line ends                           as they are    one blank, none at the ends
    pictures (emoji)                            as they are    as they are         refused

The tables are ranges of our own. Python's notion of printable follows the version of Unicode that
it was built with, and rare characters in names are newer than many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

#: The first and the last character of each range.
Ranges = Iterable[tuple[int, int]]

#: The controls of C0 and C1 (terminals obey both), surrogates, and permanent noncharacters.
_REFUSED: Ranges = ((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F),
    (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xFFFE, 0xFFFF))  # fmt: skip
_REFUSED_ABOVE: Ranges = tuple(
    (plane + 0xFFFE, plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)
)
#: They turn the direction of what follows: 志同 then reads 同志.
_TURNING: Ranges = ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
#: Of no width, and without effect on their neighbours.
_WIDTHLESS: Ranges = ((0xAD, 0xAD), (0x200B, 0x200B), (0x2060, 0x2065), (0x206A, 0x206F),
    (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFB), (0xE0000, 0xE0001))  # fmt: skip
#: They choose or join the shapes of their neighbours, as in emoji, and are nothing by themselves.
_SHAPING: Ranges = ((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x200C, 0x200D),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0002, 0xE0FFF))  # fmt: skip
#: Mongolian is written with selectors of its own, which stay where they follow its letters.
_MONGOLIAN: Ranges = ((0x1800, 0x180A), (0x1810, 0x18AF))
_MONGOLIAN_SHAPING: Ranges = ((0x180B, 0x180F),)
_BLANK: Ranges = ((0x09, 0x0A), (0x0D, 0x0D), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680),
    (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x2800, 0x2800),
    (0x3000, 0x3000))  # fmt: skip
_PICTURES: Ranges = ((0x20D0, 0x20FF), (0x2190, 0x21FF), (0x2300, 0x23FF), (0x2440, 0x245F),
    (0x2500, 0x27BF), (0x2900, 0x297F), (0x2B00, 0x2BFF), (0x1F000, 0x1F0FF),
    (0x1F1E6, 0x1FAFF), (0x1FC00, 0x1FFFD))  # fmt: skip
#: Separators between the parts of a name or an address: points, strokes, brackets.
_MARKS: Ranges = ((0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E), (0xA1, 0xA9),
    (0xAB, 0xB1), (0xB4, 0xB4), (0xB6, 0xB8), (0xBB, 0xBB), (0xBF, 0xBF), (0xD7, 0xD7),
    (0xF7, 0xF7), (0x02B9, 0x02BC), (0x0387, 0x0387), (0x055A, 0x055F), (0x060C, 0x060C),
    (0x061B, 0x061B), (0x061F, 0x061F), (0x066A, 0x066D), (0x06D4, 0x06D4), (0x0F0B, 0x0F14),
    (0x1800, 0x180A), (0x2010, 0x2027), (0x2030, 0x205E), (0x2212, 0x2212), (0x2219, 0x2219),
    (0x22C5, 0x22C5), (0x25CF, 0x25CF), (0x2E00, 0x2E7F), (0x3001, 0x3004), (0x3008, 0x3020),
    (0x3030, 0x3030), (0x303D, 0x303D), (0x30A0, 0x30A0), (0x30FB, 0x30FB), (0xA4FE, 0xA4FF),
    (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65))  # fmt: skip

#: Characters that say nothing alone: accents, signs of counting and of money, patterns.
_SIGNS: Ranges = ((0xB5, 0xB5), (0x02C2, 0x02DF), (0x0300, 0x036F), (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF), (0x20A0, 0x20CF), (0x2200, 0x22FF), (0x2400, 0x243F), (0x27C0, 0x28FF),
    (0x2980, 0x2AFF), (0x2FF0, 0x2FFF), (0x3099, 0x309C), (0x4DC0, 0x4DFF), (0xFE20, 0xFE2F),
    (0xFFE0, 0xFFEE), (0xFFFC, 0xFFFD))  # fmt: skip
_DIGITS: Ranges = ((0x30, 0x39), (0xB2, 0xB3), (0xB9, 0xB9), (0xBC, 0xBE), (0x0660, 0x0669),
    (0x06F0, 0x06F9), (0x0966, 0x096F), (0x0F20, 0x0F33), (0x1810, 0x1819), (0x2070, 0x2070),
    (0x2074, 0x2079), (0x2080, 0x2089), (0x2150, 0x218B), (0x2460, 0x249B), (0x24EA, 0x24FF),
    (0x2776, 0x2793), (0xFF10, 0xFF19), (0x1D7CE, 0x1D7FF), (0x1F100, 0x1F10C))  # fmt: skip


def character_class(*tables: Ranges) -> str:
    """The characters of these tables, as written between the brackets of a pattern."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for table in tables for first, last in table)


#: The same for other modules that read people's texts.
BLANKS = character_class(_BLANK)
MARKS = character_class(_MARKS)
UNSEEN = character_class(_TURNING, _WIDTHLESS, _SHAPING, _MONGOLIAN_SHAPING)

#: Separate: a set that reaches above U+FFFF is nine times as slow, and few texts do.
_NEVER = re.compile(f"[{character_class(_REFUSED)}]")
_NEVER_ABOVE = re.compile(f"(?=[\U00010000-\U0010ffff])[{character_class(_REFUSED_ABOVE)}]")
_WITHOUT_WIDTH = re.compile(f"[{character_class(_TURNING, _WIDTHLESS)}]")
_WITHOUT_SHAPE = re.compile(
    f"[{character_class(_TURNING, _WIDTHLESS, _SHAPING)}]"
    f"|(?<![{character_class(_MONGOLIAN, _MONGOLIAN_SHAPING)}])[{character_class(_MONGOLIAN_SHAPING)}]"
)
_BLANKS_TOGETHER = re.compile(f"[{BLANKS}]+")
_PICTURE = re.compile(f"[{character_class(_PICTURES)}]")
_SEEN = re.compile(f"[^{BLANKS}{UNSEEN}]")
_SILENT = f"{BLANKS}{UNSEEN}{MARKS}{character_class(_PICTURES, _SIGNS)}"
_LETTER = re.compile(f"[^{_SILENT}{character_class(_DIGITS)}]")
_LETTER_OR_DIGIT = re.compile(f"[^{_SILENT}]|[{character_class(_DIGITS)}]")


def refused_character(text: str) -> str | None:
    """The first character that no text may hold, as U+0007; None where all is well."""
    found = _NEVER.search(text) or _NEVER_ABOVE.search(text)
    return None if found is None else written_code(found[0])


def picture(text: str) -> str | None:
    """The first picture in it."""
    found = _PICTURE.search(text)
    return None if found is None else found[0]


def written_code(character: str) -> str:
    """The name of a character that must not be shown: U+0007."""
    return f"U+{ord(character):04X}"


def is_seen(text: str) -> bool:
    """Whether it has a visible character."""
    return _SEEN.search(text) is not None


def says_something(text: str) -> bool:
    """Whether it has a letter or a digit."""
    return _LETTER_OR_DIGIT.search(text) is not None


def holds_letter(text: str) -> bool:
    """Whether it has a letter of any script; unknown characters count as letters."""
    return _LETTER.search(text) is not None


def prose(text: str) -> str:
    """A text of many lines, without characters that turn its direction or have no width."""
    return text if text.isascii() else _WITHOUT_WIDTH.sub("", text)


def line(text: str) -> str:
    """A name, a title or an address: in one line, with single blanks, all visible."""
    return _BLANKS_TOGETHER.sub(" ", _WITHOUT_SHAPE.sub("", text)).strip(" ")


def is_line(text: str) -> bool:
    """Whether the text needs no refusal, removal or folding."""
    return refused_character(text) is None and line(text) == text


def clean(text: str) -> str:
    """A stored text without forbidden characters, from the time before they were refused."""
    return _NEVER_ABOVE.sub("", _NEVER.sub("", text))


def cleaned(told: Any) -> Any:
    """The same for everything in plain data."""
    match told:
        case str():
            return clean(told)
        case dict():
            return {name: cleaned(value) for name, value in told.items()}
        case list() | tuple():
            return [cleaned(value) for value in told]
        case _:
            return told


def quoted(names: Iterable[str]) -> str:
    """Names that people made up, in a Chinese sentence: they may contain anything."""
    return "、".join(f"“{name}”" for name in names)
