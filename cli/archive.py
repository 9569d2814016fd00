"""`linli archive`: old events and old rows of the audit go into files."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path

import click

from audit import archiving as audit
from bus import archiving as outbox
from cli import settings_or_exit
from runtime import clock
from runtime.database import Database
from runtime.settings import DATABASES
from vocabulary.counted import counted

#: What an office asks about is newer.
_FEWEST_DAYS = 90


@click.command("archive")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("services", nargs=-1, type=click.Choice(DATABASES))
@click.option(
    "--older-than",
    "days",
    default=3 * 365,
    show_default=True,
    type=click.IntRange(_FEWEST_DAYS),
    help="Days.",
)
def command(folder: Path, services: tuple[str, ...], days: int) -> None:
    """Move old events and rows of the audit of SERVICES, of all if none is named, into FOLDER.

    `linli replay` and `linli audit verify` read them from there, so keep the folder where it is, and
    copies of it. GET /events and GET /audit do not tell of them any more.
    """
    os.umask(0o077)
    settings = settings_or_exit()
    before = clock.now() - dt.timedelta(days=days)
    for name in services or settings.databases:
        url = settings.database_url(name)
        with contextlib.closing(Database(url, pool_size=2, patient=True)) as database:
            events = outbox.move(database, folder, name, before=before)
            rows = audit.move(database, folder, name, before=before)
        click.echo(
            f"{name}: {counted(events, 'event', 'events')}, {counted(rows, 'row', 'rows')} of the audit"
        )
