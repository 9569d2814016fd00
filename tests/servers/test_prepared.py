"""What was forked is as what was started: arguments, environment, output, signals, exit code."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.keys import KEY
from tests.servers.databases import Databases
from tests.servers.prepared import Forked, Prepared
from tests.servers.processes import clean_environment
from tests.servers.waiting import wait_for
from tests.system import SECRET, STREET

#: One that `epoll` watches.
_INODE = re.compile(r"^tfd:.* ino:(\S+)", re.MULTILINE)


def _ended(prepared: Prepared, log: Path, *arguments: str, **settings: str) -> int:
    return _started(prepared, log, *arguments, **settings).wait(60)


def _started(prepared: Prepared, log: Path, *arguments: str, **settings: str) -> Forked:
    with log.open("ab") as opened:
        return prepared.start(arguments, clean_environment() | settings, opened, opened)


def test_a_command_says_what_it_says_and_ends_as_it_ends(
    prepared: Prepared, tmp_path: Path
) -> None:
    good, wrong = tmp_path / "good", tmp_path / "wrong"

    assert _ended(prepared, good, "--version") == 0
    assert _ended(prepared, wrong, "serve", "nothing") == 2

    assert "version" in good.read_text()
    assert "'nothing' is not one of" in wrong.read_text()


def test_one_does_not_see_the_environment_of_another(prepared: Prepared, tmp_path: Path) -> None:
    wrong, other = tmp_path / "wrong", tmp_path / "other"

    assert _ended(prepared, wrong, "serve", LINLI_HTTP_PORT="none") == 2
    assert _ended(prepared, other, "serve", LINLI_STOP_SECONDS="none") == 2

    assert "LINLI_HTTP_PORT" in wrong.read_text()
    assert "LINLI_HTTP_PORT" not in other.read_text()


def test_a_process_runs_until_it_is_killed(prepared: Prepared, tmp_path: Path) -> None:
    log, data = tmp_path / "log", tmp_path / "data"
    process = _started(prepared, log, "serve", LINLI_DATA_DIR=str(data), LINLI_HTTP_PORT="0")
    wait_for((data / "lock").exists, 60, "it has begun")

    assert process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0)
    process.kill()

    assert process.wait(60) == process.poll() == -signal.SIGKILL


def test_no_two_wait_for_the_same_sockets(prepared: Prepared, tmp_path: Path) -> None:
    """Each would be woken without end by what only another takes from its socket."""
    waited = []
    with contextlib.ExitStack() as ending:
        for number in range(2):
            data = tmp_path / str(number)
            settings = {"LINLI_DATA_DIR": str(data), "LINLI_HTTP_PORT": "0"}
            process = _started(prepared, tmp_path / f"{number}.log", "serve", **settings)
            ending.callback(process.wait, 60)
            ending.callback(process.kill)
            waited.append(wait_for(lambda: _waited_for(process.pid), 60, "it listens"))  # noqa: B023 - now

    assert not waited[0] & waited[1]


def _waited_for(process: int) -> set[str]:
    """The sockets and pipes that a process is woken by."""
    found = Path(f"/proc/{process}/fdinfo").glob("*")
    return {line for path in found for line in _INODE.findall(path.read_text())}


def test_no_two_make_the_same_ids(
    prepared: Prepared, quick_databases: Databases, tmp_path: Path
) -> None:
    """What is random in the process that they fork from would be the same in each of them."""
    address = quick_databases.migrated("gateway").url
    settings = {
        "LINLI_GATEWAY_DATABASE_URL": address,
        "LINLI_SECRET": SECRET,
        "LINLI_ENCRYPTION_KEYS": KEY,
    }
    command = ("token", "issue", "somebody", "--grant", f"workstation_staff@{STREET}")
    chances = set()
    for number in range(3):
        log = tmp_path / str(number)
        assert _ended(prepared, log, *command, **settings) == 0, log.read_text()
        claims = log.read_text().split(".")[1]
        chances.add(json.loads(base64.urlsafe_b64decode(claims + "=="))["jti"][-12:])

    assert len(chances) == 3
