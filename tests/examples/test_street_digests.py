"""The example that street offices copy for digests: alone, and killed under load."""

from __future__ import annotations

import datetime as dt
import json
import runpy
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import kombu
import pika
import pytest
import sqlalchemy as sa

from bus import topology
from bus.naming import DIGESTS_READER, PUBLIC_EXCHANGE, STREET_FEED
from bus.tables import OUTBOX
from bus.topology import Topology
from contracts.appeals.words import Outcome
from contracts.street.digests import TotalsDigested
from contracts.street.totals import ShowTotals
from runtime.database import Database
from services.street.digests import operations
from services.street.totals import operations as totals
from services.street.totals import queries
from tests.servers.fixtures import OpenDatabase
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.services.street.events import DENGLIANG, LILIN, YUELIANGWAN, closed, received, shanghai

_PATH = Path(__file__).parents[2] / "examples" / "street_digests.py"
_EXAMPLE = runpy.run_path(str(_PATH))
#: A name of its own: a deployment that was tried on this broker has left the usual one.
_USER = f"{DIGESTS_READER}-of-this-file"
_VHOST, _PASSWORD = "digests", "secret"
_KILLS = 20
_COMMUNITIES = (LILIN, YUELIANGWAN, DENGLIANG, "440305008001")


@pytest.fixture
def kept() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_EXAMPLE["TABLES"])
        yield database


def _digest(version: int, appeals: int, **changed: Any) -> bytes:
    figures = {
        "span": "ever",
        "receptions": 0,
        "appeals": appeals,
        "closed": 0,
        "settled": 0,
        "settled_rate": {"percent": 0.0},
    }
    data = {"area": LILIN, "version": version, "merged_into": None, "periods": [figures]}
    told = {"type": "linli.street.totals_digested", "time": "2013-05-04T09:30:00+08:00"}
    return json.dumps({**told, "data": data | changed}).encode()


def test_the_newest_version_holds_in_whatever_order_they_come(kept: sqlite3.Connection) -> None:
    for offset, body in enumerate([_digest(2, 5), _digest(3, 4), _digest(2, 5), _digest(1, 1)]):
        _EXAMPLE["store"](kept, body, offset)

    assert _EXAMPLE["table"](kept) == [(LILIN, 0, 4, 0, 0, 0.0)]
    assert _EXAMPLE["next_offset"](kept) == 4


def test_a_merged_area_is_not_shown(kept: sqlite3.Connection) -> None:
    _EXAMPLE["store"](kept, _digest(2, 5), 0)
    _EXAMPLE["store"](kept, _digest(3, 0, merged_into=YUELIANGWAN), 1)

    assert _EXAMPLE["table"](kept) == []


@pytest.fixture
def uri(rabbitmq: RabbitMQ) -> Iterator[str]:
    """The broker of a deployment, with the office's user and its rights."""
    address = rabbitmq.add_vhost(_VHOST)
    wanted = Topology(sources=("street",))
    with kombu.Connection(address) as connection:
        topology.declare(connection, wanted)
    (rights,) = topology.definitions(wanted, {DIGESTS_READER: _PASSWORD}, vhost=_VHOST)[
        "permissions"
    ]
    rabbitmq.add_user(_USER, _PASSWORD)
    rabbitmq.allow(_USER, _VHOST, rights["configure"], rights["write"], rights["read"])
    yield address
    rabbitmq.delete_user(_USER)
    rabbitmq.delete_vhost(_VHOST)


@pytest.mark.one_database
def test_killed_again_and_again_it_ends_with_the_figures_of_the_totals(
    migrated_database: OpenDatabase, uri: str, tmp_path: Path
) -> None:
    """It may read the digests and nothing else, and misses and doubles none of them."""
    street = migrated_database("street")
    theirs = uri.replace("guest:guest", f"{_USER}:{_PASSWORD}")
    path = tmp_path / "digests.db"
    stopped = threading.Event()
    telling = threading.Thread(target=_tell, args=(street, uri, stopped))
    telling.start()
    try:
        for _ in range(_KILLS):
            _read_and_be_killed(theirs, path, beyond=_place(path))
    finally:
        stopped.set()
        telling.join()

    _read_and_be_killed(theirs, path, beyond=_published(street) - 1)
    with closing(sqlite3.connect(path)) as database:
        shown = _EXAMPLE["table"](database)
    assert [area for area, *_ in shown] == [
        *("440300000000", "440305000000", "440305007000", "440305008000"),
        *_COMMUNITIES,
    ]
    for area, receptions, appeals, of_closed, settled, percent in shown:
        with street.reading() as session:
            asked = queries.totals(session, ShowTotals(area=area))
        assert (asked.receptions, asked.appeals, asked.closed) == (receptions, appeals, of_closed)
        assert (asked.settled, asked.settled_rate.percent) == (settled, percent)


def test_the_office_is_refused_the_feed_of_all_events(uri: str) -> None:
    theirs = uri.replace("guest:guest", f"{_USER}:{_PASSWORD}")
    with closing(pika.BlockingConnection(pika.URLParameters(theirs))) as connection:
        channel = connection.channel()
        channel.basic_qos(prefetch_count=1)
        with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED"):
            channel.basic_consume(STREET_FEED, lambda *_: None)


def _read_and_be_killed(uri: str, path: Path, *, beyond: int) -> None:
    """Let the example read beyond a place, and kill it while it reads."""
    example = subprocess.Popen(
        [sys.executable, str(_PATH), uri, str(path)], stdout=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: _place(path) > beyond, 60, "the example has read more")
    finally:
        example.kill()
        example.wait()


def _tell(street: Database, uri: str, stopped: threading.Event) -> None:
    """Appeals come and are closed, and digests of them are published, each some times."""
    now = shanghai(2013, 5, 9, 12)
    with closing(pika.BlockingConnection(pika.URLParameters(uri))) as connection:
        channel = connection.channel()
        turn, seq = 0, 0
        while not stopped.wait(0.02):
            turn += 1
            community = _COMMUNITIES[turn % len(_COMMUNITIES)]
            appeal = UUID(int=turn)
            with street.writing() as session:
                totals.apply_appeals(session, [received(appeal, community=community)])
                if turn % 3:
                    outcome = Outcome.SETTLED if turn % 2 else Outcome.EXPLAINED
                    ended = closed(appeal, outcome, community=community)
                    totals.apply_appeals(session, [ended])
            with street.writing() as session:
                operations.digest(session, now + turn * dt.timedelta(minutes=1))
            with street.reading() as session:
                new = sa.select(OUTBOX.c.seq, OUTBOX.c.envelope).where(OUTBOX.c.seq > seq)
                rows = session.execute(new.order_by(OUTBOX.c.seq)).all()
            for seq, text in rows:  # noqa: B007 - the last one is where to go on
                channel.basic_publish(PUBLIC_EXCHANGE, TotalsDigested.NAME, text.encode())


def _published(street: Database) -> int:
    """How many digests lie in the stream, which begins to count at 0."""
    with street.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(OUTBOX)) or 0


def _place(path: Path) -> int:
    """Where a copy goes on; 0 while there is none."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path, timeout=10)) as database:
        try:
            found = _EXAMPLE["next_offset"](database)
        except sqlite3.OperationalError:
            return 0
    return 0 if found == "first" else int(found)
