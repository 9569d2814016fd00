from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from gateway.files import attachment_store as depots
from gateway.files.attachment_store import Depot
from gateway.files.storage.folder import Folder
from runtime import clock
from tests.gateway import answers
from tests.gateway.files.attachments.desk import LIMITS
from vocabulary.problems import Unavailable


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    made = Depot()
    made.open(
        storage=Folder(tmp_path / "kept"),
        limits=LIMITS,
        spool=tmp_path / "spool",
        track=lambda _code: answers.a_tracked_appeal(),
    )
    return made


def test_a_place_is_empty_and_gone_afterwards(depot: Depot) -> None:
    with contextlib.suppress(KeyError), depot.place() as folder:
        assert list(folder.iterdir()) == []
        (folder / "received").write_bytes(b"half of it")
        raise KeyError

    assert not folder.exists()


def test_there_are_only_so_many_places(depot: Depot) -> None:
    """Otherwise everybody together could fill the disk."""
    with contextlib.ExitStack() as taken:
        for _ in range(depots.AT_ONCE):
            taken.enter_context(depot.place())

        with pytest.raises(Unavailable), depot.place():
            pass

    with depot.place():
        pass


def test_a_disk_that_takes_nothing_is_told_and_costs_no_place(tmp_path: Path, depot: Depot) -> None:
    (tmp_path / "spool").write_text("a file where a folder should be")

    for _ in range(depots.AT_ONCE + 1):
        with pytest.raises(Unavailable), depot.place():
            pass

    (tmp_path / "spool").unlink()
    with depot.place():
        pass


def test_what_a_dead_process_left_behind_is_removed(tmp_path: Path, depot: Depot) -> None:
    with depot.place() as under_way:
        left = tmp_path / "spool" / "left"
        left.mkdir()
        (left / "received").write_bytes(b"half of it")
        old = clock.now().timestamp() - 3700
        os.utime(left, (old, old))

        depot.sweep_spool()

        assert (left.exists(), under_way.exists()) == (False, True)


def test_before_it_is_opened_nothing_is_taken() -> None:
    with pytest.raises(Unavailable), Depot().place():
        pass
