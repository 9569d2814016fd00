"""A throw-away RabbitMQ: own node, own ports, own port mapper."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.servers import leftovers, programs
from tests.servers.waiting import HasEnded, wait_for

_USER = "rabbitmq"
_PLACES = ("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin")
_PLACES_OF_ERLANG = ("/usr/lib/erlang/bin", "/usr/lib/erlang/erts-*/bin", "/opt/erlang/bin")
#: The node was asked, and the broker says no.
_REFUSED = "{ok, {error,"
#: The module of the broker that knows its users, and who is said to have changed something.
_USERS, _BY = "rabbit_auth_backend_internal", '<<"tests">>'
#: Without a line in its logs, and in all.
_STANDSTILL_SECONDS = 60
_START_SECONDS = 240


class QueueState(NamedTuple):
    """The figures of one queue."""

    messages: int
    in_hand: int
    consumers: int


class RabbitMQ:
    """One broker on free ports, in a folder of its own.

    On a disk where faults are tried or speed is measured; the others are quicker in memory.
    """

    def __init__(self, port: int | None = None, *, durable: bool = True, more: str = "") -> None:
        """`more`: lines of its configuration, besides ours."""
        self.port = port or programs.free_port()
        self._folder = leftovers.new_folder("mq", in_memory=not durable)
        programs.own(self._folder, _USER)
        self._pid_file = self._folder / "pid"
        self._mapper_port = programs.free_port()
        self._node = f"linli-{self.port}@localhost"
        config = self._folder / "rabbitmq.conf"
        config.write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\n"
            "loopback_users = none\n"
            "disk_free_limit.absolute = 50MB\n"
            "log.console = false\n"
            f"{more}"
        )
        (self._folder / "plugins").write_text("[].\n")
        self._environment = leftovers.begin() | {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "LANG": "C.UTF-8",
            "RABBITMQ_NODENAME": self._node,
            "RABBITMQ_MNESIA_BASE": str(self._folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self._folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(config),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._folder / "plugins"),
            "RABBITMQ_PID_FILE": str(self._pid_file),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_DIST_PORT": str(programs.free_port()),
            "ERL_EPMD_PORT": str(self._mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """The address of the broker's first virtual host."""
        return self.uri_of("%2F")

    def uri_of(self, vhost: str, *, port: int | None = None) -> str:
        """The address of a virtual host, perhaps through a proxy's port."""
        return f"amqp://guest:guest@127.0.0.1:{port or self.port}/{vhost}"

    def start(self) -> None:
        """Start and wait until all of it has started; if it never does, it is ended.

        Raises:
            HasEnded: it ended by itself, as where its port is taken; says what it wrote last.
            TimeoutError: it stands still, or takes too long in all.
        """
        self._pid_file.unlink(missing_ok=True)
        self._process = self._background("rabbitmq-server")
        # Somebody else may listen on its port, and so does the broker before it is ready.
        # This is `await_startup` for a node that is not there yet.
        awaiting = self._background(
            "rabbitmqctl", "wait", "--timeout", str(_START_SECONDS), str(self._pid_file)
        )
        with contextlib.ExitStack() as ending:
            ending.callback(_kill, awaiting)
            ending.enter_context(programs.ended_if_it_fails(self._end))
            wait_for(
                lambda: self._has_started(awaiting),
                _STANDSTILL_SECONDS,
                "RabbitMQ has started",
                progress=self._written,
                at_most_seconds=_START_SECONDS,
            )

    def stop(self) -> None:
        """Stop as an administrator does."""
        if self._process is not None:
            self.ctl("stop")
            self._process.wait(60)
            self._process = None

    def kill(self) -> None:
        """Stop as a power cut does."""
        if self._process is not None:
            self._end()
            wait_for(lambda: not programs.listens(self.port), 30, "RabbitMQ is gone")

    def remove(self) -> None:
        """Stop and take everything away, the port mapper too."""
        self.kill()
        subprocess.run(
            ["epmd", "-port", str(self._mapper_port), "-kill"], check=False, capture_output=True
        )
        shutil.rmtree(self._folder, ignore_errors=True)

    def add_vhost(self, name: str) -> str:
        """A virtual host of one's own, empty; gives its address."""
        self.ask(f"rabbit_vhost:add({_text(name)}, {_BY})")
        self.allow("guest", name, ".*", ".*", ".*")
        return self.uri_of(name)

    def delete_vhost(self, name: str) -> None:
        """Take a virtual host away."""
        self.ask(f"rabbit_vhost:delete({_text(name)}, {_BY})")

    def add_user(self, name: str, password: str) -> None:
        """A user without any right."""
        self.ask(f"{_USERS}:add_user({_text(name)}, {_text(password)}, {_BY})")

    def delete_user(self, name: str) -> None:
        """Take a user away."""
        self.ask(f"{_USERS}:delete_user({_text(name)}, {_BY})")

    def allow(self, user: str, vhost: str, *rights: str) -> None:
        """Let a user configure, write to and read from what these patterns say."""
        said = ", ".join(map(_text, (user, vhost, *rights)))
        self.ask(f"{_USERS}:set_permissions({said}, {_BY})")

    def import_definitions(self, text: str) -> None:
        """Load a definitions file, as a deployment does."""
        file = self._folder / "definitions.json"
        file.write_text(text)
        self.ctl("import_definitions", str(file))

    def set_policy(self, vhost: str, name: str, pattern: str, definition: str) -> None:
        """A policy above all others, as an operator sets one by hand."""
        self.ctl("set_policy", "-p", vhost, "--priority", "9", name, pattern, definition)

    def clear_policy(self, vhost: str, name: str) -> None:
        """Take it away."""
        self.ctl("clear_policy", "-p", vhost, name)

    def held_at_most(self, seconds: float) -> None:
        """How long channels that are opened from now on may keep a message."""
        tick = min(60_000, int(seconds * 300))
        self.ask(
            f"[application:set_env(rabbit, Name, Value) || {{Name, Value}} <- "
            f"[{{consumer_timeout, {int(seconds * 1000)}}}, {{channel_tick_interval, {tick}}}]]"
        )

    def queue(self, vhost: str, name: str) -> QueueState:
        """What the broker says of a queue."""
        columns = ("name", "messages", "messages_unacknowledged", "consumers")
        for line in self.ctl("list_queues", "-p", vhost, *columns).splitlines():
            found, *numbers = line.split("\t")
            if found == name:
                return QueueState(*map(int, numbers))
        raise LookupError(name)

    def write_down_queues(self) -> None:
        """Let the broker put on disk which quorum queues it has.

        By itself it does so seconds later; killed before, it comes back with the
        queue listed as running and no answer from it, ever (3.10.8).
        """
        self.ask("[dets:sync(Table) || Table <- dets:all()]")

    def raise_memory_alarm(self) -> None:
        """Let the broker refuse to take messages."""
        self.ask("vm_memory_monitor:set_vm_memory_high_watermark(0.000001)")

    def clear_memory_alarm(self) -> None:
        """Let it take messages again."""
        self.ask("vm_memory_monitor:set_vm_memory_high_watermark(0.4)")

    def raise_disk_alarm(self) -> None:
        """Let the broker think that its disk is full."""
        self.ask("rabbit_disk_monitor:set_disk_free_limit(1000000000000000)")

    def clear_disk_alarm(self) -> None:
        """Let it have room again."""
        self.ask("rabbit_disk_monitor:set_disk_free_limit(50000000)")

    def ask(self, line: str) -> str:
        """What the node answers to a line of Erlang; `rabbitmqctl` takes seconds to say the same.

        Raises:
            RuntimeError: it refuses; says why.
        """
        found = subprocess.run(
            [programs.find("erl_call", *_PLACES_OF_ERLANG), *self._as_neighbour(), "-e"],
            env=self._environment,
            input=f"{line}.\n".encode(),
            check=False,
            capture_output=True,
            timeout=_START_SECONDS,
        )
        said = found.stdout.decode()
        if found.returncode != 0 or not said.startswith("{ok,") or said.startswith(_REFUSED):
            raise RuntimeError(f"{line}: {said}{found.stderr.decode()}")
        return said

    def _as_neighbour(self) -> list[str]:
        cookie = (self._folder / ".erlang.cookie").read_text()
        return ["-sname", self._node, "-c", cookie]

    def ctl(self, *arguments: str) -> str:
        """What `rabbitmqctl` prints."""
        found = subprocess.run(
            [*self._command("rabbitmqctl"), "--quiet", *arguments],
            env=self._environment,
            cwd=self._folder,
            check=False,
            capture_output=True,
            timeout=_START_SECONDS,
        )
        if found.returncode != 0:
            raise RuntimeError(f"rabbitmqctl {' '.join(arguments)}: {found.stderr.decode()}")
        return found.stdout.decode()

    def _command(self, program: str) -> list[str]:
        return programs.as_user(_USER, [programs.find(program, *_PLACES)])

    def _end(self) -> None:
        assert self._process is not None
        _kill(self._process)
        self._process = None

    def _background(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self._console.open("ab") as log:
            return subprocess.Popen(
                [*self._command(program), *arguments],
                env=self._environment,
                cwd=self._folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def _console(self) -> Path:
        return self._folder / "console"

    def _has_started(self, awaiting: subprocess.Popen[bytes]) -> bool:
        assert self._process is not None
        said = awaiting.poll()
        if self._process.poll() is not None or said:
            text = self._console.read_text(errors="replace")
            raise HasEnded(f"RabbitMQ did not start: {text[-2000:]}")
        return said == 0

    def _written(self) -> int:
        logs = (self._folder / "log").glob("*")
        return sum(path.stat().st_size for path in (self._console, *logs))


def _kill(started: subprocess.Popen[bytes]) -> None:
    """End it with everything that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait(60)


def _text(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'<<"{escaped}"/utf8>>'
