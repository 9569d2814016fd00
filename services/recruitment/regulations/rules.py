"""The version that counts on a day, its text, and differences of versions (R18 to R21).

A street begins with the proposal as number 0. A version that is put into force counts from its
first day on; a later one overrides an earlier one from its own first day, even one that was to
begin after it. A version cannot be put into force for past days. Every version is kept.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol, TypeVar

from vocabulary import personal_text
from vocabulary.problems import WrongState, wrong_field

#: Comparing gets slow for long texts; real regulations are shorter.
LINES_MOST = 500

_PARAMETER = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
_HEADING = re.compile(r"(#{1,3})\s+(.+)")
_NUMBERED = re.compile(r"(\d{1,3})[.、]\s*(.+)")
_POINT = re.compile(r"[-*]\s+(.+)")


class Version(Protocol):
    """The facts of a version that count."""

    @property
    def number(self) -> int: ...
    @property
    def effective_from(self) -> dt.date: ...


V = TypeVar("V", bound=Version)


class Block(NamedTuple):
    """A part of a text: heading, numbered line, point or paragraph."""

    kind: str
    label: str
    text: str


class Line(NamedTuple):
    """A line of a comparison: same, removed or added."""

    change: str
    text: str


def in_force(versions: Iterable[V], day: dt.date) -> V | None:
    """The newest version that had begun by then; None: the proposal still counts."""
    begun = [version for version in versions if version.effective_from <= day]
    return max(begun, key=lambda version: version.number, default=None)


def filled(text: str, value_of: Callable[[str], int]) -> str:
    """The text with the parameters' values in the place of their names."""
    return _PARAMETER.sub(lambda found: str(value_of(found.group(1))), text)


def parameters_in(text: str) -> set[str]:
    """The names between double braces."""
    return {found.group(1) for found in _PARAMETER.finditer(text)}


def _written(names: Iterable[str]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in names)


def check_text(text: str, known: AbstractSet[str]) -> None:
    """Check that a text can be published and filled.

    Raises:
        Invalid: names `text`.
    """
    unknown = sorted(parameters_in(text) - known)
    if unknown:
        possible, named = (_written(names) for names in (sorted(known), unknown))
        raise wrong_field(
            "text",
            "unknown_parameter",
            zh=f"没有制度参数 {named}；可用：{possible}。",
            en=f"There is no parameter {named}; possible: {possible}.",
        )
    if text.count("\n") >= LINES_MOST:
        raise wrong_field(
            "text",
            "too_many_lines",
            zh=f"正文不能超过 {LINES_MOST} 行。",
            en=f"The text must not have more than {LINES_MOST} lines.",
        )
    findings = personal_text.found(text)
    if findings:
        first = findings[0]
        raise wrong_field(
            "text",
            "personal_number",
            zh=f"正文将公开，第 {first.start + 1} 个字起像是个人号码，请删去。",
            en=f"The text is public, and from character {first.start + 1} on it contains "
            "what looks like a person's number; take it out.",
        )


def check_has_draft(*, has_draft: bool) -> None:
    """Only what was written can be put into force, or be taken away.

    Raises:
        WrongState: nothing is being written.
    """
    if not has_draft:
        raise WrongState(
            "没有草稿，请先起草。", "There is no draft; write one with PUT …/draft first."
        )


def difference(before: str, after: str) -> list[Line]:
    """Every line of both, with what became of it."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found += [Line("same", line) for line in old[old_from:old_to]]
            continue
        found += [Line("removed", line) for line in old[old_from:old_to]]
        found += [Line("added", line) for line in new[new_from:new_to]]
    return found


def blocks(text: str) -> list[Block]:
    """The parts of a Markdown text, as they are set on paper."""
    return list(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    for line in (line.strip() for line in text.splitlines()):
        if found := _HEADING.fullmatch(line):
            yield Block("heading", "", found.group(2))
        elif found := _NUMBERED.fullmatch(line):
            yield Block("numbered", found.group(1), found.group(2))
        elif found := _POINT.fullmatch(line):
            yield Block("point", "", found.group(1))
        elif line:
            yield Block("paragraph", "", line)
