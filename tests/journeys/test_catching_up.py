"""Volunteers and incentives come to an installation that has run without them for years.

Systems of their own, because they begin without the two services.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from bus import outbox
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Channel
from contracts.gateway.consents import ConsentGiven
from contracts.gateway.words import Purpose
from contracts.recruitment.courses import CourseCompleted
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import PostOpened
from contracts.recruitment.words import EndReason, Kind, PostCategory, PostState
from contracts.registry import Event
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from runtime.settings import load
from tests.journeys.places import NANSHAN
from tests.journeys.running import (
    Json,
    Running,
    each_a_process,
    everything_in_one_process,
    new_key,
    staff_of,
)
from tests.servers.fixtures import NewSystem
from tests.servers.prepared import Prepared
from tests.servers.processes import linli
from tests.servers.waiting import wait_for
from tests.system import FREELY, SECRET, System
from vocabulary.actors import SYSTEM

_COMMUNITY = NANSHAN.community
_STAFF = staff_of(_COMMUNITY)
_NEW = ("volunteers", "incentives")
_RELAYED = ("gateway", "appeals")
_BEGAN = dt.date(2013, 1, 7)
_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"


@dataclass(frozen=True)
class _Before:
    """What the other services told before the two were there."""

    post_id: UUID
    commissioner: UUID
    appointment_id: UUID
    ended_id: UUID
    consent_id: UUID


@dataclass(frozen=True)
class _Installation:
    """One to which the two services have come, and caught up."""

    running: Running
    before: _Before
    linli: Callable[..., str]
    #: What catching up said, of one service after the other.
    said: list[str]


@pytest.fixture
def deployed_since_long(new_system: NewSystem) -> Iterator[_Installation]:
    """Each service a process; the two catch up while they run."""
    with new_system(services=("gateway", "appeals-intake")) as system:
        before = _told(system.settings)
        # Told to nobody: the queues of the two are not there yet.
        wait_for(lambda: not any(_waiting(system, name) for name in _RELAYED), 60, "all is told")
        for service in _NEW:
            system.add(service).start()
        running = each_a_process(system)
        assert running.rows("volunteers", "SELECT post_id FROM post") == []
        said = [system.run("replay", "catch-up", service) for service in _NEW]
        yield _Installation(running, before, system.run, said)


@pytest.fixture
def embedded_since_long(tmp_path: Path, prepared: Prepared) -> Iterator[_Installation]:
    """Everything in one process, which starts when the two have caught up."""
    data = tmp_path / "data"
    settings = {
        "LINLI_DATA_DIR": str(data),
        "LINLI_SECRET": SECRET,
        "LINLI_RATE_LIMITS": FREELY,
    }

    def said(*arguments: str) -> str:
        done = linli(*arguments, settings=settings, prepared=prepared)
        assert done.returncode == 0, done.stderr
        return done.stdout

    said("migrate")
    said("areas", "import", str(_AREAS))
    before = _told(settings)
    for path in [found for name in _NEW for found in data.glob(f"{name}.db*")]:
        path.unlink()
    said("migrate", *_NEW)
    caught_up = [said("replay", "catch-up", service) for service in _NEW]
    with everything_in_one_process(tmp_path, settings, prepared) as running:
        yield _Installation(running, before, said, caught_up)


@pytest.fixture(params=["embedded_since_long", "deployed_since_long"])
def installation(request: pytest.FixtureRequest) -> _Installation:
    found: _Installation = request.getfixturevalue(request.param)
    return found


def test_volunteers_and_incentives_know_what_was_before(installation: _Installation) -> None:
    """Areas, consents, posts, appointments, receptions and courses; a second run tells nothing."""
    running, before = installation.running, installation.before
    assert _NOTHING not in installation.said

    _check_volunteers(running, before)
    counted = {"receptions": 7, "training_hours": 6}
    wait_for(lambda: counted.items() <= _figures(running, before).items(), 60, "the card")
    again = [installation.linli("replay", "catch-up", service) for service in _NEW]

    assert again == [_NOTHING, _NOTHING]
    assert _handed_over(running) == 1


_NOTHING = "0 events will be told\n"


def _check_volunteers(running: Running, before: _Before) -> None:
    team = {"post_id": str(before.post_id), "name": "消防团队"}

    def led_by() -> str | None:
        found = running.call("GET", "/teams", actor=_STAFF).json()["items"]
        return found[0]["commissioner"] if found else None

    def is_founded() -> bool:
        return running.call("POST", "/teams", json=team, actor=_STAFF, key=new_key()).ok

    wait_for(is_founded, 60, "area and post are known")
    wait_for(lambda: led_by() == str(before.commissioner), 60, "the commissioner is known")
    wait_for(lambda: _handed_over(running) == 1, 60, "the earlier hand-over is told")
    group = {
        "community": _COMMUNITY,
        "name": "爱宠协会",
        "kind": "pet_association",
        "category": "pet_management",
        "founded_on": "2013-05-04",
    }
    made = running.answer("POST", "/groups", json=group, actor=_STAFF)
    leader = {
        "role": "leader",
        "name": "陈秀英",
        "since": "2013-05-04",
        "consent_id": str(before.consent_id),
    }

    def is_named() -> bool:
        path = f"/groups/{made['id']}/people"
        return running.call("POST", path, json=leader, actor=_STAFF, key=new_key()).ok

    wait_for(is_named, 60, "the consent is known")


def _cards(running: Running) -> list[Json]:
    path = f"/communities/{_COMMUNITY}/scorecards"
    period = {"from": "2013-04-01", "to": "2013-06-30"}
    found: list[Json] = running.answer("GET", path, params=period, actor=_STAFF)["items"]
    return found


def _figures(running: Running, before: _Before) -> Mapping[str, int]:
    """What the card says that catching up brought."""
    cards = [one for one in _cards(running) if one["appointment_id"] == str(before.appointment_id)]
    figures = {one["name"]: one["value"] for card in cards for one in card["figures"]}
    return {name: value for name, value in figures.items() if value}


def _handed_over(running: Running) -> int:
    told = "SELECT count(*) FROM outbox WHERE type = 'linli.volunteers.teams_handed_over'"
    return int(running.rows("volunteers", told)[0][0])


def _waiting(system: System, source: str) -> bool:
    """Whether the relay still has something of this log."""
    return bool(system.rows(source, "SELECT id FROM outbox WHERE pos IS NULL"))


def _told(settings: Mapping[str, str]) -> _Before:
    """Let the other services tell of before, in their logs."""
    before = _Before(new_id(), new_id(), new_id(), new_id(), new_id())
    for source, events in _events(before).items():
        url = load(settings).database_url(source)
        with contextlib.closing(Database(url)) as log, log.writing() as session:
            outbox.add_all(session, [(event, None) for event in events], actor=SYSTEM)
    return before


def _events(before: _Before) -> Mapping[str, Sequence[Event]]:
    post = PostOpened(
        post_id=before.post_id,
        community=_COMMUNITY,
        number="〔2013〕1",
        category=PostCategory.FIRE_SAFETY,
        title="消防安全社区专员",
        state=PostState.OPEN,
        version=1,
    )
    began = AppointmentBegan(
        appointment_id=before.appointment_id,
        community=_COMMUNITY,
        commissioner=before.commissioner,
        began_on=_BEGAN,
        post_id=before.post_id,
        kind=Kind.GROUP_LEADER,
        term_to=dt.date(2013, 12, 31),
        version=5,
    )
    ended = AppointmentEnded(
        appointment_id=before.ended_id,
        community=_COMMUNITY,
        commissioner=new_id(),
        ended_on=_BEGAN,
        reason=EndReason.RESIGNED,
        post_id=before.post_id,
        version=9,
    )
    course = CourseCompleted(
        attendance_id=new_id(),
        course_id=new_id(),
        community=_COMMUNITY,
        commissioner=before.commissioner,
        completed_on=dt.date(2013, 5, 6),
        hours=6,
        version=2,
    )
    consent = ConsentGiven(
        consent_id=before.consent_id,
        area=_COMMUNITY,
        purpose=Purpose.PUBLISH_NAME,
        given_at=clock.now(),
        version=1,
    )
    reception = ReceptionRecorded(
        reception_id=new_id(),
        community=_COMMUNITY,
        visitors=7,
        channel=Channel.STATION_DUTY,
        held_at=dt.datetime(2013, 5, 4, 9, tzinfo=dt.UTC),
        commissioner=str(before.commissioner),
        version=1,
    )
    return {
        "recruitment": [post, began, ended, course],
        "gateway": [consent],
        "appeals": [reception],
    }
