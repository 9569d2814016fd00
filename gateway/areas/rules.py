"""When an area counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vocabulary.areas import Level, level_of


@dataclass(frozen=True)
class Area:
    """A street, community or higher area with its names and its time."""

    code: str
    name_zh: str
    name_en: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    #: Made up for a sample; not in the official register.
    is_sample: bool = False

    @property
    def level(self) -> Level:
        """How high it stands."""
        return level_of(self.code)

    def exists_on(self, day: dt.date) -> bool:
        """Whether the area was in force on a day; the last day counts."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)
