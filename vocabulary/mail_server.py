"""A mail server as the settings name it.

smtps://user:password@host:465      TLS from the first byte
smtp://user:password@host:587       STARTTLS, without which no password is sent
smtp://host:25                      STARTTLS where it is offered, not to this machine itself
…?starttls=never                    for a server nearby whose certificate nobody can check
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

_HERE = {"localhost", "127.0.0.1", "::1"}
_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Its address, and the name to sign in with."""

    host: str
    port: int
    is_tls: bool
    starttls: bool
    #: Nothing is sent before the connection is safe.
    must_starttls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def server_of(url: str) -> MailServer:
    """The server that an address in the settings describes.

    Raises:
        ValueError: it names none.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.port == 0:
        raise ValueError("no smtp:// or smtps://")
    asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    if asked not in ({}, {"starttls": ["never"]}) or parts.path not in {"", "/"}:
        raise ValueError("only ?starttls=never may follow the host")
    never = bool(asked)
    is_tls = parts.scheme == "smtps"
    if never and (parts.username or is_tls):
        raise ValueError("a password needs a safe connection")
    return MailServer(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        is_tls=is_tls,
        starttls=not (is_tls or never or (parts.hostname in _HERE and not parts.username)),
        must_starttls=bool(parts.username) and not is_tls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or "") if parts.username else None,
    )
