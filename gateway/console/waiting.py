"""Some of what waits for somebody: how many, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from gateway.console.languages import Sentence
from gateway.console.listing import Tab


@dataclass(frozen=True)
class Waiting:
    """A number on the first page of the day, which leads there."""

    label: Sentence
    count: int
    address: str
    is_late: bool = False

    @classmethod
    def of(cls, tab: Tab, count: int, *, is_late: bool = False) -> Self:
        """So many in a tab of the list of appeals."""
        return cls(tab.label, count, f"/desk/appeals?tab={tab.name}", is_late)
