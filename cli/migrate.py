"""`linli migrate`: bring databases up to date."""

from __future__ import annotations

import click

from cli import settings_or_exit, use_keys
from cli.hosted import SERVICES, databases_of
from runtime import migrating


@click.command("migrate")
@click.argument("services", nargs=-1, type=click.Choice(sorted(SERVICES)))
def command(services: tuple[str, ...]) -> None:
    """Migrate the databases of SERVICES; none named: all. Running it again changes nothing."""
    settings = settings_or_exit()
    use_keys(settings)
    for database in databases_of(list(services) or sorted(SERVICES)):
        migrating.upgrade(database, settings.database_url(database))
        click.echo(f"{database}: up to date")
