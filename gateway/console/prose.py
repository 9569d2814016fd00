"""Longer texts, as people write them: headings, numbered sentences, plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBERED = re.compile(r"^(\d+)\. (.*)$")


@dataclass(frozen=True)
class Paragraph:
    """A heading, a numbered sentence or a plain one; in guides also a picture with its words."""

    kind: str
    text: str
    number: str = ""
    picture: str = ""


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Each line that says something."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        numbered = _NUMBERED.match(line)
        if line.startswith("## "):
            yield Paragraph("heading", line.removeprefix("## "))
        elif numbered:
            yield Paragraph("numbered", numbered[2], numbered[1])
        else:
            yield Paragraph("plain", line.removeprefix("- "))
