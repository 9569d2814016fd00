"""What happens to volunteers and incentives, and the account of what they were told meanwhile."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

import requests

from bus.naming import SubscriptionNames
from contracts import envelope as envelopes
from contracts.appeals.intake import AppealReceived
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Channel
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.words import EndReason
from contracts.registry import Event
from runtime import clock, waiting
from runtime.identifiers import new_id
from tests.servers.waiting import wait_for
from tests.system import System
from vocabulary.periods import day_of

_COMMUNITY = "440305007003"
_AWAY_SECONDS = 2.0
_STREAMS = 2
_ANSWER_SECONDS = 15.0
_INSISTS_SECONDS = 90.0
_CREATED = 201
_TERMS = SubscriptionNames.of(
    "volunteers",
    "follow_term",
    [AppointmentBegan, AppointmentAccountNamed, AppointmentEnded],
    None,
).queue
_RECEPTIONS = SubscriptionNames.of("incentives", "keep_receptions", [ReceptionRecorded], None).queue
_NUMBERS = SubscriptionNames.of(
    "volunteers", "learn_number_of_appeal", [AppealReceived], None
).queue

Away = Callable[[System, str], AbstractContextManager[None]]


@contextlib.contextmanager
def killed(system: System, service: str) -> Iterator[None]:
    """A service that is dead for a while."""
    process = system[service]
    process.kill()
    yield
    waiting.pause(_AWAY_SECONDS)
    process.start()


@contextlib.contextmanager
def without_database(system: System, service: str) -> Iterator[None]:
    """A service whose database takes nobody in for a while."""
    system.close_database(service)
    yield
    waiting.pause(_AWAY_SECONDS)
    system.open_database(service)


def happening(away: Away) -> Callable[[System], None]:
    """One after the other is away, while people register and events come thrice, in disorder."""

    def happens(system: System) -> None:
        with _people_who_register(system), away(system, "volunteers"):
            terms = _two_terms(system)
        with away(system, "incentives"):
            receptions = _corrected_receptions(system)
        wait_for(lambda: _facts(system, receptions) == (len(receptions), 2), 60, "all count once")
        wait_for(lambda: _last_days(system, terms) == [True, False], 60, "both terms are known")
        if (told := _handed_over(system, terms[0])) != 1:
            raise AssertionError(f"the hand-over was told {told} times")

    return happens


def heard(system: System) -> int:
    """Of how many new appeals the volunteers' service has heard."""
    query = f"SELECT count(*) FROM inbox WHERE consumer = '{_NUMBERS}' AND state = 'done'"  # noqa: S608
    return int(system.rows("volunteers", query)[0][0])


@contextlib.contextmanager
def _people_who_register(system: System) -> Iterator[None]:
    """Each insists until there is a receipt; afterwards each receipt is one volunteer, told once."""
    before = _volunteers(system)
    receipts: list[UUID] = []
    ended, failures = threading.Event(), list[BaseException]()

    def register_all() -> None:
        try:
            while not ended.is_set():
                receipts.append(_registered(system))
        except BaseException as failure:  # noqa: BLE001 - raised again by those who wait
            failures.append(failure)

    streams = [threading.Thread(target=register_all) for _ in range(_STREAMS)]
    for stream in streams:
        stream.start()
    try:
        yield
    finally:
        ended.set()
        for stream in streams:
            stream.join(_INSISTS_SECONDS)
    if failures:
        raise failures[0]
    new = _volunteers(system) - before
    told = system.rows(
        "volunteers",
        "SELECT count(*), count(DISTINCT aggregate) FROM outbox "
        "WHERE type = 'linli.volunteers.volunteer_registered'",
    )
    if not receipts or new != set(receipts) or told[0][0] != told[0][1]:
        raise AssertionError(f"{len(receipts)} receipts, {len(new)} volunteers, told {told}")


def _registered(system: System) -> UUID:
    """One person, who sends the same again until there is a receipt."""
    key = new_id()
    body = {
        "name": "陈秀英",
        "phone": f"138{key.int % 10**8:08}",
        "age_group": "adult",
        "skills": ["first_aid"],
        "interests": [],
        "free_times": ["saturday"],
        "community": _COMMUNITY,
    }
    address = f"{system['gateway'].address}/api/v1/public/volunteers"
    until = clock.monotonic() + _INSISTS_SECONDS
    while clock.monotonic() < until:
        with contextlib.suppress(requests.RequestException):
            answer = requests.post(
                address, json=body, headers={"Idempotency-Key": str(key)}, timeout=_ANSWER_SECONDS
            )
            if answer.status_code == _CREATED:
                return UUID(answer.json()["id"])
        waiting.pause(0.2)
    raise TimeoutError("a person never got a receipt")


def _volunteers(system: System) -> set[UUID]:
    return {UUID(found) for (found,) in system.rows("volunteers", "SELECT id FROM registration")}


def _two_terms(system: System) -> list[UUID]:
    """A commissioner leaves, and another one follows on the post; all of it thrice, in disorder."""
    post_id, today = new_id(), day_of(clock.now())
    earlier, later = new_id(), new_id()
    follows = today - dt.timedelta(days=1)
    began = [
        AppointmentBegan(
            appointment_id=appointment,
            community=_COMMUNITY,
            commissioner=new_id(),
            began_on=day,
            post_id=post_id,
            version=5,
        )
        for appointment, day in ((earlier, today - dt.timedelta(days=400)), (later, follows))
    ]
    ended = AppointmentEnded(
        appointment_id=earlier,
        community=_COMMUNITY,
        commissioner=began[0].commissioner,
        ended_on=follows,
        reason=EndReason.RESIGNED,
        post_id=post_id,
        version=6,
    )
    _publish(system, _TERMS, [*began, ended])
    return [earlier, later]


def _last_days(system: System, terms: list[UUID]) -> list[bool]:
    found = dict(
        system.rows(
            "volunteers",
            "SELECT appointment_id::text, ended_on IS NOT NULL AND began_on < ended_on FROM term",
        )
    )
    return [bool(found[str(term)]) for term in terms if str(term) in found]


def _handed_over(system: System, term: UUID) -> int:
    told = system.rows(
        "volunteers",
        "SELECT count(*) FROM outbox WHERE type = 'linli.volunteers.teams_handed_over' "  # noqa: S608
        f"AND aggregate LIKE '%{term}%'",
    )
    return int(told[0][0])


def _corrected_receptions(system: System) -> list[UUID]:
    """Receptions of nine visitors, corrected to two; all of it thrice, in disorder."""
    held_at = clock.now() - dt.timedelta(days=1)
    receptions = [new_id() for _ in range(50)]
    events = [
        ReceptionRecorded(
            reception_id=reception,
            community=_COMMUNITY,
            visitors=visitors,
            channel=Channel.STATION_DUTY,
            held_at=held_at,
            version=version,
        )
        for reception in receptions
        for version, visitors in ((1, 9), (2, 2))
    ]
    _publish(system, _RECEPTIONS, events)
    return receptions


def _facts(system: System, receptions: list[UUID]) -> tuple[int, int]:
    """How many of these count, and with how many visitors at the most."""
    things = ", ".join(f"'{one}'" for one in receptions)
    found = system.rows(
        "incentives",
        f"SELECT count(*), coalesce(max(amount), 0) FROM fact WHERE thing_id IN ({things})",  # noqa: S608
    )
    return int(found[0][0]), int(found[0][1])


def _publish(system: System, queue: str, events: Sequence[Event]) -> None:
    """Each thrice, always in the same disorder."""
    wrapped = [
        envelopes.wrap(event, event_id=new_id(), time=clock.now(), correlation_id="faults")
        for event in events
    ]
    bodies = [one.text().encode() for one in wrapped] * 3
    random.Random(7).shuffle(bodies)  # noqa: S311 - the same disorder every time
    system.publish(queue, bodies)
