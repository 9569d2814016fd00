from __future__ import annotations

import pytest
import sqlalchemy as sa

from groundwork import history
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import LILIN, STAFF, done
from vocabulary.erasure import MARKS

_THING = new_id()


@pytest.fixture
def told(recruitment: Database) -> Database:
    """One thing with one entry."""
    done(
        recruitment,
        history.add,
        STAFF,
        kind="post",
        thing_id=_THING,
        version=1,
        area=LILIN,
        what="opened",
        note="张美兰提议",
        cap=10,
    )
    return recruitment


def test_an_entry_says_who_did_what_and_why(told: Database) -> None:
    with told.reading() as session:
        (entry,) = history.of(session, "post", _THING)

    assert (entry.what, entry.account, entry.role) == ("opened", STAFF.account, "workstation_staff")
    assert (entry.note, entry.details) == ("张美兰提议", {"cap": 10})


@pytest.mark.parametrize(
    "change",
    ["UPDATE history SET what = 'closed'", "DELETE FROM history", "UPDATE history SET note = 'x'"],
)
def test_nobody_rewrites_it(told: Database, change: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), told.writing() as session:
        session.execute(sa.text(change))


def test_a_note_can_be_erased(told: Database) -> None:
    """PIPL art. 47: words about a person go, what happened stays."""
    with told.writing() as session:
        session.execute(sa.update(history.Entry).values(note=MARKS[0]))

    with told.reading() as session:
        assert history.of(session, "post", _THING)[0].note == MARKS[0]
