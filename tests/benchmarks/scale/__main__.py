"""Lists, totals and the log of events with 10,000 and with 1,000,000 appeals, on PostgreSQL.

Both are asked in turn, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from contracts import registry
from contracts.appeals.feed import ReadAppealsLog
from contracts.appeals.intake import ListAppeals
from contracts.appeals.words import Outcome, State
from contracts.street.totals import ShowTotals
from groundwork import feed
from runtime import clock, encryption, logs
from runtime.database import Database
from services.appeals.intake import queries as intake
from services.street.totals import queries as street
from tests.benchmarks.questions import Ask, Times, ask_in_turn, stand_ready
from tests.benchmarks.scale import rows
from tests.benchmarks.scale.rows import COMMISSIONER, COMMUNITY, DISTRICT, STREET
from tests.builders import an_actor
from tests.servers.postgres import Postgres
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of

_FEW, _MANY = 10_000, 1_000_000
_ROUNDS = 100
#: Totals of any period, and lists that hold more the more there is, at either size: p99.
_TOTALS_MOST_MS = 30.0
#: Anything else: many appeals to few, by the quickest answer of each, as noise only adds.
_MOST_TIMES = 2.0
#: A page that is full at either size.
_LIMIT = 20
#: How many pages into a list the deep one lies.
_DEEP = 20


def main() -> None:
    """Measure and print; ends with 1 where an aim is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=_ROUNDS)
    arguments.add_argument("--many", type=int, default=_MANY)
    asked = arguments.parse_args()
    logs.configure("warning", "text")
    registry.load_all()
    encryption.use(["an encryption key of a benchmark, long enough"])
    server = Postgres()
    server.start()
    try:
        missed = _measure(server, asked.many, asked.rounds)
    finally:
        server.remove()
    raise SystemExit(bool(missed))


def _measure(server: Postgres, many: int, rounds: int) -> list[str]:
    """What missed its aim."""
    register = [_filled(server, "appeals", size) for size in (_FEW, many)]
    figures = [_filled(server, "street", size) for size in (_FEW, many)]
    print(f"\nmedian and p99                                        {_FEW:>9,}{many:>25,}")
    stand_ready()
    lists = list(_compare(register, {**_lists(), **_log(many)}, rounds))
    totals = [
        *_compare(register, _unlike_lists(), rounds),
        *_compare(figures, _totals(), rounds),
    ]
    missed = [what for what, few, more in lists if more.best > _MOST_TIMES * few.best]
    missed += [what for what, *both in totals if max(one.p99 for one in both) > _TOTALS_MOST_MS]
    for what in missed:
        print(f"aim missed: {what}")
    for database in (*register, *figures):
        database.close()
    return missed


def _filled(server: Postgres, service: str, size: int) -> Database:
    url = server.create_database(f"{service}_{size}")
    url = url.replace("postgresql:", "postgresql+psycopg2:")
    filled, migrated = rows.fill(service, url, size)
    print(
        f"{service} with {size:,} appeals: rows in {filled:.0f} s, migration in {migrated:.0f} s",
        flush=True,
    )
    return Database(url)


def _compare(
    databases: list[Database], asked: Mapping[str, Ask], rounds: int
) -> Iterator[tuple[str, Times, Times]]:
    for what, ask in asked.items():
        few, many = ask_in_turn([database.reading for database in databases], ask, rounds)
        times = many.best / few.best
        print(
            f"{what:48}{few.median:7.1f} ms{few.p99:7.1f} ms"
            f"{many.median:9.1f} ms{many.p99:7.1f} ms{times:6.1f} x",
            flush=True,
        )
        yield what, few, many


def _listed(actor: Actor, **asked: Any) -> Ask:
    request = ListAppeals(limit=_LIMIT, **asked)
    return lambda session: intake.page(session, actor, request)


def _unlike_lists() -> Mapping[str, Ask]:
    """Those with more to count, or more on their page, where there are many appeals."""
    district = an_actor(Role.ADMINISTRATOR, DISTRICT)
    office = an_actor(Role.STREET_OFFICER, STREET)
    staff = an_actor(Role.WORKSTATION_STAFF, COMMUNITY)
    commissioner = an_actor(Role.COMMISSIONER, COMMUNITY, account=COMMISSIONER)
    own: dict[str, Any] = {"commissioner": COMMISSIONER, "state": [State.ASSIGNED]}
    return {
        "a community, open": _listed(staff, state=[State.ACCEPTED, State.ASSIGNED]),
        "a commissioner's own, open": _listed(commissioner, **own),
        "the district, with total": _listed(district, total=True),
        "a street, with total": _listed(office, total=True),
        "a community, with total": _listed(staff, total=True),
        "overdue by due_on, with total": _listed(district, sort="due_on", overdue=True, total=True),
    }


def _lists() -> Mapping[str, Ask]:
    district = an_actor(Role.ADMINISTRATOR, DISTRICT)
    office = an_actor(Role.STREET_OFFICER, STREET)
    staff = an_actor(Role.WORKSTATION_STAFF, COMMUNITY)
    commissioner = an_actor(Role.COMMISSIONER, COMMUNITY, account=COMMISSIONER)

    def deep(actor: Actor, **asked: Any) -> Ask:
        def walk(session: Any) -> Any:
            found = intake.page(session, actor, ListAppeals(limit=_LIMIT, **asked))
            for _ in range(_DEEP):
                more: dict[str, Any] = {**asked, "cursor": found.next_cursor}
                found = intake.page(session, actor, ListAppeals(limit=_LIMIT, **more))
            return found

        return walk

    return {
        "the district": _listed(district),
        "a street": _listed(office),
        "a community": _listed(staff),
        "a commissioner's own": _listed(commissioner, commissioner=COMMISSIONER),
        "of one commissioner": _listed(district, commissioner=COMMISSIONER),
        "received, not accepted": _listed(district, state=[State.RECEIVED]),
        "assigned": _listed(district, state=[State.ASSIGNED]),
        "declined": _listed(district, outcome=[Outcome.DECLINED]),
        "withdrawn, of which there are none": _listed(district, outcome=[Outcome.WITHDRAWN]),
        "by closed_at": _listed(district, sort="closed_at"),
        "by -closed_at": _listed(district, sort="-closed_at"),
        "by -closed_at, of a street": _listed(office, sort="-closed_at"),
        "by rating": _listed(district, sort="rating"),
        "by -rating": _listed(district, sort="-rating"),
        "by due_on": _listed(district, sort="due_on"),
        "by -due_on": _listed(district, sort="-due_on"),
        "by due_on, open": _listed(district, sort="due_on", state=[State.ASSIGNED]),
        "overdue by due_on": _listed(district, sort="due_on", overdue=True),
        "overdue by due_on, of a street": _listed(office, sort="due_on", overdue=True),
        f"{_DEEP} pages by -received_at": deep(district),
        f"{_DEEP} pages by -closed_at": deep(district, sort="-closed_at"),
    }


def _log(many: int) -> Mapping[str, Ask]:
    district = an_actor(Role.ADMINISTRATOR, DISTRICT)
    office = an_actor(Role.STREET_OFFICER, STREET)

    def read(actor: Actor, after: int) -> Ask:
        request = ReadAppealsLog(after=after, limit=_LIMIT)
        return lambda session: feed.page(session, actor, request)

    return {
        "the log from its beginning": read(district, 0),
        "the log of a street": read(office, 0),
        "the log at its end": read(district, many),
    }


def _totals() -> Mapping[str, Ask]:
    today = day_of(clock.now())

    def counted(days: int | None, until: int = 0, **asked: Any) -> Ask:
        period: dict[str, Any] = (
            {}
            if days is None
            else {
                "from_day": today - dt.timedelta(days=days),
                "to_day": today - dt.timedelta(days=until),
            }
        )
        request = ShowTotals(**period, **asked)
        return lambda session: street.totals(session, request)

    return {
        "totals of everything": counted(None),
        "totals of today": counted(0),
        "totals of 31 days": counted(31, 1),
        "totals of a year": counted(365),
        "totals of 1,001 days": counted(1040, 40),
        "totals of 1,016 days": counted(1056, 41),
        "totals of a street, a year": counted(365, area=STREET),
        "totals of a street, everything": counted(None, area=STREET),
        "totals of a community, a year": counted(365, area=COMMUNITY),
        "totals of a community, everything": counted(None, area=COMMUNITY),
    }


if __name__ == "__main__":
    main()
