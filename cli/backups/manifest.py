"""What is in a backup: versions, sums of its files, and the names of the keys that open it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

#: A change of the form gets a new number.
FORM = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class Saved:
    """One file of the backup."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class SavedDatabase:
    """One database: its kind, the last migration in it, and how far its log reached."""

    kind: str
    file: str
    revision: str
    last_seq: int
    last_place: int


@dataclass(frozen=True)
class Manifest:
    """Everything that a restore must know before it begins."""

    moment: dt.datetime
    stood_still_seconds: float
    #: The beginnings of texts sealed by the keys in use, the newest first: names, no secrets.
    keys: list[str]
    databases: dict[str, SavedDatabase]
    files: list[Saved]
    #: How many attachments are in it; None: they are kept elsewhere.
    attachments: int | None
    form: int = field(default=FORM)

    @property
    def is_of_a_deployment(self) -> bool:
        """Whether there was a broker beside, with a stream of all events."""
        return all(one.kind == "postgresql" for one in self.databases.values())


def write(folder: Path, manifest: Manifest) -> None:
    """Write it beside the files; a folder without it is no backup."""
    plain = dataclasses.asdict(manifest) | {"moment": manifest.moment.isoformat()}
    (folder / NAME).write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(folder: Path) -> Manifest:
    """Read it back.

    Raises:
        click.ClickException: it is not there, or of another form.
    """
    try:
        plain: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
        if plain["form"] != FORM:
            raise click.ClickException(
                f"{folder}：备份格式 {plain['form']}，本版本只读格式 {FORM}。The backup has form "
                f"{plain['form']}, and this version reads form {FORM}: restore with the version of then."
            )
        return Manifest(
            **plain
            | {
                "moment": dt.datetime.fromisoformat(plain["moment"]),
                "databases": {
                    name: SavedDatabase(**one) for name, one in plain["databases"].items()
                },
                "files": [Saved(**one) for one in plain["files"]],
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise click.ClickException(
            f"{folder} 不是备份。{folder} is no backup: {type(wrong).__name__} in {NAME}."
        ) from None


def saved(file: Path) -> Saved:
    """A file with its sum."""
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Saved(file.name, file.stat().st_size, digest)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare all files with what was written.

    Raises:
        click.ClickException: one is missing or was changed.
    """
    for one in manifest.files:
        file = folder / one.name
        if not file.is_file():
            raise click.ClickException(f"备份缺少文件 {file}。{file} is missing.")
        if saved(file) != one:
            raise click.ClickException(
                f"{file} 与备份时不同。{file} is not what was saved: take another copy of the backup."
            )
