"""Which proofs this gateway has seen to hold, and of which sign-ins and keys they were.

A browser's cookie changes every fifteen minutes; by its sign-in it is known all the same.
"""

from __future__ import annotations

from collections import OrderedDict

_KEPT = 20_000


class KnownProofs:
    """Remembers the last so many; nobody is let in by being remembered."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._names: OrderedDict[int | str, None] = OrderedDict()

    def __contains__(self, name: int | str | None) -> bool:
        return name in self._names

    def add(self, *names: int | str | None) -> None:
        """Remember, and forget what was not seen for longest."""
        for name in names:
            if name is not None:
                self._names[name] = None
                self._names.move_to_end(name)
        while len(self._names) > self._kept:
            self._names.popitem(last=False)

    def forget(self, name: int | str) -> None:
        """It does not hold any more."""
        self._names.pop(name, None)
