from __future__ import annotations

import datetime as dt

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.people.sign_in import rules
from gateway.people.sign_in.rules import FREE_TRIES, LONGEST_WAIT, Subject

_NOW = dt.datetime(2013, 5, 6, 1, 30, tzinfo=dt.UTC)
_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@given(some.integers(0, 10_000), some.sampled_from(Subject))
def test_waits_grow_and_none_is_for_ever(tries: int, subject: Subject) -> None:
    wait = rules.wait_after(tries, subject)

    assert wait <= rules.wait_after(tries + 1, subject) <= LONGEST_WAIT
    assert bool(wait) is (tries >= FREE_TRIES[subject.value])


def test_waits_double_from_a_quarter_of_a_minute() -> None:
    waits = [rules.wait_after(tries, Subject.ACCOUNT).total_seconds() for tries in range(4, 13)]

    assert waits == [0, 15, 30, 60, 120, 240, 480, 900, 900]


@given(some.integers(-1, 1))
def test_a_code_counts_half_a_minute_around(off: int) -> None:
    step = int(_NOW.timestamp()) // 30 + off
    code = pyotp.TOTP(_SECRET).at(step * 30)

    assert rules.step_of_code(_SECRET, code, _NOW, last_step=0) == step
    assert rules.step_of_code(_SECRET, code, _NOW, last_step=step) is None


@pytest.mark.parametrize("off", [-2, 2, 100])
def test_a_code_of_another_time_does_not_count(off: int) -> None:
    code = pyotp.TOTP(_SECRET).at((int(_NOW.timestamp()) // 30 + off) * 30)

    assert rules.step_of_code(_SECRET, code, _NOW, last_step=0) is None


@given(some.text(max_size=12))
def test_whatever_is_typed_for_a_code_is_read_in_order(text: str) -> None:
    step = rules.step_of_code(_SECRET, text, _NOW, last_step=0)

    assert step is None or text.strip().isdigit()


def test_recovery_codes_differ_and_may_be_typed_as_one_likes() -> None:
    codes = rules.recovery_codes()

    assert len(set(codes)) == rules.RECOVERY_CODES
    typed = codes[0].lower().replace("-", " ")
    assert rules.recovery_hash(typed) == rules.recovery_hash(codes[0])
    assert rules.recovery_hash(codes[0]) != rules.recovery_hash(codes[1])


@given(some.text(max_size=20), some.text(max_size=20))
def test_a_mark_depends_on_the_secret_and_hides_what_it_marks(first: str, second: str) -> None:
    mark = rules.mark(b"secret", first, second)

    assert mark == rules.mark(b"secret", first, second)
    assert mark != rules.mark(b"other", first, second)
    assert len(mark) == 64
