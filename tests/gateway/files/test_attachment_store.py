from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.files import attachment_store as attachment_store_module
from gateway.files.attachment_store import AttachmentStore
from gateway.files.storage.folder import Folder
from tests.gateway import answers
from tests.gateway.files.attachments.desk import LIMITS
from vocabulary.problems import Unavailable


@pytest.fixture
def attachment_store(tmp_path: Path) -> AttachmentStore:
    made = AttachmentStore()
    _open(made, tmp_path)
    return made


def _open(attachment_store: AttachmentStore, folder: Path) -> None:
    attachment_store.open(
        storage=Folder(folder / "kept"),
        limits=LIMITS,
        spool=folder / "spool",
        track=lambda _code: answers.a_tracked_appeal(),
    )


def test_a_place_is_empty_and_gone_afterwards(attachment_store: AttachmentStore) -> None:
    with contextlib.suppress(KeyError), attachment_store.place() as folder:
        assert list(folder.iterdir()) == []
        (folder / "received").write_bytes(b"half of it")
        raise KeyError

    assert not folder.exists()


def test_there_are_only_so_many_places(attachment_store: AttachmentStore) -> None:
    """Otherwise everybody together could fill the disk."""
    with contextlib.ExitStack() as taken:
        for _ in range(attachment_store_module.AT_ONCE):
            taken.enter_context(attachment_store.place())

        with pytest.raises(Unavailable), attachment_store.place():
            pass

    with attachment_store.place():
        pass


def test_a_disk_that_takes_nothing_is_told_and_costs_no_place(
    tmp_path: Path, attachment_store: AttachmentStore
) -> None:
    (tmp_path / "spool").write_text("a file where a folder should be")

    for _ in range(attachment_store_module.AT_ONCE + 1):
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

        attachment_store.sweep_spool()

        assert (left.exists(), under_way.exists()) == (False, True)


def test_a_start_removes_it_and_leaves_what_other_gateways_receive(
    tmp_path: Path, attachment_store: AttachmentStore
) -> None:
    """A crash in the middle of an upload left a resident's picture unsealed for an hour."""
    command = [sys.executable, "-c", _RECEIVES, str(tmp_path / "spool")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as receiving:
        try:
            assert receiving.stdout is not None
            theirs = Path(receiving.stdout.readline().strip())

            _open(attachment_store, tmp_path)
            assert (theirs / "received").exists()
        finally:
            receiving.kill()

    _open(attachment_store, tmp_path)
    assert not theirs.exists()


_RECEIVES = """
import signal
import sys
from pathlib import Path

from gateway.files.attachment_store import AttachmentStore

attachment_store = AttachmentStore()
attachment_store.open(storage=None, limits=None, spool=Path(sys.argv[1]), track=None)
with attachment_store.place() as folder:
    (folder / "received").write_bytes(b"half of it")
    print(folder, flush=True)
    signal.pause()
"""


def test_before_it_is_opened_nothing_is_taken() -> None:
    with pytest.raises(Unavailable), AttachmentStore().place():
        pass
