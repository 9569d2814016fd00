from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from bus import tidying
from bus.tables import ANSWERED_REQUEST, INBOX
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id

OpenDatabase = Callable[[str], Database]


def _inbox_row(state: str, *, days_old: int) -> dict[str, object]:
    return {
        "consumer": "somebody",
        "event_id": new_id(),
        "state": state,
        "received_at": clock.now() - dt.timedelta(days=days_old),
    }


def test_only_what_can_no_longer_be_delivered_again_is_forgotten(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    rows = [
        _inbox_row("done", days_old=401),
        _inbox_row("done", days_old=399),
        _inbox_row("dead", days_old=401),
        _inbox_row("retry", days_old=401),
    ]
    with street.writing() as session:
        session.execute(sa.insert(INBOX), rows)

    with street.writing() as session:
        tidying.forget_old(session)

    with street.reading() as session:
        kept = set(session.scalars(sa.select(INBOX.c.event_id)))
    assert kept == {row["event_id"] for row in rows[1:]}


def test_answers_are_kept_as_long_as_a_client_may_ask_again(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    rows = [
        {"key": key, "fingerprint": "f", "answered_at": clock.now() - dt.timedelta(days=days)}
        for key, days in (("old", 31), ("young", 29))
    ]
    with street.writing() as session:
        session.execute(sa.insert(ANSWERED_REQUEST), rows)

    with street.writing() as session:
        tidying.forget_old(session)

    with street.reading() as session:
        assert list(session.scalars(sa.select(ANSWERED_REQUEST.c.key))) == ["young"]


def test_a_large_backlog_is_forgotten_in_portions_by_one_process_at_a_time(
    migrated_database: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One statement for all would be cancelled by the limit on statements, each time again."""
    monkeypatch.setattr(tidying, "AT_ONCE", 2)
    street = migrated_database("street")
    rows = [_inbox_row("done", days_old=401) for _ in range(5)]
    with street.writing() as session:
        session.execute(sa.insert(INBOX), rows)

    portions = []
    for _ in range(4):
        with street.writing() as session:
            portions.append(tidying.forget_old(session)["inbox"])
    assert portions == [2, 2, 1, 0]

    if street.is_postgres:
        with street.writing() as session, street.writing() as other:
            tidying.forget_old(session)
            assert tidying.forget_old(other) == {}
