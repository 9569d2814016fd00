"""Writing a backup: into a folder beside its name, which appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from cli.backups import attachments, manifest
from cli.backups.manifest import Manifest, SavedDatabase
from cli.backups.moment import InFile, Source, one_moment, source
from runtime import clock, disk, encryption
from runtime.settings import Settings

#: What the embedded broker holds.
BROKER = "broker"
_ENDINGS = {"postgresql": "dump", "sqlite": "db"}
_FACTS = (
    "SELECT (SELECT version_num FROM alembic_version), "
    "(SELECT coalesce(max(seq), 0) FROM outbox), (SELECT coalesce(max(pos), 0) FROM outbox)"
)


def take(settings: Settings, where: Path, *, with_attachments: bool) -> tuple[Path, Manifest]:
    """Save everything into a new folder below `where`; returns it, and what is in it."""
    # Nobody else reads what is made from here on.
    os.umask(0o077)
    name = f"linli-{clock.now():%Y%m%dT%H%M%SZ}"
    whole, part = where / name, where / f".{name}.part"
    if whole.exists():
        raise click.ClickException(f"{whole} 已存在。{whole} is there already; wait a second.")
    part.mkdir(parents=True)
    try:
        made = _saved(settings, part, with_attachments=with_attachments)
        manifest.write(part, made)
        for file in part.iterdir():
            disk.sync(file)
        part.rename(whole)
        disk.sync(where)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return whole, made


def broker_file(settings: Settings) -> Path | None:
    """Where the embedded broker keeps its messages, if it has any."""
    file = settings.data_dir / f"{BROKER}.db"
    return file if settings.is_embedded and file.exists() else None


def _saved(settings: Settings, folder: Path, *, with_attachments: bool) -> Manifest:
    # In their order, so that two backups at once wait for each other.
    databases = [source(name, settings.database_url(name)) for name in sorted(settings.databases)]
    broker = broker_file(settings)
    beside: list[Source] = [] if broker is None else [InFile(BROKER, broker)]
    with one_moment([*databases, *beside]) as seconds:
        moment = clock.now()
        found = {one.name: _database(one, folder) for one in databases}
        for one in beside:
            one.save(folder / f"{BROKER}.db")
        count = None
        if with_attachments:
            gateway = next(one for one in databases if one.name == "gateway")
            count = _attachments(settings, gateway, folder)
    return Manifest(
        moment=moment,
        stood_still_seconds=round(seconds, 3),
        keys=list(encryption.marks_of(settings.encryption_keys)),
        databases=found,
        files=[manifest.saved(file) for file in sorted(folder.iterdir())],
        attachments=count,
    )


def _database(one: Source, folder: Path) -> SavedDatabase:
    [(revision, last_seq, last_place)] = one.rows(_FACTS)
    file = f"{one.name}.{_ENDINGS[one.kind]}"
    one.save(folder / file)
    return SavedDatabase(one.kind, file, revision, last_seq, last_place)


def _attachments(settings: Settings, gateway: Source, folder: Path) -> int:
    keys = [row[0] for row in gateway.rows(attachments.KEPT)]
    gone = attachments.save(settings, keys, folder / attachments.FILE)
    if gone:
        click.echo(
            f"{len(gone)} 个附件文件已不在。{len(gone)} of {len(keys)} attachments were removed "
            "meanwhile, or are missing.",
            err=True,
        )
    return len(keys) - len(gone)
