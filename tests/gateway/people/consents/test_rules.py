from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.people.consents.rules import Consent, check_person, check_times, may_publish
from runtime.identifiers import new_id
from tests.builders import field_of, refused

_DAY = dt.date(2013, 5, 4)
_DAYS = some.dates(dt.date(2012, 1, 1), dt.date(2014, 1, 1))
_CONSENTS = some.builds(
    Consent,
    purpose=some.sampled_from(["publish_phone", "publish_name"]),
    given_on=_DAYS,
    valid_until=some.none() | _DAYS,
    withdrawn_on=some.none() | _DAYS,
)


def _given(**more: dt.date) -> Consent:
    return Consent("publish_phone", dt.date(2013, 1, 1), **more)


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (_given(), True),
        (_given(valid_until=_DAY), True),
        (_given(valid_until=dt.date(2013, 5, 3)), False),
        (_given(withdrawn_on=_DAY), False),
        (_given(withdrawn_on=dt.date(2013, 5, 5)), True),
        (Consent("publish_phone", dt.date(2013, 5, 5)), False),
        (Consent("publish_name", dt.date(2013, 1, 1)), False),
    ],
)
def test_a_phone_is_published_while_its_own_consent_holds(
    consent: Consent, *, expected: bool
) -> None:
    """PIPL art. 25."""
    assert may_publish([consent], "publish_phone", _DAY) is expected


def test_nothing_is_published_without_consent() -> None:
    assert not may_publish([], "publish_phone", _DAY)


@given(some.lists(_CONSENTS), _DAYS)
def test_a_withdrawal_never_allows_more(consents: list[Consent], day: dt.date) -> None:
    withdrawn = [
        Consent(one.purpose, one.given_on, one.valid_until, min(day, one.withdrawn_on or day))
        for one in consents
    ]

    assert not may_publish(withdrawn, "publish_phone", day)


@pytest.mark.parametrize(("account", "phone"), [(None, None), (new_id(), "13800138000")])
def test_it_is_said_in_one_way_whose_it_is(account: UUID | None, phone: str | None) -> None:
    assert field_of(refused(check_person, account, phone)) == ("account", "one_of_two")


def test_a_consent_is_neither_of_tomorrow_nor_over_before_it_begins() -> None:
    now = dt.datetime(2013, 5, 4, tzinfo=dt.UTC)
    later, before = now + dt.timedelta(days=1), dt.date(2013, 5, 3)

    future = refused(check_times, given_at=later, now=now, valid_until=None)
    over = refused(check_times, given_at=now, now=now, valid_until=before)

    assert field_of(future) == ("given_at", "in_the_future")
    assert field_of(over) == ("valid_until", "ends_before_it_begins")
