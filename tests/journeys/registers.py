"""Tables of volunteers as communities have them: long, and with faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gateway.files.spreadsheets import csv_of

HEADING = (
    "姓名", "电话", "年龄段", "技能", "可服务时间", "监护人姓名", "监护人电话", "进入下一年龄段的年份",
)  # fmt: skip
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"

Cells = list[str]

#: What people get wrong, and the code of it.
_FAULTS: Mapping[str, Callable[[Cells, Cells], Cells]] = {
    "not_a_phone_number": lambda cells, _above: [cells[0], "没有", *cells[2:]],
    "required": lambda cells, _above: ["", *cells[1:]],
    "not_one_of": lambda cells, _above: [*cells[:2], "中年", *cells[3:]],
    "guardian_missing": lambda cells, _above: [*cells[:2], "未满 14 周岁", *cells[3:]],
    "repeated": lambda _cells, above: above,
    "phone_of_another": lambda cells, above: [cells[0], above[1], *cells[2:]],
}


def a_person(number: int) -> Cells:
    """The line of one person, always the same for a number."""
    name = _SURNAMES[number % 10] + _GIVEN[number // 10 % 10] + _GIVEN[number // 100 % 10]
    return [name, f"1380{number:07}", "成年", "first_aid、electrician", "星期六", "", "", ""]


def a_table(people: int, faulty: int) -> tuple[bytes, dict[int, str]]:
    """A table of so many lines, some of them faulty; and the fault of each such line."""
    rows = [a_person(number) for number in range(people)]
    faults: dict[int, str] = {}
    kinds = list(_FAULTS)
    for at in range(faulty):
        place = people // 2 + at * (people // 2) // faulty
        fault = kinds[at % len(kinds)]
        rows[place] = _FAULTS[fault](rows[place], rows[at])
        # The heading is line 1.
        faults[place + 2] = fault
    return csv_of([HEADING, *rows]), faults
