"""`linli backup`: everything at one moment, in files."""

from __future__ import annotations

from pathlib import Path

import click

from cli import settings_or_exit, use_keys
from cli.backups import taking


@click.command("backup")
@click.argument("where", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--without-attachments",
    is_flag=True,
    help="Leave the attachments out, because their folder or bucket is saved by other means.",
)
def command(where: Path, *, without_attachments: bool) -> None:
    """Save all databases, as they are at one moment, and the attachments into a new folder in WHERE.

    Services go on meanwhile; who writes waits for an instant. The keys are never in it: keep
    LINLI_ENCRYPTION_KEYS and LINLI_SECRET, or the files of them, at another place.
    """
    settings = settings_or_exit()
    # Their keys too must be at hand when this is put back; the last is the one in use here.
    for name in (*settings.databases, "gateway"):
        use_keys(settings, name)
    folder, made = taking.take(settings, where, with_attachments=not without_attachments)
    size = sum(one.bytes for one in made.files)
    click.echo(
        f"stood still for {made.stood_still_seconds} s, {size / 1e6:.1f} MB, "
        f"attachments: {'left out' if made.attachments is None else made.attachments}",
        err=True,
    )
    click.echo(str(folder))
