"""The table of volunteers (义工名册): good rows go in, and each bad one is named."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST, VolunteerBody

PEOPLE_MOST = 5_000
#: With the heading.
ROWS_MOST = PEOPLE_MOST + 1
LARGEST_BYTES = 4 * 1024 * 1024
_LINES_MOST = 2_000_000


@shape
class VolunteerRow(VolunteerBody):
    """One line of the table: a person. An empty cell says nothing of what is there already."""

    shared_because: str | None = fields.words(
        "Why another person of the community has the same phone, as husband and wife may; "
        "without a reason the line is refused.",
        longest=200,
        default=None,
    )


@shape
class ImportedRow(Shape):
    """A readable line of the table."""

    line: int = fields.number("The line, from 1.", least=1, most=_LINES_MOST)
    code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)
    row: VolunteerRow = fields.plain("What it says.")


@shape
class VolunteerImportFilter(Shape):
    """How a table is imported."""

    community: str = fields.area("The community in which these people help.")
    check: bool = fields.plain("Only try it and change nothing.", default=False)
    change: bool = fields.plain(
        "Also change the people who are there and of whom the table says something else.",
        default=False,
    )


@shape
class RowChange(Answer):
    """A line that says something else than what is there."""

    line: int = fields.plain("The line, from 1.")
    number: str = fields.plain("The registration that it is about.")
    columns: list[str] = fields.plain("The fields that differ.")
    is_done: bool = fields.plain("Whether it is, or would be, changed.")


@shape
class RowFault(Answer):
    """What is wrong with one cell of a line; nothing of the line is taken."""

    line: int = fields.plain("The line, from 1.")
    column: str = fields.plain("The field.")
    fault: str = fields.plain("What is wrong, as a code.")
    zh: str = fields.plain("A sentence in Chinese.")
    en: str = fields.plain("A sentence in English.")


@shape
class VolunteerImport(Answer):
    """What a table changed, or would change."""

    is_check: bool = fields.plain("Whether this was only a trial and changed nothing.")
    added: int = fields.plain("How many people are new.")
    unchanged: int = fields.plain("How many lines say what is there already.")
    changes: list[RowChange] = fields.plain("The lines that say something else, by line.")
    faulty: int = fields.plain("How many lines were not taken.")
    faults: list[RowFault] = fields.plain("Everything that is wrong with them, by line.")


@request("volunteers", "import_volunteers", VolunteerImport)
class ImportVolunteers(Request[VolunteerImport]):
    """Import lines of a table; all lines with one phone come together."""

    community: str = fields.area("The community.")
    rows: list[ImportedRow] = fields.parts("The lines.", most=PEOPLE_MOST)
    check: bool = fields.plain("Only try it and change nothing.")
    change: bool = fields.plain("Also change who is there.")
