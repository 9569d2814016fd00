"""`linli demo`: the whole system on one machine, with the Nanshan programme played into it."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import requests
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from cli import as_operator, check_is_free, demo, demo_accounts, settings_or_exit, use_keys
from gateway.people.identity import operations as identity
from gateway.places.areas import operations as areas
from runtime import clock, migrating, waiting
from runtime.database import Database
from runtime.settings import Settings
from vocabulary.actors import Actor

_AREAS = Path(__file__).parent.parent / "sample" / "areas.csv"
_START_SECONDS = 60
_POLL_SECONDS = 0.2


@click.command("demo")
@click.option("--once", is_flag=True, help="Stop when the programme has been played.")
def command(once: bool) -> None:  # noqa: FBT001 - click calls it by name
    """Run everything, play the sample programme, print the address to open.

    May be repeated: the data folder keeps what was played, and nothing doubles.
    """
    settings = settings_or_exit()
    if not settings.is_embedded:
        raise click.UsageError("the demo runs on the embedded broker; unset LINLI_AMQP_URI")
    console = Console(stderr=True)
    check_is_free(settings.http_host, settings.http_port, variable="LINLI_HTTP_PORT")
    # A supervisor's stop is as good as Ctrl-C: the server must not outlive us.
    signal.signal(signal.SIGTERM, _interrupt)
    use_keys(settings)
    settings.keep_sample()
    log_path = settings.data_dir / "linli.log"
    with log_path.open("ab") as log_file:
        server = subprocess.Popen(
            [sys.executable, "-m", "cli", "serve"],
            stderr=log_file,
            # A demo is one address, which tells of its readiness too.
            env={
                **os.environ,
                "LINLI_SECRET": settings.secret.decode(),
                "LINLI_HEALTH_PORT": "",
            },
        )
        try:
            address = f"http://{settings.http_host}:{settings.http_port}"
            # Places and accounts, whose passwords are hashed, take as long as the server's start.
            _know_places(settings)
            logins = demo_accounts.make_all(settings)
            _await_ready(server, address, log_path)
            began = clock.monotonic()
            _play(address, settings, console)
            demo_accounts.confirm_offices(settings)
            console.print(f"{clock.monotonic() - began:.1f} s · 日志 log: {log_path}")
            for table in demo_accounts.tables(logins):
                console.print(table)
            _show_address(console, address)
            if not once:
                server.wait()
        except KeyboardInterrupt:
            pass
        except demo.DemoFailed as failed:
            raise click.ClickException(f"{failed} (log: {log_path})") from None
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _know_places(settings: Settings) -> None:
    # The server migrates too; the second of the two finds everything there.
    migrating.upgrade("gateway", settings.database_url("gateway"))
    database = Database(settings.database_url("gateway"))
    with as_operator("demo"), database.writing() as session:
        areas.import_file(session, _AREAS)
    database.close()


def _await_ready(server: subprocess.Popen[bytes], address: str, log_path: Path) -> None:
    until = clock.monotonic() + _START_SECONDS
    while clock.monotonic() < until:
        if server.poll() is not None:
            raise demo.DemoFailed(f"the server ended at once with code {server.returncode}")
        try:
            if requests.get(f"{address}/readyz", timeout=2).ok:
                return
        except requests.RequestException:
            pass
        waiting.pause(_POLL_SECONDS)
    raise demo.DemoFailed(f"the server was not ready within {_START_SECONDS} s, see {log_path}")


def _play(address: str, settings: Settings, console: Console) -> None:
    def token_for(actor: Actor) -> str:
        return identity.issue(settings.secret, actor, lifetime=dt.timedelta(days=1))

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    shown = Progress if console.is_terminal else _Lines
    with shown(*columns, TimeElapsedColumn(), console=console) as progress:
        demo.play(address, token_for, progress, demo_accounts.known(settings))


class _Lines(Progress):
    """Progress where no terminal shows a bar, as in a log: a line for each tenth."""

    def __init__(self, *columns: ProgressColumn, console: Console) -> None:
        super().__init__(*columns, console=console, disable=True)

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        with self._lock:
            task = self._tasks[task_id]
            before = task.percentage
            super().advance(task_id, advance)
            if task.percentage // 10 > before // 10:
                self.console.print(f"{task.description} {task.completed:.0f}/{task.total:.0f}")


def _show_address(console: Console, address: str) -> None:
    console.print(
        "首次登录时页面会显示验证码，不用装应用（正式系统不显示）；以后登录用 linli account code 登录名。\n"
        "At the first sign-in the page shows the code, so no app is needed (a deployment never "
        "shows it). Later: linli account code LOGIN."
    )
    console.print(f"\n打开 Open: [bold]{address}/[/bold]")
    console.print("\nCtrl-C 结束 ends it.")
