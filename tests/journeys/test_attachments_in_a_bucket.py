"""The same with a bucket as the store: the library for it works inside the real process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gateway.files.media import files
from tests.journeys.conftest import InOneProcess
from tests.journeys.running import DENGLIANG, Json, Running, new_key, staff_of
from tests.servers.s3 import S3Server

_STAFF = staff_of(DENGLIANG)


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """A store of this file alone, as it is taken away."""
    with S3Server() as server:
        yield server


# A system of its own, with other settings.
@pytest.fixture(scope="module")
def running(in_one_process: InOneProcess, server: S3Server) -> Iterator[Running]:
    """Everything in one process, with a bucket for the attachments."""
    bucket = server.bucket
    settings = {
        "LINLI_ATTACHMENTS_S3_ENDPOINT": bucket.endpoint,
        "LINLI_ATTACHMENTS_S3_BUCKET": bucket.name,
        "LINLI_ATTACHMENTS_S3_ACCESS_KEY": bucket.access_key,
        "LINLI_ATTACHMENTS_S3_SECRET_KEY": bucket.secret_key,
    }
    with in_one_process(**settings) as found:
        yield found


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
