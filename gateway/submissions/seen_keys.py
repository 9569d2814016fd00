"""Idempotency-Keys that this process saw, so that a key with another body is noticed."""

from __future__ import annotations

from collections import OrderedDict

from vocabulary.problems import KeyReused

_KEPT = 50_000


class SeenKeys:
    """The newest keys, each with the fingerprint of its body."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._fingerprints: OrderedDict[str, bytes] = OrderedDict()

    def check(self, key: str, fingerprint: bytes) -> None:
        """Remember a key with its body.

        Raises:
            KeyReused: it came with another body before.
        """
        if self._fingerprints.setdefault(key, fingerprint) != fingerprint:
            raise KeyReused(
                "这个 Idempotency-Key 已用于另一个请求，请换一个。",
                "This Idempotency-Key was used for another request; take a new one.",
            )
        self._fingerprints.move_to_end(key)
        if len(self._fingerprints) > self._kept:
            self._fingerprints.popitem(last=False)
