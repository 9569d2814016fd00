"""Playing the Nanshan programme through the public HTTP interface.

People may look around as soon as the chapter of today is there; the appeals of 2012 to 2014 come
in behind, a few at a time.

Everything carries an Idempotency-Key made from the programme, so that a play that was
interrupted is finished by the next one. Over what was played to its end only the appeals and
receptions of the day are added.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any, TypeVar
from uuid import UUID

import requests
from rich.console import Console
from rich.progress import Progress

from cli import demo_figures
from contracts.incentives.words import FigureName, ReportState
from contracts.recruitment.holidays import DeclareHolidayYear, SetHoliday
from contracts.recruitment.words import DataOf
from contracts.registry import Shape
from runtime import clock, waiting
from sample import funding, honouring, today, today_appeals, voicing, volunteering
from sample.accounts import OFFICER, logins
from sample.cases import Case, Step
from sample.people import ADMINISTRATOR_OF_THE_CITY, DENGLIANG, staff_of
from sample.programme import Figures, Meeting, programme
from sample.recruiting import LAST_DAY, NAMES, Deed, Recruiting, consents, recruiting
from vocabulary.actors import Actor
from vocabulary.periods import day_of

#: More would only queue up in front of one gateway process.
_THREADS = 8
#: Appeals of then that are under way at once.
_PORTION = 40
_REQUEST_SECONDS = 15
#: How long one request is tried again while the system is not ready.
_PATIENCE_SECONDS = 60
#: How long the last events may take from the registers to the totals.
_FIGURES_SECONDS = 60
_LATER = {429, 502, 503, 504}
_WORKERS = "migrant_worker"
#: The codes of refusals by a service that a post, a consent or a fact has not reached yet.
_NOT_HEARD_OF = ("unknown_post", "no_consent", "more_than_candidates", "without_fact")
_CALLED = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FREE_DAYS = ("01-01", "05-01", "10-01")
#: What is played, as the terminal shows it.
_TODAY, _PAST = "南山样例 Nanshan", "2012–2014"
_SOURCE = "样例，以国务院通知为准"

#: Of the note that figures are lower than the programme's.
OTHERS_WORKED = "Somebody may have worked on appeals of the sample"

T = TypeVar("T")
Json = dict[str, Any]


class DemoFailed(Exception):  # noqa: N818 - named as the reader at the terminal meets it
    """The programme could not be played; the sentence says where and why."""


class _Refused(DemoFailed):
    """The thing was another's meanwhile, or came further: this is done no more."""


class _NotThere(_Refused):
    """The thing is not in the register, or not yet."""


class _AlreadySo(_Refused):
    """The state of the thing does not allow it, or no more."""


#: By the status of the answer.
_REFUSALS: dict[int, type[DemoFailed]] = {
    requests.codes.forbidden: _Refused,
    requests.codes.not_found: _NotThere,
    requests.codes.conflict: _AlreadySo,
    requests.codes.unprocessable_entity: _Refused,
}


class _NotReady(Exception):  # noqa: N818 - a state of the other side
    """There is no answer, or it says to try again later."""


def play(
    base_url: str,
    token_for: Callable[[Actor], str],
    progress: Progress,
    accounts: Mapping[str, UUID],
    once_usable: Callable[[bool], None],
    tell_whole: Callable[[bool], None],
    *,
    is_alone: bool = False,
) -> None:
    """Play the programme and the chapter of today, wait until the street has counted, print totals.

    The street office consents to what the communities enter of days so long ago. They appoint
    their commissioners first, of then and of today; then come the appeals of today, and those of
    the programme last.

    `base_url` is the gateway's address without a path; `token_for` gives the bearer token of an
    actor; `accounts`: the account of each login of the sample; `once_usable` is called as soon as
    everybody who signs in has something to do, with whether the sample is whole; `tell_whole` is
    called at the beginning and at the end with the same; `is_alone`: nobody has worked there meanwhile, so
    lower figures are a fault.

    Raises:
        DemoFailed: a request was refused or not answered, or the figures did not arrive.
    """
    player = _Player(base_url, token_for, progress, accounts)
    was_played = player.was_played()
    tell_whole(was_played)
    if was_played:
        player.go_on()
    else:
        player.play_today()
    once_usable(was_played)
    if not was_played:
        player.play_past()
        _await_figures(player, progress.console, is_alone=is_alone)
        player.honour_then()
        tell_whole(True)
    then, now = (_ask(player, day) for day in (LAST_DAY, day_of(clock.now())))
    progress.console.print(demo_figures.table(then, now))


def play_today(
    base_url: str,
    token_for: Callable[[Actor], str],
    progress: Progress,
    accounts: Mapping[str, UUID],
    communities: Collection[str],
) -> None:
    """Play the chapter of today in some communities, with no more of the programme than it needs.

    Raises:
        DemoFailed: a request was refused, or nobody answered.
    """
    _Player(base_url, token_for, progress, accounts, communities).play_today()


class _Player:
    """Sends the programme in several threads, each case in its own order."""

    def __init__(
        self,
        base_url: str,
        token_for: Callable[[Actor], str],
        progress: Progress,
        accounts: Mapping[str, UUID],
        communities: Collection[str] = tuple(NAMES),
    ) -> None:
        self._communities = [one for one in recruiting() if one.community in communities]
        self._api = f"{base_url.rstrip('/')}/api/v1"
        self._token_for = token_for
        self._tokens: dict[Actor, str] = {}
        self._progress = progress
        self._day = day_of(clock.now())
        self._consents = consents(accounts[OFFICER.login], self._day)
        self._local = threading.local()
        self._receipts: dict[str, Json] = {}
        #: What the programme calls an account → the account.
        self._accounts = {str(one.person): str(accounts[one.login]) for one in logins()}
        #: What the programme calls a commissioner, or an account → the server's id of the person.
        self._people = dict(self._accounts)
        #: By community, of then and of today: what the programme calls a thing → the server's id.
        self._of_then: dict[str, dict[str, str]] = {}
        self._of_today: dict[str, dict[str, str]] = {}
        self._held_from: dict[str, dt.datetime] = {}
        self._begun = self._begun_on()
        #: Appeals of then in which somebody worked meanwhile.
        self._left: list[Case] = []

    def was_played(self) -> bool:
        """Whether an earlier play came to its end: a community's election is its last deed."""
        return all(self._listed("/committee-elections", one.community) for one in self._communities)

    def go_on(self) -> None:
        """What comes in on the day of a later play."""
        appeals, receptions = self._of_the_day()
        done = self._counting(_TODAY, sum(map(len, appeals)) + len(receptions))
        self._know_years()
        self._handle_all(appeals, receptions, done)

    def play_today(self) -> None:
        """The chapter of today, with no more of the programme than it needs."""
        done = self._counting(_TODAY, self._count_of_today())
        self._settle(done)
        self._live(done)
        # It needs some time since the play began.
        _in_threads(self._follow_up, [one.community for one in self._communities])

    def play_past(self) -> None:
        """All appeals and receptions of then, and what happened to them.

        A portion after the other is played to its end: a workstation that is looked at meanwhile
        finds few of them waiting.
        """
        cases, meetings = programme().cases, programme().meetings
        steps = sum(len(case.steps) + 1 for case in cases)
        done = self._counting(_PAST, steps + len(meetings))
        _in_threads(lambda meeting: self._record(meeting, done), meetings)
        for begin in range(0, len(cases), _PORTION):
            portion = cases[begin : begin + _PORTION]
            _in_threads(lambda case: self._submit(case, done), portion)
            _in_threads(lambda case: self._follow(case, done), portion)

    def least(self, figures: Figures) -> Figures:
        """What the street counts at least, however those appeals end that others work in."""
        left = len(self._left)
        return dataclasses.replace(
            figures,
            settled=figures.settled - left,
            workers_settled=figures.workers_settled - left,
        )

    def honour_then(self) -> None:
        """What needs the facts of the whole programme."""
        _in_threads(self._honour_then, [one.community for one in self._communities])

    def _follow_up(self, community: str) -> None:
        """Activities are held, the newest report is published and rated, a selection is open."""
        given = self._of_today[community]
        waiting.pause(max(0.0, (self._held_from[community] - clock.now()).total_seconds()))
        for deed in volunteering.held(community, self._begun):
            self._do(deed, given)
        if self._day != self._begun:
            return
        report = self._newest_report(community)
        self._await_facts(report["id"])
        if report["state"] == ReportState.DRAFT and not report["editions"]:
            given[str(honouring.report_of(community))] = report["id"]
            for deed in honouring.reporting(community, self._begun):
                self._do(deed, given)
        if not self._chooses(community, since=self._begun.year - 1):
            for deed in honouring.choosing(community, self._begun):
                self._do(deed, given)
            for deed in voicing.of_today(community, self._begun):
                self._do(deed, given)

    def _honour_then(self, community: str) -> None:
        for deed in honouring.choosing_of_then(community, self._begun):
            self._do(deed, self._of_then[community])
        for deed in voicing.of_then(community, self._begun):
            self._do(deed, self._of_then[community])

    def _newest_report(self, community: str) -> Json:
        """The report that the service's clock drafts within half a minute of the first term."""
        deadline = clock.monotonic() + _PATIENCE_SECONDS
        pauses = waiting.growing_pauses(0.5, 2.0)
        while not (found := self._listed("/work-reports", community)):
            if clock.monotonic() > deadline:
                raise DemoFailed(f"no work report of {community} was drafted")
            waiting.pause(next(pauses))
        return found[0]

    def _await_facts(self, report_id: str) -> None:
        """What is approved stays as it is: wait until it tells of everybody who came."""
        headers = {"Authorization": f"Bearer {self._token(OFFICER.actor)}"}
        expected = today_appeals.visitors_of_the_quarter()
        deadline = clock.monotonic() + _PATIENCE_SECONDS
        pauses = waiting.growing_pauses(0.1, 1.0)
        while True:
            found = self._answer("GET", f"/work-reports/{report_id}", headers=headers)["items"]
            told = sum(
                figure["value"]
                for one in found
                for figure in one["figures"]
                if figure["name"] == FigureName.RECEPTIONS
            )
            if told >= expected:
                return
            if clock.monotonic() > deadline:
                raise DemoFailed(f"work report {report_id} tells of {told}, expected {expected}")
            waiting.pause(next(pauses))

    def _chooses(self, community: str, *, since: int) -> bool:
        """Whether an earlier play drafted a selection since this year."""
        return any(since <= one["year"] for one in self._listed("/selections", community))

    def _listed(self, path: str, community: str) -> list[Json]:
        headers = {"Authorization": f"Bearer {self._token(OFFICER.actor)}"}
        found: list[Json] = self._answer("GET", path, params={"area": community}, headers=headers)[
            "items"
        ]
        return found

    def _counting(self, chapter: str, requests_there_are: int) -> Callable[[], None]:
        task = self._progress.add_task(chapter, total=requests_there_are)
        return lambda: self._progress.advance(task)

    def _settle(self, done: Callable[[], None]) -> None:
        """Let the communities appoint their commissioners of then, and those of today."""
        self._know_years()
        for one in self._communities:
            # By these a later play knows the day again, so they come first.
            self._do(today.allowing(one.community, self._begun), self._accounts)
        _in_threads(lambda community: self._recruit(community, done), self._communities)
        given = dict(self._accounts)
        for deed in today.courses(self._begun, [one.community for one in self._communities]):
            self._do(deed, given)
        for deed in volunteering.catalogue():
            self._do(deed, given)

    def _live(self, done: Callable[[], None]) -> None:
        """Let appeals come in and be handled as far as they are today."""
        appeals, receptions = self._of_the_day()
        if self._day == self._begun:
            appeals += [
                one
                for community in self._communities
                for one in today_appeals.of_the_quarter(community.community, self._day)
            ]
        self._handle_all(appeals, receptions, done)

    def _of_the_day(self) -> tuple[list[Sequence[Deed]], list[Deed]]:
        """The appeals of the last days with what happens to them, and the receptions."""
        codes = [one.community for one in self._communities]
        return (
            [one for code in codes for one in today_appeals.appeals(code, self._day)],
            [one for code in codes for one in today_appeals.receptions(code, self._day)],
        )

    def _handle_all(
        self, appeals: list[Sequence[Deed]], receptions: list[Deed], done: Callable[[], None]
    ) -> None:
        _in_threads(lambda deeds: self._handle(deeds, done), appeals)
        _in_threads(lambda deed: self._handle([deed], done), receptions)

    def _begun_on(self) -> dt.date:
        """The day of the chapter of today: that of the first play over these data."""
        for community in NAMES:
            path = f"/communities/{community}/back-entries"
            headers = {"Authorization": f"Bearer {self._token(OFFICER.actor)}"}
            found = self._answer("GET", path, params={"limit": "100"}, headers=headers)["items"]
            begun = [one["to"] for one in found if one["reason"] == today.REASON]
            if begun:
                return dt.date.fromisoformat(begun[0])
        return self._day

    def _count_of_today(self) -> int:
        return sum(
            len(community.deeds)
            + len(today.of_community(community.community, self._begun))
            + len(_organised(community.community, self._begun))
            + sum(map(len, today_appeals.appeals(community.community, self._day)))
            + (self._day == self._begun)
            * sum(map(len, today_appeals.of_the_quarter(community.community, self._day)))
            + len(list(today_appeals.receptions(community.community, self._day)))
            for community in self._communities
        )

    def totals(self, **filters: str) -> Json:
        """The street's figures, as anyone may read them."""
        return self._answer("GET", "/public/street/totals", params=filters)

    def appointments(self, **filters: str) -> Json:
        """The street's figures of appointments, as anyone may read them."""
        return self._answer("GET", "/public/appointments/figures", params=filters)

    def _recruit(self, community: Recruiting, done: Callable[[], None]) -> None:
        given = dict(self._accounts)
        self._do(self._consents[community.community], given)
        for deed in community.deeds:
            self._do(deed, given)
            done()
        self._of_then[community.community] = dict(given)
        # An end passes on what was open; it must not find the appeals of this very play.
        for appointment in community.appointments:
            self._await_handed_over(given[str(appointment)], staff_of(community.community))
        for deed in today.of_community(community.community, self._begun):
            self._do(deed, given)
            done()
        self._organise(community.community, given, done)
        self._of_today[community.community] = given

    def _organise(self, community: str, given: dict[str, str], done: Callable[[], None]) -> None:
        """Groups of then, teams, and what the team of the first commissioner does today."""
        for deed in _organised(community, self._begun):
            self._do(deed, given)
            done()
        # An earlier play of the year has set its budget and supported these projects.
        if not self._listed("/fund/projects", community):
            for deed in funding.projects(community, self._begun):
                self._do(deed, given)
        begins = self._work_begun(community) or volunteering.begins_at(clock.now())
        for deed in volunteering.at_work(community, self._begun, begins):
            self._do(deed, given)
        self._held_from[community] = begins

    def _work_begun(self, community: str) -> dt.datetime | None:
        """The moment for which an interrupted play let the team work: its requests named it."""
        for one in self._listed("/hours", community):
            if one["activity"] == volunteering.HELD:
                headers = {"Authorization": f"Bearer {self._token(OFFICER.actor)}"}
                found = self._answer("GET", f"/activities/{one['activity_id']}", headers=headers)
                return dt.datetime.fromisoformat(found["shifts"][0]["starts_at"])
        return None

    def _know_years(self) -> None:
        for year in (self._day.year - 1, self._day.year, self._day.year + 1):
            self._know_holidays(year)

    def _know_holidays(self, year: int) -> None:
        """Declare a year that is not published yet: a public notice needs its working days."""
        headers = {"Authorization": f"Bearer {self._token(ADMINISTRATOR_OF_THE_CITY)}"}
        found = self._answer("GET", "/holidays", params={"year": str(year)}, headers=headers)
        if found["known_from"] in (DataOf.PUBLISHED, DataOf.DECLARED):
            return
        for day in _FREE_DAYS:
            holiday = SetHoliday.sent(is_workday=False, name="节假日", source=_SOURCE).plain()
            self._send(
                "PUT",
                f"/holidays/{year}-{day}",
                holiday,
                ADMINISTRATOR_OF_THE_CITY,
                f"{year}-{day}-holiday",
            )
        complete = DeclareHolidayYear.sent(is_complete=True, source=_SOURCE).plain()
        self._send(
            "PUT",
            f"/holidays/{year}/completeness",
            complete,
            ADMINISTRATOR_OF_THE_CITY,
            f"{year}-complete",
        )

    def _do(self, deed: Deed, given: dict[str, str]) -> None:
        """Send one request; `given`: what the programme calls a thing → the server's id."""
        path = _CALLED.sub(lambda called: given.get(called[0], called[0]), deed.path)
        try:
            answer = self._done(deed, path, given)
        except _AlreadySo:
            if not deed.may_be_done:
                raise
            return
        for field, called in deed.names.items():
            given[str(called)] = _found_in(answer, field)
        if deed.gives is not None:
            given[str(deed.gives)] = answer["id"]
        if deed.codes is not None:
            given[str(deed.codes)] = answer["tracking_code"]
        if deed.appoints is not None:
            self._people[str(deed.appoints)] = answer["commissioner"]

    def _done(self, deed: Deed, path: str, given: Mapping[str, str]) -> Json:
        """The answer; a service that has not heard of the post or consent yet is asked again."""
        deadline = clock.monotonic() + _PATIENCE_SECONDS
        pauses = waiting.growing_pauses(0.1, 1.0)
        while True:
            try:
                return self._send(
                    deed.method, path, _named(deed.body.plain(), given), deed.by, deed.key
                )
            except DemoFailed as refusal:
                is_early = any(code in str(refusal) for code in _NOT_HEARD_OF)
                if not is_early or clock.monotonic() > deadline:
                    raise
            waiting.pause(next(pauses))

    def _await_handed_over(self, appointment: str, by: Actor) -> None:
        path = f"/appointments/{appointment}/handover"
        headers = {"Authorization": f"Bearer {self._token(by)}"}
        deadline = clock.monotonic() + _PATIENCE_SECONDS
        pauses = waiting.growing_pauses(0.05, 1.0)
        while not self._answer("GET", path, headers=headers)["is_complete"]:
            if clock.monotonic() > deadline:
                raise DemoFailed(f"what appointment {appointment} left open is not handed over")
            waiting.pause(next(pauses))

    def _submit(self, case: Case, done: Callable[[], None]) -> None:
        self._receipts[case.key] = self._post("/appeals", case.body, case.by, case.key)
        done()

    def _record(self, meeting: Meeting, done: Callable[[], None]) -> None:
        self._post("/receptions", meeting.body, meeting.by, meeting.key)
        done()

    def _follow(self, case: Case, done: Callable[[], None]) -> None:
        """What happened to one appeal of then.

        A user of the demo may find it first, take it up or give it to somebody else; then it is
        theirs.
        """
        receipt = self._receipts[case.key]
        for place, step in enumerate(case.steps, start=1):
            try:
                self._take(receipt, step, f"{case.key}-{place}-{step.route}")
            except _Refused:
                self._left.append(case)
                return
            done()

    def _handle(self, deeds: Sequence[Deed], done: Callable[[], None]) -> None:
        """What happens to one appeal or reception of the last days, up to today.

        A user of the demo may have changed what it needs, such as the commissioners in office; then
        it stays where it is.
        """
        given = dict(self._accounts)
        try:
            for deed in deeds:
                self._do(deed, given)
                done()
                if deed.codes is not None and len(deeds) > 1:
                    self._await_stored(given[str(deed.codes)])
        except DemoFailed:
            if self._day == self._begun:
                raise

    def _take(self, receipt: Json, step: Step, key: str) -> None:
        path = f"/appeals/{receipt['id']}/{step.route}"
        try:
            self._post(path, step.body, step.by, key)
        except _NotThere:
            # Accepted appeals wait in a queue for a moment; only then is it worth asking.
            self._await_stored(receipt["tracking_code"])
            self._post(path, step.body, step.by, key)

    def _await_stored(self, tracking_code: str) -> None:
        deadline = clock.monotonic() + _PATIENCE_SECONDS
        pauses = waiting.growing_pauses(0.05, 1.0)
        while not self._answer("GET", f"/public/appeals/{tracking_code}")["stored"]:
            if clock.monotonic() > deadline:
                raise DemoFailed(f"appeal {tracking_code} was accepted but is not stored yet")
            waiting.pause(next(pauses))

    def _post(self, path: str, body: Shape, by: Actor, key: str) -> Json:
        return self._send("POST", path, _named(body.plain(), self._people), by, key)

    def _send(self, method: str, path: str, body: Json, by: Actor | None, key: str) -> Json:
        if by is None:
            headers = {"Idempotency-Key": _random_looking(key)}
        else:
            headers = {"Authorization": f"Bearer {self._token(by)}", "Idempotency-Key": key}
        given = {name: value for name, value in body.items() if value is not None}
        if method == "GET":
            return self._answer(method, path, headers=headers)
        return self._answer(method, path, json=given, headers=headers)

    def _answer(self, method: str, path: str, **request: Any) -> Json:
        """The JSON answer; a system that is not ready is asked again with the same key."""
        deadline = clock.monotonic() + _PATIENCE_SECONDS
        pauses = waiting.growing_pauses(0.1, 2.0)
        while True:
            try:
                return self._asked(method, path, **request)
            except _NotReady as trouble:
                if clock.monotonic() > deadline:
                    raise DemoFailed(f"{method} {path}: {trouble}") from trouble
            waiting.pause(next(pauses))

    def _asked(self, method: str, path: str, **request: Any) -> Json:
        try:
            response = self._session().request(
                method, self._api + path, timeout=_REQUEST_SECONDS, **request
            )
        except (requests.ConnectionError, requests.Timeout) as silence:
            raise _NotReady(str(silence)) from silence
        if response.status_code in _LATER:
            raise _NotReady(f"{response.status_code} {response.text}")
        if not response.ok:
            refusal = _REFUSALS.get(response.status_code, DemoFailed)
            raise refusal(f"{method} {path}: {response.status_code} {response.text}")
        found: Json = response.json()
        return found

    def _session(self) -> requests.Session:
        """One kept-alive connection for each thread."""
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
            # A proxy of the surroundings has no business with our own address.
            self._local.session.trust_env = False
        session: requests.Session = self._local.session
        return session

    def _token(self, actor: Actor) -> str:
        if actor not in self._tokens:
            account = self._people.get(actor.account or "", actor.account)
            self._tokens[actor] = self._token_for(dataclasses.replace(actor, account=account))
        return self._tokens[actor]


def _organised(community: str, day: dt.date) -> list[Deed]:
    return [
        *volunteering.groups(community),
        *volunteering.teams(community),
        *volunteering.volunteers(community, day),
        *volunteering.coming(community, day),
    ]


def _random_looking(key: str) -> str:
    """The same key in the only form that is taken from somebody without an account."""
    return str(UUID(bytes=hashlib.sha256(key.encode()).digest()[:16], version=4))


def _found_in(answer: Json, field: str) -> str:
    found: Any = answer
    for part in field.split("."):
        found = found[int(part)] if part.isdigit() else found[part]
    return str(found)


def _named(value: Any, given: Mapping[str, str]) -> Any:
    """The same with the server's ids in the place of the programme's."""
    if isinstance(value, dict):
        return {name: _named(one, given) for name, one in value.items()}
    if isinstance(value, list):
        return [_named(one, given) for one in value]
    return given.get(value, value) if isinstance(value, str) else value


def _in_threads(work: Callable[[T], None], items: Iterable[T]) -> None:
    """Do the work for every item; the first failure stops the rest."""
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting_for = [pool.submit(work, item) for item in items]
        try:
            for finished in as_completed(waiting_for):
                finished.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _await_figures(player: _Player, console: Console, *, is_alone: bool) -> None:
    """Wait until the programme has arrived in the street's figures; what others changed is told.

    Raises:
        DemoFailed: it did not, and there are no others.
    """
    whole = programme().figures
    least = whole if is_alone else player.least(whole)
    deadline = clock.monotonic() + _FIGURES_SECONDS
    pauses = waiting.growing_pauses(0.1, 1.0)
    while demo_figures.missing(shown := _ask(player, LAST_DAY), least):
        if clock.monotonic() > deadline:
            break
        waiting.pause(next(pauses))
    missing = ", ".join(demo_figures.missing(shown, whole))
    if missing and is_alone:
        raise DemoFailed(f"the street shows {missing}")
    if missing:
        console.print(
            f"数字比样例少，可能有人处理了其中的诉求 {OTHERS_WORKED}: {missing}", soft_wrap=True
        )


def _ask(player: _Player, day: dt.date) -> demo_figures.Shown:
    until = {"to": day.isoformat()}
    here = player.totals(area=DENGLIANG, **until)
    groups = {line["key"]: line for line in here["by_applicant_group"]}
    return demo_figures.Shown(
        player.totals(**until),
        groups.get(_WORKERS, demo_figures.NOTHING),
        player.appointments(to=day.isoformat(), on=day.isoformat()),
    )
