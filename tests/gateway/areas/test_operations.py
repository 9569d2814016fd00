from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.areas import operations, queries
from gateway.areas.rules import Area
from runtime.database import Database
from vocabulary.problems import Invalid

OpenDatabase = Callable[[str], Database]

_SAMPLE = Path(__file__).parents[3] / "sample" / "areas.csv"
_HEAD = "code,name_zh,name_en,valid_from,valid_to,is_sample\n"


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "areas.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_the_sample_is_a_street_with_five_communities() -> None:
    areas = operations.read_csv(_SAMPLE)

    assert [area.level.value for area in areas] == ["street", *["community"] * 5]
    assert all(area.is_sample for area in areas)


def test_dates_and_marks_are_read(tmp_path: Path) -> None:
    [area] = operations.read_csv(
        _file(tmp_path, f"{_HEAD}440305007003,登良,Dengliang,2005-01-01,2014-12-31,no\n")
    )

    assert area == Area(
        "440305007003", "登良", "Dengliang", dt.date(2005, 1, 1), dt.date(2014, 12, 31)
    )


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "code,name_zh,name_en\r\n440305007003,登良,Dengliang\r\n", "utf-8-sig")

    assert len(operations.read_csv(path)) == 1


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("4403,登良,D,,,", "line 2.code", "not_an_area_code"),
        (",登良,D,,,", "line 2.code", "not_an_area_code"),
        ("440305007003,,D,,,", "line 2.name_zh", "wrong_length"),
        (f"440305007003,登良,{'D' * 121},,,", "line 2.name_en", "wrong_length"),
        ("440305007003,登良,D,2005-13-01,,", "line 2.valid_from", "not_a_date"),
        ("440305007003,登良,D,2005-01-02,2005-01-01,", "line 2.valid_to", "ends_before_it_begins"),
        ("440305007003,登良,D,,,perhaps", "line 2.is_sample", "not_a_boolean"),
        ("440305007003", "line 2.name_zh", "wrong_length"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, field: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.read_csv(_file(tmp_path, f"{_HEAD}{line}\n"))

    found = refusal.value.fields[0]
    assert (field, code) == (found.field, found.code)


def test_every_wrong_line_is_told_at_once(tmp_path: Path) -> None:
    good = "440305007003,登良,D,,,\n"

    with pytest.raises(Invalid) as refusal:
        operations.read_csv(_file(tmp_path, f"{_HEAD}x,登良,D,,,\n{good}{good}"))

    assert [found.field for found in refusal.value.fields] == ["line 2.code", "line 4.code"]


@pytest.mark.parametrize("text", ["", "code,name\n", 'code,name_zh,name_en\n"4403'])
def test_a_file_that_is_no_table_of_areas_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.read_csv(_file(tmp_path, text))

    assert refusal.value.fields[0].field == "file"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, f"{_HEAD}440305007003,登良,D,,,\n", "gbk")

    with pytest.raises(Invalid, match="not UTF-8"):
        operations.read_csv(path)


def test_importing_again_changes_only_what_changed(migrated_database: OpenDatabase) -> None:
    database = migrated_database("gateway")
    rows = operations.read_csv(_SAMPLE)
    renamed = replace(rows[1], name_zh="荔林新社区", valid_to=dt.date(2020, 1, 1))

    for batch in (rows, rows, [renamed]):
        with database.writing() as session:
            operations.import_areas(session, batch)

    with database.reading() as session:
        assert queries.everything(session) == (rows[0], renamed, *rows[2:])
