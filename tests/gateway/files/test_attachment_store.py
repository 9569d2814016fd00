from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from gateway.files.attachment_store import AT_ONCE, AttachmentStore
from gateway.files.storage.folder import Folder
from runtime import clock
from tests.gateway import answers
from tests.gateway.files.attachments.desk import LIMITS
from vocabulary.problems import Unavailable


@pytest.fixture
def attachment_store(tmp_path: Path) -> AttachmentStore:
    made = AttachmentStore()
    made.open(
        storage=Folder(tmp_path / "kept"),
        limits=LIMITS,
        spool=tmp_path / "spool",
        track=lambda _code: answers.a_tracked_appeal(),
    )
    return made


def test_a_place_is_empty_and_gone_afterwards(attachment_store: AttachmentStore) -> None:
    with contextlib.suppress(KeyError), attachment_store.place() as folder:
        assert list(folder.iterdir()) == []
        (folder / "received").write_bytes(b"half of it")
        raise KeyError

    assert not folder.exists()


def test_there_are_only_so_many_places(attachment_store: AttachmentStore) -> None:
    """Otherwise everybody together could fill the disk."""
    with contextlib.ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(attachment_store.place())

        with pytest.raises(Unavailable), attachment_store.place():
            pass

    with attachment_store.place():
        pass


def test_a_disk_that_takes_nothing_is_told_and_costs_no_place(
    tmp_path: Path, attachment_store: AttachmentStore
) -> None:
    (tmp_path / "spool").write_text("a file where a folder should be")

    for _ in range(AT_ONCE + 1):
        with pytest.raises(Unavailable), attachment_store.place():
            pass

    (tmp_path / "spool").unlink()
    with attachment_store.place():
        pass


def test_what_a_dead_process_left_behind_is_removed(
    tmp_path: Path, attachment_store: AttachmentStore
) -> None:
    with attachment_store.place() as under_way:
        left = tmp_path / "spool" / "left"
        left.mkdir()
        (left / "received").write_bytes(b"half of it")
        old = clock.now().timestamp() - 3700
        os.utime(left, (old, old))

        attachment_store.sweep_spool()

        assert (left.exists(), under_way.exists()) == (False, True)


def test_before_it_is_opened_nothing_is_taken() -> None:
    with pytest.raises(Unavailable), AttachmentStore().place():
        pass
