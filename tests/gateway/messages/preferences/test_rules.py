from __future__ import annotations

import pytest

from gateway.messages.preferences import rules
from gateway.messages.preferences.rules import Preferences
from tests.builders import field_of, refused
from vocabulary.notices import NoticeChannel
from vocabulary.quiet_hours import USUAL

_EMAIL = frozenset({NoticeChannel.EMAIL})


def test_a_kind_comes_as_usual_until_the_account_says_otherwise() -> None:
    wanted = Preferences(USUAL, {"appeal_overdue": frozenset()})

    assert wanted.wanted("appeal_assigned", _EMAIL) == _EMAIL
    assert wanted.wanted("appeal_overdue", _EMAIL) == frozenset()


@pytest.mark.parametrize(
    ("kinds", "code", "zh"),
    [
        (["weather"], "unknown_kind", "没有通知类型“weather”；可选：诉求交办、提醒评价。"),
        (["assigned", "assigned"], "twice", "通知类型“诉求交办”重复。"),
    ],
)
def test_kinds_that_there_are_not_are_refused(kinds: list[str], code: str, zh: str) -> None:
    known = {
        "assigned": ("诉求交办", "An appeal is assigned"),
        "rating": ("提醒评价", "A rating is asked for"),
    }

    problem = refused(rules.check_kinds, kinds, known)

    assert field_of(problem) == ("kinds", code)
    assert problem.zh == zh
