"""What is decided about groups without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from contracts.volunteers.words import GroupState
from services.volunteers.group_people import rules as people
from services.volunteers.groups import rules
from services.volunteers.groups.rules import TABLE, Deed
from vocabulary.problems import Invalid, WrongState

_MAY, _JUNE, _JULY = dt.date(2013, 5, 4), dt.date(2013, 6, 1), dt.date(2013, 7, 1)


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda: rules.check_day("day", _JULY, today=_JUNE), "in_the_future"),
        (
            lambda: rules.check_while_there(
                "held_on", _MAY, founded_on=_JUNE, dissolved_on=None, today=_JULY
            ),
            "before_founding",
        ),
        (
            lambda: rules.check_while_there(
                "held_on", _JUNE, founded_on=_MAY, dissolved_on=_JUNE, today=_JULY
            ),
            "after_dissolution",
        ),
        (
            lambda: rules.check_dissolved_on(
                _JUNE, founded_on=_MAY, last_deed_on=_JUNE, today=_JULY
            ),
            "before_its_records",
        ),
        (
            lambda: rules.check_founded_on(_JUNE, first_deed_on=_MAY, today=_JULY),
            "after_its_records",
        ),
        (lambda: people.check_named_once(None, None), "named_once"),
        (lambda: people.check_leaves(_MAY, since=_JUNE), "before_the_first_day"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(check: Callable[[], None], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        check()

    [field] = caught.value.fields
    assert field.code == code


def test_a_dissolved_group_is_only_restored_or_left() -> None:
    """Its records stay as they are, but for an erased name in them."""
    assert TABLE.possible(GroupState.DISSOLVED) == [
        Deed.REMOVE_PERSON,
        Deed.CHECK_FILES,
        Deed.RESTORE,
    ]
    with pytest.raises(WrongState, match="restore it"):
        TABLE.follows("〔2013〕1", GroupState.DISSOLVED, Deed.RECORD_MEETING)
