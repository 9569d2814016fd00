"""Objections to nominations and honours, each answered by the street office. R48."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from contracts.incentives.notices import OBJECTION_RAISED
from contracts.incentives.selection_objections import (
    AnswerSelectionObjection,
    FollowSelectionObjection,
    ListSelectionObjections,
    RecordSelectionObjection,
    SelectionObjectionReceipt,
    SelectionObjections,
)
from runtime import clock
from runtime.database import Database
from services.incentives.selection_objections import operations, queries
from tests.builders import an_actor, field_of, refused
from tests.outboxes import wishes
from tests.servers.databases import Databases
from tests.services.incentives.selecting import (
    ACCOUNTS,
    COMMITTEE,
    OFFICER,
    STAFF,
    STREET,
    awarded,
    check,
    checked,
    keep_a_community,
    let_notice_pass,
    objected,
    published,
)
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


def test_an_objection_is_answered_and_its_writer_reads_it(three: Database) -> None:
    selection_id = published(three)
    receipt = objected(three)
    let_notice_pass(three, selection_id)

    (found,) = _list(three, selection_id).items
    assert found.possible == ["answer"]
    _answer(three, selection_id, found.id)

    read = _follow(three, receipt.code)
    assert (read.answer, read.is_upheld) == ("经核实，公示内容属实。", False)
    check(three, selection_id)
    assert isinstance(refused(_answer, three, selection_id, found.id), WrongState)


@pytest.mark.one_database
def test_the_street_office_is_told_and_never_those_who_are_nominated(three: Database) -> None:
    published(three)
    objected(three)

    [told] = wishes(three, OBJECTION_RAISED)
    assert Role.STREET_OFFICER in told.roles
    assert [one in told.but_not for one in ACCOUNTS] == [True, True, False]


@pytest.mark.one_database
def test_nobody_reads_what_is_raised_against_them(three: Database) -> None:
    selection_id = published(three)
    objected(three)
    concerned = an_actor(Role.STREET_OFFICER, STREET, account=str(ACCOUNTS[0]))

    for actor in (concerned, COMMITTEE, STAFF):
        assert isinstance(refused(_list, three, selection_id, actor), Forbidden)


@pytest.mark.one_database
def test_objections_end_with_the_notice_and_begin_again_with_the_honour(three: Database) -> None:
    selection_id = checked(three)
    assert isinstance(refused(objected, three), WrongState)

    awarded(three, selection_id)

    assert objected(three).answer is None


@pytest.mark.one_database
def test_a_clerk_writes_down_what_came_while_the_notice_lasted(three: Database) -> None:
    selection_id = checked(three)
    today = day_of(clock.now())

    late = refused(_record, three, selection_id, today)
    assert isinstance(late, WrongState)
    early = refused(_record, three, selection_id, today - dt.timedelta(days=90))
    assert field_of(early) == ("happened_on", "out_of_range")
    _record(three, selection_id, today - dt.timedelta(days=21))

    # It arrived before the award, and has to be answered first.
    assert isinstance(refused(awarded, three, selection_id), WrongState)
    (found,) = _list(three, selection_id).items
    _answer(three, selection_id, found.id)
    awarded(three, selection_id)


@pytest.mark.one_database
def test_a_false_code_opens_nothing(three: Database) -> None:
    assert isinstance(refused(_follow, three, "7K3M-9QX2-B4TD-1V8H"), NotFound)


def _list(database: Database, selection_id: UUID, actor: Actor = OFFICER) -> SelectionObjections:
    with database.reading() as session:
        asked = ListSelectionObjections(selection_id=selection_id)
        return queries.of_selection(session, actor, asked)


def _answer(database: Database, selection_id: UUID, objection_id: UUID) -> None:
    asked = AnswerSelectionObjection(
        selection_id=selection_id,
        objection_id=objection_id,
        answer="经核实，公示内容属实。",
        is_upheld=False,
    )
    with database.writing() as session:
        operations.answer(session, OFFICER, asked)


def _follow(database: Database, code: str) -> SelectionObjectionReceipt:
    with database.reading() as session:
        return queries.follow(session, FollowSelectionObjection(code=code))


def _record(database: Database, selection_id: UUID, day: dt.date) -> None:
    asked = RecordSelectionObjection(
        selection_id=selection_id, text="来信反映：事迹与事实不符。", happened_on=day
    )
    with database.writing() as session:
        operations.record(session, STAFF, asked)
