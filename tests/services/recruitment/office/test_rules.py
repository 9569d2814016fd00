from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as some

from contracts.recruitment.words import Part
from services.recruitment.office import rules as office_rules

_DAYS = some.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1))
_DAY = dt.timedelta(days=1)


@given(_DAYS, some.lists(_DAYS, min_size=4, max_size=4), some.none() | _DAYS)
def test_no_office_begins_before_its_parts_its_term_or_on_the_interims_first_day(
    term_from: dt.date, days: list[dt.date], interim: dt.date | None
) -> None:
    first = office_rules.begins_on(
        term_from=term_from,
        marked=dict(zip(Part, days, strict=True)),
        interim_from=interim,
    )

    assert first >= max(term_from, *days)
    assert interim is None or first > interim


@given(
    _DAYS,
    some.sets(some.integers(1, 180), min_size=2, max_size=2),
    some.lists(some.integers(0, 200), max_size=30),
)
def test_every_reminder_is_sent_at_most_once_and_in_time(
    term_to: dt.date, days: set[int], turns: list[int]
) -> None:
    sent: list[int] = []
    for left in sorted(turns, reverse=True):
        today = term_to - left * _DAY
        coming = office_rules.next_reminder(
            term_to=term_to, today=today, days=days, sent=sent[-1] if sent else None
        )
        if coming is not None and coming[0] <= today:
            assert left <= coming[1]
            sent.append(coming[1])

    assert len(sent) == len(set(sent)) <= 2
    assert sent == sorted(sent, reverse=True)
