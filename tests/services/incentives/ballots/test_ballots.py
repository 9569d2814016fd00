"""The ballot: a slip votes once by whichever way, and nobody knows for whom. R48."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.incentives.ballots import PrintSlips, ShowSlip, SlipView
from contracts.incentives.words import Criterion
from groundwork.retention import clean
from runtime.database import Database
from services.incentives.ballots import operations, queries
from services.incentives.ballots.model import WEB_VOTES, Slip
from services.incentives.retention.operations import CLEANED
from services.incentives.selection.model import Selection
from tests.builders import field_of, refused
from tests.papers import text_of
from tests.servers.databases import Databases
from tests.services.incentives.selecting import (
    COMMITTEE,
    FIRST,
    OTHER_STAFF,
    SECOND,
    STAFF,
    THIRD,
    box,
    counted,
    keep_a_community,
    open_one,
    shown,
    slips,
    taken_in,
    voted,
)
from vocabulary.problems import Forbidden, NotFound, WrongState


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


@pytest.fixture
def selection_id(three: Database) -> UUID:
    """Its open selection."""
    return open_one(three)


def test_a_slip_votes_once_on_the_web_or_on_paper(three: Database, selection_id: UUID) -> None:
    web, paper, _ = slips(three, selection_id, 3)
    voted(three, web, FIRST, SECOND)
    taken_in(three, selection_id, paper)

    for code in (web, paper):
        assert isinstance(refused(voted, three, code, THIRD), WrongState)
        assert isinstance(refused(taken_in, three, selection_id, code), WrongState)
        assert isinstance(refused(_show, three, code), WrongState)
    found = shown(three, selection_id).ballot
    assert found is not None
    assert (found.issued, found.web, found.paper) == (3, 1, 1)


def test_what_was_voted_stands_beside_no_code(three: Database, selection_id: UUID) -> None:
    """Every table of the ballot: codes know no choice, sums know no code."""
    (code,) = slips(three, selection_id, 1)
    voted(three, code, FIRST)

    assert {column.name for column in Slip.__table__.columns} == {
        *("id", "selection_id", "batch", "code", "code_print", "used_by")
    }
    assert set(WEB_VOTES.columns.keys()) == {"selection_id", "appointment_id", "votes"}
    with three.reading() as session:
        ((_, chosen, votes),) = session.execute(sa.select(WEB_VOTES)).all()
    assert (chosen, votes) == (FIRST, 1)


@pytest.mark.one_database
@pytest.mark.parametrize("code", ["7K3M-9QX2-B4TD-1V8H", "x"])
def test_a_false_code_is_no_slip(three: Database, selection_id: UUID, code: str) -> None:
    for step in (_show, voted):
        assert isinstance(refused(step, three, code), NotFound)
    assert isinstance(refused(taken_in, three, selection_id, code), NotFound)


@pytest.mark.one_database
def test_a_typing_error_of_look_alikes_is_read_as_meant(
    three: Database, selection_id: UUID
) -> None:
    (code,) = slips(three, selection_id, 1)

    assert _show(three, code.lower().replace("-", " ")).most == 2


@pytest.mark.one_database
def test_no_more_are_chosen_than_can_be_honoured(three: Database, selection_id: UUID) -> None:
    (code,) = slips(three, selection_id, 1)

    assert field_of(refused(voted, three, code, FIRST, SECOND, THIRD)) == ("chosen", "too_many")
    assert field_of(refused(voted, three, code, FIRST, FIRST)) == ("chosen", "not_candidates")
    voted(three, code, FIRST)


def test_two_people_count_a_box_and_differences_are_counted_again(
    three: Database, selection_id: UUID
) -> None:
    for code in slips(three, selection_id, 4):
        taken_in(three, selection_id, code)

    assert box(three, selection_id, STAFF, 4, votes={FIRST: 3}) == (1, False, False)
    assert isinstance(refused(box, three, selection_id, STAFF, 4), WrongState)
    assert isinstance(refused(counted, three, selection_id), WrongState)
    assert box(three, selection_id, OTHER_STAFF, 4, votes={FIRST: 4}) == (2, False, True)
    assert isinstance(refused(counted, three, selection_id), WrongState)
    box(three, selection_id, STAFF, 4, votes={FIRST: 3}, spoilt=1)
    assert box(three, selection_id, COMMITTEE, 4, votes={FIRST: 3}, spoilt=1) == (2, True, False)
    assert isinstance(refused(box, three, selection_id, OTHER_STAFF, 4), WrongState)

    found = counted(three, selection_id)

    assert found.ballot is not None
    assert (found.ballot.paper, found.ballot.sheets, found.ballot.spoilt) == (4, 4, 1)
    lines = {place.appointment_id: place.lines for place in found.places}
    votes = [(one.value, one.of) for one in lines[FIRST] if one.criterion is Criterion.BALLOT]
    assert votes == [(3, 3)]


@pytest.mark.one_database
def test_the_boxes_hold_as_many_sheets_as_slips_were_taken_in(
    three: Database, selection_id: UUID
) -> None:
    codes = slips(three, selection_id, 2)
    taken_in(three, selection_id, codes[0])
    box(three, selection_id, STAFF, 2)
    box(three, selection_id, OTHER_STAFF, 2)

    refusal = refused(counted, three, selection_id)
    assert isinstance(refusal, WrongState)
    assert "count" not in shown(three, selection_id).possible
    taken_in(three, selection_id, codes[1])

    assert "count" in shown(three, selection_id).possible
    counted(three, selection_id)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"votes": {FIRST: 5}}, ("votes", "more_than_sheets")),
        ({"votes": {FIRST: 4, SECOND: 3, THIRD: 2}}, ("votes", "more_than_sheets")),
        ({"votes": {UUID(int=7): 1}}, ("votes", "not_candidates")),
        ({"spoilt": 5}, ("spoilt", "more_than_sheets")),
    ],
)
def test_a_count_that_cannot_be_right_is_refused(
    three: Database, selection_id: UUID, changed: dict[str, Any], named: tuple[str, str]
) -> None:
    slips(three, selection_id, 1)

    assert field_of(refused(box, three, selection_id, STAFF, 4, **changed)) == named


@pytest.mark.one_database
def test_the_ballot_is_over_with_the_count(three: Database, selection_id: UUID) -> None:
    (code,) = slips(three, selection_id, 1)
    counted(three, selection_id)

    assert isinstance(refused(voted, three, code, FIRST), WrongState)


def test_slips_are_printed_without_the_used_ones(three: Database, selection_id: UUID) -> None:
    codes = slips(three, selection_id, 3)
    voted(three, codes[0], FIRST)
    asked = PrintSlips(selection_id=selection_id, batch=1, origin="https://linli.example")

    with three.reading() as session:
        found = operations.printed(session, STAFF, asked)
        assert isinstance(refused(operations.printed, session, COMMITTEE, asked), Forbidden)

    words = text_of(found.as_bytes)
    assert codes[0] not in words
    assert all(code in words for code in codes[1:])


@pytest.mark.one_database
@pytest.mark.parametrize(("origin", "is_scanned"), [("https://linli.example", True), (None, False)])
def test_a_slip_speaks_of_scanning_only_where_it_bears_a_code_to_scan(
    three: Database, selection_id: UUID, origin: str | None, *, is_scanned: bool
) -> None:
    """R48: an installation without a public address prints none."""
    slips(three, selection_id, 1)
    asked = PrintSlips(selection_id=selection_id, batch=1, origin=origin)

    with three.reading() as session:
        words = text_of(operations.printed(session, STAFF, asked).as_bytes)

    assert ("手机扫码" in words) is is_scanned
    assert "在网页“投票”输入编码" in words


def test_slips_go_after_the_result_and_their_numbers_stay(
    three: Database, selection_id: UUID
) -> None:
    for code in slips(three, selection_id, 3):
        voted(three, code, FIRST)
    counted(three, selection_id)
    with three.writing() as session:
        assert clean(session, CLEANED)["ballot_slip"] == 0
    with three.writing() as session:
        long_ago = dt.date(2014, 1, 10)
        session.execute(sa.update(Selection).values(counted_on=long_ago))

    with three.writing() as session:
        assert clean(session, CLEANED)["ballot_slip"] == 3

    found = shown(three, selection_id).ballot
    assert found is not None
    assert (found.issued, found.web) == (3, 3)


def _show(database: Database, code: str) -> SlipView:
    with database.reading() as session:
        return queries.shown(session, ShowSlip(slip_code=code))
