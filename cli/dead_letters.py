"""`linli dead-letters`: messages that a service gave up on."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Iterator
from uuid import UUID

import click
from sqlalchemy.orm import Session

from bus import dead_letters
from cli import as_operator, settings_or_exit
from contracts import registry
from contracts.envelope import Unreadable
from runtime.database import Database
from runtime.settings import DATABASES
from vocabulary.counted import counted
from vocabulary.problems import Problem

_database = click.option(
    "--database",
    required=True,
    type=click.Choice(DATABASES),
    help="The service whose dead letters to handle.",
)
_why = click.option("--why", required=True, help="The reason, kept with the letter.")
_letter = click.argument("letter", type=click.UUID)


@click.group("dead-letters")
def command() -> None:
    """Messages given up, until somebody redrives or discards them."""


@command.command("list")
@_database
@click.option("--all", "also_settled", is_flag=True, help="Also those already settled.")
def list_letters(database: str, also_settled: bool) -> None:  # noqa: FBT001 - click calls it by name
    """One line for each letter, oldest first."""
    with _session(database) as session:
        rows = dead_letters.waiting_letters(session, also_settled=also_settled)
    for row in rows:
        state = row.settled or "waiting"
        error = row.error.splitlines()[0] if row.error else ""
        click.echo(f"{row.id}  {row.died_at:%Y-%m-%d %H:%M:%S}Z  {state:9} {row.consumer}  {error}")
    click.echo(counted(len(rows), "dead letter", "dead letters"), err=True)


@command.command("show")
@_database
@_letter
def show(database: str, letter: UUID) -> None:
    """Everything about one LETTER, with its body."""
    with _session(database) as session:
        row = dead_letters.letter(session, letter)
    for name, value in row._mapping.items():  # noqa: SLF001 - SQLAlchemy's public name for it
        if name != "body":
            click.echo(f"{name}: {value}")
    click.echo(bytes(row.body).decode(errors="backslashreplace"))


@command.command("redrive")
@_database
@_letter
@_why
def redrive(database: str, letter: UUID, why: str) -> None:
    """Let the consumer try LETTER again."""
    with _session(database) as session:
        events = dead_letters.redrive(session, letter, by=getpass.getuser(), why=why)
    click.echo(f"{counted(events, 'event', 'events')} will be tried again")


@command.command("discard")
@_database
@_letter
@_why
def discard(database: str, letter: UUID, why: str) -> None:
    """Give LETTER up for good."""
    with _session(database) as session:
        dead_letters.discard(session, letter, by=getpass.getuser(), why=why)
    click.echo("discarded")


@contextlib.contextmanager
def _session(name: str) -> Iterator[Session]:
    registry.load_all()
    database = Database(settings_or_exit().database_url(name))
    try:
        doing = f"dead-letters {click.get_current_context().info_name}"
        with as_operator(doing), database.writing() as session:
            yield session
    except Problem as problem:
        raise click.ClickException(f"{problem.zh} {problem.en}") from None
    except Unreadable as wrong:
        raise click.ClickException(f"the body still cannot be read: {wrong}") from None
    finally:
        database.close()
