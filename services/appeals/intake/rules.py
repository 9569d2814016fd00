"""What an appeal gets at its arrival, above all its number (编号).

〔2013〕17 is the seventeenth appeal of its community in 2013.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of


class Series(NamedTuple):
    """One series of numbers: a community and the year of receipt in Asia/Shanghai."""

    community: str
    year: int

    @property
    def name(self) -> str:
        """The counter's name."""
        return f"{self.community}/{self.year}"

    def number(self, serial: int) -> str:
        """The number that people quote."""
        return human_number(self.year, serial)


def series_of(community: str, received_at: dt.datetime) -> Series:
    """The series in which an appeal is counted."""
    return Series(community, day_of(received_at).year)
