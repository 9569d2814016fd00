from __future__ import annotations

import pytest

from gateway.submissions.seen_keys import SeenKeys
from vocabulary.problems import KeyReused


def test_a_key_with_the_same_body_passes_again() -> None:
    seen = SeenKeys()

    seen.check("key", b"body")
    seen.check("key", b"body")


def test_a_key_with_another_body_is_refused() -> None:
    seen = SeenKeys()
    seen.check("key", b"body")

    with pytest.raises(KeyReused):
        seen.check("key", b"other")


def test_only_the_newest_keys_are_kept() -> None:
    seen = SeenKeys(kept=2)
    for key in ("a", "b", "a", "c"):
        seen.check(key, b"body")

    seen.check("b", b"other")
    with pytest.raises(KeyReused):
        seen.check("c", b"other")
