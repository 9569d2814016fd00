"""Lists, search and figures of recruitment in a city of 1,000 communities, on PostgreSQL.

Each question goes through the service's own function, with a session as an
entrypoint opens it, from the request to the answer as it goes over the wire.
A search keeps who looked, so its time has that, and the commit, in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts import registry
from contracts.recruitment.applications import ListApplications, ShowOwnApplication
from contracts.recruitment.appointments import ListAppointments
from contracts.recruitment.campaigns import ListCampaigns, PublicCampaigns
from contracts.recruitment.disclosures import FindApplicants
from contracts.recruitment.figures import ListCommunityFigures, ShowAppointmentFigures
from contracts.recruitment.office import ListPublicCommissioners
from contracts.recruitment.posts import ListPosts, PublicPosts
from contracts.recruitment.public_notice import ListPublicNotices
from contracts.recruitment.screening import ListReserves
from contracts.recruitment.words import (
    ApplicantSeenFor,
    ApplicationSource,
    ApplicationState,
    AppointmentState,
    Kind,
    PostCategory,
    PostState,
)
from runtime import clock, encryption, logs, migrating
from runtime.database import Database
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import Application
from services.recruitment.appointment import queries as appointments
from services.recruitment.campaigns import queries as campaigns
from services.recruitment.disclosures import operations as disclosures
from services.recruitment.figures import queries as figures
from services.recruitment.office import queries as office_queries
from services.recruitment.posts import queries as posts
from services.recruitment.public_notice import queries as notices
from services.recruitment.screening import queries as screening
from tests.benchmarks.questions import Ask, ask_again, stand_ready
from tests.benchmarks.recruitment import rows
from tests.benchmarks.recruitment.rows import CITY, COMMUNITY, STREET
from tests.builders import an_actor
from tests.servers.postgres import Postgres
from vocabulary.actors import Role
from vocabulary.periods import day_of

_ROUNDS = 200
_MOST_MS = 50.0
#: How many pages into a list the deep one lies.
_DEEP = 40


def main() -> None:
    """Measure and print; ends with 1 where a p99 is 50 ms or more."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=_ROUNDS)
    rounds = arguments.parse_args().rounds
    logs.configure("warning", "text")
    registry.load_all()
    encryption.use(["an encryption key of a benchmark, long enough"])
    server = Postgres()
    server.start()
    try:
        url = server.create_database("recruitment").replace("postgresql:", "postgresql+psycopg2:")
        migrating.upgrade("recruitment", url)
        database = Database(url)
        began = clock.monotonic()
        rows.fill(database)
        print(
            f"{rows.COMMUNITIES:,} communities of {rows.STREETS} streets, {rows.POSTS:,} posts, "
            f"{rows.APPLICATIONS:,} applications, {rows.APPOINTMENTS:,} appointments; filled in "
            f"{clock.monotonic() - began:.0f} s\n\n"
            "asked                                                        median       p99   longest",
            flush=True,
        )
        slowest = max(_measure(database, rounds))
        database.close()
    finally:
        server.remove()
    raise SystemExit(slowest >= _MOST_MS)


def _measure(database: Database, rounds: int) -> Iterator[float]:
    """The p99 of each question, in milliseconds."""
    searches = _searches(database)
    stand_ready()
    for what, ask in {**_questions(database), **searches}.items():
        spent = ask_again(database.writing if what in searches else database.reading, ask, rounds)
        print(f"{what:56}{spent}", flush=True)
        yield spent.p99


def _questions(database: Database) -> Mapping[str, Ask]:
    return {
        **_of_applications(database),
        **_of_posts_and_appointments(),
        **_of_figures(),
        **_of_anybody(database),
    }


def _of_applications(database: Database) -> Mapping[str, Ask]:
    staff = an_actor(Role.WORKSTATION_STAFF, COMMUNITY)
    street = an_actor(Role.STREET_OFFICER, STREET)
    city = an_actor(Role.ADMINISTRATOR, CITY)
    today = day_of(clock.now())

    def listed(actor: Any, **asked: Any) -> Ask:
        request = ListApplications(**asked)
        return lambda session: applications.page(session, actor, request)

    def deep(actor: Any, **asked: Any) -> Ask:
        with database.reading() as session:
            for _ in range(_DEEP):
                hundred: dict[str, Any] = {**asked, "limit": 100}
                found = applications.page(session, actor, ListApplications(**hundred))
                asked["cursor"] = found.next_cursor or asked["cursor"]
        return listed(actor, **asked)

    filters: dict[str, Any] = {
        "state": [ApplicationState.RECEIVED, ApplicationState.UNSUCCESSFUL],
        "source": [ApplicationSource.WEB],
        "received_from": today - dt.timedelta(days=365),
        "received_to": today,
        "total": True,
    }
    some_posts = random.Random(4).sample(range(rows.POSTS), 100)  # noqa: S311 - not a secret

    def of_a_post(session: Session) -> Any:
        post = UUID(f"01980001-0000-7000-8000-{random.choice(some_posts):012x}")  # noqa: S311 - not a secret
        asked: dict[str, Any] = {"post_id": post, "total": True}
        return applications.page(session, city, ListApplications(**asked))

    return {
        "applications of a community, with total": listed(staff, total=True),
        "applications of a street, with total": listed(street, total=True),
        "applications of a street, filtered, with total": listed(street, **filters),
        "applications of a street by decided_at": listed(street, sort="-decided_at"),
        "applications of the city by decided_at": listed(city, sort="-decided_at"),
        "applications of the city by decided_at, rising": listed(city, sort="decided_at"),
        "applications of the city, with total": listed(city, total=True),
        "applications of a street, 4,000 deep": deep(street),
        "applications of the city": listed(city),
        "applications of the city, filtered, with total": listed(city, **filters),
        "applications of the city, 4,000 deep": deep(city),
        "applications for one post of the city, with total": of_a_post,
        "reserves of a street, with total": _reserved(street),
        "reserves of the city in one field, with total": _reserved(
            city, category=[PostCategory.FIRE_SAFETY]
        ),
    }


def _reserved(actor: Any, **asked: Any) -> Ask:
    request = ListReserves(total=True, **asked)
    return lambda session: screening.reserves(session, actor, request)


def _of_posts_and_appointments() -> Mapping[str, Ask]:
    street = an_actor(Role.STREET_OFFICER, STREET)
    city = an_actor(Role.ADMINISTRATOR, CITY)
    today = day_of(clock.now())

    sought: dict[str, Any] = {"words": "招募 欢迎", "total": True}
    by_words = ListCampaigns(**sought)

    def posts_of(actor: Any, **asked: Any) -> Ask:
        request = ListPosts(total=True, **asked)
        return lambda session: posts.page(session, actor, request)

    def appointed(actor: Any, **asked: Any) -> Ask:
        request = ListAppointments(total=True, **asked)
        return lambda session: appointments.page(session, actor, request)

    return {
        "posts of a street, with total": posts_of(street),
        "posts of the city, filtered, with total": posts_of(
            city, state=[PostState.ADVERTISED], category=[PostCategory.ENVIRONMENT]
        ),
        "posts of the city by words, with total": posts_of(city, words="消防 专员"),
        "campaigns of the city by words, with total": lambda session: campaigns.page(
            session, city, by_words
        ),
        "appointments of a community, with total": appointed(
            an_actor(Role.PARTY_COMMITTEE, COMMUNITY)
        ),
        "appointments of a street, filtered, with total": appointed(
            street, state=[AppointmentState.IN_OFFICE], kind=[Kind.GROUP_LEADER, Kind.INTERIM]
        ),
        "in office in the city today, with total": appointed(city, in_office_on=today),
        "terms of a street that end soon, in that order": appointed(
            street, ends_from=today, ends_to=today + dt.timedelta(days=60), sort="term_to"
        ),
    }


def _of_figures() -> Mapping[str, Ask]:
    today = day_of(clock.now())
    year: dict[str, Any] = {"from_day": today - dt.timedelta(days=365), "to_day": today}

    def counted(**asked: Any) -> Ask:
        request = ShowAppointmentFigures(**asked)
        return lambda session: figures.figures(session, request)

    def of_communities(**asked: Any) -> Ask:
        request = ListCommunityFigures(**asked)
        return lambda session: figures.page(session, request)

    return {
        "figures of a community, a year": counted(area=COMMUNITY, **year),
        "figures of a street, a year": counted(area=STREET, **year),
        "figures of the city, a year": counted(**year),
        "figures of the city, everything": counted(),
        "figures of fifty communities of the city": of_communities(),
        "figures of 200 communities of the city, with total": of_communities(limit=200, total=True),
    }


def _searches(database: Database) -> Mapping[str, Ask]:
    staff = an_actor(Role.WORKSTATION_STAFF, COMMUNITY)
    committee = an_actor(Role.PARTY_COMMITTEE, STREET)
    why: dict[str, Any] = {"reason": ApplicantSeenFor.ASKED_BY_PERSON, "total": True}
    with database.reading() as session:
        codes = session.scalars(
            sa.select(Application.code).where(Application.community == COMMUNITY)
        ).all()

    def found(actor: Any, people: Sequence[str]) -> Ask:
        return lambda session: disclosures.search(
            session,
            actor,
            FindApplicants(person=random.choice(people), **why),  # noqa: S311 - not a secret
        )

    return {
        "search by name in a community": found(staff, rows.NAMES),
        "search by phone in a community": found(staff, rows.PHONES),
        "search by code in a community": found(staff, codes),
        "search by name in a street, fifty found": found(committee, rows.NAMES),
        "search by phone in a street": found(committee, rows.PHONES),
    }


def _of_anybody(database: Database) -> Mapping[str, Ask]:
    with database.reading() as session:
        codes = list(session.scalars(sa.select(Application.code).limit(500)))

    def own(session: Session) -> Any:
        code = ShowOwnApplication(code=random.choice(codes)).code  # noqa: S311 - not a secret
        return applications.told(session, applications.one_with_code(session, code))

    everywhere: dict[str, Any] = {"total": True}
    there: dict[str, Any] = {"area": COMMUNITY}

    return {
        "public: posts of the city, with total": lambda session: posts.public_page(
            session, PublicPosts(**everywhere)
        ),
        "public: posts of a community": lambda session: posts.public_page(
            session, PublicPosts(**there)
        ),
        "public: campaigns of the city, with total": lambda session: campaigns.public_page(
            session, PublicCampaigns(**everywhere)
        ),
        "public: commissioners of a community": lambda session: office_queries.public_commissioners(
            session, ListPublicCommissioners(community=COMMUNITY)
        ),
        "public: candidates of a community": lambda session: notices.public_notices(
            session, ListPublicNotices(community=COMMUNITY)
        ),
        "public: your application by its code": own,
    }


if __name__ == "__main__":
    main()
