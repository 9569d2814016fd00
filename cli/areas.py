"""`linli areas`: the area tree."""

from __future__ import annotations

from pathlib import Path

import click

from cli import as_operator, settings_or_exit
from gateway.areas import operations
from runtime.database import Database
from vocabulary.problems import Problem


@click.group("areas")
def command() -> None:
    """Streets and communities."""


@command.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(path: Path) -> None:
    """Add or change the areas of a CSV file at PATH (code, name_zh, name_en)."""
    database = Database(settings_or_exit().database_url("gateway"))
    try:
        rows = operations.read_csv(path)
        with as_operator("areas import"), database.writing() as session:
            operations.import_areas(session, rows)
    except Problem as problem:
        lines = [f"{field.field}: {field.zh} {field.en}" for field in problem.fields]
        raise click.ClickException("\n".join([problem.zh, problem.en, *lines])) from None
    finally:
        database.close()
    click.echo(f"{len(rows)} areas")
