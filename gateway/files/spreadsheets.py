"""Tables that people fill in with a spreadsheet: CSV and Excel workbooks, as rows of texts.

No formula is evaluated, and the cost of a file is limited before it is read: bytes, what they
unpack to, rows, columns, the length of a cell. The library for workbooks is loaded with the
first of them, because it takes a seventh of a second and few processes ever meet one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vocabulary.problems import FieldError, Invalid, TooLarge
from vocabulary.texts import BLANKS, UNSEEN, clean

#: Of the file as it comes, where the reader says nothing else; a city of a thousand communities
#: needs a tenth of it.
LARGEST_BYTES = 1024 * 1024
#: How many times its size a workbook may unpack to: it is a ZIP archive, and some are bombs.
_UNPACKED_TIMES = 16
_PARTS_MOST = 200
ROWS_MOST = 5000
_COLUMNS_MOST = 50
_CELL_LONGEST = 1000
#: Empty rows that a spreadsheet keeps because they once held something.
_EMPTY_MOST = 20_000
_ZIP = b"PK\x03\x04"
#: Spreadsheets take the wide signs of a Chinese keyboard for the narrow ones.
_FORMULA = re.compile(f"[\t\r\n]|[{BLANKS}{UNSEEN}]*[-=+@－＝＋＠]")
#: What a spreadsheet shows, and writes into CSV, where a formula found no value.
_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA)", re.IGNORECASE
)
#: Chinese Excel writes days and times of day with these formats and does not describe them
#: in the file (ECMA-376, 18.8.30): without them a day is the number 46388.
_CHINESE_DATES = frozenset({*range(27, 37), *range(50, 59)})
_WIDEST = 60

CSV_TYPE = "text/csv"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = tuple[int, list[str]]
#: A number is written as one, so that a spreadsheet can reckon with it; codes are texts.
Cell = str | int | float | None


def type_of(content: bytes) -> str:
    """What a table is by its content: browsers name the type by what is installed beside them."""
    return WORKBOOK_TYPE if content.startswith(_ZIP) else CSV_TYPE


def rows_of(
    content: bytes, *, rows_most: int = ROWS_MOST, largest_bytes: int = LARGEST_BYTES
) -> list[Row]:
    """The rows of a CSV file or of a workbook's first sheet, with their numbers from 1.

    A heading counts among `rows_most`.

    Raises:
        TooLarge: more than is read.
        Invalid: neither CSV in UTF-8 nor a workbook, or with a cell that holds no value.
    """
    if len(content) > largest_bytes:
        raise _too_large(f"{largest_bytes // 1024} KiB")
    is_workbook = type_of(content) == WORKBOOK_TYPE
    reading = _of_workbook(content, largest_bytes) if is_workbook else _of_csv(content)
    found: list[Row] = []
    empty = 0
    for number, cells in reading:
        if not any(cells):
            empty += 1
        elif len(found) == rows_most or len(cells) > _COLUMNS_MOST:
            raise _too_large(f"{rows_most} × {_COLUMNS_MOST}")
        elif any(len(cell) > _CELL_LONGEST for cell in cells):
            raise _unreadable(
                f"第 {number} 行有超过 {_CELL_LONGEST} 字的单元格。",
                f"Line {number} has a cell of more than {_CELL_LONGEST} characters.",
            )
        else:
            _check_values(number, cells)
            found.append((number, cells))
        if empty > _EMPTY_MOST:
            raise _too_large(f"{_EMPTY_MOST} + {rows_most}")
    return found


def csv_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV that Excel opens with Chinese intact, and without a formula in it."""
    written = io.StringIO()
    csv.writer(written).writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def workbook_of(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Rows as a workbook, a sheet for each name; the first row is a heading."""
    import openpyxl  # noqa: PLC0415 - see above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - see above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row, start=1):
                cell = sheet.cell(line, place)
                cell.value = _harmless(value)
                if isinstance(value, str):
                    # As text, so that no spreadsheet turns a code into 4.4E+11.
                    cell.number_format = "@"
                cell.alignment = Alignment(vertical="top")
                if line == 1:
                    cell.font = Font(bold=True)
        for place, column in enumerate(zip(*rows, strict=False), start=1):
            letter = get_column_letter(place)
            width = max(_width(value) for value in column)
            sheet.column_dimensions[letter].width = min(width + 2, _WIDEST)
        sheet.freeze_panes = "A2"
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _width(value: Cell) -> int:
    # Chinese is twice as wide.
    return sum(2 if ord(sign) > 255 else 1 for sign in str(value))  # noqa: PLR2004


def _harmless(value: Cell) -> Cell:
    """A spreadsheet would evaluate what begins like a formula; an apostrophe keeps it a text.

    Forbidden characters, stored before they were refused, would break the file.
    """
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _check_values(number: int, cells: Sequence[str]) -> None:
    for place, text in enumerate(cells, start=1):
        if _ERROR.fullmatch(text):
            from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above

            raise _of_cell(
                f"{get_column_letter(place)}{number}",
                f"是错误值 {text}，请改为正确的内容。",
                f"holds the error {text}; put the right value there.",
            )


def _of_csv(content: bytes) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(
            "文件不是 UTF-8 编码；请在 Excel 中另存为“CSV UTF-8”或 .xlsx。",
            "The file is not UTF-8; save it as “CSV UTF-8” or as .xlsx.",
        ) from None
    if "\x00" in text:
        raise _unreadable("文件不是表格。", "The file is no table.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as broken:
        line = reader.line_num
        raise _unreadable(f"第 {line} 行无法读取。", f"Line {line}: {broken}.") from None


def _of_workbook(content: bytes, largest_bytes: int) -> Iterator[Row]:
    import openpyxl  # noqa: PLC0415 - see above

    _check_unpacked(content, _UNPACKED_TIMES * largest_bytes)
    try:
        with warnings.catch_warnings():
            # Of what the library leaves out, such as drawings; only the cells count.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=False, keep_links=False
            )
            sheet = workbook.worksheets[0]
            # What the file says of its own size may be wrong.
            sheet.reset_dimensions()
            _know_chinese_dates(workbook)
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                yield number, _without_end([_text(cell) for cell in cells])
    except Invalid:
        raise
    except Exception:  # noqa: BLE001 - whatever a broken file makes the library raise
        raise _unreadable("Excel 文件无法读取。", "The workbook cannot be read.") from None


def _check_unpacked(content: bytes, most: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise _unreadable("Excel 文件无法读取。", "The workbook cannot be read.") from None
    # Nothing more is unpacked than the archive says beforehand.
    if len(parts) > _PARTS_MOST or sum(part.file_size for part in parts) > most:
        raise _too_large(f"{most // 1024**2} MiB")


def _know_chinese_dates(workbook: Any) -> None:
    # The library keeps the styles that are days in sets of its own; it has no other way in.
    styles = enumerate(workbook._cell_styles)  # noqa: SLF001 - see above
    chinese = {number for number, style in styles if style.numFmtId in _CHINESE_DATES}
    workbook._date_formats |= chinese  # noqa: SLF001 - see above


def _text(cell: Any) -> str:
    if cell.data_type == "f":
        raise _of_cell(
            cell.coordinate,
            "是公式；公式不会被计算，请复制后“粘贴为值”。",
            "is a formula, and formulas are not evaluated; copy it and paste its value.",
        )
    match cell.value:
        case None:
            return ""
        case bool():
            return "true" if cell.value else "false"
        case float(value) if value.is_integer():
            return str(int(value))
        case dt.datetime() as value if value.time() == dt.time.min:
            return value.date().isoformat()
        case _:
            return str(cell.value).strip()


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _too_large(most: str) -> TooLarge:
    return TooLarge(f"文件过大，最多 {most}。", f"The file is too large; at most {most}.")


def _of_cell(cell: str, zh: str, en: str) -> Invalid:
    zh, en = f"单元格 {cell} {zh}", f"Cell {cell} {en}"
    return Invalid(zh, en, fields=(FieldError("file", "no_value", zh, en),))


def _unreadable(zh: str, en: str) -> Invalid:
    return Invalid(zh, en, fields=(FieldError("file", "unreadable", zh, en),))
