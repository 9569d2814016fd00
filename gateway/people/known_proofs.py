"""Proofs that this gateway has found valid, with their sign-ins and keys.

A browser's cookie changes every fifteen minutes; its sign-in still identifies it.
"""

from __future__ import annotations

from collections import OrderedDict

_KEPT = 20_000


class KnownProofs:
    """Remembers the newest ones; being remembered lets nobody in."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._names: OrderedDict[int | str, None] = OrderedDict()

    def __contains__(self, name: int | str | None) -> bool:
        return name in self._names

    def add(self, *names: int | str | None) -> None:
        """Remember one, and forget the one not seen for longest."""
        for name in names:
            if name is not None:
                self._names[name] = None
                self._names.move_to_end(name)
        while len(self._names) > self._kept:
            self._names.popitem(last=False)

    def forget(self, name: int | str) -> None:
        """It does not hold any more."""
        self._names.pop(name, None)
