"""The table that a new street fills in (R65): empty, or after the model of another street."""

from __future__ import annotations

import datetime as dt

from gateway.places.areas.rules.area import Area, Tree
from gateway.places.areas.rules.lines import HEADINGS, NOTE
from vocabulary.areas import Level, is_area_code, level_of, parent_of, stem_of
from vocabulary.problems import Invalid, wrong_field

Row = list[str]

_INSTRUCTIONS: tuple[tuple[str, str], ...] = (
    (
        "每行一个街道或社区；街道本身也要有一行，代码以 000 结尾。",
        "One street or community in each line; the street itself too, with a code ending in 000.",
    ),
    (
        "区划代码为十二位数字：国标 GB/T 2260 六位、GB/T 10114 三位、社区三位。",
        "A code has twelve digits: six of GB/T 2260, three of GB/T 10114, three of the community.",
    ),
    (
        "上级区划须已存在，或在同一文件中；行的先后不限。",
        "The area around a place must exist or be in the same file; lines may be in any order.",
    ),
    (
        "日期写作 2013-05-04；起始日期留空表示一直存在，终止日期留空表示仍然有效。",
        "Days are written 2013-05-04; no valid_from: always was; no valid_to: still is.",
    ),
    (
        "更名：同一代码另起一行，写新名称和启用日期。",
        "Another name: another line with the same code, the new name and its first day.",
    ),
    (
        "合并：写终止日期（最后一天）和承接区划代码。代码终止后不再使用。",
        "A merger: valid_to is the last day, successor the next area; an ended code stays ended.",
    ),
    (
        "“示例”填 true 表示试用数据；备注列和以 # 开头的行不导入。",
        "is_sample is true for trials; the column note and lines that begin with # are not imported.",
    ),
)


def sheets(
    areas: Tree, day: dt.date, *, model: str | None = None, under: str | None = None
) -> dict[str, list[Row]]:
    """The table and its instructions, each with the name of its sheet.

    `under` is the code of the new street; without it codes are left to be filled in.

    Raises:
        Invalid: the model is no street of that day, or the new code is no street's or is taken.
    """
    explained = [["说明", "Instructions"], *([zh, en] for zh, en in _INSTRUCTIONS)]
    return {
        "区划 areas": [_heading(), *_rows(areas, day, model=model, under=under)],
        "说明 instructions": explained,
    }


def one_sheet(
    areas: Tree, day: dt.date, *, model: str | None = None, under: str | None = None
) -> list[Row]:
    """The same for a form with one sheet only: the instructions are notes in it.

    Raises:
        Invalid: as above.
    """
    notes = [[f"{NOTE} {zh}", en] for zh, en in _INSTRUCTIONS]
    return [_heading(), *notes, *_rows(areas, day, model=model, under=under)]


def _heading() -> Row:
    return [*(f"{chinese} {name}" for name, chinese in HEADINGS.items()), "备注 note"]


def _rows(areas: Tree, day: dt.date, *, model: str | None, under: str | None) -> list[Row]:
    if under is not None:
        _check_new(areas, under)
    if model is None:
        code = under or ""
        example = [f"{NOTE} 例 example: 440305008001", "科技园社区", "Kejiyuan Community"]
        return [
            _padded([*example, "2013-01-01"], ""),
            _padded([code], "街道本身 the street itself"),
            _padded([f"{code[:9]}001" if code else ""], "第一个社区 its first community"),
        ]
    return [
        _padded([f"{under[:9]}{area.code[9:]}" if under else ""], _after(area, day))
        for area in _structure(areas, day, model)
    ]


def _structure(areas: Tree, day: dt.date, model: str) -> list[Area]:
    street = areas.get(model)
    if street is None or street.level is not Level.STREET or not street.exists_on(day):
        raise wrong_field(
            "model",
            "not_a_street",
            zh=f"{model[:20]} 不是现有的街道。",
            en=f"There is no street {model[:20]}.",
        )
    inside = (area for area in areas.values() if parent_of(area.code) == model)
    return [street, *(area for area in inside if area.exists_on(day))]


def _check_new(areas: Tree, under: str) -> None:
    if not is_area_code(under) or level_of(under) is not Level.STREET:
        raise _refusal(
            "not_a_street", f"{under[:20]} 不是街道代码。", f"{under[:20]} is no code of a street."
        )
    if any(code.startswith(stem_of(under)) for code in areas):
        raise _refusal(
            "taken",
            f"{under} 已被使用，请用新街道的代码。",
            f"{under} is taken; give the code of the new street.",
        )


def _refusal(code: str, zh: str, en: str) -> Invalid:
    return wrong_field("under", code, zh=zh, en=en)


def _after(area: Area, day: dt.date) -> str:
    name = area.name_on(day)
    return f"参照 model: {name.zh} {name.en}"


def _padded(cells: Row, note: str) -> Row:
    return [*cells, *[""] * (len(HEADINGS) - len(cells)), note]
