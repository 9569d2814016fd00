"""Tables whose columns are the fields of a shape."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.volunteers.imports import ROWS_MOST, VolunteerRow
from contracts.volunteers.words import AgeGroup, FreeTime
from gateway.files import filled_tables
from gateway.files.filled_tables import Line
from gateway.files.spreadsheets import csv_of, workbook_of
from vocabulary.problems import Invalid, TooLarge

_HEADING = ["姓名", "phone", "年龄段 Age group", "技能", "可服务时间", "保险截止日", "备注"]


def _lines(*rows: list[str], most: int = ROWS_MOST) -> list[Line[VolunteerRow]]:
    content = "\n".join(",".join(row) for row in (_HEADING, *rows)).encode()
    return filled_tables.lines_of(content, VolunteerRow, rows_most=most, largest_bytes=10_000)


def test_a_line_is_read_in_the_words_of_people() -> None:
    [line] = _lines(
        ["陈秀英", "138 0013 8000", "成年", "first_aid、电工", "星期六，星期日", "2027/5/4", "x"]
    )

    assert line.said is not None
    assert (line.number, line.wrong) == (2, [])
    assert line.said.age_group is AgeGroup.ADULT
    assert line.said.skills == ["first_aid", "电工"]
    assert line.said.free_times == [FreeTime.SATURDAY, FreeTime.SUNDAY]
    assert line.said.insured_until == dt.date(2027, 5, 4)
    assert (line.said.national_number, line.said.interests) == (None, [])


def test_the_form_is_read_as_it_is_given_out() -> None:
    heading = filled_tables.heading(VolunteerRow)
    filled = [*["王明", "13900139000", "未满 14 周岁", "2031", "王刚", "13900139001"], *[""] * 6]
    content = workbook_of({"义工": [heading, ["# 例", "1"], filled]})

    [line] = filled_tables.lines_of(
        content, VolunteerRow, rows_most=ROWS_MOST, largest_bytes=100_000
    )

    assert line.said is not None
    assert (line.number, line.said.guardian_phone) == (3, "13900139001")
    assert line.said.minor_until_year == 2031


def test_a_faulty_line_says_everything_and_hinders_no_other() -> None:
    good, bad = _lines(
        ["陈秀英", "13800138000", "成年"],
        ["=1+1", "12", "老人", "", "周六", "明年"],
    )

    assert good.said is not None
    assert bad.said is None
    assert {(one.field, one.code) for one in bad.wrong} == {
        ("name", "formula"),
        ("phone", "not_a_phone_number"),
        ("age_group", "not_one_of"),
        ("free_times.0", "not_one_of"),
        ("insured_until", "not_a_date"),
    }


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [(["姓名", "电话"], "年龄段"), (["姓名", "电话", "年龄段", "name"], "两次")],
)
def test_a_table_without_its_columns_is_refused(heading: list[str], sentence: str) -> None:
    content = csv_of([heading, ["陈秀英", "13800138000", "成年", ""]])

    with pytest.raises(Invalid) as refusal:
        filled_tables.lines_of(content, VolunteerRow, rows_most=5, largest_bytes=1000)

    assert sentence in refusal.value.zh


def test_the_limits_are_the_callers() -> None:
    row = ["陈秀英", "13800138000", "成年"]

    assert len(_lines(row, row, most=3)) == 2
    with pytest.raises(TooLarge):
        _lines(row, row, row, most=3)
    with pytest.raises(TooLarge):
        _lines(["陈" * 4000])
