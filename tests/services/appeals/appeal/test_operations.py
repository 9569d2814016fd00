from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from contracts.appeals.actions import TakeAction
from contracts.appeals.appeal import AppealFacts, AppealView
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from contracts.appeals.closing import AppealReopened, CloseAppeal, ContestAppeal, ReopenAppeal
from contracts.appeals.rating import RateAppeal, RateTrackedAppeal
from contracts.appeals.words import Method, Outcome
from runtime import clock
from runtime.database import Database
from runtime.encryption import Keyring, keyring
from services.appeals.actions import operations as actions
from services.appeals.assignment import operations as assignment
from services.appeals.closing import operations as closing
from services.appeals.history import Entry
from services.appeals.rating import operations as rating
from tests.builders import (
    ABROAD,
    COMMISSIONER,
    DENGLIANG,
    HUA,
    STAFF,
    STREET,
    a_declined_appeal,
    a_settled_appeal,
    an_accepted_appeal,
    an_actor,
    an_appeal,
    done,
    field_of,
    in_office,
    refused,
    shanghai,
    shown,
)
from tests.keys import KEY, OTHER_KEY
from tests.outboxes import events
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import Actor, Role
from vocabulary.erasure import MARKS, ON_REQUEST
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, Problem, WrongState

#: Everything that staff can try, with the request it takes.
_COMMANDS: dict[str, tuple[Any, dict[str, Any], Any]] = {
    "accept": (AcceptAppeal, {}, assignment.accept),
    "decline": (DeclineAppeal, {"reason": "属于商业纠纷"}, assignment.decline),
    "assign": (AssignAppeal, {"commissioner": COMMISSIONER.account}, assignment.assign),
    "act": (TakeAction, {"method": Method.SETTLE_ON_THE_SPOT, "note": "已处理"}, actions.take),
    "propose": (TakeAction, {"method": Method.PROPOSE_UPWARDS, "note": "提案"}, actions.take),
    "settle": (CloseAppeal, {"outcome": Outcome.SETTLED}, closing.close),
    "transfer": (CloseAppeal, {"outcome": Outcome.TRANSFERRED, "reason": "转城管"}, closing.close),
    "reopen": (ReopenAppeal, {"reason": "又坏了"}, closing.reopen),
    "rate": (RateAppeal, {"score": 4}, rating.rate),
}


def _try(
    register: Database, appeal_id: Any, command: str, actor: Actor = STAFF, **more: Any
) -> Any:
    request, usual, operation = _COMMANDS[command]
    return done(register, operation, actor, request(appeal_id=appeal_id, **usual, **more))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.sampled_from(sorted(_COMMANDS)), max_size=12))
def test_whatever_is_tried_version_history_and_events_agree(
    migrated_database: OpenDatabase, commands: list[str]
) -> None:
    """Each change leaves one history row and one event; a refusal leaves nothing."""
    register = migrated_database("appeals")
    appeal_id = an_appeal(register).appeal_id
    in_office(register, HUA)
    changes = 1
    for command in commands:
        try:
            _try(register, appeal_id, command)
        except Problem:
            continue
        changes += 1

    now = shown(register, appeal_id)
    told = events(register, appeal_id)
    newest = told[-1]
    assert changes == now.version == len(now.history) == len(told)
    assert isinstance(newest, AppealFacts)
    assert (newest.version, newest.state, newest.outcome, newest.round) == (
        now.version,
        now.state,
        now.outcome,
        now.round,
    )
    assert (newest.accepted_at, newest.first_response_at) == (
        _first(now, "accepted"),
        _first(now, "action_taken", "closed", "declined"),
    )
    if newest.NAME != AppealReopened.NAME:
        # This one says who gets it; the others, who has it.
        assert (newest.commissioner, newest.due_on) == (now.commissioner, now.due_on)


def _first(appeal: AppealView, *what: str) -> dt.datetime | None:
    return min((step.happened_at for step in appeal.history if step.what in what), default=None)


@pytest.mark.one_database
@pytest.mark.parametrize("command", sorted(_COMMANDS))
def test_an_appeal_of_another_community_is_not_there(register: Database, command: str) -> None:
    appeal_id = an_appeal(register).appeal_id

    for outsider in (
        an_actor(Role.WORKSTATION_STAFF, DENGLIANG),
        an_actor(Role.ADMINISTRATOR, ABROAD),
        an_actor(Role.VOLUNTEER),
        Actor(),
    ):
        assert isinstance(refused(_try, register, appeal_id, command, outsider), NotFound)


@pytest.mark.one_database
@pytest.mark.parametrize("command", sorted(_COMMANDS))
def test_who_may_only_look_is_told_so(register: Database, command: str) -> None:
    appeal_id = an_appeal(register).appeal_id

    for reader in (
        COMMISSIONER,  # not assigned to this one
        an_actor(Role.PARTY_COMMITTEE),
        an_actor(Role.STREET_OFFICER, STREET),
    ):
        assert isinstance(refused(_try, register, appeal_id, command, reader), Forbidden)


@pytest.mark.parametrize("command", sorted(_COMMANDS))
def test_a_change_that_goes_by_an_older_version_is_refused(
    register: Database, command: str
) -> None:
    """The lost update; told before the state is looked at, which the caller does not know."""
    appeal_id = an_accepted_appeal(register).id

    for gone_by in (0, 1, 3):
        lost = refused(_try, register, appeal_id, command, expected_version=gone_by)
        assert isinstance(lost, PreconditionFailed)
    outsider = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
    elsewhere = refused(_try, register, appeal_id, command, outsider, expected_version=2)
    assert isinstance(elsewhere, NotFound)

    assert shown(register, appeal_id).version == 2


def test_a_change_that_goes_by_the_newest_version_is_made(register: Database) -> None:
    appeal_id = an_accepted_appeal(register).id

    assert _try(register, appeal_id, "act", expected_version=2).version == 3


def test_of_two_changes_that_go_by_one_version_one_is_made(register: Database) -> None:
    """Compared with the row locked, so also where both come at once."""
    appeal_id = an_accepted_appeal(register).id

    def act(_desk: int) -> bool:
        try:
            _try(register, appeal_id, "act", expected_version=2)
        except PreconditionFailed:
            return False
        return True

    with ThreadPoolExecutor(4) as desks:
        assert sorted(desks.map(act, range(4))) == [False, False, False, True]


@pytest.mark.parametrize(
    ("request_", "operation"),
    [
        (RateTrackedAppeal(tracking_code="", score=4, expected_version=1), rating.rate_tracked),
        (ContestAppeal(tracking_code="", reason="没修", expected_version=1), closing.contest),
    ],
)
def test_a_resident_too_learns_that_it_changed_meanwhile(
    register: Database, request_: Any, operation: Any
) -> None:
    code = a_settled_appeal(register).tracking_code

    lost = refused(done, register, operation, replace(request_, tracking_code=code))

    assert isinstance(lost, PreconditionFailed)
    assert "1" in lost.zh


def test_an_administrator_may_do_what_staff_may(register: Database) -> None:
    appeal_id = an_appeal(register).appeal_id

    assert _try(register, appeal_id, "accept", an_actor(Role.ADMINISTRATOR, STREET)).version == 2


def test_paper_of_an_earlier_day_may_be_written_down(register: Database) -> None:
    appeal_id = an_appeal(register, received_at=shanghai(2013, 5, 4)).appeal_id

    accepted = _try(register, appeal_id, "accept", happened_at=shanghai(2013, 5, 6))

    step = accepted.history[-1]
    assert step.happened_at == shanghai(2013, 5, 6)
    assert clock.now() - step.recorded_at < dt.timedelta(minutes=5)


def test_a_step_before_the_one_it_follows_is_refused(register: Database) -> None:
    appeal_id = an_appeal(register, received_at=shanghai(2013, 5, 4)).appeal_id
    _try(register, appeal_id, "accept", happened_at=shanghai(2013, 5, 6))

    refusal = refused(_try, register, appeal_id, "assign", happened_at=shanghai(2013, 5, 5))

    assert field_of(refusal) == ("happened_at", "before_previous_step")
    assert "2013-05-05" in refusal.zh


def test_the_first_step_is_not_before_the_receipt(register: Database) -> None:
    appeal_id = an_appeal(register, received_at=shanghai(2013, 5, 4)).appeal_id

    refusal = refused(_try, register, appeal_id, "accept", happened_at=shanghai(2013, 5, 3))

    assert field_of(refusal) == ("happened_at", "before_previous_step")


@pytest.mark.parametrize(
    ("ahead", "is_refused"), [(dt.timedelta(minutes=4), False), (dt.timedelta(minutes=6), True)]
)
def test_the_future_is_refused_but_for_a_clock_a_little_ahead(
    register: Database,
    ahead: dt.timedelta,
    is_refused: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    appeal_id = an_appeal(register).appeal_id
    in_office(register, HUA)
    at = clock.now() + ahead

    if is_refused:
        refusal = refused(_try, register, appeal_id, "accept", happened_at=at)
        assert field_of(refusal) == ("happened_at", "in_the_future")
    else:
        _try(register, appeal_id, "accept", happened_at=at)
        # The next step, without a time, is not before it though the clock is.
        assert _try(register, appeal_id, "assign").history[-1].happened_at >= at


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00", "9999-12-31T23:59:59"])
@pytest.mark.parametrize("offset", ["-14:00", "+00:00", "+14:00"])
def test_times_that_no_calendar_reaches_are_refused(
    register: Database, text: str, offset: str
) -> None:
    """Such a moment would overflow when it is turned into UTC."""
    appeal_id = an_appeal(register).appeal_id
    moment = dt.datetime.fromisoformat(text + offset)

    refusal = refused(_try, register, appeal_id, "accept", happened_at=moment)

    assert field_of(refusal)[0] == "happened_at"


def test_two_commands_at_once_come_one_after_the_other(register: Database) -> None:
    """Without the lock both would see an appeal that nobody has accepted yet."""
    appeal_id = an_appeal(register).appeal_id

    with ThreadPoolExecutor(4) as threads:
        tried = [threads.submit(_try, register, appeal_id, "accept") for _ in range(4)]
    failures = [one.exception() for one in tried]

    assert failures.count(None) == 1
    assert [type(failure) for failure in failures if failure] == [WrongState] * 3
    assert shown(register, appeal_id).version == 2


@pytest.mark.parametrize(
    "change",
    [
        sa.update(Entry).values(note="anders"),
        sa.update(Entry).values(note=ON_REQUEST),  # there was no note
        sa.update(Entry).values(note=sa.null(), score=3),
        sa.delete(Entry),
        sa.text("UPDATE history SET happened_at = recorded_at"),
    ],
)
def test_history_cannot_be_changed_or_deleted(register: Database, change: Any) -> None:
    """Append-only: the database itself refuses."""
    an_appeal(register)

    with pytest.raises(sa.exc.DBAPIError, match="append-only"), register.writing() as session:
        session.execute(change)


def _noted(register: Database) -> str:
    """An appeal whose declining has a note; gives the note as it lies in the database."""
    a_declined_appeal(register)
    with register.reading() as session:
        return str(session.scalar(_RAW_NOTE))


_RAW_NOTE = sa.text("SELECT note FROM history WHERE note IS NOT NULL")
_OTHER_KEYS = Keyring([OTHER_KEY])


@pytest.mark.parametrize("mark", MARKS)
def test_a_note_can_be_erased(register: Database, mark: str) -> None:
    """PIPL art. 47: the only change of the words that the history allows."""
    _noted(register)

    with register.writing() as session:
        session.execute(
            sa.text("UPDATE history SET note = :mark WHERE note IS NOT NULL"), {"mark": mark}
        )

    with register.reading() as session:
        assert session.scalar(_RAW_NOTE) == mark


def test_a_note_can_be_sealed_with_another_key(register: Database) -> None:
    """Keys are changed from time to time."""
    note = _noted(register)
    again = _OTHER_KEYS.seal(keyring().open(note))

    with register.writing() as session:
        session.execute(
            sa.text("UPDATE history SET note = :it WHERE note IS NOT NULL"), {"it": again}
        )

    with register.reading() as session:
        assert session.scalar(_RAW_NOTE) == again


@pytest.mark.parametrize(
    "assignment",
    [
        "note = 'anders'",
        "note = NULL",
        "note = ''",
        "note = '[已应本人要求删除]', account = NULL",
        "note = '[已应本人要求删除] '",
        f"note = '{Keyring([KEY]).seal('anders')}'",
        f"note = '{_OTHER_KEYS.seal('anders')}', version = 17",
    ],
    ids=["words", "null", "nothing", "account", "nearly a mark", "sealed", "version"],
)
def test_a_note_cannot_become_anything_else(register: Database, assignment: str) -> None:
    note = _noted(register)
    change = sa.text(f"UPDATE history SET {assignment} WHERE note IS NOT NULL")  # noqa: S608 - of our own

    with pytest.raises(sa.exc.DBAPIError, match="append-only"), register.writing() as session:
        session.execute(change)

    with register.reading() as session:
        assert session.scalar(_RAW_NOTE) == note


def test_what_was_erased_stays_erased(register: Database) -> None:
    _noted(register)
    with register.writing() as session:
        session.execute(sa.text(f"UPDATE history SET note = '{ON_REQUEST}' WHERE note IS NOT NULL"))  # noqa: S608

    change = sa.text("UPDATE history SET note = :it WHERE note IS NOT NULL")
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), register.writing() as session:
        session.execute(change, {"it": _OTHER_KEYS.seal("anders")})
