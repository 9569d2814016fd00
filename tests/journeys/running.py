"""A running Linli as people meet it: an address and tokens."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import requests

from bus import outbox
from contracts.recruitment.office import AppointmentBegan
from contracts.registry import Event
from gateway.people.identity import operations as identity
from runtime.database import Database
from runtime.identifiers import new_id
from runtime.settings import load
from tests.journeys.places import NANSHAN, Place
from tests.servers.prepared import Prepared
from tests.servers.processes import Linli, linli
from tests.servers.waiting import wait_for
from tests.system import SECRET, System
from vocabulary.actors import SYSTEM, Actor, Grant, Role

DENGLIANG = NANSHAN.community
YUELIANGWAN = NANSHAN.neighbour
STREET = NANSHAN.street

Json = dict[str, Any]

_COMMISSIONERS = UUID("01970a3c-9000-7000-8000-0000000000c0")
_IN_OFFICE_SINCE = dt.date(2010, 1, 4)
#: The holder of each term and where, as the register keeps it.
_HELD = "community || ' ' || commissioner"


def staff_of(community: str) -> Actor:
    """Somebody at the workstation of a community."""
    return Actor(f"workstation-{community[-6:]}", (Grant(Role.WORKSTATION_STAFF, community),))


def commissioner_of(community: str, number: int = 1) -> Actor:
    """A commissioner of a community; the first one is in office in every shared system."""
    account = str(uuid5(_COMMISSIONERS, f"{community}-{number}"))
    return Actor(account, (Grant(Role.COMMISSIONER, community),))


def administrator_of(area: str) -> Actor:
    """An administrator of an area."""
    return Actor(f"administrator-{area[-6:]}", (Grant(Role.ADMINISTRATOR, area),))


ADMINISTRATOR = administrator_of(STREET)


_lines = threading.local()


def _line() -> requests.Session:
    """Connections that this thread keeps: to make one takes a gateway as long as many an answer.

    Nothing else is kept from one request to the next, as cookies would be.
    """
    kept: requests.Session | None = getattr(_lines, "kept", None)
    if kept is None:
        kept = _lines.kept = requests.Session()
        kept.trust_env = False
        kept.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return kept


@dataclass(frozen=True)
class Running:
    """One system that is ready."""

    address: str
    secret: str
    settings: Mapping[str, str]
    #: Rows that a query finds in the database of a service.
    rows: Callable[[str, str], list[tuple[Any, ...]]]
    #: What each process has logged so far.
    logs: Callable[[], list[str]]
    #: Where people of this journey live and work.
    home: Place = NANSHAN
    #: The process that answers people, where the system is this process's own to stop.
    door: Linli | None = None
    #: What its commands fork from; None: each starts as an operator starts it.
    prepared: Prepared | None = None

    def call(
        self,
        method: str,
        path: str,
        *,
        actor: Actor | None = None,
        key: str | None = None,
        **options: Any,
    ) -> requests.Response:
        """One HTTP request to the interface."""
        headers = dict(options.pop("headers", {}))
        if actor is not None:
            headers["Authorization"] = f"Bearer {self.token(actor)}"
        if key is not None:
            headers["Idempotency-Key"] = key
        address = f"{self.address}/api/v1{path}"
        return _line().request(method, address, headers=headers, timeout=20, **options)

    def answer(self, method: str, path: str, **options: Any) -> Json:
        """The body of an answer that must be good."""
        found = self.call(method, path, **options)
        assert found.ok, f"{method} {path}: {found.status_code} {found.text}"
        body: Json = found.json()
        return body

    def token(self, actor: Actor) -> str:
        """A bearer token."""
        return identity.issue(self.secret.encode(), actor, lifetime=dt.timedelta(hours=1))

    def bring_into_office(self, *commissioners: Actor) -> None:
        """Let recruitment tell that these took office long ago, and wait until the register knows.

        The events are those of a real appointment, which takes a dozen requests.
        """
        began = [
            AppointmentBegan(
                appointment_id=new_id(),
                community=commissioner.grants[0].area,
                commissioner=UUID(commissioner.account),
                began_on=_IN_OFFICE_SINCE,
                version=5,
            )
            for commissioner in commissioners
        ]
        self.tells("recruitment", *began)
        # To ask the register for each of dozens takes seconds.
        told = {f"{one.community} {one.commissioner}" for one in began}
        listed = ", ".join(f"'{one}'" for one in told)
        query = f"SELECT count(DISTINCT {_HELD}) FROM term WHERE {_HELD} IN ({listed})"
        wait_for(
            lambda: self.rows("appeals", query) == [(len(told),)],
            60,
            "the register knows who is in office",
        )

    def tells(self, service: str, *events: Event) -> None:
        """Let a service tell what takes many requests to bring about."""
        url = load(self.settings).database_url(service)
        with contextlib.closing(Database(url)) as log, log.writing() as session:
            outbox.add_all(session, [(one, None) for one in events], actor=SYSTEM)

    def await_in_office(self, community: str, commissioner: str) -> None:
        """Wait until the register has heard of it, so that it takes an assignment."""
        path = f"/communities/{community}/commissioners"

        def known() -> bool:
            found = self.answer("GET", path, actor=staff_of(community))["items"]
            return commissioner in {one["commissioner"] for one in found}

        wait_for(known, 60, "the register knows who is in office")

    def submit(self, *, key: str | None = None, **changes: Any) -> Json:
        """A resident's appeal at home, or where `changes` say, as its receipt."""
        body = an_appeal(**{"community": self.home.community} | changes)
        return self.answer("POST", "/public/appeals", json=body, key=key)

    def stored(self, receipt: Json) -> Json:
        """What the tracking code shows once the register has the appeal."""
        path = f"/public/appeals/{receipt['tracking_code']}"

        def found() -> Json | None:
            shown = self.answer("GET", path)
            return shown if shown["stored"] else None

        return wait_for(found, 20, "the appeal is stored") or {}

    def settle(self, receipt: Json) -> Json:
        """Take an appeal at home up, let its first commissioner settle it on the spot, and close it."""
        staff, commissioner = staff_of(self.home.community), commissioner_of(self.home.community)
        self.stored(receipt)
        done: Json = {}
        for actor, route, body in (
            (staff, "acceptance", {}),
            (staff, "assignment", {"commissioner": commissioner.account}),
            (commissioner, "actions", {"method": "settle_on_the_spot", "note": "当场解决了。"}),
            (commissioner, "closing", {"outcome": "settled"}),
        ):
            done = self.answer("POST", f"/appeals/{receipt['id']}/{route}", actor=actor, json=body)
        return done

    def counted(self, community: str) -> Json:
        """The street's totals of a community once they hold what the register holds now."""
        of_it = f"SELECT count(*), count(closed_at) FROM appeal WHERE community = '{community}'"
        ((appeals, closed),) = self.rows("appeals", of_it)
        return self.settled_at(community, appeals=appeals, closed=closed)

    def settled_at(self, community: str, **facts: int) -> Json:
        """The street's totals of a community once they hold these facts."""

        def found() -> Json | None:
            totals = self.answer("GET", "/public/street/totals", params={"area": community})
            return totals if facts.items() <= totals.items() else None

        return wait_for(found, 20, f"the street counts {facts}") or {}

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """Nobody answers for a while, as when an operator restarts the gateway."""
        assert self.door is not None
        assert self.door.stop() == 0
        try:
            yield
        finally:
            self.door.start()

    def linli(self, *arguments: str) -> str:
        """What a command prints that must succeed."""
        done = linli(*arguments, settings=self.settings, prepared=self.prepared)
        assert done.returncode == 0, done.stderr
        return done.stdout


def each_a_process(system: System) -> Running:
    """A deployed system, as people meet it."""
    return Running(
        system["gateway"].address,
        SECRET,
        system.settings,
        system.rows,
        lambda: [process.logs for process in system.processes()],
        door=system["gateway"],
        prepared=system.prepared,
    )


@contextlib.contextmanager
def everything_in_one_process(
    folder: Path, settings: Mapping[str, str], prepared: Prepared | None = None
) -> Iterator[Running]:
    """A system as at a first look, on the databases that lie in the folder."""

    def rows(database: str, query: str) -> list[tuple[Any, ...]]:
        path = folder / "data" / f"{database}.db"
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            return list(connection.execute(query))

    process = Linli(folder=folder, settings=settings, prepared=prepared)
    try:
        process.start()
        yield Running(
            process.address,
            SECRET,
            settings,
            rows,
            lambda: [process.logs],
            door=process,
            prepared=prepared,
        )
        code = process.stop()
        assert code == 0, process.logs[-3000:]
    finally:
        process.kill()


def an_appeal(**changes: Any) -> Json:
    """A good body of an appeal, with these fields changed; None leaves one out."""
    body = {
        "community": DENGLIANG,
        "category": "fire_safety",
        "text": "三栋楼道里的灭火器过期半年了，请来看看。",
        "applicant_group": "migrant_worker",
        "contact_name": "陈小姐",
        "contact_phone": "13800138000",
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def new_key() -> str:
    """An Idempotency-Key that nobody used."""
    return str(new_id())
