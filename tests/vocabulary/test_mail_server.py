from __future__ import annotations

import pytest

from vocabulary.mail_server import server_of


@pytest.mark.parametrize(
    ("url", "port", "is_tls", "starttls", "must"),
    [
        ("smtps://a:b@mail.example.cn", 465, True, False, False),
        ("smtp://a:b@mail.example.cn:587", 587, False, True, True),
        ("smtp://mail.example.cn", 25, False, True, False),
        ("smtp://mail.example.cn?starttls=never", 25, False, False, False),
        ("smtp://localhost:25", 25, False, False, False),
        ("smtp://a:b@localhost:25", 25, False, True, True),
    ],
)
def test_an_address_says_how_safe_the_connection_is(
    url: str, port: int, *, is_tls: bool, starttls: bool, must: bool
) -> None:
    found = server_of(url)

    assert (found.port, found.is_tls, found.starttls, found.must_starttls) == (
        port,
        is_tls,
        starttls,
        must,
    )
    assert "password" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example.cn",
        "smtp://",
        "smtp://a:b@mail.example.cn?starttls=never",
        "smtp://mail.example.cn?starttls=no",
        "smtp://mail.example.cn/path",
        "smtp://mail.example.cn:0",
        "smtp://mail.example.cn:mail",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"smtp|host|safe|[Pp]ort"):
        server_of(url)
