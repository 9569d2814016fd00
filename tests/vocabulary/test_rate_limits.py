from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary.rate_limits import DEFAULTS, Kind, Limit, RateLimitsWrong, read


def test_nothing_set_is_our_proposal() -> None:
    assert read("") == DEFAULTS
    assert set(DEFAULTS) == set(Kind)


def test_what_is_set_counts_and_the_rest_stays() -> None:
    limits = read("intake=5/60+50/3600, key=off")

    assert limits[Kind.INTAKE] == (Limit(5, 60), Limit(50, 3600))
    assert limits[Kind.KEY] == ()
    assert limits[Kind.ACCOUNT] == DEFAULTS[Kind.ACCOUNT]


def test_off_alone_takes_every_limit_away() -> None:
    assert read(" off ") == dict.fromkeys(Kind, ())


def test_intake_without_an_account_is_the_strictest() -> None:
    a_minute = {
        kind: [limit.most for limit in limits if limit.seconds == 60]
        for kind, limits in DEFAULTS.items()
    }

    assert min(a_minute, key=lambda kind: a_minute[kind]) is Kind.INTAKE


@given(
    some.dictionaries(
        some.sampled_from(Kind),
        some.lists(
            some.builds(Limit, some.integers(1, 1_000_000), some.integers(1, 86_400)),
            unique_by=lambda limit: limit.seconds,
            max_size=3,
        ).map(tuple),
    )
)
def test_every_limit_can_be_written_down(limits: dict[Kind, tuple[Limit, ...]]) -> None:
    text = ",".join(
        f"{kind}=" + ("+".join(f"{one.most}/{one.seconds}" for one in found) or "off")
        for kind, found in limits.items()
    )

    assert read(text) == {**DEFAULTS, **limits}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("off,off", "No kind 'off'"),
        ("intakes=20/60", "No kind 'intakes'; there are intake, intake_network, upload, document,"),
        ("intake", "is not REQUESTS/SECONDS"),
        ("intake=20", "is not REQUESTS/SECONDS"),
        ("intake=-20/60", "is not REQUESTS/SECONDS"),
        ("intake=２０/60", "is not REQUESTS/SECONDS"),
        ("intake=20/60+off", "is not REQUESTS/SECONDS"),
        ("intake=99999999999999/60", "is not REQUESTS/SECONDS"),
        ("intake=0/60", "must be 1 to 1000000 requests in 1 to 86400 seconds"),
        ("intake=20/0", "must be 1 to 1000000 requests in 1 to 86400 seconds"),
        ("intake=20/99999", "must be 1 to 1000000 requests in 1 to 86400 seconds"),
        ("intake=20/60,intake=30/60", "set twice"),
        ("intake=20/60+30/60", "two limits for the same time"),
    ],
)
def test_what_is_no_limit_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(RateLimitsWrong, match=complaint):
        read(text)
