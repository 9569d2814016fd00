"""A street of its own for each file of journeys, so that all of them share two systems."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_HEADING = "code,name_zh,name_en,is_sample"
#: Digits 7 to 9 of the first file's street in 南山区; no other test sets up streets from there on.
_FIRST = 51


@dataclass(frozen=True)
class Place:
    """A street, and two of its communities: one at home, and its neighbour."""

    street: str
    community: str
    neighbour: str
    #: The community's name.
    name_zh: str


#: The sample's street, which every system has.
NANSHAN = Place("440305007000", "440305007003", "440305007002", "登良社区")


def place_of(file: str | Path) -> Place:
    """The street that belongs to a file of journeys; the same for the whole run.

    Raises:
        ValueError: the file lies elsewhere, or is no file of tests.
    """
    return _place(_files().index(Path(file)))


def last_place() -> Place:
    """What is brought in last; when a service knows it, it knows all streets. No file's."""
    return _place(len(_files()))


def all_places() -> list[Place]:
    """The streets of all files, and the last one."""
    return [_place(number) for number in range(len(_files()) + 1)]


def table() -> str:
    """All streets as a file to import."""
    lines = [_HEADING]
    for number, place in enumerate(all_places()):
        name = f"{_FIRST + number}"
        lines += [
            f"{place.street},第{name}街道,Street {name},true",
            f"{place.community},{place.name_zh},Community {name}-1,true",
            f"{place.neighbour},第{name}邻社区,Community {name}-2,true",
        ]
    return "\n".join([*lines, ""])


@functools.cache
def _files() -> Sequence[Path]:
    """All of them, as this run found them: one added meanwhile would move the others' streets."""
    return sorted(_HERE.rglob("test_*.py"))


def _place(number: int) -> Place:
    stem = f"440305{_FIRST + number:03}"
    return Place(f"{stem}000", f"{stem}001", f"{stem}002", f"第{_FIRST + number}社区")
