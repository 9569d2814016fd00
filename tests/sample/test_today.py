"""The chapter of today is right on whatever day the demo is played."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from sample import accounts, today, today_appeals
from sample.people import DENGLIANG
from sample.recruiting import NAMES, Deed, recruiting
from vocabulary.periods import SHANGHAI, day_of, start_of_day

#: Plain days, ends of months, a leap day, the eve and the middle of long holidays, New Year.
_DAYS = [
    dt.date(2026, 11, 29),
    dt.date(2026, 11, 30),
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 1),
    dt.date(2026, 2, 20),
    dt.date(2026, 10, 8),
    dt.date(2025, 3, 31),
    dt.date(2028, 2, 29),
    dt.date(2031, 5, 1),
]
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENTS = ("happened_at", "happened_on", "received_at", "held_at", "answered_on", "issued_on")


@pytest.fixture(params=_DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> dt.date:
    found: dt.date = request.param
    return found


def test_whatever_is_written_down_has_happened_when_the_day_begins(day: dt.date) -> None:
    """The demo may be played at night, and nothing is dated in the future."""
    for deed in _deeds(day):
        for at in _moments(deed):
            assert at < start_of_day(day), deed.key


def test_steps_of_an_appeal_follow_each_other(day: dt.date) -> None:
    for community in NAMES:
        for steps in today_appeals.appeals(community, day):
            moments = [at for deed in steps for at in _moments(deed)]
            assert moments == sorted(moments), steps[0].key


def test_each_community_has_appeals_due_today_and_overdue(day: dt.date) -> None:
    for community in NAMES:
        due = Counter(
            (vars(deed.body)["due_on"] - day).days
            for steps in today_appeals.appeals(community, day)
            for deed in steps
            if deed.path.endswith("/assignment") and vars(deed.body)["due_on"] is not None
            if not any(step.path.endswith("/closing") for step in steps)
        )
        assert due[0] == 1
        assert sum(count for days, count in due.items() if days < 0) == 2


def test_each_matter_is_brought_once_in_a_community(day: dt.date) -> None:
    for community in NAMES:
        said = [vars(steps[0].body)["text"] for steps in today_appeals.appeals(community, day)]
        assert len(said) == len(set(said))


def test_nothing_is_named_before_it_is_there(day: dt.date) -> None:
    known_before = {one.person for one in accounts.logins()}
    for community in recruiting():
        known = known_before | {deed.gives for deed in community.deeds if deed.gives}
        of_appeals = [
            deed for steps in today_appeals.appeals(community.community, day) for deed in steps
        ]
        for deed in [*today.of_community(community.community, day), *of_appeals]:
            written = deed.path + json.dumps(deed.body.plain())
            assert {UUID(found) for found in _UUID.findall(written)} <= known, deed.key
            known |= {one for one in (deed.gives, deed.codes) if one}


def test_every_key_stands_once_and_for_one_day() -> None:
    keys = [deed.key for day in _DAYS[:2] for deed in _deeds(day)]

    assert len(keys) == len(set(keys))


def test_no_phone_number_that_anybody_could_have(day: dt.date) -> None:
    written = json.dumps([deed.body.plain() for deed in _deeds(day)])

    phones = re.findall(r'"(?:contact_)?phone": "([^"]+)"', written)
    assert phones
    assert all(phone.startswith("000-0") for phone in phones)


def test_the_edition_changes_with_the_content() -> None:
    """Changed a word or a day? Raise `EDITION`, then write the new mark here.

    Otherwise a second play over an older one would meet its keys with other bodies.
    """
    written = [[deed.key, deed.path, deed.body.plain()] for deed in _deeds(_DAYS[0])]
    mark = hashlib.sha256(json.dumps(written).encode()).hexdigest()

    assert (today.EDITION, mark[:12]) == ("nanshan-today-3", "c8106146ae79")


def test_each_community_has_two_commissioners_of_today_with_accounts() -> None:
    for community in NAMES:
        assert len(accounts.commissioners_of(community)) == 2
    logins = [one.login for one in accounts.logins()]
    assert len(logins) == len(set(logins))
    assert {one.area for one in accounts.logins()[:4]} == {DENGLIANG}


def _deeds(day: dt.date) -> list[Deed]:
    return [
        deed
        for community in NAMES
        for deed in (
            today.allowing(community, day),
            *today.of_community(community, day),
            *(one for steps in today_appeals.appeals(community, day) for one in steps),
            *today_appeals.receptions(community, day),
        )
    ] + list(today.courses(day, list(NAMES)))


def _moments(deed: Deed) -> Iterator[dt.datetime]:
    body: Any = deed.body
    for field in _MOMENTS:
        given = getattr(body, field, None)
        if isinstance(given, dt.datetime):
            yield given
        elif given is not None:
            yield dt.datetime.combine(given, dt.time(10), SHANGHAI)


def test_days_are_those_of_shanghai() -> None:
    [reception, *_] = today_appeals.receptions(DENGLIANG, _DAYS[0])

    assert day_of(vars(reception.body)["held_at"]) == dt.date(2026, 11, 28)
