"""Run as a process, because some commands patch theirs: does click understand these arguments?

Reads a JSON list of argument lists; ends with click's complaint about the first that is wrong.
"""

from __future__ import annotations

import json
import sys

import click

from cli import main


def understand(arguments: list[str]) -> None:
    """Read the arguments of `linli` as it would, without carrying anything out.

    Raises:
        click.UsageError: they are wrong.
    """
    command: click.Command = main
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), arguments[0])
        if found is None:
            raise click.UsageError(f"there is no command {arguments}")
        command, arguments = found, arguments[1:]
    command.make_context("linli", arguments)


if __name__ == "__main__":
    for given in json.load(sys.stdin):
        understand(given)
