from __future__ import annotations

from typing import Any

import pytest

from contracts.recruitment.words import AppointmentState
from services.recruitment.handbooks import rules
from tests.builders import field_of, refused
from vocabulary.problems import WrongState


@pytest.mark.parametrize("state", sorted(set(AppointmentState) - rules.WITH_ENTRY))
def test_only_who_is_appointed_has_an_entry(state: AppointmentState) -> None:
    assert isinstance(refused(rules.check_state, state), WrongState)


def test_what_is_public_holds_no_number_of_a_person() -> None:
    """PIPL art. 25."""
    problem = refused(rules.check_words, [("hours", "工作日"), ("address", "找13800138000")])

    assert field_of(problem) == ("address", "personal_number")


@pytest.mark.parametrize(
    ("ids", "targets", "code"),
    [
        (["a", "a"], [], "unknown_promise"),
        (["x"], [], "unknown_promise"),
        ([], [(2, None)], "target_without_unit"),
        ([], [(None, "次")], "target_without_unit"),
    ],
)
def test_promises_can_be_told_apart_and_counted(ids: list[str], targets: Any, code: str) -> None:
    assert field_of(refused(rules.check_promises, ids, targets, {"a", "b"})) == ("promises", code)


def test_a_channel_leads_somewhere() -> None:
    assert field_of(refused(rules.check_channel, None, None)) == ("phone", "one_of_two")
    rules.check_channel(None, "街道办一楼")


@pytest.mark.parametrize("phone", ["13800138000", "+86 138-0013-8000", "0086 19900138000"])
def test_a_mobile_number_is_no_office_phone(phone: str) -> None:
    assert field_of(refused(rules.check_office_phone, phone)) == ("phone", "mobile_number")


@pytest.mark.parametrize("phone", [None, "0755-26000000", "12345", "010-13800138"])
def test_an_office_phone_passes(phone: str | None) -> None:
    rules.check_office_phone(phone)


@pytest.mark.parametrize(
    "lacking",
    [
        {"has_station": False},
        {"has_channel": False},
        {"entries": 0},
        {"promises": ["承诺"] * 91},
        {"promises": ["承" * 200] * 37},
    ],
)
def test_an_edition_is_worth_printing(lacking: dict[str, Any]) -> None:
    """R22: station, channel, and commissioners."""
    whole: dict[str, Any] = {
        "has_station": True,
        "has_channel": True,
        "entries": 1,
        "promises": ["承" * 80] * 90,
        "most": 90,
        "longest": 7200,
    }
    rules.check_publishable(**whole)

    assert isinstance(refused(rules.check_publishable, **whole | lacking), WrongState)
