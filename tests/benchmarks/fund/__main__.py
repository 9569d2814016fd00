"""How long a balance, the statement of a year and the public list take among 200,000 bookings.

1,000 communities have a budget each with 66 closed projects and 200 bookings in PostgreSQL;
`--less 10` has a tenth of the communities. Asked are the operations of the service, without the way
there. Where others want the cores too, the aims are longer in proportion; and beside each question
a loop is timed that needs as much of our processor time and nothing else, so that it shows how much
of a tail is the machine's.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import sqlalchemy as sa

from contracts.volunteers.fund_ledger import ListFundBudgets, ShowFundStatement
from contracts.volunteers.fund_settlement import PublicFund
from groundwork import areas
from runtime import clock, encryption, migrating
from runtime.database import Database
from services.volunteers.fund_ledger import queries
from services.volunteers.fund_ledger.model import FundBudget
from services.volunteers.fund_settlement import queries as told
from tests.benchmarks import references
from tests.builders import an_actor
from tests.servers.postgres import Postgres
from tests.services.volunteers.serving import an_area
from vocabulary.actors import Role

_ROUNDS = 200
_MOST_MS = 50
_YEAR = 2026
_BOOKINGS = 200
_COMMUNITIES, _OF_THE_STREET = 1_000, 10
_STREET = "440350001000"
#: Projects of 1,000 yuan of which 600 were spent; each is three bookings.
_ROWS = (
    """
INSERT INTO fund_budget (id, community, year, source, amount_fen, available_fen, reserved_fen,
    advanced_fen, spent_fen, returned_fen, bookings, version)
SELECT gen_random_uuid(), '4403' || lpad((50001 + s / 10)::text, 5, '0') || lpad((s % 10 + 1)::text, 3, '0'),
    2026, 'street_budget', 10000001, 10000001 - 66 * 60000, 0, 0, 66 * 60000, 0, 200, 2
FROM generate_series(0, :communities - 1) AS s
""",
    """
INSERT INTO fund_application (id, community, number, post_id, drafted_at, title, matter, purpose,
    for_whom, starts_on, ends_on, costs, amount_fen, state, year, source, budget_id, approved_on,
    approved_fen, reserved_fen, advanced_fen, spent_fen, returned_fen, settle_by, settled_on,
    closed_on, result, benefited, version)
SELECT gen_random_uuid(), b.community, '〔2026〕' || k, gen_random_uuid(), now(), '项目' || k, '项目' || k,
    '入户讲解，张贴海报。', '老人', DATE '2026-01-01' + k * 5, DATE '2026-01-01' + k * 5,
    '[{"what": "海报", "amount_fen": 100000}]', 100000, 'closed', 2026, 'street_budget', b.id,
    DATE '2026-01-01' + k * 5, 100000, 0, 0, 60000, 0, DATE '2026-02-01' + k * 5,
    DATE '2026-01-10' + k * 5, DATE '2026-01-10' + k * 5, '入户 120 户。', 240, 9
FROM fund_budget AS b, generate_series(1, 66) AS k
""",
    """
INSERT INTO fund_booking (id, budget_id, community, number, booked_at, kind, from_account,
    to_account, amount_fen, available_fen, paper)
SELECT gen_random_uuid(), id, community, n, now(), 'budget_set', 'funding', 'budget',
    CASE n WHEN 1 THEN 10000000 ELSE 1 END, 10000000 + n - 1, '南街财〔2026〕' || n
FROM fund_budget, generate_series(1, 2) AS n
""",
    """
INSERT INTO fund_booking (id, budget_id, community, number, booked_at, kind, from_account,
    to_account, amount_fen, available_fen, paper, project_id, application)
SELECT gen_random_uuid(), a.budget_id, a.community,
    3 * substring(a.number from '[0-9]+$')::int + step.at, now(), step.kind, step.leaves,
    step.enters, step.fen, 10000001 - 60000 * substring(a.number from '[0-9]+$')::int + step.above,
    a.number, a.id, a.number
FROM fund_application AS a, (VALUES
    (0, 'approval', 'budget', 'reserved', 100000, -40000),
    (1, 'expense', 'reserved', 'spent', 60000, -40000),
    (2, 'release', 'reserved', 'budget', 40000, 0)) AS step (at, kind, leaves, enters, fen, above)
""",
)


def main() -> None:
    """Fill, measure and print; ends with 1 where a budget is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--less", type=int, default=1, help="so many times fewer communities")
    communities = max(_COMMUNITIES // arguments.parse_args().less, _OF_THE_STREET)
    server = Postgres()
    try:
        server.start()
        encryption.use(["a key of the benchmark"])
        url = server.create_database("volunteers")
        migrating.upgrade("volunteers", url)
        database = Database(url)
        slower = 1 / references.core_share()
        print(f"beside what else is done here, one core is {slower:.1f} times slower")
        _fill(database, communities)
        is_missed = _measure(database, _MOST_MS * slower)
        database.close()
    finally:
        server.remove()
    raise SystemExit(is_missed)


def _fill(database: Database, communities: int) -> None:
    began = clock.monotonic()
    with database.writing() as session:
        for statement in _ROWS:
            given = {"communities": communities} if ":communities" in statement else {}
            session.execute(sa.text(statement), given)
        codes = session.scalars(sa.select(FundBudget.community))
        areas.keep(session, [an_area(code) for code in (_STREET, *codes)])
        engine = session.get_bind().engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
        number = connection.scalar(sa.text("SELECT count(*) FROM fund_booking"))
    print(f"{number:,} bookings in {clock.monotonic() - began:.0f} s")


def _measure(database: Database, most: float) -> bool:
    officer = an_actor(Role.STREET_OFFICER, area=_STREET)
    with database.reading() as session:
        chosen = sa.select(FundBudget.id, FundBudget.community).where(
            FundBudget.community.like("440350001%")
        )
        budgets: list[tuple[UUID, str]] = [(row[0], row[1]) for row in session.execute(chosen)]

    def balance(_at: int) -> None:
        with database.reading() as session:
            asked = ListFundBudgets(area=_STREET, year=_YEAR, source=None, sort=None)
            found = queries.page(session, officer, asked)
            assert len(found.items) == len(budgets)

    def statement(at: int) -> None:
        with database.reading() as session:
            asked = ShowFundStatement(
                budget_id=budgets[at % len(budgets)][0], limit=_BOOKINGS, sort=None
            )
            found = queries.statement(session, officer, asked)
            assert len(found.items) == _BOOKINGS

    def public(at: int) -> None:
        community = budgets[at % len(budgets)][1]
        with database.reading() as session:
            asked = PublicFund(community=community, year=_YEAR, quarter=at % 4 + 1, sort=None)
            assert told.public(session, asked).items

    missed = [
        _timed("the balances of a street", balance, most),
        _timed("the statement of a year", statement, most),
        _timed("the public list of a quarter", public, most),
    ]
    return any(missed)


def _timed(name: str, once: Callable[[int], None], most: float) -> bool:
    spent: list[float] = []
    beside: list[float] = []
    for at in range(_ROUNDS):
        began, used = clock.monotonic(), time.thread_time()
        once(at)
        spent.append(1000 * (clock.monotonic() - began))
        beside.append(1000 * _loop(time.thread_time() - used))
    median, p99, of_loop = _at(spent, 0.5), _at(spent, 0.99), _at(beside, 0.99)
    print(
        f"{name:30} median {median:6.1f} ms   p99 {p99:6.1f} ms   at most {most:.0f} ms   "
        f"a loop: median {_at(beside, 0.5):.1f} ms   p99 {of_loop:.1f} ms",
        flush=True,
    )
    return p99 > max(most, of_loop)


def _loop(seconds: float) -> float:
    """How long a loop takes that needs so much processor time."""
    began, until = clock.monotonic(), time.thread_time() + seconds
    while time.thread_time() < until:
        pass
    return clock.monotonic() - began


def _at(spent: Sequence[float], share: float) -> float:
    return sorted(spent)[int(len(spent) * share)]


if __name__ == "__main__":
    main()
