"""Attachments over the wire, on both set-ups: from the resident's phone to the workstation and away."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import orjson
import pytest
import requests
from PIL import Image

from gateway.places.reference import Reference
from gateway.submissions.intake import Intake, Repeatable
from tests.gateway.doubles import Broker
from tests.gateway.files.media import files
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, an_appeal, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import RESIDENT, Actor
from vocabulary.tracking import code_from

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)


def _send(
    running: Running,
    receipt: Json,
    content: bytes,
    *,
    actor: Actor | None = None,
    name: str = "现场.jpg",
    key: str | None = None,
) -> requests.Response:
    path = (
        f"/public/appeals/{receipt['tracking_code']}/attachments"
        if actor is None
        else f"/appeals/{receipt['id']}/attachments"
    )
    return running.call("POST", path, actor=actor, key=key, files={"file": (name, content)})


def _listed(running: Running, receipt: Json) -> list[Json]:
    path = f"/appeals/{receipt['id']}/attachments"
    items: list[Json] = running.answer("GET", path, actor=_STAFF)["items"]
    return items


def test_a_picture_sent_with_the_code_reaches_the_workstation_without_its_place(
    running: Running,
) -> None:
    """Sent at once after the appeal, whether the register has it already or not."""
    receipt = running.submit()

    sent = _send(running, receipt, files.a_picture())

    assert sent.status_code == 201, sent.text
    running.stored(receipt)
    found = wait_for(lambda: _listed(running, receipt), 30, "the appeal has its attachment")
    path = f"/attachments/{sent.json()['id']}"
    fetched = running.call("GET", path, actor=_STAFF)
    assert found
    assert found[0]["id"] == sent.json()["id"]
    assert not Image.open(io.BytesIO(fetched.content)).getexif()
    told = "SELECT count(*) FROM outbox WHERE type = 'linli.gateway.attachment_added' AND aggregate = '{}'"
    assert running.rows("gateway", told.format(sent.json()["id"])) == [(1,)]


def test_a_film_of_many_megabytes_comes_back_whole_and_in_parts(running: Running) -> None:
    receipt = running.submit()
    running.stored(receipt)
    content = files.a_film() + files.box(b"free", bytes(12 * 1024**2))

    view = _send(running, receipt, content, actor=_STAFF, name="film.mp4").json()

    path = f"/attachments/{view['id']}"
    whole = running.call("GET", path, actor=_STAFF)
    part = running.call("GET", path, actor=_STAFF, headers={"Range": "bytes=1000000-1000999"})
    assert (view["kind"], len(whole.content)) == ("video", len(content))
    assert (part.status_code, part.content) == (206, whole.content[1_000_000:1_001_000])


def test_another_community_finds_neither_list_nor_file(running: Running) -> None:
    """Design §5: the tenant comes from identity only."""
    receipt = running.submit(community=_HERE.community)
    running.stored(receipt)
    view = _send(running, receipt, files.a_picture(), actor=_STAFF).json()
    stranger = staff_of(_HERE.neighbour)

    for method, path in (
        ("GET", f"/appeals/{receipt['id']}/attachments"),
        ("GET", f"/attachments/{view['id']}"),
        ("DELETE", f"/attachments/{view['id']}"),
    ):
        assert running.call(method, path, actor=stranger).status_code == 404, path
    assert _send(running, receipt, files.a_picture(), actor=stranger).status_code == 404


def test_the_same_key_twice_at_once_is_one_attachment(running: Running) -> None:
    receipt = running.submit()
    running.stored(receipt)
    key, content = new_key(), files.a_picture()

    with ThreadPoolExecutor(4) as pool:
        sent = list(
            pool.map(lambda _: _send(running, receipt, content, actor=_STAFF, key=key), range(4))
        )

    assert {answer.status_code for answer in sent} == {201}
    assert len({answer.json()["id"] for answer in sent}) == 1
    assert len(_listed(running, receipt)) == 1


def test_what_is_too_large_is_refused_whether_announced_or_in_chunks(running: Running) -> None:
    receipt = running.submit()
    path = f"/public/appeals/{receipt['tracking_code']}/attachments"
    form = {"Content-Type": "multipart/form-data; boundary=b"}
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    large = head + files.a_film() + bytes(60 * 1024**2)

    def in_chunks() -> Iterator[bytes]:
        for start in range(0, len(large), 1024**2):
            yield large[start : start + 1024**2]

    for body in (large, in_chunks()):
        refused = running.call("POST", path, data=body, headers=form)
        assert refused.status_code == 413, refused.text


def test_an_upload_that_breaks_off_leaves_nothing(running: Running) -> None:
    receipt = running.submit()
    running.stored(receipt)
    parts = urlsplit(running.address)
    before = running.rows("gateway", "SELECT count(*) FROM attachment")
    path = f"/api/v1/public/appeals/{receipt['tracking_code']}/attachments"
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'

    for announced in ("Content-Length: 100000", "Transfer-Encoding: chunked"):
        lines = (
            f"POST {path} HTTP/1.1",
            "Host: linli",
            "Content-Type: multipart/form-data; boundary=b",
            announced,
            "",
            "",
        )
        body = head + files.a_picture()
        if "chunked" in announced:
            body = f"{len(body) + 10:x}\r\n".encode() + body
        with socket.create_connection((parts.hostname or "", parts.port or 0), 10) as connection:
            connection.sendall("\r\n".join(lines).encode() + body)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(4096).startswith(b"HTTP/1.1 400")

    assert running.rows("gateway", "SELECT count(*) FROM attachment") == before


def test_others_are_answered_while_a_picture_is_drawn_anew(running: Running) -> None:
    """Decoding in the gateway itself would stop every request of the process."""
    receipt = running.submit()
    running.stored(receipt)
    large = files.a_picture(size=(6000, 4000))

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(_send, running, receipt, large, actor=_STAFF)
        slowest = 0.0
        while not sending.done():
            answer = running.call("GET", "/public/areas")
            slowest = max(slowest, answer.elapsed.total_seconds())

    assert sending.result().status_code == 201
    assert slowest < 1.0


@pytest.mark.parametrize("by", [None, _STAFF], ids=["resident", "staff"])
def test_what_is_removed_is_gone_from_the_store(running: Running, by: Actor | None) -> None:
    receipt = running.submit()
    running.stored(receipt)
    view = _send(running, receipt, files.a_picture()).json()
    own = f"/public/appeals/{receipt['tracking_code']}/attachments/{view['id']}"
    path = own if by is None else f"/attachments/{view['id']}"

    removed = running.call("DELETE", path, actor=by)

    assert (removed.status_code, removed.json()["state"]) == (200, "removed")
    assert running.call("GET", path, actor=by).status_code == 404
    gone = "SELECT count(*) FROM attachment WHERE state = 'removed' AND storage_key IS NOT NULL"
    wait_for(lambda: running.rows("gateway", gone) == [(0,)], 60, "the content is deleted")


def test_what_is_sent_before_the_register_has_the_appeal_is_given_to_it(running: Running) -> None:
    """The register may be away for hours: the code is given out already, and files come."""
    key, body = new_key(), an_appeal(community=_HERE.community)
    receipt = _receipt_to_come(running, key, body)
    sent = _send(running, receipt, files.a_picture())
    assert sent.status_code == 201, sent.text
    own = f"/public/appeals/{receipt['tracking_code']}/attachments"
    assert [item["id"] for item in running.answer("GET", own)["items"]] == [sent.json()["id"]]
    path = f"/attachments/{sent.json()['id']}"
    assert running.call("GET", path, actor=_STAFF).status_code == 404

    assert running.answer("POST", "/public/appeals", json=body, key=key)["id"] == receipt["id"]

    found = wait_for(
        lambda: running.call("GET", path, actor=_STAFF).ok, 40, "the appeal has its attachment"
    )
    assert found
    assert [item["id"] for item in running.answer("GET", own)["items"]] == [sent.json()["id"]]


def _receipt_to_come(running: Running, key: str, body: Json) -> Json:
    """What the gateway will answer to this body under this key: it follows from the two."""
    intake = Intake(Broker(), Reference(), running.secret.encode())
    written = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    appeal_id, entropy = intake._identity(RESIDENT, Repeatable(key, written))
    return {
        "id": str(appeal_id),
        "tracking_code": code_from(entropy, running.secret.encode()),
    }
