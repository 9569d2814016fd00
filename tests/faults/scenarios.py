"""What can go wrong, each as something that happens while appeals stream in."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contracts import envelope as envelopes
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Channel
from runtime import waiting
from runtime.identifiers import new_id
from tests.faults import volunteering
from tests.servers.processes import Linli
from tests.servers.waiting import wait_for
from tests.system import System

_AWAY_SECONDS = 3.0
_STOOD_STILL_SECONDS = 5.0
_STREET_QUEUE = "evt-appeals--street.project_appeal"
_RECEPTIONS_QUEUE = "evt-appeals--street.project_reception"

_RECEIVED = """
SELECT envelope FROM outbox WHERE type = 'linli.appeals.appeal_received'
ORDER BY seq DESC LIMIT 400
"""
#: Fewer than a consumer would need that holds its messages while the database is away.
_FEW_DELIVERIES = json.dumps(
    {
        "delivery-limit": 4,
        "dead-letter-exchange": "dead",
        "dead-letter-routing-key": "appeals-intake",
        "dead-letter-strategy": "at-least-once",
        "overflow": "reject-publish",
    }
)
#: Preloaded into a process, lets its clock be turned while it runs; seconds counted stay true.
_TURNED = {
    "LD_PRELOAD": str(next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), "")),
    # Without any cache each look at the time reads a file, and a process starts in minutes.
    "FAKETIME_CACHE_DURATION": "1",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
}
_TURNS = Path(tempfile.gettempdir()) / f"linli-clock-{os.getpid()}"
_USUAL = dt.datetime(2013, 5, 4, 9, tzinfo=dt.UTC)
_POISONOUS = dt.datetime(2013, 5, 4, 13, 13, tzinfo=dt.UTC)
#: Storing this one reception fails, each time.
_REFUSE_ONE = f"""
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a fault of the handler'; END $$;
CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON reception_fact FOR EACH ROW
WHEN (NEW.held_at = '{_POISONOUS.isoformat()}') EXECUTE FUNCTION refuse();
"""


@dataclass(frozen=True)
class Scenario:
    """One fault; `happens` in the midst of the load, which goes on until it is over."""

    name: str
    happens: Callable[[System], None]
    #: Settings with which single services are started anew before the load.
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: What must be so before the load.
    begins_when: Callable[[System], bool] = lambda _system: True
    #: Services that are started anew afterwards, without those settings.
    restarted: tuple[str, ...] = ()
    #: Dead letters that this fault rightly leaves to the operators.
    dead_letters: int = 0


def _kill(service: str) -> Scenario:
    def happens(system: System) -> None:
        process = system[service]
        process.kill()
        waiting.pause(_AWAY_SECONDS)
        process.start()

    return Scenario(f"kill -9 of {service}", happens)


def _turned(service: str, by: str) -> Scenario:
    """Its clock is wrong for a while; nothing ends and no other year's number is given."""

    def happens(system: System) -> None:
        _TURNS.write_text(by)
        try:
            wait_for(
                lambda: "jumped" in _complaints(system[service]).get("clock", ""),
                30,
                "readiness says that the clock jumped",
            )
            waiting.pause(_AWAY_SECONDS)
        finally:
            _TURNS.write_text("+0d")
        if "clock" not in _complaints(system[service]):
            raise AssertionError("it forgot the jump by itself")
        system.run("clock", "confirm", "--why", "set right")
        wait_for(lambda: not _complaints(system[service]), 30, "it trusts its clock again")
        wrong = "SELECT count(*) FROM appeal WHERE received_at > now() + interval '1 day'"
        if system.rows("appeals", wrong) != [(0,)]:
            raise AssertionError("appeals were received in another year")
        years = "SELECT count(DISTINCT right(name, 4)) FROM counter WHERE name ~ '^[0-9]+/[0-9]+$'"
        if system.rows("appeals", years) != [(1,)]:
            raise AssertionError("numbers of another year were given")

    _TURNS.write_text("+0d")
    turned = {**_TURNED, "FAKETIME_TIMESTAMP_FILE": str(_TURNS)}
    return Scenario(
        f"the clock of {service} {by}", happens, settings={service: turned}, restarted=(service,)
    )


def _kill_relay_holder(system: System) -> None:
    def leaders() -> list[str]:
        line = 'linli_relay_leads{database="appeals"} 1.0'
        return [name for name in ("appeals", "appeals-intake") if line in system[name].metrics()]

    (leader,) = wait_for(leaders, 20, "one process leads the relay")
    other = "appeals" if leader == "appeals-intake" else "appeals-intake"
    system[leader].kill()
    wait_for(lambda: other in leaders_alive(system), 60, "the other takes over")
    system[leader].start()


def _stop_relay_holder(system: System) -> None:
    """It keeps its session with the database, and with it the lock that makes it lead."""
    (leader,) = wait_for(lambda: leaders_alive(system), 20, "one process leads the relay")
    other = "appeals" if leader == "appeals-intake" else "appeals-intake"
    line = 'linli_relay_leads{database="appeals"} 1.0'
    system[leader].pause()
    try:
        wait_for(lambda: line in system[other].metrics(), 30, "the other takes over within 30 s")
    finally:
        system[leader].go_on()
    wait_for(lambda: leaders_alive(system) == [other], 30, "the one that stood still stands by")


def leaders_alive(system: System) -> list[str]:
    """Running processes whose relay of the appeals database leads."""
    line = 'linli_relay_leads{database="appeals"} 1.0'
    return [
        name
        for name in ("appeals", "appeals-intake")
        if system[name].is_running and line in system[name].metrics()
    ]


def _restart_broker(system: System) -> None:
    system.rabbitmq.stop()
    waiting.pause(_AWAY_SECONDS)
    system.rabbitmq.start()


def _kill_broker(system: System) -> None:
    system.rabbitmq.kill()
    waiting.pause(_AWAY_SECONDS)
    system.rabbitmq.start()


def _restart_database(system: System) -> None:
    system.postgres.stop()
    waiting.pause(_AWAY_SECONDS)
    system.postgres.start()


def _database_long_away(system: System) -> None:
    """Longer than the broker waits for an acknowledgement, again and again."""
    system.rabbitmq.held_at_most(3.0)
    system.rabbitmq.set_policy(system.vhost, "few", r"^appeals\.intake$", _FEW_DELIVERIES)
    # Channels know the limit from when they are opened.
    system.proxy.cut()
    system.postgres.stop()
    try:
        wait_for(
            lambda: "writing appeals" in _complaints(system["appeals-intake"]),
            30,
            "readiness says that nothing can be written",
        )
        waiting.pause(25.0)
    finally:
        system.postgres.start()
        system.rabbitmq.held_at_most(1800.0)
        system.rabbitmq.clear_policy(system.vhost, "few")
        system.proxy.cut()


def _queue_refuses(system: System) -> None:
    """One queue is full, while all others go on."""
    system.rabbitmq.set_policy(
        system.vhost,
        "full",
        f"^{_STREET_QUEUE}$",
        '{"max-length": 1, "overflow": "reject-publish"}',
    )
    system["street"].stop()
    try:
        wait_for(lambda: _owed(system) > 0, 30, "something is kept for the queue that refuses")
        waiting.pause(_AWAY_SECONDS)
    finally:
        system.rabbitmq.clear_policy(system.vhost, "full")
        system["street"].start()
    wait_for(lambda: _owed(system) == 0, 90, "it has everything")


def _broker_drops(system: System) -> None:
    """A policy set by hand drops events that the broker has confirmed."""
    system.rabbitmq.set_policy(
        system.vhost, "drops", f"^{_STREET_QUEUE}$", '{"max-length": 5, "overflow": "drop-head"}'
    )
    # While nobody takes them, there are more than five.
    system["street"].stop()
    try:
        waiting.pause(_AWAY_SECONDS)
    finally:
        system.rabbitmq.clear_policy(system.vhost, "drops")
        system["street"].start(LINLI_COMPARE_SECONDS="2")
    lost = "event=projection_missing", '"event": "projection_missing"'
    wait_for(
        lambda: any(line in system["street"].logs for line in lost),
        60,
        "the log names what is lost",
    )
    wait_for(lambda: _missing(system) == 0, 60, "it has everything")


def _has_compared(system: System) -> bool:
    begun = f"SELECT count(place) FROM heard WHERE consumer = '{_STREET_QUEUE}'"  # noqa: S608 - a name of ours
    return int(system.rows("street", begun)[0][0]) > 0


def _missing(system: System) -> int:
    return int(system.rows("street", "SELECT sum(missing) FROM heard")[0][0])


def _owed(system: System) -> int:
    return int(system.rows("appeals", "SELECT count(*) FROM owed")[0][0])


def _count_again(system: System) -> None:
    """The street's figures are counted again while events flow, and never climb from zero."""
    before = system.counted()
    system.run("replay", "rebuild-street")
    if system.counted() < before:
        raise AssertionError(f"{system.counted()} of {before} facts are left")


def _complaints(process: Linli) -> dict[str, str]:
    checks = process.readiness()["checks"]
    return {name: found for name, found in checks.items() if found != "ok"}


def _kill_database(system: System) -> None:
    system.postgres.kill()
    waiting.pause(_AWAY_SECONDS)
    system.postgres.start()


def _cut(system: System) -> None:
    for _ in range(3):
        system.proxy.cut()
        waiting.pause(1.0)


def _swallow(system: System) -> None:
    system.proxy.swallow()
    waiting.pause(8.0)
    system.proxy.heal()


def _memory_alarm(system: System) -> None:
    system.rabbitmq.raise_memory_alarm()
    waiting.pause(_AWAY_SECONDS)
    system.rabbitmq.clear_memory_alarm()


def _broker_disk_full(system: System) -> None:
    """Readiness names the disk, so that nobody restarts what cannot help itself."""
    system.rabbitmq.raise_disk_alarm()
    try:
        wait_for(
            lambda: "disk" in _complaints(system["gateway"]).get("publisher", ""),
            30,
            "readiness says that the broker is low on disk",
        )
        waiting.pause(_AWAY_SECONDS)
    finally:
        system.rabbitmq.clear_disk_alarm()
    wait_for(lambda: not _complaints(system["gateway"]), 60, "it is ready again")


def _backup(system: System) -> None:
    """Writers wait for an instant; what came of it elsewhere is tests/deployment/test_restoring.py."""
    folder = system.folder / "backups"
    saved = Path(system.run("backup", str(folder), "--without-attachments").strip())
    manifest = json.loads((saved / "manifest.json").read_text())
    if manifest["stood_still_seconds"] > _STOOD_STILL_SECONDS:
        raise AssertionError(f"writers waited for {manifest['stood_still_seconds']} s")


def _archive(system: System) -> None:
    """What is new stays, whatever is moved, and the audit holds."""
    folder = system.folder / "archive"
    folder.mkdir()
    system.run("archive", str(folder), "--older-than", "90")
    if "holds" not in system.run("audit", "verify", "appeals"):
        raise AssertionError("the audit does not hold")


def _failpoint(name: str, service: str) -> Scenario:
    def happens(system: System) -> None:
        process = system[service]
        process.wait_dead()
        process.start(LINLI_FAILPOINT="")

    return Scenario(
        f"death at {name} in {service}",
        happens,
        settings={service: {"LINLI_FAILPOINT": f"{name}:10"}},
    )


def _relay_failpoint(name: str) -> Scenario:
    armed = ("appeals", "appeals-intake")

    def happens(system: System) -> None:
        wait_for(lambda: not all(system[one].is_running for one in armed), 60, "a relay dies")
        for one in armed:
            # The other is armed too and would die in its turn.
            system[one].stop()
            system[one].start(LINLI_FAILPOINT="")

    return Scenario(
        f"death at {name} in the relay",
        happens,
        settings={service: {"LINLI_FAILPOINT": f"{name}:10"} for service in armed},
    )


def _terminate(service: str) -> Scenario:
    def happens(system: System) -> None:
        process = system[service]
        code = process.stop()
        if code != 0:
            raise AssertionError(f"{service} ended with {code}")
        process.start()

    return Scenario(f"SIGTERM of {service}", happens)


def _thrice(system: System) -> None:
    system.publish(_STREET_QUEUE, _feed(system) * 3)


def _disordered(system: System) -> None:
    found = _feed(system)
    random.Random(7).shuffle(found)  # noqa: S311 - the same disorder every time
    system.publish(_STREET_QUEUE, found)


def _undecodable(system: System) -> None:
    for queue in ("appeals.intake", _STREET_QUEUE):
        system.publish(queue, [b"\xff\x00 not an event"])


def _poison(system: System) -> None:
    system.execute("street", _REFUSE_ONE)
    good = [_reception(_USUAL) for _ in range(100)]
    bad = _reception(_POISONOUS)
    before = _receptions(system)
    system.publish(_RECEPTIONS_QUEUE, [*good[:50], bad, *good[50:]])
    wait_for(
        lambda: _receptions(system) == before + len(good), 60, "the hundred good ones are counted"
    )


def _receptions(system: System) -> int:
    return int(system.rows("street", "SELECT count(*) FROM reception_fact")[0][0])


def _reception(held_at: dt.datetime) -> bytes:
    event = ReceptionRecorded(
        reception_id=new_id(),
        community="440305007003",
        visitors=1,
        channel=Channel.STATION_DUTY,
        held_at=held_at,
        version=1,
    )
    wrapped = envelopes.wrap(event, event_id=new_id(), time=held_at, correlation_id="poison")
    return wrapped.text().encode()


def _feed(system: System) -> list[bytes]:
    return [text.encode() for (text,) in system.rows("appeals", _RECEIVED)]


SCENARIOS = (
    *(_terminate(service) for service in ("gateway", "appeals-intake", "appeals", "street")),
    _kill("appeals-intake"),
    _kill("appeals"),
    _kill("street"),
    _kill("gateway"),
    Scenario("kill -9 of the relay's holder", _kill_relay_holder),
    Scenario("SIGSTOP of the relay's holder", _stop_relay_holder),
    Scenario("RabbitMQ stopped and started", _restart_broker),
    Scenario("RabbitMQ killed and started", _kill_broker),
    Scenario("PostgreSQL stopped and started", _restart_database),
    Scenario("PostgreSQL killed and started", _kill_database),
    Scenario("PostgreSQL away, messages come again", _database_long_away),
    _turned("gateway", "+1461d"),
    _turned("appeals", "+400d"),
    Scenario("a queue that refuses", _queue_refuses),
    Scenario(
        "a queue that drops",
        _broker_drops,
        settings={"street": {"LINLI_COMPARE_SECONDS": "2"}},
        # The first comparison is where counting begins: what was lost before it is not missed.
        begins_when=_has_compared,
        restarted=("street",),
    ),
    Scenario("figures counted again under load", _count_again),
    Scenario("connections cut", _cut),
    Scenario("packets swallowed", _swallow),
    Scenario("memory alarm of the broker", _memory_alarm),
    Scenario("the broker's disk is full", _broker_disk_full),
    Scenario("a backup under load", _backup),
    Scenario("old events archived under load", _archive),
    *(
        _failpoint(name, service)
        for name, service in (
            ("before_commit", "appeals-intake"),
            ("after_commit", "appeals-intake"),
            ("after_ack", "appeals-intake"),
            ("before_commit", "street"),
            ("before_ack", "street"),
            ("before_publish", "gateway"),
            ("after_bundle", "gateway"),
        )
    ),
    _relay_failpoint("after_confirm"),
    _relay_failpoint("after_note"),
    Scenario("kill -9 of volunteers, then incentives", volunteering.happening(volunteering.killed)),
    Scenario(
        "databases of volunteers, incentives away",
        volunteering.happening(volunteering.without_database),
    ),
    Scenario("the same events three times", _thrice),
    Scenario("events out of order", _disordered),
    Scenario("messages that cannot be decoded", _undecodable, dead_letters=2),
    Scenario("one poisonous event among a hundred", _poison, dead_letters=1),
)
