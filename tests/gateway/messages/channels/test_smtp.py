"""E-mails over a real connection."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.messages.channels.interface import Letter, Refused, TryLater
from gateway.messages.channels.smtp import Smtp
from runtime import clock
from runtime.identifiers import new_id
from tests.servers import programs
from tests.servers.smtp import MailServer
from tests.servers.smtp_process import PASSWORD, USER
from vocabulary.mail_server import server_of

_SENDER = "邻里 <linli@example.cn>"


def a_letter(**changed: Any) -> Letter:
    """A letter to a resident."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "kind": "appeal_answered",
        "address": "lin@example.cn",
        "language": "zh",
        "title": "您的诉求〔2013〕17已有答复",
        "text": "您好！",
        "short": "您好",
        "link": None,
        "parameters": {"number": "〔2013〕17"},
        "written_at": dt.datetime(2013, 5, 4, 1, 30, tzinfo=dt.UTC),
    }
    return Letter(**usual | changed)


def _send(smtp: Smtp, letter: Letter) -> str | None:
    try:
        smtp.prepare()
        return smtp.send(letter)
    finally:
        smtp.rest()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with MailServer(tmp_path / "mails", "--refuse", "gone@example.cn") as found:
        yield found


@pytest.fixture
def smtp(server: MailServer) -> Smtp:
    return Smtp(server_of(f"smtp://127.0.0.1:{server.port}"), _SENDER)


def test_a_letter_arrives_as_plain_text(smtp: Smtp, server: MailServer) -> None:
    letter = a_letter(link="https://linli.example.cn/track/1")

    reference = _send(smtp, letter)

    [mail] = server.mails
    assert mail.get_content_type() == "text/plain"
    assert mail["To"] == "lin@example.cn"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().splitlines()[:3] == [
        "您好！",
        "",
        "查看：https://linli.example.cn/track/1",
    ]
    assert reference == "2.0.0 Ok: queued as 000000"


def test_chinese_letters_travel_in_seven_bits(smtp: Smtp, server: MailServer) -> None:
    """Nobody said BODY=8BITMIME, and not every server on the way takes eight."""
    _send(smtp, a_letter(text="您好！" * 100))

    [mail] = server.mails
    assert mail["Content-Transfer-Encoding"] in {"base64", "quoted-printable"}
    assert mail.as_bytes().isascii()
    assert mail.get_content().startswith("您好！" * 100)


def test_several_letters_take_one_connection(smtp: Smtp, server: MailServer) -> None:
    smtp.prepare()
    for _ in range(3):
        smtp.prepare()
        smtp.send(a_letter())
    smtp.rest()

    assert len(server.mails) == 3


@pytest.mark.parametrize(
    "address",
    [
        "lin@example.cn\r\nBcc: all@example.cn",
        "lin@example.cn, all@example.cn",
        "",
        "林@example.cn",
    ],
)
def test_an_address_that_is_none_adds_no_header_and_no_recipient(
    smtp: Smtp, server: MailServer, address: str
) -> None:
    with pytest.raises(Refused, match="address_not_possible"):
        _send(smtp, a_letter(address=address))

    assert server.mails == []


def test_a_title_with_a_line_break_is_no_header(smtp: Smtp, server: MailServer) -> None:
    """Titles hold none; if one did, it would not become a header."""
    with pytest.raises(Refused):
        _send(smtp, a_letter(title="x\r\nBcc: all@example.cn"))

    assert server.mails == []


def test_a_refused_recipient_does_not_spoil_the_next_letter(smtp: Smtp, server: MailServer) -> None:
    smtp.prepare()
    with pytest.raises(Refused, match=r"^recipient_550_5\.1\.1$"):
        smtp.send(a_letter(address="gone@example.cn"))
    smtp.prepare()
    smtp.send(a_letter())
    smtp.rest()

    assert len(server.mails) == 1


def test_a_server_that_goes_away_between_two_letters_is_found_again(
    smtp: Smtp, server: MailServer
) -> None:
    smtp.prepare()
    smtp.send(a_letter())
    server.stop()
    with pytest.raises(TryLater):
        smtp.send(a_letter())
    server.start()
    _send(smtp, a_letter())

    assert len(server.mails) == 2


def test_nobody_there_is_worth_another_try() -> None:
    smtp = Smtp(server_of(f"smtp://127.0.0.1:{programs.free_port()}"), _SENDER)

    with pytest.raises(TryLater, match="ConnectionRefusedError"):
        smtp.prepare()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret


@pytest.fixture
def safe_server(tmp_path: Path) -> Iterator[tuple[MailServer, Path]]:
    certificate, key = _certificate(tmp_path)
    options = ("--starttls", str(certificate), str(key))
    with MailServer(tmp_path / "mails", *options) as found:
        yield found, certificate


def _url(server: MailServer, password: str = PASSWORD) -> str:
    return f"smtp://{USER}:{quote(password, safe='')}@localhost:{server.port}"


def test_a_password_travels_over_a_safe_connection(
    safe_server: tuple[MailServer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, certificate = safe_server
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    _send(Smtp(server_of(_url(server)), _SENDER), a_letter())

    assert len(server.mails) == 1
    assert server.signed_in == ["TLS"]


def test_a_certificate_of_nobody_gets_no_password(safe_server: tuple[MailServer, Path]) -> None:
    server, _ = safe_server

    with pytest.raises(TryLater, match="SSLCertVerificationError"):
        Smtp(server_of(_url(server)), _SENDER).prepare()

    assert server.signed_in == []


def test_a_server_without_starttls_gets_no_password(server: MailServer) -> None:
    with pytest.raises(TryLater, match="SMTPNotSupportedError"):
        Smtp(server_of(_url(server)), _SENDER).prepare()


def test_a_wrong_password_is_worth_another_try(
    safe_server: tuple[MailServer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Operators put it right; no message is lost for it."""
    server, certificate = safe_server
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with pytest.raises(TryLater, match="SMTPAuthenticationError_535"):
        Smtp(server_of(_url(server, "wrong")), _SENDER).prepare()
