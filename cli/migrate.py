"""`linli migrate`: bring databases up to date."""

from __future__ import annotations

import click

from cli import settings_or_exit, use_keys
from cli.hosted import SERVICES, databases_of
from runtime import migrating
from runtime.settings import Settings
from vocabulary.counted import counted


@click.command("migrate")
@click.argument("services", nargs=-1, type=click.Choice(sorted(SERVICES)))
def command(services: tuple[str, ...]) -> None:
    """Migrate the databases of SERVICES; none named: all. Running it again changes nothing."""
    settings = settings_or_exit()
    for database in databases_of(list(services) or sorted(SERVICES)):
        use_keys(settings, database)
        migrating.upgrade(database, settings.database_url(database))
        click.echo(f"{database}: up to date")
    if settings.is_embedded and not services:
        hear_of_before(settings)


def hear_of_before(settings: Settings) -> None:
    """On one machine nothing runs meanwhile, so what is new hears of before at once."""
    from cli.catching_up import catch_up  # noqa: PLC0415 - heavy: it loads every service

    for service in sorted(SERVICES):
        told = catch_up(settings, service)
        if told:
            click.echo(f"{service}: hears of {counted(told, 'earlier event', 'earlier events')}")
