from __future__ import annotations

import datetime as dt

import pytest

from gateway.files.spreadsheets import rows_of
from gateway.places.areas.operations import about_names
from gateway.places.areas.rules import lines
from gateway.places.areas.rules.changes import Wanted
from tests.areas import HEADING, SAMPLE, a_file
from tests.texts import TEXTS, Refused, Written
from vocabulary.problems import Invalid

_GOOD = "440305007003,登良,D,2005-01-01,2014-12-31,440305007002,no"


def _told(*rows: str, heading: str = HEADING) -> lines.Told:
    return lines.told(rows_of(a_file(*rows, heading=heading)), about_names)


def test_the_sample_is_a_street_with_five_communities_and_all_around_it() -> None:
    told = lines.told(rows_of(SAMPLE.read_bytes()), about_names)

    levels = [line.wanted.code[6:] for line in told.lines]
    assert levels[:4] == ["000000", "000000", "000000", "007000"]
    assert len(told.lines) == 9
    assert [line.wanted.is_sample for line in told.lines] == [None] * 3 + [True] * 6


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_a_name_in_a_file_is_read_like_one_in_a_request(case: Written) -> None:
    rows = [(1, HEADING.split(",")), (2, ["440305007003", case.text, "D"])]

    told = lines.told(rows, about_names)

    if isinstance(case.name, Refused):
        [found] = told.wrong
        assert found.field == "line 2.name_zh"
        assert found.code in {case.name.code, "wrong_length"}
    else:
        assert [line.wanted.name_zh for line in told.lines] == [case.name]


def test_every_column_is_read() -> None:
    [line] = _told(_GOOD).lines

    assert line.number == 2
    assert line.wanted == Wanted(
        "440305007003",
        "登良",
        "D",
        dt.date(2005, 1, 1),
        dt.date(2014, 12, 31),
        "440305007002",
        is_sample=False,
    )


def test_what_is_empty_says_nothing() -> None:
    [line] = _told("440305007003,登良,D,,,,").lines

    assert line.wanted == Wanted("440305007003", "登良", "D")


@pytest.mark.parametrize(
    "heading",
    [
        "code,name_zh,name_en",
        "区划代码,中文名称,英文名称",
        "区划代码 code,中文名称 name_zh,英文名称（name_en）",
        "Code ,NAME_ZH,name_en,备注 note",
    ],
)
def test_headings_may_be_in_either_language_or_both(heading: str) -> None:
    [line] = _told("440305007003,登良,D", heading=heading).lines

    assert line.wanted.code == "440305007003"


def test_columns_may_stand_in_any_order_among_others() -> None:
    [line] = _told("x,D,登良,440305007003", heading="note,name_en,name_zh,code").lines

    assert line.wanted == Wanted("440305007003", "登良", "D")


def test_notes_and_empty_lines_are_left_out_and_lines_keep_their_numbers() -> None:
    told = _told("# a note,,", "", ",,,", "x,登良,D", heading=f"# first a note\n{HEADING}")

    assert [found.field for found in told.wrong] == ["line 6.code"]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("4403,登良,D,,,,", "code", "not_an_area_code"),
        (",登良,D,,,,", "code", "not_an_area_code"),
        ("4.40305E+11,登良,D,,,,", "code", "not_an_area_code"),
        ("440305007003,,D,,,,", "name_zh", "wrong_length"),
        (f"440305007003,登良,{'D' * 121},,,,", "name_en", "wrong_length"),
        ("440305007003,登\x07良,D,,,,", "name_zh", "not_storable"),
        ("440305007003,登良,D,2005-13-01,,,", "valid_from", "not_a_date"),
        ("440305007003,登良,D,1005-01-01,,,", "valid_from", "out_of_range"),
        ("440305007003,登良,D,2005-01-02,2005-01-01,,", "valid_to", "ends_before_it_begins"),
        ("440305007003,登良,D,,2005-01-01,44,", "successor", "not_an_area_code"),
        ("440305007003,登良,D,,,,perhaps", "is_sample", "not_a_boolean"),
        ("440305007003,=A1,D,,,,", "name_zh", "formula"),
        ("440305007003", "name_zh", "wrong_length"),
    ],
)
def test_a_wrong_line_is_named(line: str, field: str, code: str) -> None:
    found = _told(line).wrong[0]

    assert (found.field, found.code) == (f"line 2.{field}", code)
    assert found.zh
    assert found.en


def test_a_code_that_a_spreadsheet_rewrote_is_explained() -> None:
    assert "spreadsheet" in _told("4.40305E+11,登良,D,,,,").wrong[0].en


def test_every_wrong_line_is_told_at_once() -> None:
    told = _told("x,登良,D,,,,", _GOOD, _GOOD, "y,,D,,,,")

    assert [found.field for found in told.wrong] == [
        "line 2.code",
        "line 4.code",
        "line 5.code",
        "line 5.name_zh",
    ]
    assert "x" in told.unsure


def test_a_day_may_be_written_as_spreadsheets_do() -> None:
    days = [_told(f"440305007003,登良,D,{day},,,").lines[0] for day in ("2005/1/2", "2005.01.02")]

    assert {line.wanted.valid_from for line in days} == {dt.date(2005, 1, 2)}


def test_what_was_kept_from_being_a_formula_is_read_back() -> None:
    [line] = _told("440305007003,'=登良,'-D,,,,").lines

    assert (line.wanted.name_zh, line.wanted.name_en) == ("=登良", "-D")


@pytest.mark.parametrize(
    "text", [b"", b"code,name\n", b"# only a note\n", b"code,name_zh,name_en,code\n"]
)
def test_a_file_that_is_no_table_of_areas_is_refused(text: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        lines.told(rows_of(text), about_names)

    assert refusal.value.fields[0].field == "file"
