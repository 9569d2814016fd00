from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.limits.rate_limits import rules
from vocabulary.rate_limits import Kind, Limit

_LIMITS = some.builds(Limit, some.integers(1, 30), some.integers(1, 90))


def _passed(limit: Limit, moments_ms: list[int]) -> list[int]:
    """The moments that pass, each window of the clock counted as the gateway does."""
    whole, counts = limit.seconds * 1000, dict[int, int]()
    found = []
    for moment in moments_ms:
        number, elapsed = divmod(moment, whole)
        before, current = counts.get(number - 1, 0), counts.get(number, 0)
        if not rules.wait_ms(limit, before=before, current=current, elapsed_ms=elapsed):
            counts[number] = current + 1
            found.append(moment)
    return found


_MOMENTS = some.lists(some.integers(0, 400_000), max_size=300).map(sorted)


@given(_LIMITS, _MOMENTS)
def test_no_more_than_the_limit_pass_in_a_window_and_twice_in_any_span(
    limit: Limit, moments_ms: list[int]
) -> None:
    whole, passed = limit.seconds * 1000, _passed(limit, moments_ms)

    for _, window in itertools.groupby(passed, key=lambda moment: moment // whole):
        assert len(list(window)) <= limit.most
    for begin in passed:
        assert sum(begin <= moment < begin + whole for moment in passed) <= 2 * limit.most


@given(_LIMITS, some.integers(1, 100_000), some.integers(0, 400_000))
def test_who_calls_evenly_within_the_limit_is_never_refused(
    limit: Limit, calls: int, begin_ms: int
) -> None:
    """A window of the clock may hold one more than a span of its length does on average."""
    if limit.most == 1:
        pause = 2 * limit.seconds * 1000
    else:
        pause = -(-limit.seconds * 1000 // (limit.most - 1))
    moments = [begin_ms + place * pause for place in range(min(calls, 100))]

    assert _passed(limit, moments) == moments


@given(_LIMITS, some.integers(0, 200), some.integers(0, 200), some.data())
def test_after_waiting_as_told_a_request_passes_and_a_millisecond_earlier_it_does_not(
    limit: Limit, before: int, current: int, data: some.DataObject
) -> None:
    """Also if gateways together let more pass than the limit."""
    whole = limit.seconds * 1000
    elapsed = data.draw(some.integers(0, whole - 1))

    def passes_after(wait: int) -> bool:
        windows, later = divmod(elapsed + wait, whole)
        facts = [(before, current), (current, 0), (0, 0)][min(windows, 2)]
        return not rules.wait_ms(limit, before=facts[0], current=facts[1], elapsed_ms=later)

    wait = rules.wait_ms(limit, before=before, current=current, elapsed_ms=elapsed)

    assert 0 <= wait <= 2 * whole
    assert passes_after(wait)
    assert passes_after(rules.retry_after_seconds(wait) * 1000)
    if wait:
        assert not passes_after(wait - 1)


def test_a_wait_is_told_in_seconds_that_are_enough() -> None:
    assert [rules.retry_after_seconds(wait) for wait in (1, 999, 1000, 1001)] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("method", "path", "proof", "kind"),
    [
        ("POST", "/api/v1/public/appeals", None, Kind.INTAKE),
        # A proof is not looked at there, so it is no way around.
        ("POST", "/api/v1/public/appeals", "Bearer x", Kind.INTAKE),
        ("POST", "/api/v1/public/commissioners/x/complaints", None, Kind.INTAKE),
        ("POST", "/api/v1/public/notices/x/objections", None, Kind.INTAKE),
        ("POST", "/api/v1/public/communities/x/selections/2026/objections", None, Kind.INTAKE),
        ("GET", "/api/v1/public/appeals/HMTX", "Bearer x", Kind.ADDRESS),
        ("POST", "/api/v1/public/appeals/HMTX/attachments", "Bearer x", Kind.UPLOAD),
        ("GET", "/api/v1/public/appeals/HMTX/attachments", None, Kind.ADDRESS),
        ("GET", "/api/v1/public/regulations/measures.pdf", None, Kind.DOCUMENT),
        ("HEAD", "/api/v1/public/handbooks/440305007003/editions/1.pdf", "Bearer x", Kind.DOCUMENT),
        ("POST", "/api/v1/tokens", "Bearer x", Kind.PROOF),
        ("POST", "/api/v1/tokens/refreshing", None, Kind.PROOF),
        ("POST", "/api/v1/sessions", None, Kind.PROOF),
        ("GET", "/api/v1/sessions", "Bearer x", None),
        ("GET", "/api/v1/appeals", None, Kind.ADDRESS),
        ("GET", "/api/v1/appeals", "Bearer x", None),
        ("GET", "/openapi.json", None, Kind.ADDRESS),
    ],
)
def test_what_a_request_counts_as_before_its_proof_is_looked_at(
    method: str, path: str, proof: str | None, kind: Kind | None
) -> None:
    assert rules.kind_at_the_door(method, path, has_proof=proof is not None) is kind


def test_supervisors_and_meters_are_never_refused() -> None:
    paths = ("/healthz", "/readyz", "/metrics", "/docs")

    assert [rules.is_counted(path) for path in paths] == [False, False, False, True]


def test_an_ipv6_network_is_one_address_and_unknown_ones_are_one_too() -> None:
    assert rules.counted_place("2001:db8:1:2::7") == rules.counted_place("2001:db8:1:2:9::1")
    assert rules.counted_place("192.0.2.1") != rules.counted_place("192.0.2.2")
    assert rules.counted_place(None) == ""


def test_a_mark_depends_on_everything_and_shows_nothing() -> None:
    secrets, subjects = (b"one secret", b"another"), ("192.0.2.1", "192.0.2.2")
    marks = {
        rules.mark(secret, kind, subject)
        for secret, kind, subject in itertools.product(secrets, Kind, subjects)
    }

    assert len(marks) == 2 * len(Kind) * 2
    assert {len(mark) for mark in marks} == {64}


@pytest.mark.parametrize("kind", list(Kind))
def test_a_refusal_says_when_in_both_languages(kind: Kind) -> None:
    refusal = rules.refusal(kind, 17)

    assert refusal.retry_after_seconds == 17
    assert all("17" in sentence for sentence in (refusal.zh, refusal.en))


def test_a_day_is_the_longest_window_and_still_exact() -> None:
    limit, now = Limit(1, 86_400), dt.timedelta(hours=3) // dt.timedelta(milliseconds=1)

    wait = rules.wait_ms(limit, before=0, current=1, elapsed_ms=now)

    assert wait == dt.timedelta(hours=45) // dt.timedelta(milliseconds=1)
