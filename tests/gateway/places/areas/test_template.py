from __future__ import annotations

import datetime as dt

import pytest

from gateway.files import spreadsheets
from gateway.places.areas.operations import about_names
from gateway.places.areas.rules import Area, batch, lines, template
from tests.areas import SAMPLE
from tests.builders import field_of, refused

_TODAY = dt.date(2026, 11, 24)
STREET = "440305007000"


def _sample() -> dict[str, Area]:
    told = lines.told(spreadsheets.rows_of(SAMPLE.read_bytes()), about_names)
    return batch.changed({}, told.lines, today=_TODAY, actor=None)


def _filled(rows: list[list[str]]) -> list[list[str]]:
    """A street types names into the empty cells."""
    heading, *others = rows
    named = [
        [row[0], f"社区{place}", f"Community {place}", *row[3:]]
        for place, row in enumerate(others)
        if not row[0].startswith("#")
    ]
    return [heading, *named]


@pytest.mark.parametrize(("model", "places"), [(None, 2), (STREET, 6)])
@pytest.mark.parametrize("as_workbook", [True, False])
def test_a_filled_template_sets_a_street_up(
    model: str | None, places: int, *, as_workbook: bool
) -> None:
    """R65: a new street is set up from a template."""
    areas = _sample()
    sheets = template.sheets(areas, _TODAY, model=model, under="440305008000")
    rows = _filled(next(iter(sheets.values())))
    if as_workbook:
        content = spreadsheets.workbook_of({"areas": rows, "other": [["x"]]})
    else:
        content = spreadsheets.csv_of(rows)

    told = lines.told(spreadsheets.rows_of(content), about_names)

    assert told.wrong == ()
    made = batch.changed(areas, told.lines, today=_TODAY, actor=None)
    assert list(made) == [f"4403050080{place:02}" for place in range(places)]


def test_the_structure_of_the_model_is_put_under_the_new_street() -> None:
    rows = template.one_sheet(_sample(), _TODAY, model=STREET, under="440305008000")

    codes = [row[0] for row in rows[1:] if not row[0].startswith("#")]
    assert codes == ["440305008000", *(f"44030500800{place}" for place in range(1, 6))]
    assert "荔林社区" in rows[-5][-1]
    # Names belong to the places of the model, so the new street gives its own.
    assert rows[-5][1:3] == ["", ""]


def test_an_unfilled_template_is_refused_line_by_line() -> None:
    rows = template.one_sheet(_sample(), _TODAY, model=STREET)

    told = lines.told(spreadsheets.rows_of(spreadsheets.csv_of(rows)), about_names)

    assert told.lines == ()
    assert {found.code for found in told.wrong} == {"not_an_area_code", "wrong_length"}


def test_instructions_are_in_both_languages_and_not_imported() -> None:
    rows = template.one_sheet({}, _TODAY)

    told = lines.told(spreadsheets.rows_of(spreadsheets.csv_of(rows[:-2])), about_names)

    assert (told.lines, told.wrong) == ((), ())
    assert all(len(row) >= 2 for row in rows)


@pytest.mark.parametrize(
    ("model", "under", "field", "code"),
    [
        ("440305007001", None, "model", "not_a_street"),
        ("440305099000", None, "model", "not_a_street"),
        (STREET, STREET, "under", "taken"),
        (STREET, "440305008001", "under", "not_a_street"),
        (None, "4403", "under", "not_a_street"),
    ],
)
def test_a_template_that_cannot_be_says_why(
    model: str | None, under: str | None, field: str, code: str
) -> None:
    refusal = refused(template.sheets, _sample(), _TODAY, model=model, under=under)

    assert field_of(refusal) == (field, code)
