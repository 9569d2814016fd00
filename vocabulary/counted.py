"""Numbers in English sentences, where the words around them depend on whether it is one."""

from __future__ import annotations


def counted(number: int, one: str, many: str) -> str:
    """The number with the words that fit it: `1 objection is`, `2 objections are`."""
    return f"{number} {one if number == 1 else many}"
