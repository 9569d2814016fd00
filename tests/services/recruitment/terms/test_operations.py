from __future__ import annotations

import dataclasses as dc
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from contracts.recruitment.appointments import (
    AppointmentEvaluated,
    AppointmentView,
    AppointmentWithdrawn,
)
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.terms import (
    DismissCommissioner,
    EndAppointment,
    EvaluateCommissioner,
    TermEnding,
)
from contracts.recruitment.words import (
    AppointmentState,
    EndReason,
    Grade,
    Kind,
    Leaving,
    Part,
    PostState,
)
from runtime import clock
from runtime.database import Database
from services.recruitment.appointment.model import Appointment
from services.recruitment.deciding import operations as deciding
from services.recruitment.deciding.rules import term_to as last_day_of
from services.recruitment.posts.model import Post
from services.recruitment.terms import operations
from tests.builders import DENGLIANG, STAFF, done, field_of, refused
from tests.outboxes import envelopes, events
from tests.servers.fixtures import OpenDatabase
from tests.services.recruitment.appointing import (
    COMMITTEE,
    DECIDED,
    a_post,
    appointed,
    approved,
    day,
    in_notice,
    marked,
    proposed,
    seen,
)
from tests.services.recruitment.conftest import Arranged, keep_areas
from vocabulary.periods import SHANGHAI, day_of
from vocabulary.problems import Forbidden, WrongState

TODAY = day_of(clock.now())
_DAY = dt.timedelta(days=1)
LATELY = TODAY - 30 * _DAY


def _at(on: dt.date, hour: int = 0, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(on.year, on.month, on.day, hour, minute, second, tzinfo=SHANGHAI)


def _keep(database: Database, now: dt.datetime) -> dict[str, int]:
    return done(database, operations.keep, now)


def _evaluated(database: Database, appointment: AppointmentView) -> AppointmentView:
    request = EvaluateCommissioner(
        appointment_id=appointment.id, grade=Grade.COMPETENT, text="全年办结诉求三十二件。"
    )
    return done(database, operations.evaluate, COMMITTEE, request)


def test_a_term_ends_with_midnight_in_shanghai(arranged: Arranged) -> None:
    """R11: to 24:00 of the last day, not a second earlier."""
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    last = appointment.term_to or TODAY

    assert _keep(recruitment, _at(last, 23, 59, 59))["expired"] == 0
    assert seen(recruitment, appointment.id).state is AppointmentState.IN_OFFICE

    assert _keep(recruitment, _at(last + _DAY))["expired"] == 1
    ended = seen(recruitment, appointment.id)
    assert (ended.ended_on, ended.end_reason) == (last + _DAY, EndReason.TERM_OVER)
    with recruitment.reading() as session:
        assert session.get_one(Post, appointment.post_id).state is PostState.OPEN
    assert envelopes(recruitment, appointment.id)[-1].actor_role == "system"
    assert ended.history[-1].role == "system"


def test_a_term_that_began_on_a_leap_day_ends_on_the_28th(recruitment: Database) -> None:
    """Civil Code art. 202: no corresponding day, so the last one of the month."""
    appointment = appointed(recruitment, a_post(recruitment), day("2024-02-29"))

    assert appointment.term_to == day("2025-02-28")
    assert appointment.ended_on == day("2025-03-01")


def test_what_is_written_down_after_its_term_begins_and_ends_at_once(
    arranged: Arranged,
) -> None:

    recruitment, appointment = arranged.for_a_post(appointed, DECIDED)
    post_id = appointment.post_id

    assert (appointment.state, appointment.began_on) == (AppointmentState.ENDED, DECIDED)
    told = [type(one) for one in events(recruitment, appointment.id)]
    assert told[-2:] == [AppointmentBegan, AppointmentEnded]
    with recruitment.reading() as session:
        assert session.get_one(Post, post_id).state is PostState.OPEN


def test_each_reminder_is_sent_once(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    last = appointment.term_to or TODAY
    for before in (61, 60, 60, 59, 31, 30, 30, 1, 0):
        _keep(recruitment, _at(last - before * _DAY, 12))

    told = [one for one in events(recruitment, appointment.id) if isinstance(one, TermEnding)]

    assert [one.days_before for one in told] == [60, 30]
    assert {one.term_to for one in told} == {last}


def test_one_that_needs_no_reminder_any_more_takes_no_place_before_others(
    recruitment: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With portions of one, the row that drops out must not hide the next."""
    monkeypatch.setattr(operations, "AT_ONCE", 1)
    first, second = (appointed(recruitment, a_post(recruitment), LATELY) for _ in range(2))
    term_to = seen(recruitment, second.id).term_to
    assert term_to is not None
    with recruitment.writing() as session:
        row = session.get_one(Appointment, first.id)
        row.remind_on, row.reminded_days = LATELY, 1
        session.get_one(Appointment, second.id).remind_on = term_to - 60 * _DAY

    with recruitment.writing() as session:
        kept = operations.keep(session, _at(term_to - 40 * _DAY))

    assert kept["reminded"] == 1
    assert seen(recruitment, second.id).history[-1].what == "reminded"


def test_a_clock_that_stood_still_sends_the_nearest_reminder_only(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    last = appointment.term_to or TODAY

    _keep(recruitment, _at(last - 5 * _DAY))
    _keep(recruitment, _at(last - 4 * _DAY))

    told = [one for one in events(recruitment, appointment.id) if isinstance(one, TermEnding)]
    assert [one.days_before for one in told] == [5]


def test_a_reminder_on_the_last_day_says_that_no_day_is_left(recruitment: Database) -> None:
    appointment = appointed(recruitment, a_post(recruitment), LATELY)

    _keep(recruitment, _at(appointment.term_to or TODAY))

    found = events(recruitment, appointment.id)
    assert [one.days_before for one in found if isinstance(one, TermEnding)] == [0]


def test_many_clocks_do_each_thing_once(migrated_database: OpenDatabase) -> None:
    database = migrated_database("recruitment")
    keep_areas(database)
    found = [appointed(database, a_post(database), LATELY) for _ in range(3)]
    last = found[0].term_to or TODAY

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda now: _keep(database, now), [_at(last, 9)] * 4))
        list(threads.map(lambda now: _keep(database, now), [_at(last + _DAY)] * 4))
    _keep(database, _at(last + _DAY))

    for one in found:
        told = [type(event) for event in events(database, one.id)]
        assert told.count(TermEnding) == told.count(AppointmentEnded) == 1


def test_a_renewal_follows_without_a_gap(recruitment: Database) -> None:
    """R11: the same moment ends one and begins the other, and nothing goes back."""
    post_id = a_post(recruitment)
    first = appointed(recruitment, post_id, TODAY - 340 * _DAY)
    _evaluated(recruitment, first)
    again = approved(recruitment, post_id, TODAY, renews=first.id)
    for part in Part:
        again = marked(recruitment, again, part)
    last = first.term_to or TODAY
    assert (again.state, again.term_from) == (AppointmentState.PENDING, last + _DAY)

    _keep(recruitment, _at(last + _DAY))

    before, now = seen(recruitment, first.id), seen(recruitment, again.id)
    assert (before.state, before.successor) == (AppointmentState.ENDED, first.commissioner)
    assert (now.state, now.began_on) == (AppointmentState.IN_OFFICE, before.ended_on)
    assert now.term_to == last_day_of(last + _DAY, 12)
    with recruitment.reading() as session:
        assert session.get_one(Post, post_id).state is PostState.FILLED


def _leave(database: Database, appointment_id: Any, **changed: Any) -> AppointmentView:
    usual: dict[str, Any] = {"reason": Leaving.RESIGNED}
    request = EndAppointment(appointment_id=appointment_id, **usual | changed)
    return done(database, operations.leave, STAFF, request)


@pytest.mark.parametrize("ends", ["resigned", "died", "dismissed"])
@pytest.mark.parametrize("how_far", ["proposed", "in_notice", "pending"])
def test_what_was_to_go_on_goes_with_its_term(arranged: Arranged, ends: str, how_far: str) -> None:
    """Else the clock appointed again who was dismissed, or is dead."""
    recruitment, first = arranged.for_a_post(appointed, TODAY - 340 * _DAY)
    post_id = first.post_id
    _evaluated(recruitment, first)
    if how_far == "pending":
        again = approved(recruitment, post_id, TODAY, renews=first.id)
        for part in Part:
            again = marked(recruitment, again, part)
    elif how_far == "in_notice":
        again = in_notice(recruitment, post_id, TODAY, renews=first.id)
    else:
        again = proposed(recruitment, post_id, renews=first.id, happened_on=TODAY)
    assert again.state.value == how_far

    if ends == "dismissed":
        ended = _dismiss(recruitment, first.id)
    else:
        ended = _leave(recruitment, first.id, reason=Leaving(ends))
    _keep(recruitment, _at((first.term_to or TODAY) + _DAY, second=1))

    after = seen(recruitment, again.id)
    assert (after.state, after.began_on) == (AppointmentState.WITHDRAWN, None)
    assert after.history[-1].what == "withdrawn"
    told = events(recruitment, again.id)[-1]
    assert isinstance(told, AppointmentWithdrawn)
    assert ended.successor is None
    with recruitment.reading() as session:
        post = session.get_one(Post, post_id)
    assert (post.state, post.is_awaited) == (PostState.OPEN, False)
    problem = refused(proposed, recruitment, post_id, renews=first.id, happened_on=TODAY)
    assert isinstance(problem, WrongState)


@pytest.mark.one_database
def test_nobody_decides_to_go_on_with_a_term_that_ended_early(arranged: Arranged) -> None:
    """As a database may hold it from before renewals went with their term."""
    recruitment, first = arranged.for_a_post(appointed, TODAY - 340 * _DAY)
    post_id = first.post_id
    _evaluated(recruitment, first)
    again = in_notice(recruitment, post_id, TODAY, renews=first.id)
    _leave(recruitment, first.id)
    with recruitment.writing() as session:
        session.get_one(Appointment, again.id).state = AppointmentState.IN_NOTICE
    request = DecideAppointment(appointment_id=again.id, approved=True, reason="表决通过。")

    problem = refused(done, recruitment, deciding.decide, COMMITTEE, request)

    assert isinstance(problem, WrongState)
    assert str(TODAY) in problem.zh
    refusal = dc.replace(request, approved=False)
    view = done(recruitment, deciding.decide, COMMITTEE, refusal)
    assert view.state is AppointmentState.REFUSED


def test_nobody_is_renewed_before_the_year_is_judged(arranged: Arranged) -> None:
    recruitment, first = arranged.for_a_post(appointed, LATELY)
    post_id = first.post_id

    problem = refused(proposed, recruitment, post_id, renews=first.id, happened_on=TODAY)

    assert isinstance(problem, WrongState)
    assert "年度评价" in problem.zh


@pytest.mark.parametrize(("before_the_end", "counts"), [(61, False), (60, True)])
def test_the_year_is_judged_at_its_end(
    arranged: Arranged, *, before_the_end: int, counts: bool
) -> None:
    """From the street's first reminder on; what was said before judges no year."""
    recruitment, first = arranged.for_a_post(appointed, TODAY - 340 * _DAY)
    post_id = first.post_id
    on = (first.term_to or TODAY) - before_the_end * _DAY
    request = EvaluateCommissioner(
        appointment_id=first.id, grade=Grade.COMPETENT, text="称职。", happened_on=on
    )
    done(recruitment, operations.evaluate, COMMITTEE, request)
    told = events(recruitment, first.id)[-1]
    assert isinstance(told, AppointmentEvaluated)
    assert (told.commissioner, told.grade, told.evaluated_on) == (
        first.commissioner,
        Grade.COMPETENT,
        on,
    )
    given: dict[str, Any] = {"renews": first.id, "happened_on": TODAY}

    if not counts:
        problem = refused(proposed, recruitment, post_id, **given)
        assert isinstance(problem, WrongState)
        assert str(on + _DAY) in problem.en
        _evaluated(recruitment, first)

    assert proposed(recruitment, post_id, **given).renews == first.id


def test_only_the_committee_judges_the_year(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    request = EvaluateCommissioner(
        appointment_id=appointment.id, grade=Grade.EXCELLENT, text="优秀。"
    )

    problem = refused(done, recruitment, operations.evaluate, STAFF, request)

    assert isinstance(problem, Forbidden)


@pytest.mark.parametrize("reason", list(Leaving))
def test_somebody_leaves_before_the_term(arranged: Arranged, reason: Leaving) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    request = EndAppointment(appointment_id=appointment.id, reason=reason, note="本人来信")

    ended = done(recruitment, operations.leave, STAFF, request)

    assert (ended.ended_on, ended.end_reason) == (TODAY, EndReason(reason.value))
    with recruitment.reading() as session:
        assert session.get_one(Post, appointment.post_id).state is PostState.OPEN
    assert isinstance(refused(done, recruitment, operations.leave, STAFF, request), WrongState)


def test_paper_of_a_resignation_that_comes_after_the_term(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, DECIDED)
    request = EndAppointment(
        appointment_id=appointment.id, reason=Leaving.RESIGNED, ended_on=day("2013-11-01")
    )

    ended = done(recruitment, operations.leave, STAFF, request)

    assert (ended.ended_on, ended.end_reason) == (day("2013-11-01"), EndReason.RESIGNED)


def _dismiss(database: Database, appointment_id: Any, by: Any = COMMITTEE, **changed: Any) -> Any:
    usual: dict[str, Any] = {
        "reason": "连续三个月未履职",
        "heard_on": TODAY - _DAY,
        "hearing": "本人无异议",
    }
    request = DismissCommissioner(appointment_id=appointment_id, **usual | changed)
    return done(database, operations.dismiss, by, request)


def test_the_committee_removes_after_a_hearing(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)

    assert isinstance(refused(_dismiss, recruitment, appointment.id, STAFF), Forbidden)
    late = refused(_dismiss, recruitment, appointment.id, heard_on=TODAY + _DAY)
    assert field_of(late) == ("heard_on", "out_of_range")

    removed = _dismiss(recruitment, appointment.id)

    assert (removed.state, removed.end_reason) == (AppointmentState.ENDED, EndReason.DISMISSED)


@pytest.mark.one_database
def test_only_who_is_in_office_takes_over(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    other = appointed(recruitment, a_post(recruitment), LATELY, name="王芳")
    stranger = in_notice(recruitment, a_post(recruitment), name="赵六")

    def leave(successor: Any) -> AppointmentView:
        request = EndAppointment(
            appointment_id=appointment.id, reason=Leaving.RESIGNED, successor=successor
        )
        return done(recruitment, operations.leave, STAFF, request)

    problem = refused(leave, stranger.commissioner)
    assert field_of(problem) == ("successor", "not_in_office")
    assert leave(other.commissioner).successor == other.commissioner


def test_who_holds_another_post_of_the_community_keeps_what_is_open(
    arranged: Arranged,
) -> None:
    recruitment, first = arranged.for_a_post(appointed, LATELY)
    appointed(recruitment, a_post(recruitment), LATELY, commissioner=first.commissioner)
    request = EndAppointment(appointment_id=first.id, reason=Leaving.RESIGNED)

    assert done(recruitment, operations.leave, STAFF, request).successor == first.commissioner


@pytest.mark.parametrize("reason", [Leaving.DIED, Leaving.MOVED_AWAY])
def test_who_is_gone_leaves_every_post_of_the_community(
    arranged: Arranged, reason: Leaving
) -> None:
    """Open appeals never go to a person who is gone."""
    recruitment, first = arranged.for_a_post(appointed, LATELY)
    given: dict[str, Any] = {"commissioner": first.commissioner, "phone": None}
    second = appointed(recruitment, a_post(recruitment), TODAY - 5 * _DAY, **given)
    decided = approved(recruitment, a_post(recruitment), TODAY, **given)
    elsewhere = appointed(recruitment, a_post(recruitment), LATELY, **given)
    with recruitment.writing() as session:
        session.get_one(Appointment, elsewhere.id).community = DENGLIANG
    other = appointed(recruitment, a_post(recruitment), LATELY, name="王芳", phone=None)

    own = refused(_leave, recruitment, first.id, reason=reason, successor=first.commissioner)
    ended = _leave(recruitment, first.id, reason=reason, ended_on=TODAY - 10 * _DAY)

    assert field_of(own) == ("successor", "not_in_office")
    assert (ended.ended_on, ended.successor) == (TODAY - 10 * _DAY, None)
    along = seen(recruitment, second.id)
    assert (along.state, along.end_reason) == (AppointmentState.ENDED, EndReason(reason.value))
    assert (along.ended_on, along.successor) == (second.began_on, None)
    assert along.history[-1].what == "left"
    assert isinstance(events(recruitment, second.id)[-1], AppointmentEnded)
    assert seen(recruitment, decided.id).state is AppointmentState.WITHDRAWN
    assert isinstance(events(recruitment, decided.id)[-1], AppointmentWithdrawn)
    with recruitment.reading() as session:
        assert session.get_one(Appointment, elsewhere.id).state is AppointmentState.IN_OFFICE
        assert session.get_one(Post, second.post_id).state is PostState.OPEN
    assert seen(recruitment, other.id).state is AppointmentState.IN_OFFICE


def test_who_is_gone_hands_over_all_to_who_is_named(arranged: Arranged) -> None:
    recruitment, first = arranged.for_a_post(appointed, LATELY)
    second = appointed(recruitment, a_post(recruitment), LATELY, commissioner=first.commissioner)
    other = appointed(recruitment, a_post(recruitment), LATELY, name="王芳")

    _leave(recruitment, first.id, reason=Leaving.DIED, successor=other.commissioner)

    successors = {seen(recruitment, one.id).successor for one in (first, second)}
    assert successors == {other.commissioner}


def test_a_resident_named_ahead_waits_for_the_day(recruitment: Database) -> None:
    """Decided while the interim still runs, for a first day to come."""
    post_id = a_post(recruitment)
    interim = appointed(recruitment, post_id, LATELY, kind=Kind.INTERIM, name="陈站")
    first = TODAY + 20 * _DAY
    resident = approved(recruitment, post_id, TODAY, term_from=first)
    for part in Part:
        resident = marked(recruitment, resident, part)
    assert resident.state is AppointmentState.PENDING

    _keep(recruitment, _at(first, second=1))

    assert seen(recruitment, resident.id).began_on == first
    assert seen(recruitment, interim.id).ended_on == first


def test_moments_are_those_of_shanghai(arranged: Arranged) -> None:
    """16:00 UTC is midnight there."""
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    last = appointment.term_to or TODAY
    utc = dt.datetime(last.year, last.month, last.day, 15, 59, 59, tzinfo=dt.UTC)

    assert _keep(recruitment, utc)["expired"] == 0
    assert _keep(recruitment, utc + dt.timedelta(seconds=1))["expired"] == 1
    assert seen(recruitment, appointment.id).ended_on == last + _DAY


def test_who_cannot_begin_does_not_hold_up_who_can(
    recruitment: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn does one at a time here, and whose post is still held is the first in the row."""
    monkeypatch.setattr(operations, "AT_ONCE", 1)
    first = TODAY + 20 * _DAY
    post_id = a_post(recruitment)
    holder = appointed(recruitment, post_id, LATELY)
    after = (holder.term_to or TODAY) + _DAY
    blocked = approved(recruitment, post_id, TODAY, term_from=after, name="王芳", phone=None)
    free = approved(recruitment, a_post(recruitment), TODAY, term_from=first)
    for part in Part:
        marked(recruitment, blocked, part)
        marked(recruitment, free, part)
    with recruitment.writing() as session:
        # Past all rules: no decision lets two into the same time.
        session.get_one(Appointment, blocked.id).term_from = TODAY

    assert _keep(recruitment, _at(first, second=1))["began"] == 1

    assert seen(recruitment, free.id).began_on == first
    assert seen(recruitment, blocked.id).state is AppointmentState.PENDING
