"""`linli`: everything an operator does at a terminal."""

from __future__ import annotations

import contextlib
import errno
import getpass
import importlib
import socket
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import click

from audit import context
from cli.loading import without_looking_for_garbage
from cli.output import to_any_terminal
from runtime import logs, settings
from runtime.archives import ArchiveDamaged
from runtime.closing_off import close_off
from runtime.database import DatabaseDamaged, is_absent, is_unmigrated
from runtime.encryption import WrongRing
from runtime.encryption import use as use_for_sealing
from runtime.identifiers import new_id
from runtime.logs import in_one_line
from runtime.settings import Settings, SettingsWrong
from vocabulary.actors import Actor
from vocabulary.origins import Origin
from vocabulary.problems import Problem

#: Command → module that holds it and what it is for. Loaded when asked for, because
#: some patch the process.
_COMMANDS = {
    "account": ("cli.account", "The first administrator; owners who lost their password."),
    "areas": ("cli.areas", "Streets and communities."),
    "archive": ("cli.archive", "Move old events and rows of the audit into files."),
    "audit": ("cli.audit", "Check the record of who did what."),
    "backup": ("cli.backup", "Save everything at one moment."),
    "contracts": ("cli.contracts", "Documents generated from the code."),
    "clock": ("cli.clock", "Which time it is, and that it is right."),
    "dead-letters": ("cli.dead_letters", "Messages that a service gave up on."),
    "demo": ("cli.show", "Run everything with the sample programme."),
    "doctor": ("cli.doctor", "What is wrong, on one page."),
    "encryption": ("cli.encryption", "The keys that seal personal data."),
    "migrate": ("cli.migrate", "Bring databases up to date."),
    "replay": ("cli.replay", "Deliver published events again."),
    "restore": ("cli.restore", "Put a backup into empty places."),
    "retention": ("cli.retention", "How long data is kept."),
    "serve": ("cli.serve", "Run services until told to stop."),
    "street": ("cli.street", "The street office's feed of events."),
    "token": ("cli.token", "Bearer tokens for people and programs."),
}
# The choice of eventlet is ours and explained in docs/decisions; users need not read of it.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")


class _Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        with without_looking_for_garbage():
            command: click.Command = importlib.import_module(_COMMANDS[name][0]).command
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, meaning) for name, (_, meaning) in _COMMANDS.items()])

    def main(self, *args: Any, **extra: Any) -> Any:
        """Read the command line and run the command, on any terminal."""
        with to_any_terminal():
            return super().main(*args, **extra)

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what is wrong with a database is said in a line."""
        try:
            # Here too: click itself is silent about a closed pipe.
            with to_any_terminal():
                return super().invoke(context)
        except SettingsWrong as wrong:
            raise click.ClickException(f"设置有误 Wrong settings: {wrong}") from None
        except Exception as failure:
            if (sentence := _trouble_of_database(failure)) is None:
                raise
            raise click.ClickException(sentence) from None


def _trouble_of_database(failure: Exception) -> str | None:
    """What an operator can do about it; None: it is no trouble of a database."""
    if isinstance(failure, DatabaseDamaged):
        return (
            f"数据库文件 {failure} 已损坏，请用备份替换它。"
            f"The database file {failure} is damaged. Put a backup in its place; without one, move "
            "the file away and start again, and what it held is lost."
        )
    if isinstance(failure, ArchiveDamaged):
        return (
            f"归档文件缺失或已改动。A file of old rows is away: {failure}; put a copy of it there."
        )
    if is_unmigrated(failure):
        return "数据库尚未建立。The database has no tables yet. Run `linli migrate` first."
    if is_absent(failure):
        return f"数据库无法连接。The database does not answer: {in_one_line(failure)}"
    return None


@click.group(cls=_Commands)
@click.version_option(package_name="linli")
def main() -> None:
    """Linli (邻里): the community-commissioner mechanism of street offices."""
    close_off()
    # What a command prints is for its caller; only troubles go beside it.
    logs.configure("warning", "text")


@contextlib.contextmanager
def as_operator(command: str) -> Iterator[None]:
    """The audit records deeds inside as done by the user of this command."""
    with context.about(
        correlation_id=str(new_id()),
        actor=Actor(getpass.getuser()),
        origin=Origin(program="linli"),
        deed=context.Deed(f"linli {command}", role="operator"),
    ):
        yield


@contextlib.contextmanager
def told() -> Iterator[None]:
    """A refusal inside ends the command, with a line for each field that is wrong."""
    try:
        yield
    except Problem as problem:
        lines = [f"{field.field}: {field.zh} {field.en}" for field in problem.fields]
        raise click.ClickException("\n".join([problem.zh, problem.en, *lines])) from None


def settings_or_exit() -> Settings:
    """The settings; a wrong one ends the program with a line for each."""
    try:
        return settings.load()
    except SettingsWrong as wrong:
        click.echo(f"设置有误 Wrong settings:\n{wrong}", err=True)
        sys.exit(2)


def check_is_free(host: str, port: int, *, variable: str) -> None:
    """Let pass an address where nobody listens yet; 0 is any port that is free.

    Raises:
        click.ClickException: somebody does; names the setting.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        # As the servers do: an address that was in use a moment ago is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as wrong:
            why = "已被占用 is in use" if wrong.errno == errno.EADDRINUSE else str(wrong.strerror)
            raise click.ClickException(
                f"{host}:{port} {why}；请先结束占用它的程序，或更改 {variable}。"
                f"Stop what listens there, or change {variable}."
            ) from None


def use_keys(given: Settings, *databases: str) -> None:
    """Seal and open personal data in these databases with their keys; without them the program ends."""
    try:
        use_for_sealing(given.encryption_keys, *databases)
    except SettingsWrong as wrong:
        click.echo(f"设置有误 Wrong settings:\n{wrong}", err=True)
        sys.exit(2)
    except WrongRing as wrong:
        click.echo(f"设置有误 Wrong settings:\nLINLI_ENCRYPTION_KEYS='…': {wrong}", err=True)
        sys.exit(2)
