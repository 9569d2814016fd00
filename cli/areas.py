"""`linli areas`: the area tree."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from cli import as_operator, settings_or_exit, told
from contracts.gateway.areas import ImportReport
from contracts.words import value_name
from gateway.files import spreadsheets
from gateway.places.areas import operations, queries
from gateway.places.areas.rules import template as templates
from gateway.places.areas.rules.area import Tree
from runtime import clock
from runtime.database import Database
from vocabulary.counted import counted
from vocabulary.periods import day_of


@click.group("areas")
def command() -> None:
    """Streets and communities."""


@command.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only say what would change.")
def import_file(path: Path, *, check: bool) -> None:
    """Add or change the areas of a CSV file or Excel workbook at PATH; nothing is taken away."""
    with _database() as database, as_operator("areas import"), database.writing() as session:
        report = operations.import_file(session, path, check=check)
    _tell(report)


@command.command("template")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "model", metavar="STREET", help="Code of a street that is the model.")
@click.option("--under", metavar="STREET", help="Code of the new street.")
def template(path: Path, model: str | None, under: str | None) -> None:
    """Write a table for a new street to fill in to PATH, .xlsx or .csv."""
    if path.suffix.lower() not in {".xlsx", ".csv"}:
        raise click.ClickException("文件名须以 .xlsx 或 .csv 结尾。PATH must end in .xlsx or .csv.")
    areas: Tree = {}
    with told():
        if model is not None or under is not None:
            with _database() as database, database.reading() as session:
                areas = {area.code: area for area in queries.everything(session)}
        path.write_bytes(_table(path, areas, model, under))
    click.echo(str(path))


def _table(path: Path, areas: Tree, model: str | None, under: str | None) -> bytes:
    today = day_of(clock.now())
    if path.suffix.lower() == ".csv":
        return spreadsheets.csv_of(templates.one_sheet(areas, today, model=model, under=under))
    return spreadsheets.workbook_of(templates.sheets(areas, today, model=model, under=under))


def _tell(report: ImportReport) -> None:
    for area in report.items:
        what = "、".join(value_name(change).both for change in area.what)
        click.echo(f"{area.code}  {area.name_zh} {area.name_en}  {what}")
    ending = "（仅检查，未更改 only tried, nothing changed）" if report.is_check else ""
    click.echo(
        f"{counted(report.areas, 'area', 'areas')}: {len(report.items)} changed, "
        f"{report.unchanged} as before"
    )
    if ending:
        click.echo(ending)


@contextlib.contextmanager
def _database() -> Iterator[Database]:
    with (
        told(),
        contextlib.closing(Database(settings_or_exit().database_url("gateway"))) as database,
    ):
        yield database
