from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recruitment.regulations import rules
from services.recruitment.regulations.rules import Block
from tests.builders import field_of, refused
from vocabulary.problems import WrongState

_DAY = dt.date(2013, 5, 4)
_LATER = dt.timedelta(days=1)
_LINES = st.lists(st.sampled_from(["一", "二", "三", "四"]), max_size=12)


class _Version(NamedTuple):
    number: int
    effective_from: dt.date


def test_a_version_counts_from_its_first_day_on() -> None:
    versions = [_Version(1, _DAY)]

    assert rules.in_force(versions, _DAY) == versions[0]
    assert rules.in_force(versions, _DAY - _LATER) is None


def test_a_later_version_overrides_one_that_was_to_begin_after_it() -> None:
    versions = [_Version(1, _DAY + 5 * _LATER), _Version(2, _DAY)]

    assert rules.in_force(versions, _DAY + 9 * _LATER) == versions[1]


def test_a_text_has_the_values_of_the_day() -> None:
    text = "不超过 {{post_cap}} 个，公示 {{ notice_workdays }} 天"

    assert rules.filled(text, {"post_cap": 10, "notice_workdays": 5}.__getitem__) == (
        "不超过 10 个，公示 5 天"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("不超过 {{cap}} 个", "unknown_parameter"),
        ("{{}}", "unknown_parameter"),
        ("请拨打 13800138000", "personal_number"),
        ("一\n" * rules.LINES_MOST, "too_many_lines"),
    ],
)
def test_a_text_that_cannot_be_published_is_refused(text: str, code: str) -> None:
    assert field_of(refused(rules.check_text, text, {"post_cap"})) == ("text", code)


def test_nothing_is_published_without_a_draft() -> None:
    assert isinstance(refused(rules.check_has_draft, has_draft=False), WrongState)


def test_a_changed_line_is_one_removed_and_one_added() -> None:
    lines = rules.difference("甲\n乙\n丙", "甲\n丁\n丙")

    assert lines == [("same", "甲"), ("removed", "乙"), ("added", "丁"), ("same", "丙")]


@given(_LINES, _LINES)
def test_both_versions_can_be_read_from_their_difference(
    before: list[str], after: list[str]
) -> None:
    lines = rules.difference("\n".join(before), "\n".join(after))

    assert [line.text for line in lines if line.change != "added"] == before
    assert [line.text for line in lines if line.change != "removed"] == after


def test_a_text_falls_into_parts_for_paper() -> None:
    text = "## 目的\n\n让专员会办事。\n1. 必修\n2、选修\n- 晚上\n#不是标题"

    assert rules.blocks(text) == [
        Block("heading", "", "目的"),
        Block("paragraph", "", "让专员会办事。"),
        Block("numbered", "1", "必修"),
        Block("numbered", "2", "选修"),
        Block("point", "", "晚上"),
        Block("paragraph", "", "#不是标题"),
    ]


@given(st.text(max_size=200))
def test_no_word_of_a_text_is_lost_on_paper(text: str) -> None:
    parts = rules.blocks(text)

    for word in text.split():
        if word.strip("#-*.、0123456789"):
            assert any(word.lstrip("0123456789.、#-*") in part.text for part in parts)
