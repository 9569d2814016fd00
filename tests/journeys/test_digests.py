"""A district that reads the digests of its areas, and asks for the log (R5, R55 to R57, R66)."""

from __future__ import annotations

import contextlib
import datetime as dt
import runpy
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pika
import pytest

from bus.naming import DIGESTS_READER, STREET_FEED
from runtime import waiting
from tests.journeys.people import Person, administrator_above, holder_made_by
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, administrator_of, each_a_process
from tests.servers.fixtures import NewSystem
from tests.servers.waiting import wait_for
from vocabulary.actors import Role
from vocabulary.areas import parent_of
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
_DISTRICT = str(parent_of(_HERE.street))
_PATH = Path(__file__).parents[2] / "examples" / "street_digests.py"
_EXAMPLE = runpy.run_path(str(_PATH))
#: Of a community, and how far they are apart at least: a minute, but for how long each took.
_WANTED, _APART = 3, dt.timedelta(seconds=55)
_OF_STREET = {"source": "street", "after": 0, "limit": 500}


class _Program:
    """Asks for digests by a key, and keeps the newest of each area and the place."""

    def __init__(self, running: Running, secret: str, place: int = 0) -> None:
        self._running, self._headers = running, {"Authorization": f"Bearer {secret}"}
        self.place = place
        self.newest: dict[str, Json] = {}

    def asks(self) -> list[str]:
        """The areas that changed since it asked before."""
        changed, more = [], True
        while more:
            asked = {"after": self.place, "limit": 20, "area": _DISTRICT}
            answer = self._running.answer(
                "GET", "/street/digests", headers=self._headers, params=asked
            )
            self.place, more = answer["last"], answer["more"]
            self.newest |= {one["area"]: one for one in answer["items"]}
            changed += [one["area"] for one in answer["items"]]
        return changed


def _digested(running: Running) -> None:
    """Let the clock's next look tell digests: there is one a minute at most, and nobody waits so long."""
    running.rows("street", "UPDATE digest_turn SET taken_at = NULL RETURNING id")


def _secret_of(district: Person, *scopes: str) -> str:
    # The code of this half minute may be used up by the sign-in.
    proof = {"current_password": district.password, "code": district.recovery_codes.pop()}
    wanted = {"name": "区数据平台", "scopes": list(scopes), "areas": [_DISTRICT], "days": 30}
    return str(district.answer("POST", "/api-keys", proof | wanted)["secret"])


@pytest.mark.thorough("waits for three digests, for each until the clock looks, some ten seconds")
def test_a_district_sees_a_settled_count_fall_and_a_community_merged(running: Running) -> None:
    """An appeal that is opened again counts no more in the next digest; no digest is told twice."""
    district = holder_made_by(administrator_above(running), Role.STREET_OFFICER, _DISTRICT)
    secret = _secret_of(district, "figures.read", "event.read")
    receipt = running.submit()
    running.settle(receipt)
    running.settled_at(_HERE.community, settled=1)
    _digested(running)
    program = _Program(running, secret)

    def tells_of_it() -> bool:
        program.asks()
        return _HERE.community in program.newest and _ever(program, "settled") == 1

    wait_for(tells_of_it, 60, "a digest tells that it is settled")
    before = program.newest
    running.answer(
        "POST", f"/public/appeals/{receipt['tracking_code']}/reopening", json={"reason": "又坏了。"}
    )
    running.settled_at(_HERE.community, settled=0)
    _digested(running)

    # Killed meanwhile, it goes on at its place.
    program = _Program(running, secret, program.place)
    own = sorted([_HERE.community, _HERE.street])
    changed: list[str] = []

    def tells_of_all() -> bool:
        changed.extend(program.asks())
        return {*own, _DISTRICT} <= set(changed)

    wait_for(tells_of_all, 60, "there is a digest after that")
    # Other files have streets in the district, too, whose last events may come now.
    assert sorted(one for one in changed if one[:9] == _HERE.street[:9]) == own
    for area in own:
        assert _of(program.newest[area], "settled") == _of(before[area], "settled") - 1
    for area in (*own, _DISTRICT):
        assert program.newest[area]["version"] > before[area]["version"]

    _merge(running)
    _digested(running)
    wait_for(
        lambda: program.asks() and program.newest[_HERE.community]["merged_into"],
        60,
        "a digest tells of the merger",
    )
    assert program.newest[_HERE.community]["merged_into"] == _HERE.neighbour
    assert _ever(program, "appeals") == 0
    assert _of(program.newest[_HERE.neighbour], "appeals") == 1

    _check_the_log(running, secret)


def _check_the_log(running: Running, secret: str) -> None:
    """The same key reads the log of events, and nothing else."""
    headers = {"Authorization": f"Bearer {secret}"}
    asked = {"source": "appeals", "after": 0, "limit": 500}
    items = running.answer("GET", "/events", headers=headers, params=asked)["items"]
    assert "linli.appeals.appeal_reopened" in {one["type"] for one in items}
    assert running.call("GET", "/appeals", headers=headers).status_code == 403


def _merge(running: Running) -> None:
    """Merge the community into its neighbour as of today."""
    running.answer(
        "POST",
        f"/areas/{_HERE.community}/merger",
        actor=administrator_of(_HERE.street),
        json={"into": _HERE.neighbour, "from": str(dt.datetime.now(SHANGHAI).date())},  # noqa: TID251 - the day on which the servers really run
    )


def _ever(program: _Program, figure: str) -> int:
    """A figure of all time in the community's newest digest."""
    return _of(program.newest[_HERE.community], figure)


def _of(digest: Json, figure: str) -> int:
    return sum(one[figure] for one in digest["periods"] if one["span"] == "ever")


@pytest.mark.thorough("tells digests for more than two minutes, as there is one a minute at most")
def test_two_street_processes_tell_a_district_one_digest_a_minute(
    new_system: NewSystem, tmp_path: Path
) -> None:
    """A program of the district copies them, is killed, goes on, and may read nothing else."""
    services = ("gateway", "appeals-intake", "appeals", "street", "street")
    with new_system(services=services, as_deployed=True) as system:
        running, uri = each_a_process(system), system.uri_of(DIGESTS_READER)
        copy = tmp_path / "digests.db"
        appeals = 0

        def is_told_of_often() -> bool:
            nonlocal appeals
            appeals += 1
            running.submit()
            with _copying(uri, copy) if appeals % 5 == 0 else contextlib.nullcontext():
                waiting.pause(1)
            return _digests(running) >= _WANTED

        wait_for(is_told_of_often, 300, f"there are {_WANTED} digests")
        moments = running.rows(
            "street",
            "SELECT aggregate, created_at FROM outbox WHERE type = 'linli.street.totals_digested' "
            "ORDER BY aggregate, seq",
        )
        for (area, before), (same, after) in pairwise(moments):
            assert area != same or after - before >= _APART, area
        # What came after the last digest was told is told by the next.
        running.submit()
        both = [appeals + 1] * 2
        with _copying(uri, copy):
            wait_for(lambda: _copied(copy, running) == both, 150, "the newest digests are copied")
        with closing(pika.BlockingConnection(pika.URLParameters(uri))) as connection:
            channel = connection.channel()
            channel.basic_qos(prefetch_count=1)
            with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED"):
                channel.basic_consume(STREET_FEED, lambda *_: None)


def _digests(running: Running) -> int:
    """How often the community was told of."""
    told = running.answer("GET", "/events", actor=administrator_of(_DISTRICT), params=_OF_STREET)
    return sum(one["subject"] == running.home.community for one in told["items"])


@contextmanager
def _copying(uri: str, copy: Path) -> Iterator[None]:
    """Let the example read meanwhile, and kill it."""
    example = subprocess.Popen(
        [sys.executable, str(_PATH), uri, str(copy)], stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        example.kill()
        example.wait()


def _copied(copy: Path, running: Running) -> list[int | None]:
    """How many appeals the community and its street have in the copy."""
    with closing(sqlite3.connect(copy)) as kept:
        table = {area: counted for area, _, counted, *_ in _EXAMPLE["table"](kept)}
    return [table.get(running.home.community), table.get(running.home.street)]
