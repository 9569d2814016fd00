"""Receipts of the time before a street knew their numbers."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from runtime import clock, migrating
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import DENGLIANG, LILIN
from vocabulary.areas import street_of

_ELSEWHERE = "440306001001"
_TODAY = dt.date(2026, 5, 6)


@pytest.fixture(params=[pytest.param("postgres", marks=pytest.mark.database), "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'volunteers.db'}"
    made: str = request.getfixturevalue("postgres").create_database(f"volunteers_{new_id().hex}")
    return made


def _insert(database: Database, table: str, **values: Any) -> None:
    made = sa.table(
        table,
        *(
            sa.column(
                name,
                sa.Uuid() if isinstance(value, UUID) else sa.JSON() if name == "costs" else None,
            )
            for name, value in values.items()
        ),
    )
    with database.writing() as session:
        session.execute(sa.insert(made).values(**values))


def _a_project(database: Database, community: str) -> UUID:
    project = new_id()
    money = ("approved_fen", "reserved_fen", "advanced_fen", "spent_fen", "returned_fen")
    _insert(
        database,
        "fund_application",
        id=project,
        community=community,
        number="〔2026〕1",
        post_id=new_id(),
        drafted_at=clock.now(),
        title="楼道消防宣传",
        matter="楼道消防宣传",
        purpose="入户讲解。",
        for_whom="老人",
        starts_on=_TODAY,
        ends_on=_TODAY,
        costs=[],
        amount_fen=100,
        state="draft",
        year=2026,
        version=1,
        **dict.fromkeys(money, 0),
    )
    return project


def test_receipts_of_before_keep_their_place_and_one_of_each_has_the_number(url: str) -> None:
    """Written twice in a street before: the first one has the number, the other stays without.

    One that was refused or removed takes no number from another.
    """
    migrating.upgrade("volunteers", url, to="0030")
    with contextlib.closing(Database(url)) as database:
        projects = {code: _a_project(database, code) for code in (LILIN, DENGLIANG, _ELSEWHERE)}
        written = [
            (LILIN, "A-7", "removed"),
            (LILIN, "Ｂ－１", "accepted"),
            (DENGLIANG, "b 1", "handed_in"),
            (_ELSEWHERE, "B-1", "handed_in"),
            (DENGLIANG, "a7", "handed_in"),
            (DENGLIANG, "B1", "refused"),
        ]
        for number, (community, reference, state) in enumerate(written, start=1):
            _insert(
                database,
                "fund_receipt",
                id=UUID(int=number),
                project_id=projects[community],
                community=community,
                number=number,
                reference=reference,
                spent_on=_TODAY,
                what="海报",
                amount_fen=100,
                state=state,
                reason="与用途不符。",
                version=1,
            )

        migrating.upgrade("volunteers", url)

        with database.reading() as session:
            told = sa.text("SELECT number, street, known_as FROM fund_receipt ORDER BY number")
            rows = [tuple(row) for row in session.execute(told)]
    here, there = street_of(LILIN), street_of(_ELSEWHERE)
    assert rows == [
        (1, here, rows[0][2]),
        (2, here, rows[1][2]),
        (3, None, None),
        (4, there, rows[1][2]),
        (5, here, rows[0][2]),
        (6, here, rows[1][2]),
    ]
    assert None not in {rows[0][2], rows[1][2]}
    assert rows[0][2] != rows[1][2]
