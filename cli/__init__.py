"""`linli`: everything an operator does at a terminal."""

from __future__ import annotations

import contextlib
import getpass
import importlib
import sys
import warnings
from collections.abc import Iterator

import click

from bus import context
from runtime import logs, settings
from runtime.encryption import use as use_for_sealing
from runtime.identifiers import new_id
from runtime.settings import Settings, SettingsWrong
from vocabulary.actors import Actor
from vocabulary.origins import Origin

#: Command → module that holds it and what it is for. Loaded when asked for, because
#: some patch the process.
_COMMANDS = {
    "account": ("cli.account", "The first administrator; owners who lost their password."),
    "areas": ("cli.areas", "Streets and communities."),
    "audit": ("cli.audit", "Who did what: whether the record still holds."),
    "contracts": ("cli.contracts", "Documents generated from the code."),
    "dead-letters": ("cli.dead_letters", "Messages that a service gave up on."),
    "demo": ("cli.show", "Run everything with the sample programme."),
    "encryption": ("cli.encryption", "The keys that seal personal data."),
    "migrate": ("cli.migrate", "Bring databases up to date."),
    "replay": ("cli.replay", "Deliver published events again."),
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
        command: click.Command = importlib.import_module(_COMMANDS[name][0]).command
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, meaning) for name, (_, meaning) in _COMMANDS.items()])


@click.group(cls=_Commands)
@click.version_option(package_name="linli")
def main() -> None:
    """Linli (邻里): the community-commissioner mechanism of street offices."""
    # What a command prints is for its caller; only troubles go beside it.
    logs.configure("warning", "text")


@contextlib.contextmanager
def as_operator(command: str) -> Iterator[None]:
    """What is done inside stands in the audit as done by whoever runs this command."""
    with context.about(
        correlation_id=str(new_id()),
        actor=Actor(getpass.getuser()),
        origin=Origin(program="linli"),
        deed=context.Deed(f"linli {command}", role="operator"),
    ):
        yield


def settings_or_exit() -> Settings:
    """The settings; a wrong one ends the program with a line for each."""
    try:
        return settings.load()
    except SettingsWrong as wrong:
        click.echo(f"设置有误 Wrong settings:\n{wrong}", err=True)
        sys.exit(2)


def use_keys(given: Settings) -> None:
    """Seal and open personal data with the deployment's keys; without them the program ends."""
    try:
        use_for_sealing(given.encryption_keys)
    except SettingsWrong as wrong:
        click.echo(f"设置有误 Wrong settings:\n{wrong}", err=True)
        sys.exit(2)
