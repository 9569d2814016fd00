from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.logs import in_one_line

_HERE = Path(__file__).parent


def _written(form: str) -> str:
    """What a process writes; in one of its own, because logging is a process's own matter."""
    found = subprocess.run(
        [sys.executable, "-W", "error", str(_HERE / "scripts" / "logging_process.py"), form],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(_HERE.parent.parent)},
    )
    assert found.stdout == ""
    return found.stderr


def test_every_line_is_one_json_object() -> None:
    lines = [json.loads(line) for line in _written("json").splitlines()]

    assert [line["event"] for line in lines] == ["appeal_closed", "disk full", "broke", "broke too"]
    assert {line["correlation_id"] for line in lines} == {"c-17"}
    assert {line["level"] for line in lines} == {"info", "warning", "error"}
    assert all(line["timestamp"].endswith("Z") for line in lines)
    assert [line["logger"] for line in lines[:2]] == ["services.appeals", "library"]


def test_chinese_stays_readable() -> None:
    assert '"number": "〔2013〕17"' in _written("json")


def test_an_exception_is_told_with_its_place_in_the_same_line() -> None:
    lines = [json.loads(line) for line in _written("json").splitlines()]

    for line in lines[2:]:
        assert "logging_process.py" in line["exception"]
        assert "ValueError: 内部" in line["exception"]


def test_at_a_terminal_the_same_is_told_in_text() -> None:
    written = _written("text")

    assert "appeal_closed" in written
    assert "ValueError" in written
    assert "c-17" in written


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (ValueError("no such queue\nDETAIL: ..."), "no such queue"),
        (ValueError("\n  no such queue"), "no such queue"),
        (ConnectionResetError(), "ConnectionResetError"),
        (OSError("\n \n"), "OSError"),
    ],
)
def test_a_failure_has_a_name_in_one_line_whatever_it_says(failure: Exception, told: str) -> None:
    assert in_one_line(failure) == told


def test_a_process_goes_on_where_what_it_tells_cannot_be_written() -> None:
    """Its log lies on the disk that is full; eventlet's loop writes there, too."""
    program = (
        "import sys; from runtime import logs; logs.outlive_a_full_disk();"
        "logs.configure('info', 'json'); logs.logger('x').info('lost');"
        "print('lost', file=sys.stderr, flush=True); print('goes on')"
    )
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(_HERE.parent.parent)},
        )

    assert (done.returncode, done.stdout) == (0, b"goes on\n")
