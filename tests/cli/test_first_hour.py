"""What goes wrong in the first hour is said in a line, before anything is done."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from cli.show import _Lines
from tests.servers.processes import linli

_DAMAGES = [b"no database at all, " * 200, None]
_AREAS = str(Path(__file__).parents[2] / "sample" / "areas.csv")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port where somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def _line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that refused."""
    assert done.returncode == 1, done.stderr
    [line] = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("command", [["serve"], ["demo", "--once"]])
def test_a_taken_port_is_said_before_anything_is_done(
    tmp_path: Path, taken: int, command: list[str]
) -> None:
    """The demo would play its programme against any server that listens there."""
    folder = tmp_path / "data"
    settings = {"LINLI_DATA_DIR": str(folder), "LINLI_HTTP_PORT": str(taken)}

    line = _line(linli(*command, settings=settings))

    assert f"127.0.0.1:{taken}" in line
    assert "LINLI_HTTP_PORT" in line
    assert not folder.exists()


def test_a_taken_port_for_health_is_said_too(tmp_path: Path, taken: int) -> None:
    settings = {
        "LINLI_DATA_DIR": str(tmp_path),
        "LINLI_HTTP_PORT": "0",
        "LINLI_HEALTH_PORT": str(taken),
    }

    assert "LINLI_HEALTH_PORT" in _line(linli("serve", settings=settings))


@pytest.mark.parametrize("content", _DAMAGES, ids=["no database", "broken within"])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gateway.db"
    settings = {"LINLI_DATA_DIR": str(tmp_path)}
    if content is None:
        assert linli("migrate", "gateway", settings=settings).returncode == 0
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = path.read_bytes()
        path.write_bytes(whole[:1000] + b"\xff" * (len(whole) - 1000))
    else:
        path.write_bytes(content)

    line = _line(linli("areas", "import", _AREAS, settings=settings))

    assert str(path) in line
    assert "备份" in line


def test_a_command_before_the_migration_names_it(tmp_path: Path) -> None:
    done = linli("areas", "import", _AREAS, settings={"LINLI_DATA_DIR": str(tmp_path)})

    assert "linli migrate" in _line(done)


def test_what_a_command_writes_is_its_users_alone(tmp_path: Path) -> None:
    """Databases and folders were 0644: everybody on the machine read them."""
    folder = tmp_path / "data"
    linli("areas", "import", _AREAS, settings={"LINLI_DATA_DIR": str(folder)})

    modes = {path.name: path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))}

    assert "gateway.db" in modes
    assert modes == dict.fromkeys(modes, 0)


def test_a_log_shows_progress_by_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """No terminal redraws a bar there."""
    with _Lines(console=Console(width=80)) as progress:
        task = progress.add_task("样例 Sample", total=40)
        for _ in range(40):
            progress.advance(task)

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line] == [
        f"样例 Sample {done}/40" for done in range(4, 41, 4)
    ]
