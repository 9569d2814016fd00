"""`linli retention`: how long data is kept."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import click
from sqlalchemy.orm import Session

from bus import tidying
from cli import settings_or_exit, use_keys
from contracts import registry
from gateway.messages.notices import operations as notices
from gateway.people.consents import operations as consents
from gateway.people.sessions import operations as sessions
from gateway.privacy.account_data import operations as account_data
from gateway.privacy.pictures import operations as pictures
from groundwork import retention as cleaning
from groundwork.retention import Classes
from runtime import retention
from runtime.database import Database
from runtime.settings import DATABASES
from services.appeals.retention import operations as appeals
from services.incentives.retention import operations as incentives
from services.recruitment.own_data import operations as recruitment
from services.volunteers.own_data import operations as volunteers
from vocabulary.retention import CLASSES

#: Counts what is due, and cleans a portion of it.
_Cleaning = tuple[Callable[[Session], dict[str, int]], Callable[[Session], dict[str, int]]]
_BUS: _Cleaning = (tidying.due, tidying.forget_old)


def _of(classes: Classes) -> _Cleaning:
    return (
        lambda session: cleaning.due(session, classes),
        lambda session: cleaning.clean(session, classes),
    )


#: What a service keeps beside the tables of the bus.
_OWN: Mapping[str, Sequence[_Cleaning]] = {
    "recruitment": [_of(recruitment.CLEANED)],
    "appeals": [_of(appeals.CLEANED)],
    "volunteers": [_of(volunteers.CLEANED)],
    "incentives": [_of(incentives.CLEANED)],
    "gateway": [
        (consents.due, consents.clean),
        (pictures.due, pictures.clean),
        (notices.due, notices.clean),
        (sessions.due, sessions.clean),
        (account_data.due, account_data.clean),
    ],
}


@click.group("retention")
def command() -> None:
    """How long data is kept; our proposal, or what LINLI_RETENTION_DAYS sets."""


@command.command("table")
def table() -> None:
    """Print every class with its period, in Markdown."""
    days = settings_or_exit().retention_days
    click.echo("| class | days | what is kept, and what is done after that |\n|---|---|---|")
    for one in CLASSES.values():
        click.echo(f"| `{one.name}` | {days[one.name]} | {one.zh} · {one.en} |")


@command.command("run")
@click.option("--dry-run", is_flag=True, help="Only say how much is past its period.")
@click.argument("databases", nargs=-1, type=click.Choice(DATABASES))
def run(databases: tuple[str, ...], dry_run: bool) -> None:  # noqa: FBT001 - click calls it by name
    """Clean what is past its period in DATABASES; none named: all."""
    settings = settings_or_exit()
    retention.use(settings.retention_days)
    registry.load_all()
    for name in databases or settings.databases:
        use_keys(settings, name)
        with contextlib.closing(Database(settings.database_url(name))) as database:
            counted = _due(database, name) if dry_run else _clean(database, name)
        for data_class, rows in sorted(counted.items()):
            told = "past their period" if dry_run else "cleaned"
            click.echo(f"{name}.{data_class}: {rows} {told}")


def _cleaning(name: str) -> Sequence[_Cleaning]:
    return (_BUS, *_OWN.get(name, ()))


def _due(database: Database, name: str) -> Mapping[str, int]:
    with database.reading() as session:
        return {key: rows for due, _ in _cleaning(name) for key, rows in due(session).items()}


def _clean(database: Database, name: str) -> Mapping[str, int]:
    done: Counter[str] = Counter()
    for _, clean in _cleaning(name):
        while True:
            with database.writing() as session:
                cleaned = clean(session)
            done.update(cleaned)
            if not any(cleaned.values()):
                break
    return done
