"""`linli`: everything an operator does at a terminal."""

from __future__ import annotations

import importlib
import sys

import click

from runtime import settings
from runtime.settings import Settings, SettingsWrong

#: Command → module that holds it; loaded when asked for, because some patch the process.
_COMMANDS = {
    "areas": "cli.areas",
    "contracts": "cli.contracts",
    "dead-letters": "cli.dead_letters",
    "demo": "cli.show",
    "migrate": "cli.migrate",
    "replay": "cli.replay",
    "serve": "cli.serve",
    "street": "cli.street",
    "token": "cli.token",
}


class _Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[name]).command
        return command


@click.group(cls=_Commands)
@click.version_option(package_name="linli")
def main() -> None:
    """Linli (邻里): the community-commissioner mechanism of street offices."""


def settings_or_exit() -> Settings:
    """The settings; a wrong one ends the program with a line for each."""
    try:
        return settings.load()
    except SettingsWrong as wrong:
        click.echo(f"设置有误 Wrong settings:\n{wrong}", err=True)
        sys.exit(2)
