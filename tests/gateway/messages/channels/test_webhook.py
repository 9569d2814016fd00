"""Messages to the receiver of the examples, and to servers that behave badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
import requests

from gateway.messages.channels.interface import Refused, TryLater
from gateway.messages.channels.webhook import Webhook, signature
from runtime import clock
from tests.gateway.messages.channels.test_smtp import a_letter
from tests.servers import programs
from tests.servers.webhook import SECRET, WebhookReceiver

_PHONE = "13800138000"


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[WebhookReceiver]:
    with WebhookReceiver(tmp_path) as found:
        yield found


def test_a_message_arrives_signed_and_once(receiver: WebhookReceiver) -> None:
    webhook = Webhook(receiver.url, SECRET.encode())
    letter = a_letter(address=_PHONE, link="https://linli.example.cn/track/1")

    references = {webhook.send(letter), webhook.send(letter)}

    [message] = receiver.messages
    assert message["id"] == str(letter.id)
    assert message["to"] == {"phone": _PHONE}
    assert message["text"] == "您好 https://linli.example.cn/track/1"
    assert (message["language"], message["template"]) == ("zh", "appeal_answered")
    assert message["parameters"] == {"number": "〔2013〕17"}
    assert references == {f"sms-{str(letter.id)[-12:]}"}


def test_another_secret_is_refused_for_good(receiver: WebhookReceiver) -> None:
    with pytest.raises(Refused, match="http_401"):
        Webhook(receiver.url, b"another secret").send(a_letter(address=_PHONE))

    assert receiver.messages == []


@pytest.mark.parametrize("age", [-400, 400])
def test_what_somebody_recorded_is_not_taken_later(receiver: WebhookReceiver, age: int) -> None:
    body = json.dumps({"id": "1", "to": {"phone": _PHONE}}).encode()
    moment = int(clock.now().timestamp()) + age
    signed = f"t={moment},v1={signature(SECRET.encode(), moment, body)}"

    answer = requests.post(receiver.url, data=body, headers={"Linli-Signature": signed}, timeout=10)

    assert answer.status_code == 401


def test_nobody_there_is_worth_another_try() -> None:
    webhook = Webhook(f"http://127.0.0.1:{programs.free_port()}", SECRET.encode())

    with pytest.raises(TryLater, match="ConnectionError"):
        webhook.send(a_letter(address=_PHONE))


class _Answering(BaseHTTPRequestHandler):
    """Answers with the number in its path and the reference behind it, and notes who came."""

    came: list[str] = []  # noqa: RUF012 - of one test run

    def do_POST(self) -> None:
        self.came.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        status, _, reference = self.path.strip("/").partition("/")
        body = json.dumps({"reference": unquote(reference)}).encode() if reference else b""
        self.send_response(int(status))
        self.send_header("Location", "/200/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def answering() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_what_may_pass_is_worth_another_try(answering: str, status: int) -> None:
    with pytest.raises(TryLater, match=f"http_{status}"):
        Webhook(f"{answering}/{status}", b"x").send(a_letter(address=_PHONE))


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_what_will_not_pass_is_not_tried_again(answering: str, status: int) -> None:
    with pytest.raises(Refused, match=f"http_{status}"):
        Webhook(f"{answering}/{status}", b"x").send(a_letter(address=_PHONE))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_not_followed(answering: str, status: int) -> None:
    """A phone number goes to the address of the settings and nowhere else."""
    with pytest.raises(TryLater, match=f"http_{status}"):
        Webhook(f"{answering}/{status}", b"x").send(a_letter(address=_PHONE))

    assert "/200/elsewhere" not in _Answering.came


def test_an_answer_without_a_reference_is_good_enough(answering: str) -> None:
    assert Webhook(f"{answering}/204", b"x").send(a_letter(address=_PHONE)) is None


@pytest.mark.parametrize(
    ("address", "reference", "kept"),
    [
        (_PHONE, "20130517-0001", True),
        (_PHONE, f"sms-{_PHONE}-1", False),
        (_PHONE, "sms 138-0013-8000", False),
        (f"+86 {_PHONE}", f"to:{_PHONE}", False),
        ("0755-12345678", "0755.1234.5678/1", False),
        (_PHONE, "7h2k9mtv3qxda0we", False),
    ],
)
def test_a_reference_that_tells_phone_or_code_is_not_kept(
    answering: str, address: str, reference: str, *, kept: bool
) -> None:
    """Administrators see references, and no addresses."""
    letter = a_letter(address=address, parameters={"tracking_code": "7H2K-9MTV-3QXD-A0WE"})

    found = Webhook(f"{answering}/200/{quote(reference, safe='')}", b"x").send(letter)

    assert found == (reference if kept else None)
