"""What a command prints on a poor terminal, into a full disk and to a reader who leaves."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest

from cli import main

Run = Callable[..., str]
_FULL = Path("/dev/full")
_TO_FULL = pytest.mark.skipif(not _FULL.exists(), reason="a device of Linux")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with another standard output; gives what stands on standard error."""
    monkeypatch.setenv("LINLI_DATA_DIR", str(tmp_path))

    def running(stdout: TextIO, *command: str, code: int) -> str:
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", stdout)
            # It would close off this process, and servers could not read what it writes for them.
            patched.setattr("cli.close_off", lambda: None)
            with pytest.raises(SystemExit) as ended:
                main.main(command)
        assert ended.value.code == code
        return capsys.readouterr().err

    return running


def test_a_terminal_without_a_character_gets_the_rest(run: Run) -> None:
    """The table of permissions holds ✓, and printed nothing at all."""
    shown = io.BytesIO()

    told = run(io.TextIOWrapper(shown, "gbk"), "contracts", "permissions", code=0)

    assert told == ""
    assert "\\u2713" in shown.getvalue().decode("gbk")


def test_what_can_be_shown_is_shown(run: Run) -> None:
    shown = io.BytesIO()

    run(io.TextIOWrapper(shown, "gb18030"), "contracts", "permissions", code=0)

    assert "✓" in shown.getvalue().decode("gb18030")


@_TO_FULL
@pytest.mark.parametrize("command", [("contracts", "settings"), ("--help",)])
def test_a_full_disk_is_one_line(run: Run, command: tuple[str, ...]) -> None:
    told = run(_FULL.open("w"), *command, code=1)

    [line] = told.splitlines()
    assert "the disk is full" in line


@_TO_FULL
def test_what_was_done_before_the_disk_was_full_is_done(run: Run, tmp_path: Path) -> None:
    told = run(_FULL.open("w"), "migrate", "gateway", code=1)

    assert len(told.splitlines()) == 1
    assert (tmp_path / "gateway.db").stat().st_size


def test_a_reader_who_leaves_is_one_line(run: Run) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    told = run(os.fdopen(writing, "w"), "contracts", "settings", code=1)

    [line] = told.splitlines()
    assert "its reader has gone" in line
