"""`linli demo`: the whole system on one machine, with the Nanshan programme played into it."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
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

from cli import (
    as_operator,
    check_is_free,
    demo,
    demo_accounts,
    settings_or_exit,
    told,
    trial,
    use_keys,
)
from gateway.people.identity import operations as identity
from gateway.places.areas import operations as areas
from runtime import clock, migrating, waiting
from runtime.database import Database
from runtime.settings import Settings
from sample.people import DENGLIANG, STREET
from vocabulary.actors import Actor

_AREAS = Path(__file__).parent.parent / "sample" / "areas.csv"
_START_SECONDS = 60
_POLL_SECONDS = 0.2
_PAST_IS_COMING = (
    "2012 至 2014 年的样例还在写入，数字会继续增加，写完时这里会说明。\n"
    "The sample's years 2012 to 2014 are still being written: figures grow until it says here "
    "that the sample is whole."
)
#: What answers well once the gateway, recruitment and the street know the places.
_OF_PLACES = (f"streets/{STREET}/regulations", f"street/totals?area={DENGLIANG}")


@click.command("demo")
@click.option("--once", is_flag=True, help="Stop when the programme has been played.")
@click.option(
    "--at",
    "address",
    metavar="URL",
    help="Play it into the deployment at this address, with its gateway's settings; run nothing.",
)
def command(once: bool, address: str | None) -> None:  # noqa: FBT001 - click calls it by name
    """Run everything, play the sample programme, print the address to open.

    May be repeated: the data folder keeps what was played, and nothing doubles.
    """
    settings = settings_or_exit()
    console = Console(stderr=True)
    try:
        if address is None:
            _run(settings, console, once=once)
        else:
            _play_at(address, settings, console)
    except demo.DemoFailed as failed:
        raise click.ClickException(str(failed)) from None


def _play_at(address: str, settings: Settings, console: Console) -> None:
    """Play the programme into a deployment for trials, which is made up of nothing else."""
    if settings.is_embedded:
        raise click.UsageError("--at is for a deployment; call it with the settings of its gateway")
    use_keys(settings, "gateway")
    address = address.rstrip("/")
    trial.check(address, settings)
    with told():
        _know_places(settings)
    _await_places(address)
    _play(address, settings, console, demo_accounts.make_all(settings))


def _run(settings: Settings, console: Console, *, once: bool) -> None:
    """Run everything here, and play the programme into it."""
    if not settings.is_embedded:
        raise click.UsageError(
            "the demo runs on the embedded broker: unset LINLI_AMQP_URI, or play it into your "
            "deployment by --at"
        )
    check_is_free(settings.http_host, settings.http_port, variable="LINLI_HTTP_PORT")
    # A supervisor's stop is as good as Ctrl-C: the server must not outlive us.
    signal.signal(signal.SIGTERM, _interrupt)
    use_keys(settings, "gateway")
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
            # The server migrates too; the second of the two finds everything there.
            migrating.upgrade("gateway", settings.database_url("gateway"))
            _know_places(settings)
            logins = demo_accounts.make_all(settings)
            _await_ready(server, address, log_path)

            def show() -> None:
                console.print(f"日志 log: {log_path}")
                _show_address(console, address)

            _play(address, settings, console, logins, show, is_alone=once)
            if not once:
                server.wait()
        except KeyboardInterrupt:
            pass
        except demo.DemoFailed as failed:
            raise demo.DemoFailed(f"{failed} (log: {log_path})") from None
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _know_places(settings: Settings) -> None:
    database = Database(settings.database_url("gateway"))
    with as_operator("demo"), database.writing() as session:
        areas.import_file(session, _AREAS)
    database.close()


def _await_ready(server: subprocess.Popen[bytes], address: str, log_path: Path) -> None:
    def is_ready() -> bool:
        if server.poll() is not None:
            raise demo.DemoFailed(f"the server ended at once with code {server.returncode}")
        return _answers(f"{address}/readyz")

    _await(is_ready, f"the server was not ready within {_START_SECONDS} s, see {log_path}")


def _await_places(address: str) -> None:
    """Gateways and services hear of new places within seconds."""

    def are_known() -> bool:
        return all(_answers(f"{address}/api/v1/public/{path}") for path in _OF_PLACES)

    _await(are_known, f"{address} did not hear of the places within {_START_SECONDS} s")


def _await(is_there: Callable[[], bool], otherwise: str) -> None:
    until = clock.monotonic() + _START_SECONDS
    while clock.monotonic() < until:
        if is_there():
            return
        waiting.pause(_POLL_SECONDS)
    raise demo.DemoFailed(otherwise)


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=2).ok
    except requests.RequestException:
        return False


def _play(
    address: str,
    settings: Settings,
    console: Console,
    logins: Mapping[str, str | None],
    show: Callable[[], None] = lambda: None,
    *,
    is_alone: bool = False,
) -> None:
    """Play the programme; as soon as one can look around, print what one can sign in with."""

    def token_for(actor: Actor) -> str:
        return identity.issue(settings.secret, actor, lifetime=dt.timedelta(days=1))

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    shown = Progress if console.is_terminal else _Lines
    began = clock.monotonic()

    def once_usable(is_whole: bool) -> None:  # noqa: FBT001 - called with an answer
        demo_accounts.confirm_offices(settings)
        console.print(f"可以使用了 Ready to look around: {clock.monotonic() - began:.1f} s")
        for table in demo_accounts.tables(logins):
            console.print(table)
        if not is_whole:
            console.print(_PAST_IS_COMING)
        show()

    with shown(*columns, TimeElapsedColumn(), console=console) as progress:
        known = demo_accounts.known(settings)
        demo.play(
            address,
            token_for,
            progress,
            known,
            once_usable,
            settings.tell_whole,
            is_alone=is_alone,
        )
    console.print(f"样例已齐 The sample is whole: {clock.monotonic() - began:.1f} s")


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
