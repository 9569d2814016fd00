"""What every store must do, shown on each."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.files.storage.folder import Folder
from gateway.files.storage.interface import PIECE_BYTES, Missing, Storage
from gateway.files.storage.s3 import S3
from runtime import encryption
from runtime.identifiers import new_id
from tests.servers import programs
from tests.servers.s3 import S3Server
from vocabulary.problems import Unavailable

Source = Callable[[bytes], Path]


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Each store there is."""
    if request.param == "folder":
        return Folder(tmp_path / "kept")
    server: S3Server = request.getfixturevalue("s3_server")
    return S3(server.bucket)


@pytest.fixture(params=["folder", "s3"])
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Each store there is, away."""
    if request.param == "folder":
        (tmp_path / "kept").write_text("a file where a folder should be")
        return Folder(tmp_path / "kept")
    server: S3Server = request.getfixturevalue("s3_server")
    nowhere = f"http://127.0.0.1:{programs.free_port()}"
    return S3(replace(server.bucket, endpoint=nowhere))


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """Makes a file with a content."""

    def make(content: bytes) -> Path:
        path = tmp_path / new_id().hex
        path.write_bytes(content)
        return path

    return make


def _key() -> str:
    return new_id().hex


def test_what_was_put_is_read_again(storage: Storage, source: Source) -> None:
    key, content = _key(), os.urandom(3 * PIECE_BYTES + 17)

    storage.put(key, source(content))

    assert b"".join(storage.read(key, 0, len(content))) == content


def test_what_lies_in_the_folder_is_sealed(tmp_path: Path, source: Source) -> None:
    """A thief with a copy of the disk could look at every picture."""
    folder, key = Folder(tmp_path / "kept"), _key()
    content = b"a picture of the gate" * 40_000

    folder.put(key, source(content))

    (kept,) = (tmp_path / "kept").glob("??/*")
    assert b"a picture of the gate" not in kept.read_bytes()
    middle = PIECE_BYTES - 5
    assert b"".join(folder.read(key, middle, middle + 10)) == content[middle : middle + 10]


def test_a_file_of_before_is_read_and_sealed_by_rotation(tmp_path: Path) -> None:
    folder, key = Folder(tmp_path / "kept"), _key()
    content = os.urandom(PIECE_BYTES + 7)
    path = tmp_path / "kept" / key[-2:] / key
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    assert b"".join(folder.read(key, 3, PIECE_BYTES + 1)) == content[3 : PIECE_BYTES + 1]
    assert (folder.count(), folder.reseal(), folder.reseal()) == ((0, 1), 1, 0)
    assert folder.count() == (1, 0)
    assert content[:100] not in path.read_bytes()
    assert b"".join(folder.read(key, 0, len(content))) == content


def test_an_older_key_opens_a_file_until_it_is_sealed_anew(tmp_path: Path, source: Source) -> None:
    before = encryption.keyring()
    folder, key = Folder(tmp_path / "kept"), _key()
    older, newer = "o" * 32, "n" * 32
    try:
        encryption.use([older])
        folder.put(key, source(b"0123456789"))
        encryption.use([newer, older])
        read = b"".join(folder.read(key, 2, 5))
        resealed = folder.reseal()
        encryption.use([newer])
        again = b"".join(folder.read(key, 2, 5))
    finally:
        encryption._Current.keyring = before

    assert (read, resealed, again) == (b"234", 1, b"234")


@pytest.mark.parametrize(("start", "stop"), [(0, 1), (3, 7), (9, 10)])
def test_a_part_is_read_alone(storage: Storage, source: Source, start: int, stop: int) -> None:
    key = _key()
    storage.put(key, source(b"0123456789"))

    assert b"".join(storage.read(key, start, stop)) == b"0123456789"[start:stop]


def test_putting_the_same_again_changes_nothing(storage: Storage, source: Source) -> None:
    key = _key()

    for _ in range(2):
        storage.put(key, source(b"the same"))

    assert b"".join(storage.read(key, 0, 8)) == b"the same"


def test_what_was_never_put_is_missing(storage: Storage) -> None:
    with pytest.raises(Missing):
        storage.read(_key(), 0, 1)


def test_what_was_deleted_is_missing(storage: Storage, source: Source) -> None:
    key = _key()
    storage.put(key, source(b"gone soon"))

    for _ in range(2):
        storage.delete(key)

    with pytest.raises(Missing):
        storage.read(key, 0, 1)


def test_a_store_that_is_away_says_so(broken: Storage, source: Source) -> None:
    for attempt in (
        lambda: broken.put(_key(), source(b"x")),
        lambda: broken.read(_key(), 0, 1),
        lambda: broken.delete(_key()),
    ):
        with pytest.raises(Unavailable) as refusal:
            attempt()
        assert refusal.value.retry_after_seconds is not None


@pytest.mark.parametrize("key", ["../../etc/passwd", "..", "", "a/b", "A" * 32])
def test_a_key_that_is_not_ours_never_becomes_a_path(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        Folder(tmp_path).read(key, 0, 1)


def test_keys_of_a_bucket_are_not_printed(s3_server: S3Server) -> None:
    assert "a-secret-key" not in repr(s3_server.bucket)
