"""Tables for the national system of volunteers (全国志愿服务信息系统): columns, trial, export."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.words import NationalField, NationalTable, NationalTrouble

COLUMNS_MOST = 30
CODES_MOST = 60
CELL_LONGEST = 500
#: Rows of one table.
ROWS_MOST = 5_000


@shape
class NationalCode(Shape):
    """What one of our words is called there."""

    word: str = fields.line("Our word, as `adult`.", longest=40, example="adult")
    code: str = fields.line("The code there.", longest=40, example="1")


@shape
class NationalColumn(Shape):
    """One column of the table."""

    field: NationalField = fields.choice("What it holds.", example="name")
    heading: str = fields.line("Its heading.", longest=60, example="姓名")
    is_needed: bool = fields.plain("Whether a row without it is refused there.", default=False)
    longest: int | None = fields.number(
        "How many characters it takes; null: any number.",
        least=1,
        most=CELL_LONGEST,
        default=None,
    )
    codes: list[NationalCode] = fields.parts(
        "The codes of our words; empty: the words in Chinese.", most=CODES_MOST, default=()
    )


@shape
class NationalCodeView(Answer):
    """What one of our words is called there."""

    word: str = fields.plain("Our word.")
    code: str = fields.plain("The code there.")


@shape
class NationalColumnView(Answer):
    """One column of the table."""

    field: NationalField = fields.choice("What it holds.")
    heading: str = fields.plain("Its heading.")
    is_needed: bool = fields.plain("Whether a row without it is refused there.")
    longest: int | None = fields.plain(
        "How many characters it takes; null: any number.", default=None
    )
    codes: list[NationalCodeView] = fields.plain("The codes of our words.")


@shape
class NationalColumns(Answer):
    """The columns of a street's table, from the left."""

    street: str = fields.place("The street.")
    table: NationalTable = fields.choice("Which table.")
    columns: list[NationalColumnView] = fields.plain("The columns.")
    version: int = fields.plain("Counts the changes; 0: the columns that come with Linli.")


@request("volunteers", "show_national_columns", NationalColumns)
class ShowNationalColumns(Request[NationalColumns]):
    """Show the columns and codes with which a street sends a table to the national system."""

    street: str = fields.path(fields.area("The street."))
    table: NationalTable = fields.path(fields.choice("Which table.", example="volunteers"))


@request("volunteers", "set_national_columns", NationalColumns)
class SetNationalColumns(Change, Request[NationalColumns]):
    """Set the columns and codes of a table, as the national system asks for them now."""

    street: str = fields.path(fields.area("The street."))
    table: NationalTable = fields.path(fields.choice("Which table.", example="volunteers"))
    columns: list[NationalColumn] = fields.parts(
        "All columns, from the left.", fewest=1, most=COLUMNS_MOST
    )


@shape
class NationalFilter(Shape):
    """What is sent."""

    table: NationalTable = fields.choice("Which table.", example="hours")
    community: str = fields.area("Of which community.")
    served_from: dt.date | None = fields.plain(
        "For hours: the first day of service; left out: from the beginning.", default=None
    )
    served_to: dt.date | None = fields.plain(
        "For hours: the last day of service, included; left out: until today.", default=None
    )


@shape
class NationalFault(Answer):
    """Why a row would be refused there."""

    id: UUID = fields.plain("The registration, or the hours.")
    registration_id: UUID | None = fields.plain("The registration of the person.", default=None)
    name: str | None = fields.plain("The person, masked; null: erased.", default=None)
    column: str = fields.plain("The heading of the column; empty: the whole row.")
    fault: NationalTrouble = fields.choice("What is wrong.")
    zh: str = fields.plain("A sentence in Chinese.")
    en: str = fields.plain("A sentence in English.")


@shape
class NationalCheck(Answer):
    """What would be sent, and what would be refused."""

    ready: int = fields.plain("Rows that would be sent.")
    refused: int = fields.plain("Rows that would be refused, and stay here.")
    faults: list[NationalFault] = fields.plain("Why, at most 500, by row and column.")


@request("volunteers", "check_national_table", NationalCheck)
class CheckNationalTable(NationalFilter, Request[NationalCheck]):
    """Try a table for the national system: how many rows are ready, and what is wrong with others."""


@shape
class NationalRow(Answer):
    """One row."""

    cells: list[str] = fields.plain("Its cells, from the left.")


@shape
class NationalRows(Answer):
    """A table for the national system."""

    headings: list[str] = fields.plain("The headings.")
    rows: list[NationalRow] = fields.plain("The rows that are ready.")


@request("volunteers", "export_national_table", NationalRows)
class ExportNationalTable(NationalFilter, Request[NationalRows]):
    """Fetch a table for the national system, with full names and numbers.

    Each person in it sees that you fetched it.
    """
