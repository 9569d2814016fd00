"""Reading a backup into empty places; everything is checked before anything is written."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import click
import sqlalchemy as sa

from cli import use_keys
from cli.backups import attachments, manifest
from cli.backups.manifest import Manifest, SavedDatabase
from cli.backups.moment import check_dump, run_tool
from cli.backups.taking import BROKER
from runtime import encryption, migrating
from runtime.database import Database
from runtime.settings import Settings

_TABLES = sa.text("SELECT count(*) FROM pg_tables WHERE schemaname = ANY (current_schemas(false))")


def check(settings: Settings, folder: Path) -> Manifest:
    """Everything that must be right before the first byte is written.

    Raises:
        click.ClickException: something is not; says what, in a line.
    """
    found = manifest.read(folder)
    manifest.check_files(folder, found)
    missing = set(found.keys) - set(encryption.marks_of(settings.encryption_keys))
    if missing:
        raise click.ClickException(
            "LINLI_ENCRYPTION_KEYS 中没有备份所用的密钥。The keys given here do not open this backup: "
            f"{', '.join(sorted(missing))} is missing from LINLI_ENCRYPTION_KEYS."
        )
    if set(found.databases) != set(settings.databases):
        raise click.ClickException(
            "备份的数据库与本系统不符。The backup holds other databases than this installation has: "
            f"{', '.join(sorted(set(found.databases) ^ set(settings.databases)))}."
        )
    for name, saved in found.databases.items():
        use_keys(settings, name)
        _check_version(name, saved)
        _check_is_empty(name, saved, settings.database_url(name))
        if saved.kind == "postgresql":
            check_dump(folder / saved.file)
    if settings.is_embedded and _broker(settings).exists():
        raise _not_empty(str(_broker(settings)))
    return found


def put_back(settings: Settings, folder: Path, found: Manifest) -> None:
    """Fill the databases, bring them up to date, and put attachments into their store."""
    for name, saved in found.databases.items():
        url = settings.database_url(name)
        if saved.kind == "postgresql":
            run_tool(
                "pg_restore",
                url,
                "--exit-on-error",
                "--single-transaction",
                "--no-owner",
                "--no-privileges",
                "--no-comments",
                str(folder / saved.file),
            )
        else:
            _copy(folder / saved.file, Path(sa.make_url(url).database or ""))
        use_keys(settings, name)
        migrating.upgrade(name, url)
    if settings.is_embedded and (folder / f"{BROKER}.db").exists():
        _copy(folder / f"{BROKER}.db", _broker(settings))
    if found.attachments is not None:
        use_keys(settings, "gateway")
        attachments.put_back(settings, folder / attachments.FILE)


def _check_version(name: str, saved: SavedDatabase) -> None:
    if saved.revision not in migrating.revisions(name):
        raise click.ClickException(
            f"{name} 的备份来自更新的版本。The backup of {name} was made by a newer version "
            f"(migration {saved.revision}): restore with that version."
        )


def _check_is_empty(name: str, saved: SavedDatabase, url: str) -> None:
    is_postgres = sa.make_url(url).get_backend_name() == "postgresql"
    if is_postgres != (saved.kind == "postgresql"):
        raise click.ClickException(
            f"{name} 的备份属于 {saved.kind}。The backup of {name} is of {saved.kind}, and the "
            "database named here is not: set its address, or leave it out."
        )
    if not is_postgres:
        if Path(sa.make_url(url).database or "").exists():
            raise _not_empty(str(sa.make_url(url).database))
        return
    with contextlib.closing(Database(url, pool_size=1)) as database, database.reading() as session:
        if session.scalar(_TABLES):
            raise _not_empty(name)


def _not_empty(what: str) -> click.ClickException:
    return click.ClickException(
        f"{what} 不是空的，没有恢复任何数据。{what} is not empty, so nothing was restored: "
        "restore into new, empty databases."
    )


def _broker(settings: Settings) -> Path:
    return settings.data_dir / f"{BROKER}.db"


def _copy(saved: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=target.parent, prefix=".restored-")
    os.close(descriptor)
    shutil.copyfile(saved, made)
    Path(made).rename(target)
