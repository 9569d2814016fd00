from __future__ import annotations

from pathlib import Path

from runtime import disk

_MORE_THAN_ANY_DISK = 2**62


def test_a_folder_with_room_is_well_also_before_its_first_file(tmp_path: Path) -> None:
    assert disk.trouble(tmp_path / "not" / "there" / "yet", 1) is None


def test_a_folder_without_room_is_named(tmp_path: Path) -> None:
    found = disk.trouble(tmp_path / "data", _MORE_THAN_ANY_DISK)

    assert found is not None
    assert f"the disk of {tmp_path / 'data'} is full" in found
