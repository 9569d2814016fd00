"""`linli clock`: which time it is, and an operator's word that it is right."""

from __future__ import annotations

import contextlib
import getpass

import click
import sqlalchemy as sa

import audit
from bus import clock_guard
from bus.tables import CLOCK_MARK
from cli import as_operator, settings_or_exit
from runtime import clock
from runtime.database import Database
from runtime.settings import DATABASES


@click.group("clock")
def command() -> None:
    """The clock, by which terms end, numbers are given and data are erased."""


@command.command("show")
def show() -> None:
    """What this machine and each database say."""
    click.echo(f"{clock.wall():%Y-%m-%d %H:%M:%S}Z  this machine")
    settings = settings_or_exit()
    for name in settings.databases:
        with (
            contextlib.closing(Database(settings.database_url(name))) as database,
            database.reading() as session,
        ):
            theirs = clock_guard.database_time(session)
            seen = session.scalar(sa.select(CLOCK_MARK.c.seen_at))
        if theirs is not None:
            click.echo(f"{theirs:%Y-%m-%d %H:%M:%S}Z  the database {name}")
        if seen is not None:
            click.echo(f"{seen:%Y-%m-%d %H:%M:%S}Z  last known to be right in {name}")


@command.command("confirm")
@click.option("--database", "only", multiple=True, type=click.Choice(DATABASES), help="Only these.")
@click.option("--why", required=True, help="The reason, kept in the audit.")
def confirm(only: tuple[str, ...], why: str) -> None:
    """Say that this machine's clock is right. Processes whose clock agrees go on."""
    settings = settings_or_exit()
    for name in only or settings.databases:
        with (
            contextlib.closing(Database(settings.database_url(name))) as database,
            as_operator("clock confirm"),
            database.writing() as session,
        ):
            now = clock.wall()
            theirs = clock_guard.database_time(session)
            if theirs is not None and abs(now - theirs) > clock_guard.LARGEST_JUMP:
                raise click.ClickException(
                    f"the database {name} says {theirs:%Y-%m-%d %H:%M:%S}Z and this machine "
                    f"{now:%Y-%m-%d %H:%M:%S}Z; set the wrong one right first"
                )
            clock_guard.mark(session, now, confirmed_by=getpass.getuser())
            audit.note(
                session,
                kind="clock",
                identity=name,
                area=None,
                after={"confirmed_at": now.isoformat(), "confirmed_why": why},
            )
    click.echo(f"confirmed: {clock.wall():%Y-%m-%d %H:%M:%S}Z")
