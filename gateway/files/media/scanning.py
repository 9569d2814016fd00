"""Asking a virus scanner, where the place has one: clamd's INSTREAM over TCP.

Fails closed: while the scanner is away, nothing is taken.
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from gateway.files.media.inspection import refusal
from runtime.logs import logger
from vocabulary.problems import Unavailable

log = logger(__name__)

_PIECE_BYTES = 256 * 1024
_SECONDS = 30.0
_ANSWER_BYTES = 4096


def scan(address: str, path: Path) -> None:
    """Let files pass that the scanner at `host:port` finds clean.

    Raises:
        Invalid: it found something.
        Unavailable: it is away, or does not take a file of this size.
    """
    try:
        answer = _answer(address, path)
    except OSError as trouble:
        log.warning("virus_scanner_away", error=str(trouble))
        raise _away() from trouble
    if answer.endswith("FOUND"):
        log.warning("virus_found", answer=answer)
        raise refusal("infected")
    if not answer.endswith("OK"):
        log.warning("virus_scanner_refuses", answer=answer)
        raise _away()


def _answer(address: str, path: Path) -> str:
    host, _, port = address.rpartition(":")
    with (
        socket.create_connection((host, int(port)), timeout=_SECONDS) as scanner,
        path.open("rb") as file,
    ):
        scanner.sendall(b"zINSTREAM\0")
        while piece := file.read(_PIECE_BYTES):
            scanner.sendall(struct.pack(">I", len(piece)) + piece)
        scanner.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _ANSWER_BYTES:
            heard = scanner.recv(_ANSWER_BYTES)
            if not heard:
                break
            answer += heard
    return answer.rstrip(b"\0").decode(errors="replace")


def _away() -> Unavailable:
    return Unavailable(
        "病毒扫描暂时不可用，请稍后再试。",
        "The virus scanner is away; try again shortly.",
        retry_after_seconds=30,
    )
