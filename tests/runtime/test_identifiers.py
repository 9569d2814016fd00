from __future__ import annotations

import datetime as dt

from runtime import clock, identifiers


def test_identifiers_are_sorted_by_the_order_in_which_they_were_made() -> None:
    """Rows that came together lie together, and a page can begin after an id."""
    made = [identifiers.new_id() for _ in range(5000)]

    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}


def test_an_identifier_tells_when_it_was_made() -> None:
    before = clock.now()
    milliseconds = identifiers.new_id().int >> 80

    moment = dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)

    assert abs(moment - before) < dt.timedelta(seconds=5)


def test_now_is_in_utc() -> None:
    assert clock.now().utcoffset() == dt.timedelta(0)
