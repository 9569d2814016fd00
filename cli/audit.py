"""`linli audit`: check the record of who did what."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import exc

from audit import verifying
from audit.verifying import NoSeal, Seal
from bus import replaying
from cli import settings_or_exit, use_keys
from contracts import registry
from contracts.feed import Sealed
from groundwork import sealing
from runtime.archives import ArchiveDamaged
from runtime.database import Database
from runtime.logs import in_one_line
from runtime.settings import DATABASES, Settings
from vocabulary.counted import counted

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
    use_keys(settings)
    seals = _seals(kept) if kept is not None else []
    chosen = services or settings.databases
    unsealed = sorted(set(chosen) - {seal.service for seal in seals}) if kept is not None else []
    if unsealed:
        raise click.ClickException(f"{kept} holds no seal of {', '.join(unsealed)}")
    registry.load_all()
    heard = _heard(settings)
    complaints = 0
    for service in chosen:
        with _open(settings, service) as database:
            found = 0
            hourly = _Hourly.of(database, service, heard.get(service, {}))
            for line in (
                *_complaints(database, [one for one in seals if one.service == service]),
                *hourly.complaints(database),
            ):
                click.echo(f"{service}: {line}")
                found += 1
        if not found:
            click.echo(f"{service}: holds; {hourly.said}")
        complaints += found
    if complaints:
        sys.exit(1)


@dataclass(frozen=True)
class _Hourly:
    """The hourly seals of one service: those of its own log, and those that another one heard."""

    own: dict[int, Sealed]
    heard: dict[int, Sealed]
    #: The service that heard them.
    by: str

    @classmethod
    def of(cls, database: Database, service: str, heard: dict[int, Sealed]) -> _Hourly:
        kind = f"linli.{service}.audit_sealed"
        pieces = replaying.newest_of_each(database, [kind], after=0)
        told = [one for _, piece in pieces for one in piece if isinstance(one, Sealed)]
        by = "street" if service == "gateway" else "gateway"
        return cls({one.number: one for one in told}, heard, by)

    def complaints(self, database: Database) -> Iterator[str]:
        for number in sorted(self.heard):
            if self.own.get(number) != self.heard[number]:
                yield f"the log's seal {number} is not the one that {self.by} heard"
        whole = self.own | self.heard
        with database.reading() as session:
            yield from verifying.broken_seals(session, whole.values())

    @property
    def said(self) -> str:
        """Which seals were compared."""
        if not self.own:
            return "no hourly seal yet"
        newest = self.own[max(self.own)]
        return (
            f"compared with {counted(len(self.own), 'hourly seal', 'hourly seals')} up to place "
            f"{newest.last} on {newest.sealed_at.isoformat(timespec='seconds')}, of which "
            f"{self.by} heard {len(self.heard)}"
        )


def _heard(settings: Settings) -> dict[str, dict[int, Sealed]]:
    """What the databases of those who listen know of the seals of others."""
    found: dict[str, dict[int, Sealed]] = {}
    for listener in sorted({"gateway", "street"} & set(settings.databases)):
        # A service's own container has the address of its own database alone.
        if not (settings.is_embedded or settings.has_database(listener)):
            continue
        with _open(settings, listener) as database, database.reading() as session:
            for one in sealing.heard(session):
                found.setdefault(one.SOURCE, {})[one.number] = one
    return found


@command.command("head")
@_services
def head(services: tuple[str, ...]) -> None:
    """Print a signed digest of the audit of SERVICES, to be kept where nobody here can write."""
    settings = settings_or_exit()
    use_keys(settings)
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


def _seals(kept: Path) -> list[Seal]:
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
