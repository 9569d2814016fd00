"""The form of a name: the same thing in Chinese and in English."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A name in Chinese and in English."""

    zh: str
    en: str

    @property
    def label(self) -> str:
        """The English name at the start of a line: on a page, or in a heading."""
        return self.en[:1].upper() + self.en[1:]

    @property
    def both(self) -> str:
        """In both languages, for a table that speakers of either one read."""
        return f"{self.zh} {self.en}"

    @property
    def heading(self) -> str:
        """The same at the head of a column."""
        return f"{self.zh} {self.label}"
