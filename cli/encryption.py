"""`linli encryption`: the keys that seal personal data."""

from __future__ import annotations

import contextlib
import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterator

import click
import sqlalchemy as sa

from bus.naming import STREET_FEED
from bus.tables import DEAD_LETTER, INBOX, OUTBOX, OWED
from cli import resealing, settings_or_exit, told_marks, use_keys
from gateway.files.storage.folder import Folder
from runtime import migrating
from runtime.database import Database
from runtime.encryption import KEY_MARK_LENGTH, keyring
from runtime.settings import DATABASES, Settings
from vocabulary.counted import counted

_databases = click.argument("databases", nargs=-1, type=click.Choice(DATABASES))
#: What a message has sealed, and who reads it.
_SEALED = {"sealed": "appeals", "sealed_account": "gateway"}
_IN_MESSAGE = re.compile(rf'"({"|".join(_SEALED)})":\s*"(.{{{KEY_MARK_LENGTH}}})')
#: Marks do not tell which key they were made with.
_MARKED = {"but_not": "gateway", "phone_print": "volunteers"}
_MARK_IN_MESSAGE = re.compile(r'"(?:(but_not)":\s*\[\s*"|(phone_print)":\s*")')

#: The volunteers keep marks of phones from consents that the gateway keeps whole.
_TOLD = ("gateway", "volunteers")


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
        messages = _messages_of_older_keys(database)
        if messages:
            click.echo(
                f"{name}: {counted(messages, 'message needs', 'messages need')} older keys, "
                "waiting, given up or not told yet"
            )
            is_done = False
    if _is_told_unseen(databases):
        click.echo(
            "volunteers: marks of consents not looked at; give the gateway's database as well"
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
    settings = settings_or_exit()
    if not _is_asked_for_told(settings, databases) or not _has_both(settings):
        yield None
        return
    use_keys(settings)
    with contextlib.ExitStack() as stack:
        gateway, volunteers = (
            stack.enter_context(contextlib.closing(Database(settings.database_url(name))))
            for name in _TOLD
        )
        yield gateway, volunteers


def _is_asked_for_told(settings: Settings, databases: tuple[str, ...]) -> bool:
    return "volunteers" in (databases or settings.databases)


def _has_both(settings: Settings) -> bool:
    """Both at hand: elsewhere, or in the data folder."""
    is_one_place = len({settings.has_database(name) for name in _TOLD}) == 1
    return is_one_place and {*_TOLD} <= {*settings.databases}


def _is_told_unseen(databases: tuple[str, ...]) -> bool:
    """Whether marks that the volunteers were told cannot be looked at from here."""
    settings = settings_or_exit()
    return _is_asked_for_told(settings, databases) and not _has_both(settings)


def _attachments(databases: tuple[str, ...]) -> Folder | None:
    """The gateway's folder of attachments; a bucket is encrypted by its store."""
    settings = settings_or_exit()
    if databases and "gateway" not in databases:
        return None
    if settings.attachments_s3_bucket is not None:
        return None
    use_keys(settings, "gateway")
    return Folder(settings.attachments_dir / "kept")


def _messages_of_older_keys(database: Database) -> int:
    """Messages kept whole of which a part needs, or may need, another key than the newest."""
    waiting = sa.select(INBOX.c.envelope).where(
        INBOX.c.state != "done", INBOX.c.envelope.is_not(None)
    )
    given_up = sa.select(DEAD_LETTER.c.body).where(DEAD_LETTER.c.settled.is_(None))
    # The feed's readers have no key.
    owed = sa.select(OWED.c.seq).where(OWED.c.target != STREET_FEED)
    untold = sa.select(OUTBOX.c.envelope).where(OUTBOX.c.pos.is_(None) | OUTBOX.c.seq.in_(owed))
    with database.reading() as session:
        texts = itertools.chain(
            session.scalars(waiting),
            (bytes(body).decode(errors="replace") for body in session.scalars(given_up)),
            session.scalars(untold),
        )
        return sum(_may_need_older_keys(text) for text in texts)


def _may_need_older_keys(message: str) -> bool:
    for field, mark in _IN_MESSAGE.findall(message):
        if mark not in keyring().to(_SEALED[field]).current_marks:
            return True
    for fields in _MARK_IN_MESSAGE.findall(message):
        ring = keyring().to(_MARKED["".join(fields)])
        if len(ring.marks) > len(ring.current_marks):
            return True
    return False


def _opened(databases: tuple[str, ...]) -> Iterator[tuple[str, Database]]:
    settings: Settings = settings_or_exit()
    for name in databases or settings.databases:
        use_keys(settings, name)
        with contextlib.closing(Database(settings.database_url(name))) as database:
            yield name, database
