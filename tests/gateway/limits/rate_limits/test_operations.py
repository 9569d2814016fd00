"""Counters of several gateways that share a database, on both kinds of database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from gateway.limits.rate_limits import operations
from gateway.limits.rate_limits.model import RATE_COUNT
from gateway.limits.rate_limits.operations import RateLimits
from runtime.database import Database
from tests.gateway.house import Time
from tests.servers.fixtures import OpenDatabase
from vocabulary.problems import TooManyRequests
from vocabulary.rate_limits import Kind, read

_SECRET = b"a secret of a test, thirty-two bytes or more"
_HERE, _THERE = "192.0.2.1", "192.0.2.2"


def _limits(text: str, **options: Any) -> RateLimits:
    made = RateLimits(**options)
    made.open(_SECRET, read(text))
    return made


def _let_in(limits: RateLimits, times: int, subject: str = _HERE) -> int:
    """How many of so many calls pass."""
    return sum(_passes(limits, subject) for _ in range(times))


def _passes(limits: RateLimits, subject: str = _HERE) -> bool:
    try:
        limits.pass_one(Kind.INTAKE, subject)
    except TooManyRequests:
        return False
    return True


def _exchange(database: Database, *gateways: RateLimits) -> None:
    for gateway in gateways:
        with database.writing() as session:
            gateway.exchange(session)


@pytest.fixture
def database(migrated_database: OpenDatabase) -> Database:
    """The gateway's own."""
    return migrated_database("gateway")


def test_several_limits_of_one_kind_all_hold(time: Time) -> None:
    limits = _limits("intake=10/60+15/3600")

    assert _let_in(limits, 20) == 10
    time.forward(minutes=3)
    assert _let_in(limits, 20) == 5
    time.forward(minutes=3)
    assert _let_in(limits, 20) == 0


def test_without_a_limit_everything_passes(time: Time) -> None:
    assert _let_in(_limits("intake=off"), 5_000) == 5_000


def test_after_the_wait_that_was_told_the_caller_passes(time: Time) -> None:
    limits = _limits("intake=3/60+5/600")
    for _ in range(10):
        _let_in(limits, 10)
        with pytest.raises(TooManyRequests) as refused:
            limits.pass_one(Kind.INTAKE, _HERE)
        wait = refused.value.retry_after_seconds
        assert wait is not None
        time.forward(seconds=wait)

        assert _passes(limits)


def test_addresses_do_not_pay_for_each_other(time: Time) -> None:
    limits = _limits("intake=3/60")

    assert _let_in(limits, 5) == 3
    assert _let_in(limits, 5, _THERE) == 3


def test_two_gateways_count_together(database: Database, time: Time) -> None:
    """What passed at one counts at the other, once both have looked."""
    one, other = _limits("intake=20/60"), _limits("intake=20/60")
    assert _let_in(one, 12) == 12
    _exchange(database, one, other)

    assert _let_in(other, 20) == 8
    _exchange(database, other, one)
    assert _let_in(one, 20) == 0
    assert _let_in(one, 20, _THERE) == 20

    time.forward(seconds=90)
    assert _let_in(one, 20) == 10


def test_who_alternates_gets_no_more_than_the_limit_and_a_turn(
    database: Database, time: Time
) -> None:
    """The stated error: what comes between two exchanges, at each gateway."""
    gateways = [_limits("intake=100/60") for _ in range(3)]
    passed = 0
    for _ in range(30):
        passed += sum(_let_in(gateway, 5) for gateway in gateways)
        _exchange(database, *gateways)
        time.forward(seconds=1)

    assert 100 <= passed <= 100 + 3 * 5


def test_what_is_far_from_its_limit_is_not_told(database: Database, time: Time) -> None:
    limits = _limits("intake=100/60")
    _let_in(limits, 9)
    _let_in(limits, 10, _THERE)
    _exchange(database, limits)

    with database.reading() as session:
        (row,) = session.execute(sa.select(RATE_COUNT)).all()
    assert row.passed == 10
    assert _THERE not in str(row)


def test_what_changed_is_told_again_and_what_did_not_is_not(
    database: Database,
    time: Time,
) -> None:
    limits = _limits("intake=10/60")
    for passed in (1, 3):
        _let_in(limits, passed)
        _exchange(database, limits, limits)

    with database.reading() as session:
        assert session.scalars(sa.select(RATE_COUNT.c.passed)).all() == [4]


def test_a_gateway_that_starts_again_still_knows(database: Database, time: Time) -> None:
    before, after = _limits("intake=20/60"), _limits("intake=20/60")
    _let_in(before, 20)
    _exchange(database, before, after)

    assert not _passes(after)


def test_with_another_secret_nobody_is_recognised(database: Database, time: Time) -> None:
    one, other = _limits("intake=20/60"), RateLimits()
    other.open(b"another secret, as of another deployment", read("intake=20/60"))
    _let_in(one, 20)
    _exchange(database, one, other)

    assert _let_in(other, 20) == 20


def test_old_windows_are_deleted(database: Database, time: Time) -> None:
    limits = _limits("intake=10/60")
    _let_in(limits, 10)
    _exchange(database, limits)
    kept = []
    for minutes in (1, 1):
        time.forward(minutes=minutes)
        with database.writing() as session:
            operations.forget_past(session)
            kept.append(len(session.execute(sa.select(RATE_COUNT)).all()))

    assert kept == [1, 0]


def test_memory_does_not_grow_with_the_number_of_addresses(database: Database, time: Time) -> None:
    limits = _limits("intake=10/60", kept=100)
    for place in range(1_000):
        _passes(limits, f"2001:db8:{place:x}::/64")
    assert limits.remembered == 100
    assert _let_in(limits, 20, "2001:db8:3e7::/64") == 9

    time.forward(minutes=2)
    _exchange(database, limits)
    assert limits.remembered == 0


def test_no_turn_tells_more_than_the_database_can_take(database: Database, time: Time) -> None:
    """Those nearest to their limit first, the others with the next turn."""
    limits = _limits("intake=10/60")
    for place in range(700):
        _passes(limits, str(place))
    _let_in(limits, 9)
    told = []
    for _ in range(3):
        _exchange(database, limits)
        with database.reading() as session:
            told.append(sorted(session.scalars(sa.select(RATE_COUNT.c.passed)).all())[-1:])
            told[-1].append(session.scalar(sa.select(sa.func.count()).select_from(RATE_COUNT)) or 0)

    assert told == [[9, 500], [9, 701], [9, 701]]


def test_a_clock_that_is_set_back_locks_nobody_out(time: Time) -> None:
    limits = _limits("intake=5/60")
    _let_in(limits, 5)
    time.now -= dt.timedelta(seconds=60)
    assert not _passes(limits)
    time.now -= dt.timedelta(hours=1)

    assert _passes(limits)
