from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.files import spreadsheets
from gateway.files.spreadsheets import ROWS_MOST, csv_of, rows_of, workbook_of
from tests.texts import TEXTS, Written
from vocabulary.problems import Invalid, TooLarge
from vocabulary.texts import clean


def _workbook(*rows: list[Any]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _part(workbook: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name)


def _without(workbook: bytes, name: str, put: bytes | None = None) -> bytes:
    """The workbook without one of its parts, or with another one in its place."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if put is not None:
            new.writestr(name, put)
    return written.getvalue()


def test_cells_of_every_kind_become_texts() -> None:
    content = _workbook(
        ["code", "name"],
        [440305007003, "登良"],
        [4.40305007003e11, dt.date(2013, 5, 4)],
        [None, None],
        [True, dt.datetime(2013, 5, 4, tzinfo=None)],  # noqa: DTZ001 - workbooks know no zones
        [1.5, " x "],
    )

    assert rows_of(content) == [
        (1, ["code", "name"]),
        (2, ["440305007003", "登良"]),
        (3, ["440305007003", "2013-05-04"]),
        (5, ["true", "2013-05-04"]),
        (6, ["1.5", "x"]),
    ]


@pytest.mark.parametrize("number", [27, 30, 31, 36, 50, 54, 57, 58])
def test_a_day_of_chinese_excel_is_a_day(number: int) -> None:
    """Formats that the file does not describe: 2026-12-31 arrived as 46387."""
    workbook = _workbook([dt.date(2026, 12, 31)])
    styles = re.sub(rb"<numFmts.*</numFmts>", b"", _part(workbook, "xl/styles.xml"))
    chinese = styles.replace(b'numFmtId="164"', f'numFmtId="{number}"'.encode())
    assert chinese != styles

    assert rows_of(_without(workbook, "xl/styles.xml", chinese)) == [(1, ["2026-12-31"])]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?"])
def test_an_error_is_no_name(error: str) -> None:
    """A cell where a formula found nothing became the name of a community."""
    for content in (_workbook(["440305007003"], ["x", error]), f"x\nx,{error}\n".encode()):
        with pytest.raises(Invalid, match=f"Cell B2 holds the error {re.escape(error)}"):
            rows_of(content)


def test_a_formula_is_not_evaluated() -> None:
    """Its text is no name either: the cell is named, and the way to get its value."""
    with pytest.raises(Invalid, match="Cell B1 is a formula"):
        rows_of(_workbook(["x", "=1+1"]))


def test_numbers_leave_as_numbers_and_codes_as_texts() -> None:
    rows: list[list[spreadsheets.Cell]] = [["代码", "人数"], ["440305007003", 12], ["007", -0.5]]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of({"a": rows}))).worksheets[0]

    assert [cell.data_type for cell in (*sheet[2], *sheet[3])] == ["s", "n", "s", "n"]
    assert [cell.value for cell in (*sheet[2], *sheet[3])] == ["440305007003", 12, "007", -0.5]
    assert csv_of([["a", -1]]).decode("utf-8-sig") == "a,-1\r\n"


def test_csv_with_a_mark_quotes_and_line_breaks_is_read() -> None:
    content = '\ufeffcode,name\r\n1,"a ""b"", c"\r\n\r\n2,"d\ne"\r\n'.encode()

    assert rows_of(content) == [
        (1, ["code", "name"]),
        (2, ["1", 'a "b", c']),
        (5, ["2", "d\ne"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\n=1",
        "\x00=1",
        "＝1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        " =1",
        "\ufeff=1",
    ],
)
def test_what_is_written_holds_no_formula(text: str) -> None:
    """A name in a table must not run in its reader's spreadsheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of({"a": [[text]]}))).worksheets[0]

    assert csv_of([[text]]).decode("utf-8-sig").strip().lstrip('"').startswith("'")
    assert sheet["A1"].data_type == "s"
    assert str(sheet["A1"].value).startswith("'")


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_whatever_was_stored_can_be_written_and_opened(case: Written) -> None:
    """One control character in an answer to a survey made its export fail for ever."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of({"a": [[case.text]]}))).worksheets[0]

    kept = clean(case.text).replace("\r\n", "\n")
    assert str(sheet["A1"].value or "").lstrip("'").replace("\r\n", "\n") == kept
    csv_of([[case.text]])


def test_csv_opens_with_chinese_intact() -> None:
    assert csv_of([["登良"]]).startswith(b"\xef\xbb\xbf")


_PLAIN = some.text(
    some.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
).filter(lambda text: text[0] not in "=+-@'＝＋－＠#")


@given(some.lists(some.lists(_PLAIN, min_size=1, max_size=5), min_size=1, max_size=5))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    for content in (csv_of(rows), workbook_of({"a": rows})):
        assert [cells for _, cells in rows_of(content)] == rows


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing else",
        _workbook(["x"])[:-40],
        _without(_workbook(["x"]), "xl/workbook.xml"),
        _without(_workbook(["x"]), "xl/worksheets/sheet1.xml", b"<worksheet><"),
        _without(
            _workbook(["x"]),
            "xl/worksheets/sheet1.xml",
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        ),
        b'code\n"x',
        "名".encode("gbk"),
        b"code\x00",
    ],
    ids=["zip", "cut", "parts", "xml", "entities", "quotes", "gbk", "nul"],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        rows_of(content)

    assert refusal.value.fields[0].field == "file"


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread() -> None:
    bomb = _without(_workbook(["x"]), "xl/worksheets/sheet1.xml", b" " * 20 * 1024 * 1024)
    assert len(bomb) < 100_000

    with pytest.raises(TooLarge):
        rows_of(bomb)


def test_a_bomb_that_lies_about_its_size_unpacks_to_no_more_than_it_said() -> None:
    bomb = _without(_workbook(["x"]), "xl/worksheets/sheet1.xml", b" " * 20 * 1024 * 1024)
    true_size = (20 * 1024 * 1024).to_bytes(4, "little")

    with pytest.raises(Invalid):
        rows_of(bomb.replace(true_size, (1000).to_bytes(4, "little")))


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (spreadsheets.LARGEST_BYTES + 1),
        b"x\n" * (ROWS_MOST + 1),
        b",".join([b"x"] * 51),
        _workbook(*[["x"]] * (ROWS_MOST + 1)),
    ],
    ids=["bytes", "rows", "columns", "rows of a workbook"],
)
def test_what_is_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(TooLarge):
        rows_of(content)


def test_a_cell_that_is_too_long_is_refused() -> None:
    with pytest.raises(Invalid, match="Line 2"):
        rows_of(b"x\n" + b"y" * 1001)


def test_empty_lines_without_end_are_not_read_to_their_end() -> None:
    with pytest.raises(TooLarge):
        rows_of(b"\n" * 30_000)


def test_rows_far_below_are_found() -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "x"
    workbook.worksheets[0]["B9000"] = "y"
    written = io.BytesIO()
    workbook.save(written)

    assert rows_of(written.getvalue()) == [(1, ["x"]), (9000, ["", "y"])]
