"""The same with a bucket as the store: the library for it works inside the real process."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gateway.media import files
from tests.journeys.running import DENGLIANG, Json, Running, new_key, staff_of
from tests.servers.processes import Linli, linli
from tests.servers.s3 import S3Server
from tests.system import SECRET

_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"
_STAFF = staff_of(DENGLIANG)


@pytest.fixture
def server() -> Iterator[S3Server]:
    """A store of this test alone, as it is taken away."""
    with S3Server() as server:
        yield server


@pytest.fixture
def running(tmp_path: Path, server: S3Server) -> Iterator[Running]:
    """Everything in one process, with a bucket for the attachments."""
    bucket = server.bucket
    settings = {
        "LINLI_DATA_DIR": str(tmp_path / "data"),
        "LINLI_SECRET": SECRET,
        "LINLI_ATTACHMENTS_S3_ENDPOINT": bucket.endpoint,
        "LINLI_ATTACHMENTS_S3_BUCKET": bucket.name,
        "LINLI_ATTACHMENTS_S3_ACCESS_KEY": bucket.access_key,
        "LINLI_ATTACHMENTS_S3_SECRET_KEY": bucket.secret_key,
    }
    assert linli("migrate", settings=settings).returncode == 0
    assert linli("areas", "import", str(_AREAS), settings=settings).returncode == 0

    def rows(database: str, query: str) -> list[tuple[Any, ...]]:
        path = tmp_path / "data" / f"{database}.db"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return list(connection.execute(query))

    process = Linli(folder=tmp_path, settings=settings)
    process.start()
    yield Running(process.address, SECRET, settings, rows, lambda: [process.logs])
    assert process.stop() == 0, process.logs[-3000:]


def _send(running: Running, receipt: Json, content: bytes, key: str) -> Any:
    path = f"/appeals/{receipt['id']}/attachments"
    return running.call("POST", path, actor=_STAFF, key=key, files={"file": ("a", content)})


def test_a_bucket_keeps_and_gives_whole_and_in_parts(running: Running) -> None:
    receipt = running.submit()
    running.stored(receipt)

    sent = _send(running, receipt, files.a_wav(30), new_key())

    assert sent.status_code == 201, sent.text
    path = f"/attachments/{sent.json()['id']}"
    whole = running.call("GET", path, actor=_STAFF)
    part = running.call("GET", path, actor=_STAFF, headers={"Range": "bytes=100-199"})
    assert whole.content == files.a_wav(30)
    assert part.content == whole.content[100:200]
    assert not (Path(running.settings["LINLI_DATA_DIR"]) / "attachments" / "kept").exists()


def test_a_bucket_that_is_away_is_503_and_later_the_same_key_succeeds(
    running: Running, server: S3Server
) -> None:
    receipt = running.submit()
    running.stored(receipt)
    key, content = new_key(), files.a_picture()
    server.remove()

    refused = _send(running, receipt, content, key)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    path = f"/appeals/{receipt['id']}/attachments"
    assert running.answer("GET", path, actor=_STAFF)["items"] == []
    assert running.call("GET", "/public/areas").ok
    server.start()
    assert _send(running, receipt, content, key).status_code == 201
    assert len(running.answer("GET", path, actor=_STAFF)["items"]) == 1
