"""What the embedded broker cannot write down, nobody gets, and nobody is told that it was taken."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bus.embedded import MessageStore

_LARGE = {"body": "x" * 200_000}


def test_a_message_that_does_not_fit_on_the_disk_is_handed_to_nobody(tmp_path: Path) -> None:
    """Otherwise it is handled, and its sender was told that it was not taken."""
    store, handed_over = MessageStore(tmp_path / "broker.db"), list[str]()

    def publish() -> None:
        store.keep("appeals.intake", _LARGE)
        store.once_written(lambda: handed_over.append("one"))

    store._connection.execute("PRAGMA max_page_count = 10")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store.together(publish)
    assert handed_over == []
    store._connection.execute("PRAGMA max_page_count = 1000000")
    assert store.of("appeals.intake") == []

    store.together(publish)

    assert handed_over == ["one"]
    assert len(store.of("appeals.intake")) == 1
    assert store.takes_writes()
