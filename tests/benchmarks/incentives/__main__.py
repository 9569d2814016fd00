"""How long cards, reports and a selection take among millions of facts, and their rebuilding.

20,000 appointments in 1,000 communities with 5,000,000 facts lie in PostgreSQL, and 1,000 more
appointments in one community; `--less 10` has a tenth of the communities. Asked are the
operations of the service, without the way there. Then facts are kept again from the log of as many
events as the command reads. Where others want the cores too, the aims are longer in proportion.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from contracts.incentives.places import WeightedCriterion
from contracts.incentives.reports import ApproveWorkReport, PrintWorkReport, PublishWorkReport
from contracts.incentives.scorecards import ListFacts, ListScorecards, ShowScorecard
from contracts.incentives.selections import (
    CountSelection,
    DraftSelection,
    OpenSelection,
    TrySelection,
)
from contracts.incentives.words import Criterion, FigureName
from groundwork import areas
from runtime import clock, encryption, migrating
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives.cards import queries as cards
from services.incentives.facts import operations as facts
from services.incentives.facts.model import FACT
from services.incentives.reports import operations as reports
from services.incentives.reports import queries as reported
from services.incentives.reports.model import Report
from services.incentives.scorecards import queries as figures
from services.incentives.selections import operations as selections
from services.incentives.selections import queries as selected
from tests.benchmarks import references
from tests.benchmarks.rebuilding import Built, rebuild
from tests.builders import an_actor
from tests.servers.postgres import Postgres
from tests.services.incentives.events import delivered
from tests.services.volunteers.serving import an_area
from vocabulary.actors import Role

_ROUNDS, _FEW = 200, 20
_CARD_MS, _COMMUNITY_MS, _FACTS_MS, _REPORT_MS, _SELECTION_MS = 50, 200, 50, 1_000, 2_000
_REBUILT, _REBUILT_SECONDS = 1_000_000, 600.0
_COMMUNITIES, _EACH, _CANDIDATES = 1_000, 250, 1_000
_STREET, _LARGEST = "440350001000", "440350001099"
_YEAR: dict[str, Any] = {"from_day": dt.date(2013, 1, 1), "to_day": dt.date(2013, 12, 31)}
_QUARTER = "2013Q2"
_ROWS = Path(__file__).with_name("rows.sql")


def main() -> None:
    """Fill, measure and print; ends with 1 where a budget is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--less", type=int, default=1, help="so many times fewer communities")
    arguments.add_argument("--only-rebuild", action="store_true", help="nothing but rebuilding")
    given = arguments.parse_args()
    less: int = given.less
    server = Postgres()
    try:
        server.start()
        encryption.use(["a key of the benchmark"])
        slower = 1 / references.core_share()
        print(f"beside what else is done here, one core is {slower:.1f} times slower")
        missed = [
            *([] if given.only_rebuild else _asked(server, less, slower)),
            *_rebuilt(server, less, slower),
        ]
    finally:
        server.remove()
    raise SystemExit(any(missed))


def _rebuilt(server: Postgres, less: int, slower: float) -> Iterator[bool]:
    most = _REBUILT_SECONDS / less * slower
    built = Built(
        "incentives",
        ("appeals", "gateway", "recruitment", "volunteers"),
        lambda session, event: facts.keep(session, [delivered(event)]),
        lambda session: session.scalar(sa.select(sa.func.count()).select_from(FACT)) or 0,
        facts_each=4,
    )
    for found, is_missed in rebuild(server, built, _REBUILT // less, most, slower):
        print(found, flush=True)
        yield is_missed


def _asked(server: Postgres, less: int, slower: float) -> list[bool]:
    url = server.create_database("incentives")
    migrating.upgrade("incentives", url)
    with contextlib.closing(Database(url)) as database:
        fill(database, communities=max(_COMMUNITIES // less, 1), each=_EACH)
        return _measure(database, less, slower)


def fill(database: Database, *, communities: int, each: int, candidates: int = _CANDIDATES) -> None:
    """So many communities, and facts of each of their twenty commissioners."""
    began = clock.monotonic()
    given = {
        "communities": communities,
        "each": each,
        "candidates": candidates,
        "largest": _LARGEST,
    }
    with database.writing() as session:
        areas.keep(session, [an_area(one) for one in (_STREET, _LARGEST, *_places(_FEW))])
        for statement in _ROWS.read_text().split(";\n"):
            if statement.strip():
                session.execute(sa.text(statement), given)
        engine = session.get_bind().engine
    # As in a database that has run for years: only then are rows read from an index alone.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
    number = (communities * 20 + candidates) * each
    print(f"{number:,} facts in {clock.monotonic() - began:.0f} s")


def _measure(database: Database, less: int, slower: float) -> list[bool]:
    officer = an_actor(Role.STREET_OFFICER, area="440000000000")
    communities = _places(min(_FEW, max(_COMMUNITIES // less, 1)))

    def card(at: int) -> None:
        with database.reading() as session:
            found = cards.one(session, officer, ShowScorecard(appointment_id=_id(at % 20), **_YEAR))
            assert found.figures

    def facts_of_one(at: int) -> None:
        names = (FigureName.RECEPTIONS, FigureName.APPEALS_SETTLED, FigureName.TRAINING_HOURS)
        asked = ListFacts(appointment_id=_id(at % 20), figure=names[at % 3], **_YEAR)
        with database.reading() as session:
            assert figures.facts_of_figure(session, officer, asked).items

    def community(at: int) -> None:
        asked = ListScorecards(community=communities[at % len(communities)], **_YEAR)
        with database.reading() as session:
            assert cards.of_community(session, officer, asked).items

    def report(at: int) -> None:
        _report(database, communities[at])

    opened = [_opened(database, 2013)]
    return [
        _timed("the card of a year", card, _CARD_MS * slower, _ROUNDS),
        _timed("the facts of one figure", facts_of_one, _FACTS_MS * slower, _ROUNDS),
        _timed("all cards of a community", community, _COMMUNITY_MS * slower, _FEW),
        _timed(
            "a report, approved, out and printed", report, _REPORT_MS * slower, len(communities)
        ),
        _timed(
            f"a selection of {_CANDIDATES:,} and a trial",
            lambda at: _count_and_try(database, opened[at]),
            _SELECTION_MS * slower,
            len(opened),
        ),
    ]


def _report(database: Database, community: str) -> None:
    committee = an_actor(Role.PARTY_COMMITTEE, area=community)
    staff = an_actor(Role.WORKSTATION_STAFF, area=community)
    report = {"community": community, "quarter": _QUARTER, "are_ratings_told": False}
    report_id = new_id()
    with database.writing() as session:
        session.add(Report(id=report_id, state="draft", version=1, **report))
    with database.writing() as session:
        reports.approve(session, committee, ApproveWorkReport(report_id=report_id))
    with database.writing() as session:
        reports.publish(session, staff, PublishWorkReport(report_id=report_id))
    with database.reading() as session:
        asked = PrintWorkReport(community=community, quarter=_QUARTER, names=[])
        assert reported.printed(session, asked).as_bytes


def _opened(database: Database, year: int) -> UUID:
    officer = an_actor(Role.STREET_OFFICER, area=_STREET)
    with database.writing() as session:
        terms = DraftSelection(
            community=_LARGEST,
            year=year,
            title="年度优秀社区专员",
            criteria=_weights(settled=60, receptions=40),
            honours=100,
            least_days=180,
            least_cases=5,
        )
        found = selections.draft(session, officer, terms)
    with database.writing() as session:
        selections.open_(session, officer, OpenSelection(selection_id=found.id))
    return found.id


def _count_and_try(database: Database, selection_id: UUID) -> None:
    committee = an_actor(Role.PARTY_COMMITTEE, area=_LARGEST)
    with database.writing() as session:
        selections.count(session, committee, CountSelection(selection_id=selection_id))
    with database.reading() as session:
        trial = TrySelection(
            selection_id=selection_id, criteria=_weights(settled=20, receptions=80)
        )
        assert len(selected.tried(session, committee, trial).items) == _CANDIDATES


def _places(number: int) -> list[str]:
    return [f"440350{1 + at // 10:03}{1 + at % 10:03}" for at in range(number)]


def _id(number: int) -> UUID:
    return UUID(f"00000001-0000-7000-8000-{number:012x}")


def _weights(**by: int) -> list[WeightedCriterion]:
    return [WeightedCriterion(criterion=Criterion(name), weight=by[name]) for name in by]


def _timed(name: str, once: Callable[[int], Any], most: float, rounds: int) -> bool:
    spent: list[float] = []
    for at in range(rounds):
        began = clock.monotonic()
        once(at)
        spent.append(1000 * (clock.monotonic() - began))
    median, p99 = _at(spent, 0.5), _at(spent, 0.99)
    print(
        f"{name:36} median {median:7.1f} ms   p99 {p99:7.1f} ms   at most {most:.0f} ms", flush=True
    )
    return p99 > most


def _at(spent: Sequence[float], share: float) -> float:
    return sorted(spent)[int(len(spent) * share)]


if __name__ == "__main__":
    main()
