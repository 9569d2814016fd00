from __future__ import annotations

import pytest

from gateway.console.naming import happened_at


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-11-29T16:00:00+00:00", "2026-11-30"),
        ("2026-11-30T00:00:00+08:00", "2026-11-30"),
        ("2026-11-30T00:00:01+08:00", "2026-11-30 00:00"),
        ("2026-11-29T06:30:00+00:00", "2026-11-29 14:30"),
    ],
)
def test_what_is_known_by_its_day_alone_has_no_time(written: str, said: str) -> None:
    assert happened_at(written) == said
