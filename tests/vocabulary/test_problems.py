from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary import problems
from vocabulary.problems import Defect, FieldError, Problem, from_dict, wrong_field

_WORDS = some.text(max_size=40)
#: Without what could be a code by chance: no refusal shows one in Chinese.
_CHINESE = some.text(some.characters(exclude_characters=string.ascii_lowercase), max_size=40)
_FIELDS = some.lists(some.builds(FieldError, _WORDS, _WORDS, _CHINESE, _WORDS), max_size=3)


def _kinds(root: type[Problem] = Problem) -> list[type[Problem]]:
    below = [kind for child in root.__subclasses__() for kind in _kinds(child)]
    return [root, *below]


@given(some.sampled_from(_kinds()), _CHINESE, _WORDS, _FIELDS, some.none() | some.integers(0, 3600))
def test_a_problem_crosses_rpc_unchanged(
    kind: type[Problem], zh: str, en: str, fields: list[FieldError], seconds: int | None
) -> None:
    sent = kind(zh, en, fields=tuple(fields), retry_after_seconds=seconds)

    found = from_dict(sent.as_dict())

    assert type(found) is kind
    assert sent.as_dict() == found.as_dict()


def test_a_problem_that_nobody_knows_is_a_defect_of_ours() -> None:
    """The other side may be newer; its words still reach the person."""
    found = from_dict(Problem("原因", "why").as_dict() | {"code": "newer"})

    assert (Defect, "原因", 500) == (type(found), found.zh, found.status)


def test_each_kind_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in _kinds()]

    assert sorted(set(codes)) == sorted(codes)


def test_the_picture_shows_every_kind_with_its_status() -> None:
    drawn = re.findall(r"── (\w+)\s+(\d{3})  ", problems.__doc__ or "")

    assert sorted(drawn) == sorted(
        (kind.__name__, str(kind.status)) for kind in _kinds() if kind is not Problem
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_field_says_the_same_as_the_whole(language: str) -> None:
    found = wrong_field("reason", "reason_missing", zh="请说明原因。", en="Give a reason.")

    assert getattr(found, language) == getattr(found.fields[0], language)
    assert (found.fields[0].field, found.fields[0].code) == ("reason", "reason_missing")
