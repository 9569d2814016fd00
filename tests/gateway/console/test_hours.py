"""Hours at the desk: added up, attested several at once; and certificates, checked by anyone."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest

from contracts.volunteers.hour_certificates import CheckHourCertificate, HourCertificateCheck
from contracts.volunteers.hours import (
    AttestSeveralHours,
    HoursPage,
    HoursView,
    ListHours,
    TotalHours,
    TotalOfHours,
    TotalsOfHours,
)
from contracts.volunteers.words import HourCertificateState, HoursBy, Unusual
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Visitor
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import Problem, wrong_field

A = TypeVar("A")

_USUAL = UUID("01970a3c-9000-7000-8000-0000000000e1")
_LONG = UUID("01970a3c-9000-7000-8000-0000000000e2")
_OWN = UUID("01970a3c-9000-7000-8000-0000000000e3")


def _some(kind: type[A], **changes: Any) -> A:
    """An answer with what this test is about."""
    found: Any = an_answer(kind)  # type: ignore[arg-type]  # answers alone come here
    return cast("A", dataclasses.replace(found, **changes))


@pytest.fixture
def house(quick_house: House) -> House:
    """A house with three hours that wait, one of them unusual and one the clerk's own."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    waiting = [
        _some(
            HoursView,
            id=_USUAL,
            name="陈**",
            minutes=150,
            began_at=dt.datetime(2026, 11, 30, 0, 30, tzinfo=dt.UTC),
            ended_at=dt.datetime(2026, 11, 30, 3, 0, tzinfo=dt.UTC),
            unusual=[],
            possible=["attestation"],
        ),
        _some(HoursView, id=_OWN, name="华**", unusual=[], possible=[]),
        _some(
            HoursView,
            id=_LONG,
            name="李*",
            minutes=660,
            unusual=[Unusual.LONG_DAY],
            possible=["attestation"],
        ),
    ]
    answers[ListHours] = _some(HoursPage, items=waiting, total=3)
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """Somebody of the workstation, at the desk."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("clerk", Role.WORKSTATION_STAFF))
    return visitor


def _asked(house: House, kind: type[Any]) -> Any:
    """The one request of this kind that arrived."""
    [found] = [one for one in house.gateway.services.asked if type(one.request) is kind]
    return found.request


def test_what_is_unusual_stands_first_and_is_chosen_by_hand(clerk: Visitor) -> None:
    """One's own hours stand there for somebody else."""
    page = clerk.opens("/desk/hours-to-attest")
    [form] = [one for one in page.forms if "hours_ids" in one.names]

    assert page.words.index("李*") < page.words.index("陈**")
    assert "当日超过 10 小时" in page.words
    assert "2 小时 30 分钟" in page.words
    assert "2026-11-30 08:30—11:00" in page.words
    assert form.fields.getlist("hours_ids") == [str(_USUAL)]
    assert "另有 1 条由他人核实" in page.words


def test_several_are_attested_with_one_reason(house: House, clerk: Visitor) -> None:
    page = clerk.opens("/desk/hours-to-attest")
    typed = {"hours_ids": [str(_USUAL), str(_LONG)], "reason": "台风值守。"}

    after = clerk.follows(clerk.sends(page, typed))

    sent = _asked(house, AttestSeveralHours)
    assert (sent.hours_ids, sent.reason) == ([_USUAL, _LONG], "台风值守。")
    assert "公示后计入" in after.words


def test_a_refused_attestation_keeps_what_was_chosen(house: House, clerk: Visitor) -> None:
    refusal: Problem = wrong_field("reason", "unusual", zh="请填写理由。", en="Give the reason.")
    house.gateway.services.answers[AttestSeveralHours] = refusal
    page = clerk.opens("/desk/hours-to-attest")

    again = clerk.sends(page, {"hours_ids": [str(_LONG)]})

    [shown] = [one for one in again.forms if "hours_ids" in one.names]
    assert again.status == 422
    assert "请填写理由。" in again.words
    assert shown.fields.getlist("hours_ids") == [str(_LONG)]


def test_hours_are_added_up_as_asked(house: House, clerk: Visitor) -> None:
    one = _some(TotalOfHours, month="2026-11", counted_minutes=615, pending_minutes=0)
    house.gateway.services.answers[TotalHours] = _some(
        TotalsOfHours, items=[one], counted_minutes=615, left_out=3
    )

    assert clerk.opens("/desk/hours?served_from=x").status == 422
    page = clerk.opens("/desk/hours?by=month&served_from=2026-01-01")

    asked = _asked(house, TotalHours)
    assert (asked.by, str(asked.served_from)) == (HoursBy.MONTH, "2026-01-01")
    assert "2026-11" in page.words
    assert "10 小时 15 分钟" in page.words
    assert "还有 3 行" in page.words


@pytest.mark.parametrize(
    "address", ["/hour-certificates/2026-12?code=x", "/hour-certificates?number=2026-12&code=x"]
)
def test_anyone_checks_a_certificate_by_number_and_code(house: House, address: str) -> None:
    """The old paper leads to the number of the new one."""
    house.gateway.services.answers[CheckHourCertificate] = _some(
        HourCertificateCheck,
        state=HourCertificateState.REPLACED,
        replaced_by="〔2026〕13",
        name="陈秀英",
        minutes=90,
    )

    page = Visitor(house.gateway.app).opens(address)

    assert "时长已更正，请看证明 〔2026〕13。" in page.words
    assert "1 小时 30 分钟" in page.words
    assert "陈秀英" in page.words
