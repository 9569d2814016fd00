"""What a newcomer does first: `make demo`, and once more; what goes on in it on any day."""

from __future__ import annotations

import datetime as dt
import re
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from rich.progress import Progress, TaskID

from cli import demo, demo_accounts, trial
from gateway.people.identity import operations as identity
from runtime import clock
from runtime.settings import Settings, load
from sample import accounts, people, today_appeals
from sample.accounts import Login
from sample.people import DENGLIANG, LILIN, YANGGUANG
from sample.recruiting import NAMES
from tests.examples import guide
from tests.journeys.conftest import InOneProcess
from tests.journeys.places import place_of
from tests.journeys.running import Running, staff_of
from tests.journeys.volunteering import a_volunteer
from tests.servers import programs
from tests.servers.fixtures import NewSystem
from tests.servers.processes import clean_environment
from tests.servers.waiting import wait_for
from tests.turned_clock import turned_to
from vocabulary.actors import Actor, Grant
from vocabulary.periods import day_of

Json = dict[str, Any]
#: Reads an address as somebody of the demo.
Read = Callable[..., Json]

_ROOT = Path(__file__).parents[2]
#: What the source counted ends before.
_OF_THE_SOURCE = {"to": "2014-12-31"}
#: In UTC; late in the evening it is the next morning in Shanghai.
_MOMENTS = {
    "the last day of a month, before dawn": "2027-05-30 19:10:00",
    "New Year's night": "2027-12-31 16:05:00",
    "a Sunday in February of a leap year": "2028-02-27 03:00:00",
    "within the National Day holidays": "2027-10-05 12:00:00",
}
#: The appeals of today were raised at most three weeks ago.
_DATED_BACK = dt.timedelta(days=21)
_USABLE, _WHOLE = "Ctrl-C", "The sample is whole"
#: Of the requests of a play in one community: it has commissioners by then, and some appeals.
_INTERRUPTED_AFTER = 300


class _Interrupting(Progress):
    """Ends a play as Ctrl-C does, once so many requests were answered."""

    def __init__(self) -> None:
        super().__init__(disable=True)
        self._left = _INTERRUPTED_AFTER

    def advance(self, task_id: TaskID, advance: float = 1) -> None:  # noqa: ARG002 - rich's signature
        """Count one."""
        self._left -= 1
        if self._left <= 0:
            raise KeyboardInterrupt


def _start(folder: Path, port: int, *arguments: str) -> subprocess.Popen[str]:
    settings = {"LINLI_DATA_DIR": str(folder / "data"), "LINLI_HTTP_PORT": str(port)}
    with (folder / "demo.log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "cli", "demo", *arguments],
            cwd=_ROOT,
            env=clean_environment() | settings,
            stderr=log,
            text=True,
        )


def _figures(port: int, **asked: str) -> tuple[Any, ...]:
    address = f"http://127.0.0.1:{port}/api/v1/public/street/totals"
    found = requests.get(address, params=asked, timeout=20).json()
    rate = found["settled_rate"]
    return (
        found["receptions"],
        found["appeals"],
        found["settled"],
        (rate["numerator"], rate["denominator"], rate["percent"]),
    )


def _appointments(port: int, **asked: str) -> dict[str, Any]:
    address = f"http://127.0.0.1:{port}/api/v1/public/appointments/figures"
    asked = {"to": "2014-10-31", "on": "2014-10-31"} | asked
    found: dict[str, Any] = requests.get(address, params=asked, timeout=20).json()
    return found


def _due_for_cleaning(folder: Path) -> dict[str, int]:
    """What the clock that cleans would clean at its next hour, in all databases."""
    found = subprocess.run(
        [sys.executable, "-m", "cli", "retention", "run", "--dry-run"],
        cwd=_ROOT,
        env=clean_environment() | {"LINLI_DATA_DIR": str(folder / "data")},
        capture_output=True,
        text=True,
        check=True,
    )
    counted: dict[str, int] = {}
    for line in found.stdout.splitlines():
        rows, told = line.split(": ")[1].split(" ", 1)
        counted[told] = counted.get(told, 0) + int(rows)
    return counted


def _is_free(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) != 0


def _waits(folder: Path, condition: Callable[[], bool], what: str) -> None:
    """Wait as long as the demo gets on: its log grows with each tenth of what it plays."""
    log = folder / "demo.log"
    wait_for(condition, 120, what, progress=lambda: log.stat().st_size, at_most_seconds=600)


@pytest.mark.timeout(1500, func_only=True)
def test_the_demo_gives_the_programmes_figures(tmp_path: Path) -> None:
    """R5, R55, R56: 37 appointed, 1,746 receptions, 460 opinions, 424 settled, 92.17 %."""
    port = programs.free_port()
    with _shown(tmp_path, port) as log:
        _waits(tmp_path, lambda: _USABLE in log.read_text(), "one may look around")
        _check_is_usable_before_it_is_whole(tmp_path, port)
        _waits(tmp_path, lambda: _WHOLE in log.read_text(), "it was played")
        _check_is_whole(tmp_path, port)

    assert _due_for_cleaning(tmp_path) == {"past their period": 0}


@pytest.mark.thorough("plays the whole demo; tests/cli/test_demo.py shows what a second play sends")
@pytest.mark.timeout(1500, func_only=True)
def test_the_demo_is_the_same_however_often_it_is_played(tmp_path: Path) -> None:
    port = programs.free_port()
    once = _start(tmp_path, port, "--once")
    _waits(tmp_path, lambda: once.poll() is not None, "it was played")
    assert once.returncode == 0
    assert _is_free(port)
    assert _due_for_cleaning(tmp_path) == {"past their period": 0}

    with _shown(tmp_path, port) as log:
        _waits(tmp_path, lambda: _WHOLE in log.read_text(), "it was played again")
        _check_is_whole(tmp_path, port)


@contextmanager
def _shown(folder: Path, port: int) -> Iterator[Path]:
    """The log of a demo that runs; it ends as it should, and its server with it."""
    started = _start(folder, port)
    try:
        yield folder / "demo.log"
    finally:
        started.send_signal(signal.SIGTERM)

    assert started.wait(60) == 0
    wait_for(lambda: _is_free(port), 20, "its server has ended too")


def _check_is_whole(folder: Path, port: int) -> None:
    assert not _lacks_its_past(port)
    assert _figures(port, **_OF_THE_SOURCE) == (1746, 460, 424, (424, 460, 92.17))
    assert _figures(port, area=DENGLIANG)[1:] != _figures(port)[1:]
    of_today = len(today_appeals.PLANS) + len(today_appeals.PLANS_OF_THE_QUARTER)
    assert _figures(port)[1] == 460 + len(NAMES) * of_today
    found = _appointments(port)
    assert (found["posts"], found["cumulative"], found["in_office"]) == (37, 37, 20)
    assert found["interim"] == {"numerator": 2, "denominator": 20, "percent": 10.0}
    assert [one["posts"] for one in found["by_community"]] == [8, 8, 7, 7, 7]
    # Without renewals nobody is counted twice, and two years later all terms are over.
    assert _appointments(port, to="2026-01-01", on="2016-01-01")["cumulative"] == 37
    assert _appointments(port, on="2016-01-01")["in_office"] == 0
    read = _reading(f"http://127.0.0.1:{port}", _settings(folder))
    for community in NAMES:
        _check_lives(read, community)
        _check_honours_of_then(read, community)
    _check_groups_and_teams(read)
    _check_the_log(folder, port)


@pytest.mark.thorough("plays on each of these days, half a minute each")
@pytest.mark.parametrize("moment", _MOMENTS.values(), ids=_MOMENTS)
def test_a_community_lives_on_any_day(
    in_one_process: InOneProcess, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """What is dated back from today was refused, or meant something else, on some days."""
    now = clock.now
    turned = dt.datetime.fromisoformat(f"{moment}+00:00") - now()
    with in_one_process(**turned_to(moment)) as running:
        monkeypatch.setattr(clock, "now", lambda: now() + turned)
        settings = load(running.settings)
        demo_accounts.make_all(settings)
        _play_in_one_community(running, settings, Progress(disable=True))
        demo_accounts.confirm_offices(settings, [LILIN])

        _check_lives(_reading(running.address, settings), LILIN)


@pytest.mark.thorough("plays one community twice; each request may be repeated by its key")
def test_an_interrupted_play_is_finished_by_the_next(in_one_process: InOneProcess) -> None:
    """What was played already is not there twice."""
    with in_one_process() as running:
        settings = load(running.settings)
        demo_accounts.make_all(settings)
        with pytest.raises(KeyboardInterrupt):
            _play_in_one_community(running, settings, _Interrupting())
        assert running.rows("recruitment", "SELECT count(*) FROM appointment") > [(0,)]

        _play_in_one_community(running, settings, Progress(disable=True))
        demo_accounts.confirm_offices(settings, [LILIN])

        _check_lives(_reading(running.address, settings), LILIN)


def _check_is_usable_before_it_is_whole(folder: Path, port: int) -> None:
    """At the printed address everything of today is there at once, and the page tells the rest."""
    # In one community: to look at all of them takes as long as the rest of the play.
    _check_lives(_reading(f"http://127.0.0.1:{port}", _settings(folder)), LILIN)
    assert _lacks_its_past(port)


def _lacks_its_past(port: int) -> bool:
    page = requests.get(f"http://127.0.0.1:{port}/", timeout=20)
    return "样例还没有写完" in page.text


def _settings(folder: Path) -> Settings:
    return load({"LINLI_DATA_DIR": str(folder / "data")})


def _play_in_one_community(running: Running, settings: Settings, progress: Progress) -> None:
    def token_for(actor: Actor) -> str:
        return identity.issue(settings.secret, actor, lifetime=dt.timedelta(hours=1))

    with progress:
        known = demo_accounts.known(settings)
        demo.play_today(running.address, token_for, progress, known, [LILIN])


@pytest.mark.thorough("plays the whole programme into a deployed system")
def test_the_programme_can_be_played_into_a_deployment(new_system: NewSystem) -> None:
    """As the guide says: in the gateway's container, with the limits of the default; once more, too."""
    keep = "contact=9000,free_text=9000,application=9000,appointment=9000"
    settings = {"LINLI_RETENTION_DAYS": keep, "LINLI_RATE_LIMITS": ""}
    with new_system(settings=settings) as system:
        address = system["gateway"].address
        for _ in range(2):
            system.run("demo", "--at", f"{address}/", at="gateway", at_most_seconds=900)

            assert _figures(system["gateway"].port, **_OF_THE_SOURCE)[:3] == (1746, 460, 424)
        read = _reading(address, load(system.settings))
        for community in NAMES:
            _check_lives(read, community)


def test_the_sample_is_refused_where_posts_and_volunteers_are(running: Running) -> None:
    """What the guard asks is answered, for the whole country at once."""
    here = place_of(__file__).community
    post = {
        "community": here,
        "category": "fire_safety",
        "title": "消防专员",
        "duties": "巡查楼道消防设施。",
        "promises": ["每周巡查一次"],
        "need_reason": "居民反映灭火器过期。",
    }
    running.answer("POST", "/posts", actor=staff_of(here), json=post)
    running.answer("POST", "/public/volunteers", json=a_volunteer(community=here))

    with pytest.raises(demo.DemoFailed) as refused:
        trial.check(running.address, load(running.settings))

    assert re.search(r"posts: [1-9].*volunteers: [1-9]", str(refused.value))


def _check_the_log(folder: Path, port: int) -> None:
    """What the guide of events says of the log holds of the demo's, as a developer records it."""
    file = folder / "feed.jsonl.gz"
    subprocess.run(
        [sys.executable, "-m", "cli", "street", "record", str(file)],
        cwd=_ROOT,
        env=clean_environment() | {"LINLI_DATA_DIR": str(folder / "data")},
        check=True,
    )
    events = guide.recording(file)

    for rule in guide.RULES:
        # A digest may be on its way, and its areas stand apart for a moment.
        assert rule is guide.unequal_sums or rule(events) == [], rule
    found = requests.get(f"http://127.0.0.1:{port}/api/v1/public/street/totals", timeout=20).json()
    assert guide.counted(events) == (found["appeals"], found["closed"], found["settled"])
    beside = {one["type"] for one in guide.recording(guide.RECORDING)}
    new = {one["type"] for one in events} - beside
    assert not new, "record it anew: linli street record examples/recorded_feed.jsonl.gz"


def _reading(address: str, settings: Settings) -> Read:
    known = demo_accounts.known(settings)

    def read(path: str, by: Login | None = None, **asked: Any) -> Json:
        headers = {}
        if by is not None:
            actor = Actor(str(known[by.login]), (Grant(by.role, by.area),))
            token = identity.issue(settings.secret, actor, lifetime=dt.timedelta(hours=1))
            headers = {"Authorization": f"Bearer {token}"}
        answer = requests.get(f"{address}/api/v1{path}", params=asked, headers=headers, timeout=20)
        assert answer.ok, f"{path}: {answer.text}"
        found: Json = answer.json()
        return found

    return read


def _check_lives(read: Read, community: str) -> None:
    """Everybody who signs in has something to do at once."""
    _check_appeals(read, community)
    _check_recruitment(read, community)
    _check_public(read, community)
    _check_volunteers(read, community)
    _check_reports(read, community)


def _check_groups_and_teams(read: Read) -> None:
    """R5, R60, R62: a team for each of the 37 posts, 12 groups in 荔林 and 18 in 阳光棕榈."""
    of_interest = {"kind": "interest_group", "limit": 100}
    found = read("/groups", accounts.OFFICER, **of_interest)["items"]
    assert Counter(one["community"] for one in found) == {LILIN: 12, YANGGUANG: 18}
    associations = "shop_association,pet_association"
    founded = read("/groups", accounts.OFFICER, kind=associations)["items"]
    assert Counter(one["kind"] for one in founded) == {"shop_association": 2, "pet_association": 2}
    counted = read("/groups/counts", accounts.OFFICER, day="2013-03-09")
    assert counted["groups"] == len(founded) + 2
    assert len(read("/teams", accounts.OFFICER, limit=100)["items"]) == 37
    shown = read(f"/public/communities/{LILIN}/groups")["items"]
    assert [bool(one["leader"]) for one in shown].count(True) == 1
    [artists] = [one for one in found if one["name"].endswith("艺术团")]
    [won] = read(f"/groups/{artists['id']}/contests", accounts.OFFICER)["items"]
    assert won["level"] == "city"


def _check_volunteers(read: Read, community: str) -> None:
    """R40 to R43, R63: who is asked, what is on tomorrow, whose hours wait."""
    staff = accounts.workstation_of(community)
    tomorrow = day_of(clock.now()) + dt.timedelta(days=1)

    def some(path: str, **asked: Any) -> list[Json]:
        items: list[Json] = read(path, staff, area=community, limit=100, **asked)["items"]
        return items

    states = Counter(one["state"] for one in some("/memberships"))
    # At 登良 the social worker belongs to the team too.
    assert states == {"accepted": 3 if community == DENGLIANG else 2, "offered": 1}
    published = some("/activities", state="published")
    days = [day_of(dt.datetime.fromisoformat(one["starts_at"])) for one in published]
    assert tomorrow in days
    assert sum(shift["confirmed"] for one in published for shift in one["shifts"]) == 5
    # Weeks in which a holiday moves the day are left out.
    assert Counter(one["series_id"] is None for one in published)[False] >= 3
    assert len(some("/activities", state="submitted")) == 1
    [reported] = some("/activities", state="reported")
    assert (reported["head_count"], reported["satisfied_percent"]) == (11, 95)
    assert Counter(one["state"] for one in some("/hours")) == {"recorded": 2, "attested": 2}


def _check_reports(read: Read, community: str) -> None:
    """R24, R25, R48: the newest report is public and rated, a selection takes votes."""
    [line] = read(f"/public/work-reports/{community}")["items"]
    quarter = line["quarter"]
    shown = read(f"/public/work-reports/{community}/{quarter}")
    assert shown["takes_ratings"]
    assert shown["items"][0]["name"]
    figures = {one["name"]: one["value"] for one in shown["items"][0]["figures"]}
    played = {
        "receptions": today_appeals.visitors_of_the_quarter(),
        "appeals_closed": len(today_appeals.PLANS_OF_THE_QUARTER),
    }
    more = {name: figures[name] - number for name, number in played.items()}
    today = day_of(clock.now())
    begun = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    # What is dated back from a day early in a quarter lies in the one that the report is about.
    assert min(more.values()) >= 0 if today - begun < _DATED_BACK else not any(more.values())
    assert not read(f"/public/work-reports/{community}/{quarter}/ratings")["is_over"]
    staff = accounts.workstation_of(community)
    [report] = read("/work-reports", staff, area=community)["items"]
    assert report["state"] == ("draft" if community == DENGLIANG else "published")
    found = read("/selections", staff, area=community)["items"]
    [now] = [one for one in found if one["state"] == "open"]
    seen = read(f"/selections/{now['id']}", staff)
    assert (seen["committee_sheets"], seen["peer_sheets"]) == (1, 1)
    assert (len(seen["candidates"]), seen["ballot"]["issued"]) == (2, 24)


def _check_honours_of_then(read: Read, community: str) -> None:
    """R48, R49: the nomination of the programme's last year hangs, with its place explained."""
    [shown] = read(f"/public/communities/{community}/selections")["items"]
    assert (shown["year"], shown["state"], shown["takes_objections"]) == (2014, "in_notice", True)
    assert [one["place"] for one in shown["nominees"]] == [1]
    [then] = [
        one
        for one in read("/selections", accounts.OFFICER, area=community)["items"]
        if one["year"] == shown["year"]
    ]
    assert then["open_objections"] == (1 if community == DENGLIANG else 0)
    _check_voices(read, community)


def _check_voices(read: Read, community: str) -> None:
    """R47, R50 to R53: meetings of the sample years and the next one, and how they were heard."""
    officer = accounts.OFFICER
    meetings = Counter(
        one["state"] for one in read("/sharing-meetings", officer, area=community)["items"]
    )
    assert meetings == {"minuted": 3 if community == DENGLIANG else 2, "planned": 1}
    street = read(f"/streets/{people.STREET}/committee-seats", officer)["items"]
    assert [one["seats"] for one in street] == [9] * len(NAMES)
    if community != DENGLIANG:
        return
    [year] = [
        one
        for one in read(f"/streets/{people.STREET}/sharing-meetings/2013", officer)["items"]
        if one["community"] == community
    ]
    assert [one["is_missed"] for one in year["quarters"]] == [False, False, True, False]
    assert year["quarters"][2]["reason"]
    [review] = read("/project-reviews", officer)["items"]
    assert (review["state"], review["rated"]) == ("answered", 5)
    [nomination] = read("/nominations", officer)["items"]
    assert nomination["outcome"] == "elected"
    [meeting] = read("/year-end-meetings", officer)["items"]
    assert meeting["invited"] == 3


def _check_appeals(read: Read, community: str) -> None:
    staff = accounts.workstation_of(community)
    first, second = accounts.commissioners_of(community)
    today = day_of(clock.now())

    def some(**asked: Any) -> list[Json]:
        items: list[Json] = read(
            "/appeals", staff, area=community, limit=100, received_from="2015-01-01", **asked
        )["items"]
        return items

    assert {one["state"] for one in some()} == {"received", "accepted", "assigned", "closed"}
    assert Counter(one["outcome"] for one in some(state="closed")) == {
        "settled": 4,
        "explained": 2,
        "escalated": 1,
        "transferred": 1,
        "declined": 1,
        "withdrawn": 1,
    }
    assert len(some(state="assigned", due_from=today, due_to=today)) == 1
    assert len(some(overdue="true")) == 2
    assert [one["state"] for one in some() if one["round"] == 2] == ["assigned"]
    assert sorted(one["rating"] for one in some() if one["rating"]) == [4, 5]
    assert {one["channel"] for one in some(state="received")} >= {"web"}
    in_office = {
        one["name"] for one in read(f"/communities/{community}/commissioners", staff)["items"]
    }
    assert in_office == {first.name, second.name}
    week_ago = today - dt.timedelta(days=7)
    assert len(read("/receptions", first, area=community, held_from=week_ago)["items"]) == 4


def _check_recruitment(read: Read, community: str) -> None:
    committee = accounts.committee_of(community)

    def some(path: str, **asked: Any) -> list[Json]:
        items: list[Json] = read(path, committee, area=community, limit=100, **asked)["items"]
        return items

    [survey] = some("/surveys", state="open")
    assert read(f"/surveys/{survey['id']}", committee)["answers"] == 8
    assert {one["state"] for one in some("/campaigns")} >= {"open", "closed"}
    [screened] = [one for one in some("/campaigns", state="closed") if one["opens_on"] > "2015"]
    cards = read(f"/campaigns/{screened['id']}/screening", committee)["items"]
    assert [one["assessors"] for one in cards] == [2, 2, 1]
    waiting = some("/appointments", state="in_notice")
    decidable = [one for one in waiting if "decision" in one["possible"]]
    assert (len(waiting), len(decidable)) == (2, 1)
    assert len(some("/appointments", state="in_office")) == 2


def _check_public(read: Read, community: str) -> None:
    path = f"/public/communities/{community}"
    assert len(read(f"{path}/notices")["items"]) == 1
    assert all(one["name"] for one in read(f"{path}/commissioners")["items"])
    handbook = read(f"/public/handbooks/{community}")
    assert [bool(one["name"] and one["phone"]) for one in handbook["items"]] == [True, True]
    [course] = read("/streets/440305007000/courses", accounts.OFFICER)["items"]
    sessions = read("/streets/440305007000/training-sessions", accounts.OFFICER)["items"]
    assert {one["state"] for one in sessions} == {"held", "planned"}
    assert course["is_required"]
