"""The protocol of clamd, spoken to a scanner played by the test."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.files.media.scanning import scan
from tests.servers import programs
from vocabulary.problems import Invalid, Unavailable

_EVIL = b"EVIL"


class Scanner:
    """Finds a virus in everything that holds EVIL; takes no more than a megabyte."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as heard:
                assert heard.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", heard.read(4))[0]:
                    content += heard.read(length)
                connection.sendall(self._answer(content) + b"\0")

    def _answer(self, content: bytes) -> bytes:
        if len(content) > 1024**2:
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Test.Virus FOUND" if _EVIL in content else b"stream: OK"


@pytest.fixture
def scanner() -> Iterator[Scanner]:
    made = Scanner()
    yield made
    made.close()


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "received"
    path.write_bytes(content)
    return path


def test_a_clean_file_passes(scanner: Scanner, tmp_path: Path) -> None:
    scan(scanner.address, _file(tmp_path, b"x" * 700_000))


def test_a_virus_is_refused(scanner: Scanner, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        scan(scanner.address, _file(tmp_path, b"x" * 700_000 + _EVIL))

    assert refusal.value.fields[0].code == "infected"


def test_a_file_that_the_scanner_did_not_read_is_not_taken(
    scanner: Scanner, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable):
        scan(scanner.address, _file(tmp_path, bytes(1024**2 + 1)))


def test_while_the_scanner_is_away_nothing_is_taken(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        scan(f"127.0.0.1:{programs.free_port()}", _file(tmp_path, b"x"))
