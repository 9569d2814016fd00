"""`linli encryption`: the keys that seal personal data."""

from __future__ import annotations

import contextlib
import re
import sys
from collections import Counter
from collections.abc import Iterator

import click
import sqlalchemy as sa

from bus.tables import DEAD_LETTER, INBOX
from cli import resealing, settings_or_exit, told_marks, use_keys
from gateway.files.storage.folder import Folder
from runtime import migrating
from runtime.database import Database
from runtime.encryption import KEY_MARK_LENGTH, keyring
from runtime.settings import DATABASES, Settings
from vocabulary.counted import counted

_databases = click.argument("databases", nargs=-1, type=click.Choice(DATABASES))
_IN_MESSAGE = re.compile(rf'"sealed(?:_account)?": ?"(.{{{KEY_MARK_LENGTH}}})')


@click.group("encryption")
def command() -> None:
    """The keys that seal personal data, LINLI_ENCRYPTION_KEYS; the newest stands first."""


@command.command("rotate")
@_databases
def rotate(databases: tuple[str, ...]) -> None:
    """Reseal the data in DATABASES (none named: all) with the newest key.

    Services go on meanwhile. Broken off, it can be started again.
    """
    for name, database in _opened(databases):
        done: Counter[str] = Counter()
        for table, rows in resealing.reseal(database, migrating.declared(name), keyring()):
            done[table] += rows
        for table, rows in done.items():
            click.echo(f"{name}.{table}: {counted(rows, 'row', 'rows')} resealed")
        if not done:
            click.echo(f"{name}: nothing to do")
    with _who_was_told(databases) as told:
        if told is not None:
            renewed = told_marks.renew(*told)
            what = counted(renewed, "mark of a consent", "marks of consents")
            click.echo(f"volunteers: {what} made anew")
    if (folder := _attachments(databases)) is not None:
        click.echo(f"attachments: {counted(folder.reseal(), 'file', 'files')} resealed")


@command.command("check")
@_databases
def check(databases: tuple[str, ...]) -> None:
    """Say how DATABASES are sealed; status 1 while an older key is needed or one is missing."""
    is_done = True
    for name, database in _opened(databases):
        for found in resealing.count(database, migrating.declared(name), keyring()):
            click.echo(
                f"{name}.{found.table}: {found.current} with the newest key, "
                f"{found.older} with older ones, {found.unreadable} with none that is here"
            )
            is_done = is_done and not found.older and not found.unreadable
        messages = _messages_of_older_keys(database, name)
        if messages:
            click.echo(
                f"{name}: {counted(messages, 'message needs', 'messages need')} older keys, "
                "waiting or given up"
            )
            is_done = False
    with _who_was_told(databases) as told:
        if told is not None and (outdated := told_marks.outdated(*told)):
            click.echo(
                f"volunteers: {counted(outdated, 'consent has', 'consents have')} a mark of an older key"
            )
            is_done = False
    if (folder := _attachments(databases)) is not None:
        current, older = folder.count()
        click.echo(
            f"attachments: {counted(current, 'file', 'files')} with the newest key, "
            f"{older} with older ones or none"
        )
        is_done = is_done and not older
    if not is_done:
        click.echo("an older key is still needed, or one is missing", err=True)
        sys.exit(1)
    click.echo("the newest key alone is enough for these databases", err=True)


@contextlib.contextmanager
def _who_was_told(databases: tuple[str, ...]) -> Iterator[tuple[Database, Database] | None]:
    """The gateway's database and the volunteers', where marks told by one lie in the other."""
    settings, pair = settings_or_exit(), ("gateway", "volunteers")
    is_asked = not databases or "volunteers" in databases
    # Both at hand: elsewhere, or in the data folder.
    is_here = len({settings.has_database(name) for name in pair}) == 1
    if not (is_asked and is_here and {*pair} <= {*settings.databases}):
        yield None
        return
    use_keys(settings)
    with contextlib.ExitStack() as stack:
        gateway, volunteers = (
            stack.enter_context(contextlib.closing(Database(settings.database_url(name))))
            for name in pair
        )
        yield gateway, volunteers


def _attachments(databases: tuple[str, ...]) -> Folder | None:
    """The gateway's folder of attachments; a bucket is encrypted by its store."""
    settings = settings_or_exit()
    if databases and "gateway" not in databases:
        return None
    if settings.attachments_s3_bucket is not None:
        return None
    use_keys(settings, "gateway")
    return Folder(settings.attachments_dir / "kept")


def _messages_of_older_keys(database: Database, name: str) -> int:
    """Messages kept whole whose sealed part the newest key does not open."""
    waiting = sa.select(INBOX.c.envelope).where(
        INBOX.c.state != "done", INBOX.c.envelope.is_not(None)
    )
    given_up = sa.select(DEAD_LETTER.c.body).where(DEAD_LETTER.c.settled.is_(None))
    with database.reading() as session:
        texts = [
            *session.scalars(waiting),
            *(bytes(body).decode(errors="replace") for body in session.scalars(given_up)),
        ]
    marks = [mark for text in texts for mark in _IN_MESSAGE.findall(text)]
    newest = keyring().to(name).current_marks if marks else ()
    return sum(mark not in newest for mark in marks)


def _opened(databases: tuple[str, ...]) -> Iterator[tuple[str, Database]]:
    settings: Settings = settings_or_exit()
    for name in databases or settings.databases:
        use_keys(settings, name)
        with contextlib.closing(Database(settings.database_url(name))) as database:
            yield name, database
