"""How long volunteers' lists, matching, totals, nets, certificates and sign-ups take among millions.

100 streets with 10 communities each, 100,000 volunteers, 20,000 activities and 2,000,000
attendances lie in PostgreSQL, and one community of 5,000 people besides; `--tenth` has a tenth of
everything, and a street and that community as large as before. Asked are the operations of the
service, without the way there.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.lists import Listing
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer
from contracts.volunteers.activities import ListActivities
from contracts.volunteers.hour_certificates import IssueHourCertificate, PrintHourCertificate
from contracts.volunteers.hours import ListHours, TotalHours
from contracts.volunteers.matching import MatchTeams, MatchVolunteers
from contracts.volunteers.memberships import ListMemberships
from contracts.volunteers.net import ShowNet
from contracts.volunteers.sign_ups import ListSignUps
from contracts.volunteers.volunteers import ListVolunteers
from contracts.volunteers.words import FreeTime, HoursBy
from groundwork import areas
from runtime import clock, encryption, logs, migrating
from runtime.database import Database
from runtime.scope import inside
from services.volunteers.activities import queries as activities
from services.volunteers.activities.model import Activity
from services.volunteers.hour_certificates import operations, queries
from services.volunteers.hour_totals import queries as totals
from services.volunteers.hours import queries as hours
from services.volunteers.matching import queries as matching
from services.volunteers.memberships import queries as memberships
from services.volunteers.net import queries as net
from services.volunteers.register import queries as register
from services.volunteers.sign_ups import queries as sign_ups
from services.volunteers.teams.model import Team
from services.volunteers.volunteers.model import Registration
from tests.benchmarks.questions import Ask, ask_again, stand_ready
from tests.benchmarks.volunteers import rush
from tests.builders import an_actor
from tests.servers.postgres import Postgres
from tests.services.volunteers.serving import an_area
from vocabulary.actors import Role
from vocabulary.periods import day_of

L = TypeVar("L", bound=Listing)

_ROUNDS = 100
_LISTS_MS, _MATCHING_MS, _TOTALS_MS, _CERTIFICATE_MS, _NET_MS = 50, 100, 50, 300, 50
_RUSH_SECONDS = 3.0
#: A street and a community in the middle of all.
STREET, _COMMUNITY = "440350007000", "440350007003"
#: A street with one community, in which 5,000 people are registered.
CROWDED_STREET, CROWDED, CROWD = "440351001000", "440351001001", 5_000
CITY = "440300000000"
YEAR = (dt.date(2013, 1, 1), dt.date(2013, 12, 31))
_HERE = Path(__file__).parent
_SEALED_NAME = "陈秀英"


def main() -> None:
    """Fill, measure and print; ends with 1 where a budget is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tenth", action="store_true")
    arguments.add_argument("--rounds", type=int, default=_ROUNDS)
    given = arguments.parse_args()
    logs.configure("warning", "text")
    server = Postgres()
    try:
        server.start()
        encryption.use(["a key of the benchmark"])
        url = server.create_database("volunteers")
        migrating.upgrade("volunteers", url)
        database = Database(url)
        _fill(database, 10 if given.tenth else 1)
        is_missed = any([*_measure(database, given.rounds), _rushed(database)])
        database.close()
    finally:
        server.remove()
    raise SystemExit(is_missed)


def _fill(database: Database, less: int) -> None:
    began = clock.monotonic()
    people, communities, activities_ = 100_000 // less, 1_000 // less, 20_000 // less
    fill(database, people=people, communities=communities, activities=activities_, each=100)
    crowd(database, CROWD)
    print(f"{activities_ * 100:,} attendances in {clock.monotonic() - began:.0f} s", flush=True)


def fill(database: Database, **sizes: int) -> None:
    """So many people, communities and activities, each activity with so many attendances."""
    _carry_out(database, "rows.sql", (STREET, _COMMUNITY), **sizes)


def crowd(database: Database, people: int) -> None:
    """So many people in one community more, with teams of every field of work; after `fill`."""
    _carry_out(
        database,
        "crowd.sql",
        (CROWDED_STREET, CROWDED),
        people=people,
        community=CROWDED,
        street=CROWDED_STREET,
        today=day_of(clock.now()),
        categories=[one.value for one in PostCategory],
        free_times=[one.value for one in FreeTime],
    )


def _carry_out(database: Database, name: str, places: tuple[str, ...], **given: Any) -> None:
    given["sealed"] = encryption.keyring().seal(_SEALED_NAME)
    with database.writing() as session:
        areas.keep(session, [an_area(one) for one in places])
        for statement in (_HERE / name).read_text().split(";\n"):
            if statement.strip():
                session.execute(sa.text(statement), given)
        engine = session.get_bind().engine
    # As in a database that has run for years: only then are rows read from an index alone.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def _measure(database: Database, rounds: int) -> Iterator[bool]:
    """Whether each question misses its aim."""
    stand_ready()
    reading = {**_lists(database), **_matching(database), **_figures()}
    print(f"{'asked':60} {'median':>10}{'p99':>10}{'longest':>10}", flush=True)
    for what, (ask, most) in reading.items():
        spent = ask_again(database.reading, ask, rounds)
        print(f"{what:60}{spent}   at most {most} ms", flush=True)
        yield spent.p99 > most
    spent = ask_again(database.writing, _certificate(database, rounds), rounds)
    print(f"{'a certificate, issued and printed':60}{spent}   at most {_CERTIFICATE_MS} ms")
    yield spent.p99 > _CERTIFICATE_MS


def _lists(database: Database) -> dict[str, tuple[Ask, float]]:
    clerk, officer = _clerk(_COMMUNITY), an_actor(Role.STREET_OFFICER, STREET)
    city, crowded = an_actor(Role.ADMINISTRATOR, CITY), _clerk(CROWDED)
    with database.reading() as session:
        activity = session.scalars(
            sa.select(Activity.id).where(Activity.community == _COMMUNITY).limit(1)
        ).one()
    year = {"served_from": YEAR[0].isoformat(), "served_to": YEAR[1].isoformat()}
    of_activity = _totalled(ListSignUps, activity_id=str(activity))
    of_year = _totalled(ListHours, **year)
    people, all_hours = _totalled(ListVolunteers), _totalled(ListHours)
    all_activities, members = _totalled(ListActivities), _totalled(ListMemberships)
    asked: dict[str, Ask] = {
        "volunteers of a community": lambda s: register.page(s, clerk, people),
        "volunteers of a community of 5,000": lambda s: register.page(s, crowded, people),
        "volunteers of a city": lambda s: register.page(s, city, people),
        "memberships of a street": lambda s: memberships.page(s, officer, members),
        "activities of a street": lambda s: activities.page(s, officer, all_activities),
        "activities of a city": lambda s: activities.page(s, city, all_activities),
        "sign-ups of an activity": lambda s: sign_ups.page(s, clerk, of_activity),
        "hours of a street": lambda s: hours.page(s, officer, all_hours),
        "hours of a street's year": lambda s: hours.page(s, officer, of_year),
        "hours of a city": lambda s: hours.page(s, city, all_hours),
    }
    return {f"{what}, with total": (ask, _LISTS_MS) for what, ask in asked.items()}


def _totalled(listing: type[L], **asked: str) -> L:
    """The first page of a list with its total."""
    return listing.read({"total": "true", **asked})


def _matching(database: Database) -> dict[str, tuple[Ask, float]]:
    clerk = _clerk(CROWDED)
    with database.reading() as session:
        team = session.scalars(sa.select(Team.id).where(Team.community == CROWDED).limit(1)).one()
    wanted: dict[str, Any] = {"skill": "skill3", "free_time": [FreeTime.SATURDAY]}
    return {
        "people for a team, of 5,000": (
            lambda s: matching.propose(s, clerk, MatchVolunteers(team_id=team, free_time=None)),
            _MATCHING_MS,
        ),
        "the same with a skill, on Saturdays": (
            lambda s: matching.propose(s, clerk, MatchVolunteers(team_id=team, **wanted)),
            _MATCHING_MS,
        ),
        "people for each of 26 teams, of 5,000": (
            lambda s: matching.propose_for_all(s, clerk, MatchTeams(community=CROWDED, **wanted)),
            _MATCHING_MS,
        ),
    }


def _figures() -> dict[str, tuple[Ask, float]]:
    officer = an_actor(Role.STREET_OFFICER, STREET)

    def of_year(by: HoursBy) -> Ask:
        asked = TotalHours(by=by, area=STREET, served_from=YEAR[0], served_to=YEAR[1])
        return lambda session: totals.of(session, officer, asked)

    return {
        "the net of a community": (
            lambda session: net.show(session, officer, ShowNet(community=_COMMUNITY)),
            _NET_MS,
        ),
        "the net of a community of 5,000": (
            lambda session: net.show(session, _clerk(CROWDED), ShowNet(community=CROWDED)),
            _NET_MS,
        ),
        **{f"totals of a street's year by {by.value}": (of_year(by), _TOTALS_MS) for by in HoursBy},
    }


def _certificate(database: Database, rounds: int) -> Ask:
    # A community has a hundred people, and each gets one certificate.
    clerk = _clerk(STREET)
    with database.reading() as session:
        chosen = sa.select(Registration.id).where(inside(STREET, Registration.community))
        people = iter(session.scalars(chosen.order_by(Registration.id).limit(2 * rounds)).all())

    def issue(session: Session) -> Answer:
        wanted = IssueHourCertificate(registration_id=next(people), in_charge="李建华")
        issued = operations.issue(session, clerk, wanted)
        printed = PrintHourCertificate(hour_certificate_id=issued.id)
        return queries.document(session, clerk, printed)

    return issue


def _rushed(database: Database) -> bool:
    seconds = rush.seconds(database, CROWDED)
    print(
        f"{rush.PEOPLE} people sign up for {rush.PLACES} places, {rush.AT_ONCE} at a time"
        f"{seconds:15.2f} s   at most {_RUSH_SECONDS} s",
        flush=True,
    )
    return seconds > _RUSH_SECONDS


def _clerk(community: str) -> Any:
    return an_actor(Role.WORKSTATION_STAFF, area=community)


if __name__ == "__main__":
    main()
