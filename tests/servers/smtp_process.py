"""The process of the throw-away mail server: PORT FOLDER [--starttls CERTIFICATE KEY] [--refuse ADDRESS] [--slow SECONDS]."""

from __future__ import annotations

import argparse
import asyncio
import json
import ssl
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = "linli", "a password of a test: @/"


class _Keeper:
    """Writes each mail into the folder, under the number of its arrival."""

    def __init__(self, folder: Path, refused: list[str], slow_seconds: float) -> None:
        self._folder = folder
        self._refused = refused
        self._slow_seconds = slow_seconds

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self._refused:
            return f"550 5.1.1 <{address}>: no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        await asyncio.sleep(self._slow_seconds)
        number = len(list(self._folder.glob("*.eml")))
        written = self._folder / f"{number:06d}.part"
        written.write_bytes(envelope.content)
        written.rename(written.with_suffix(".eml"))
        return f"250 2.0.0 Ok: queued as {number:06d}"


def _authenticator(folder: Path) -> Any:
    def check(
        _server: Any, session: Any, _envelope: Any, _mechanism: str, given: Any
    ) -> AuthResult:
        known = LoginPassword(USER.encode(), PASSWORD.encode())
        path = folder / "sign-ins.json"
        told = json.loads(path.read_text()) if path.exists() else []
        path.write_text(json.dumps([*told, "TLS" if session.ssl else "plain"]))
        return AuthResult(success=given == known, handled=False)

    return check


async def _serve(arguments: argparse.Namespace) -> None:
    keeper = _Keeper(arguments.folder, arguments.refuse, arguments.slow)
    options: dict[str, Any] = {}
    if arguments.starttls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*arguments.starttls)
        options = {
            "tls_context": context,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": _authenticator(arguments.folder),
        }
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", **options), "127.0.0.1", arguments.port
    )
    await server.serve_forever()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--starttls", nargs=2)
    parser.add_argument("--refuse", nargs="*", default=[])
    parser.add_argument("--slow", type=float, default=0.0)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(_serve(_arguments()))
