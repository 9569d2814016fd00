from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from bus import rpc
from bus.tables import ANSWERED_REQUEST
from contracts.incentives.ratings import RateWorkReport
from runtime.database import Database
from runtime.encryption import keyring
from vocabulary.problems import KeyReused, WrongState

OpenDatabase = Callable[[str], Database]


class _Counter:
    """A command that counts how often it was really carried out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return {"times": self.times}


def _ask(
    database: Database, command: Callable[[], dict[str, int]], key: str | None, payload: object = 1
) -> dict[str, int]:
    with database.writing() as session:
        return rpc.once(session, key, payload, command)


def test_a_repeated_request_gets_the_first_answer_and_changes_nothing(
    migrated_database: OpenDatabase,
) -> None:
    street, command = migrated_database("street"), _Counter()

    first, again = _ask(street, command, "key"), _ask(street, command, "key")

    assert first == again == {"times": 1}


def test_a_kept_answer_is_sealed(migrated_database: OpenDatabase) -> None:
    """It may hold a text or a contact."""
    street = migrated_database("street")
    _ask(street, _Counter(), "key")

    with street.reading() as session:
        kept = str(session.scalar(sa.select(ANSWERED_REQUEST.c.answer)))
    assert "times" not in kept
    assert keyring().open(kept) == '{"times": 1}'


def test_an_answer_from_before_answers_were_sealed_is_given(
    migrated_database: OpenDatabase,
) -> None:
    street, command = migrated_database("street"), _Counter()
    _ask(street, command, "key")
    with street.writing() as session:
        session.execute(sa.update(ANSWERED_REQUEST).values(answer='{"times": 17}'))

    assert _ask(street, command, "key") == {"times": 17}


def test_the_same_key_for_another_request_is_refused(migrated_database: OpenDatabase) -> None:
    street, command = migrated_database("street"), _Counter()
    _ask(street, command, "key", {"score": 5})

    with pytest.raises(KeyReused):
        _ask(street, command, "key", {"score": 1})

    assert command.times == 1


def test_a_phone_that_changes_its_network_resends_the_same_request(
    migrated_database: OpenDatabase,
) -> None:
    street, command = migrated_database("street"), _Counter()
    sheets = [{"quarter": "2013-Q1", "network": network} for network in ("home", "mobile")]

    answers = [_ask(street, command, "key", rpc.said(RateWorkReport, one)) for one in sheets]

    assert answers == [{"times": 1}] * 2


def test_a_refused_request_leaves_its_key_free(migrated_database: OpenDatabase) -> None:
    """What was refused may be repeated when the time has come."""
    street, command = migrated_database("street"), _Counter()

    def refuse() -> dict[str, int]:
        raise WrongState("还不行。", "Not yet.")

    with pytest.raises(WrongState):
        _ask(street, refuse, "key")

    assert _ask(street, command, "key") == {"times": 1}


def test_without_a_key_each_request_counts(migrated_database: OpenDatabase) -> None:
    street, command = migrated_database("street"), _Counter()

    _ask(street, command, None)
    _ask(street, command, None)

    assert command.times == 2
