from __future__ import annotations

import pytest

from vocabulary.retention import CLASSES, RetentionWrong, read


def test_nothing_set_is_our_proposal() -> None:
    assert read("") == {name: one.days for name, one in CLASSES.items()}


def test_a_deployment_sets_its_own_periods() -> None:
    days = read("contact=180, answer=7")

    assert (days["contact"], days["answer"]) == (180, 7)
    assert days["free_text"] == CLASSES["free_text"].days


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("contacts=180", "No class 'contacts'"),
        ("contact", "is not CLASS=DAYS"),
        ("contact=-1", "is not CLASS=DAYS"),
        ("contact=1.5", "is not CLASS=DAYS"),
        ("contact=1", "must be 30 to 36500 days"),
        ("contact=99999999999999999999", "must be 30 to 36500 days"),
    ],
)
def test_what_is_no_period_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(RetentionWrong, match=complaint):
        read(text)


def test_our_own_proposal_is_allowed() -> None:
    for one in CLASSES.values():
        assert read(f"{one.name}={one.days}")[one.name] == one.days
