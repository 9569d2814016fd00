"""`linli audit`: check the record of who did what."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from sqlalchemy import exc

from audit import verifying
from audit.verifying import NoSeal, Seal
from cli import settings_or_exit
from runtime import encryption
from runtime.archives import ArchiveDamaged
from runtime.database import Database
from runtime.logs import in_one_line
from runtime.settings import DATABASES, Settings

_services = click.argument("services", nargs=-1, type=click.Choice(DATABASES))


@click.group("audit")
def command() -> None:
    """The append-only record of who did what to what."""


@command.command("verify")
@_services
@click.option(
    "--against",
    "kept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that `linli audit head` printed earlier.",
)
def verify(services: tuple[str, ...], kept: Path | None) -> None:
    """Check the audit of SERVICES, of all if none is named; ends with 1 if one does not hold."""
    settings = settings_or_exit()
    seals = _seals(settings, kept) if kept is not None else []
    chosen = services or settings.databases
    unsealed = sorted(set(chosen) - {seal.service for seal in seals}) if kept is not None else []
    if unsealed:
        raise click.ClickException(f"{kept} holds no seal of {', '.join(unsealed)}")
    complaints = 0
    for service in chosen:
        with _open(settings, service) as database:
            found = 0
            for line in _complaints(database, [one for one in seals if one.service == service]):
                click.echo(f"{service}: {line}")
                found += 1
        if not found:
            click.echo(f"{service}: holds")
        complaints += found
    if complaints:
        sys.exit(1)


@command.command("head")
@_services
def head(services: tuple[str, ...]) -> None:
    """Print a signed digest of the audit of SERVICES, to be kept where nobody here can write."""
    settings = settings_or_exit()
    encryption.use(settings.encryption_keys)
    for service in services or settings.databases:
        with _open(settings, service) as database:
            click.echo(verifying.written(verifying.seal(database, service)))


def _complaints(database: Database, seals: Sequence[Seal]) -> Iterator[str]:
    with database.reading() as session:
        for broken in verifying.broken_chains(session):
            yield f"{broken.kind} {broken.identity}: {broken.why}"
    with database.reading() as session:
        for seal in seals:
            why = verifying.differs(session, seal)
            if why is not None:
                yield why


def _seals(settings: Settings, kept: Path) -> list[Seal]:
    encryption.use(settings.encryption_keys)
    try:
        lines = kept.read_text(encoding="utf-8").splitlines()
        return [verifying.read(line) for line in lines if line.strip()]
    except (NoSeal, UnicodeDecodeError) as wrong:
        raise click.ClickException(f"{kept}: {wrong}") from None


@contextlib.contextmanager
def _open(settings: Settings, service: str) -> Iterator[Database]:
    database = Database(settings.database_url(service), pool_size=2, patient=True)
    try:
        yield database
    except ArchiveDamaged as damaged:
        raise click.ClickException(
            f"归档文件缺失或已改动。{service}: {damaged}; put a copy of it there."
        ) from None
    except exc.SQLAlchemyError as trouble:
        raise click.ClickException(f"{service}: {in_one_line(trouble)}") from None
    finally:
        database.close()
