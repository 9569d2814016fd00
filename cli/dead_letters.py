"""`linli dead-letters`: messages that a service gave up on."""

from __future__ import annotations

import contextlib
import getpass
from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

import click
from sqlalchemy.orm import Session

from bus import dead_letters
from cli import as_operator, settings_or_exit, told
from contracts import registry
from contracts.envelope import Unreadable
from runtime.database import Database
from runtime.settings import DATABASES
from vocabulary.counted import counted
from vocabulary.problems import Problem

_AT_ONCE = 100

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
@click.argument("letter", type=click.UUID, required=False)
@click.option("--all", "every", is_flag=True, help="Every letter that waits.")
@click.option("--queue", help="Every letter of this queue.")
@click.option("--reason", help="Every letter that died for this reason.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@_why
def redrive(
    database: str,
    letter: UUID | None,
    *,
    every: bool,
    queue: str | None,
    reason: str | None,
    yes: bool,
    why: str,
) -> None:
    """Let the consumer try LETTER again, or many letters after showing how many they are."""
    if (letter is None) == (not every and queue is None and reason is None):
        raise click.UsageError("name one LETTER, or choose by --all, --queue or --reason")
    if letter is not None:
        with _session(database) as session:
            events = dead_letters.redrive(session, letter, by=getpass.getuser(), why=why)
        click.echo(f"{counted(events, 'event', 'events')} will be tried again")
        return
    with _session(database) as session:
        chosen = dead_letters.chosen(session, queue=queue, reason=reason)
    for (consumer, died_of), count in sorted(Counter((c, r) for _, c, r in chosen).items()):
        click.echo(f"{count:6}  {consumer}  {died_of}")
    click.echo(counted(len(chosen), "dead letter", "dead letters"))
    if chosen and not yes:
        click.confirm("Let their consumers try them again?", abort=True)
    _redrive_all(database, [letter_id for letter_id, *_ in chosen], why)


def _redrive_all(database: str, letters: Sequence[UUID], why: str) -> None:
    """Some at a time; what somebody else settled meanwhile, or nobody can read, is left out."""
    events = 0
    left: list[str] = []
    for begin in range(0, len(letters), _AT_ONCE):
        some = letters[begin : begin + _AT_ONCE]
        with _session(database) as session:
            for letter in some:
                try:
                    with session.begin_nested():
                        events += dead_letters.redrive(
                            session, letter, by=getpass.getuser(), why=why
                        )
                except (Problem, Unreadable) as wrong:
                    left.append(f"{letter}: {wrong}")
    click.echo(f"{counted(events, 'event', 'events')} will be tried again")
    for line in left:
        click.echo(f"left as it is: {line}", err=True)


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
        with told(), as_operator(doing), database.writing() as session:
            yield session
    except Unreadable as wrong:
        raise click.ClickException(f"the body still cannot be read: {wrong}") from None
    finally:
        database.close()
