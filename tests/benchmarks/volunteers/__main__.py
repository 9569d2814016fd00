"""How long totals of a year, the net of a community and a certificate take among millions.

100 streets with 10 communities each, 100,000 volunteers, 20,000 activities and 2,000,000
attendances lie in PostgreSQL; `--tenth` has a tenth of everything, and a street as large as before.
Asked are the operations of the service, without the way there.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from contracts.volunteers.hour_certificates import IssueHourCertificate, PrintHourCertificate
from contracts.volunteers.hours import TotalHours
from contracts.volunteers.net import ShowNet
from contracts.volunteers.words import HoursBy
from groundwork import areas
from runtime import clock, encryption, migrating
from runtime.database import Database
from services.volunteers.hour_certificates import operations, queries
from services.volunteers.hour_totals import queries as totals
from services.volunteers.net import queries as net
from services.volunteers.volunteers.model import Registration
from tests.builders import an_actor
from tests.servers.postgres import Postgres
from tests.services.volunteers.serving import an_area
from vocabulary.actors import Role

_ROUNDS = 100
_TOTALS_MS, _CERTIFICATE_MS, _NET_MS = 50, 300, 50
#: A street and a community in the middle of all.
STREET, _COMMUNITY = "440350007000", "440350007003"
YEAR = (dt.date(2013, 1, 1), dt.date(2013, 12, 31))
_ROWS = Path(__file__).with_name("rows.sql")


def main() -> None:
    """Fill, measure and print; ends with 1 where a budget is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tenth", action="store_true")
    given = arguments.parse_args()
    server = Postgres()
    try:
        server.start()
        encryption.use(["a key of the benchmark"])
        url = server.create_database("volunteers")
        migrating.upgrade("volunteers", url)
        database = Database(url)
        _fill(database, 10 if given.tenth else 1)
        is_missed = _measure(database)
        database.close()
    finally:
        server.remove()
    raise SystemExit(is_missed)


def _fill(database: Database, less: int) -> None:
    began = clock.monotonic()
    people, communities, activities = 100_000 // less, 1_000 // less, 20_000 // less
    fill(database, people=people, communities=communities, activities=activities, each=100)
    print(f"{activities * 100:,} attendances in {clock.monotonic() - began:.0f} s")


def fill(database: Database, **sizes: int) -> None:
    """So many people, communities and activities, each activity with so many attendances."""
    given: dict[str, Any] = {**sizes, "sealed": encryption.keyring().seal("陈秀英")}
    with database.writing() as session:
        areas.keep(session, [an_area(one) for one in (STREET, _COMMUNITY)])
        for statement in _ROWS.read_text().split(";\n"):
            if statement.strip():
                session.execute(sa.text(statement), given)
        engine = session.get_bind().engine
    # As in a database that has run for years: only then are rows read from an index alone.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def _measure(database: Database) -> bool:
    officer = an_actor(Role.STREET_OFFICER, area=STREET)
    clerk = an_actor(Role.WORKSTATION_STAFF, area=_COMMUNITY)
    with database.reading() as session:
        chosen = sa.select(Registration.id).where(Registration.community == _COMMUNITY)
        people = session.scalars(chosen.order_by(Registration.id).limit(_ROUNDS)).all()

    def total(at: int) -> None:
        by = list(HoursBy)[at % len(HoursBy)]
        with database.reading() as session:
            asked = TotalHours(by=by, area=STREET, served_from=YEAR[0], served_to=YEAR[1])
            found = totals.of(session, officer, asked)
            assert found.counted_minutes > 0

    def certificate(at: int) -> None:
        wanted = IssueHourCertificate(registration_id=people[at], in_charge="李建华")
        with database.writing() as session:
            issued = operations.issue(session, clerk, wanted)
        with database.reading() as session:
            printed = PrintHourCertificate(hour_certificate_id=issued.id)
            assert queries.document(session, clerk, printed).as_bytes

    def net_of_community(at: int) -> None:
        community = f"440350007{at % 10 + 1:03}"
        with database.reading() as session:
            found = net.show(session, officer, ShowNet(community=community))
            assert found.people > 0

    missed = [
        _timed("the net of a community", net_of_community, _NET_MS, _ROUNDS),
        _timed("totals of a street's year", total, _TOTALS_MS, _ROUNDS),
        _timed("a certificate, issued and printed", certificate, _CERTIFICATE_MS, len(people)),
    ]
    return any(missed)


def _timed(name: str, once: Callable[[int], None], most: int, rounds: int) -> bool:
    spent: list[float] = []
    for at in range(rounds):
        began = clock.monotonic()
        once(at)
        spent.append(1000 * (clock.monotonic() - began))
    median, p99 = _at(spent, 0.5), _at(spent, 0.99)
    print(f"{name:36} median {median:6.1f} ms   p99 {p99:6.1f} ms   at most {most} ms")
    return p99 > most


def _at(spent: Sequence[float], share: float) -> float:
    return sorted(spent)[int(len(spent) * share)]


if __name__ == "__main__":
    main()
