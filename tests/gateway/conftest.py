from __future__ import annotations

import functools

import pytest
import werkzeug.test

from runtime import clock, encryption
from tests.gateway.answers import answering_gateway
from tests.gateway.doubles import Gateway
from tests.gateway.house import House, Time
from tests.keys import KEY
from tests.servers.databases import Databases
from tests.servers.fixtures import OpenDatabase

# The library's own boundary has a character too many now and then, as it is made of two numbers
# whose lengths differ, and the gateway refuses such a form as it must (RFC 2046: 70 at most).
werkzeug.test.stream_encode_multipart = functools.partial(
    werkzeug.test.stream_encode_multipart, boundary="the boundary of a test"
)


@pytest.fixture
def gateway() -> Gateway:
    """A gateway behind which everything answers."""
    return answering_gateway()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """A clock that the test turns."""
    turned = Time()
    monkeypatch.setattr(clock, "now", lambda: turned.now)
    monkeypatch.setattr(clock, "monotonic", lambda: turned.monotonic)
    return turned


@pytest.fixture
def house(migrated_database: OpenDatabase, time: Time) -> House:
    """The gateway on its own database, PostgreSQL and SQLite."""
    encryption.use([KEY])
    return House(migrated_database("gateway"), time)


@pytest.fixture
def quick_house(quick_databases: Databases, time: Time) -> House:
    """The same on SQLite alone, where the database does not matter."""
    encryption.use([KEY])
    return House(quick_databases.migrated("gateway"), time)
