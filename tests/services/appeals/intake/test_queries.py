from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal
from contracts.appeals.closing import CloseAppeal, ReopenAppeal
from contracts.appeals.intake import (
    AppealPage,
    CountAppeals,
    ListAppeals,
    OverdueLine,
    ShowAppeal,
    TrackAppeal,
)
from contracts.appeals.words import AppealChannel, ApplicantGroup, Method, Outcome, State
from runtime import clock
from runtime.database import Database
from services.appeals.assignment import operations as assignment
from services.appeals.closing import operations as closing
from services.appeals.intake import queries
from tests.builders import (
    ABROAD,
    COMMISSIONER,
    DENGLIANG,
    HUA,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    a_settled_appeal,
    acted_on,
    an_actor,
    an_appeal,
    an_assigned_appeal,
    code_of,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.servers.databases import Databases
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import RESIDENT, Actor, Grant, Role
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound

_PLACES = [LILIN, YUELIANGWAN, DENGLIANG, ABROAD]
_MAY = shanghai(2013, 5, 6)
_GRANTS = some.lists(
    some.builds(
        Grant,
        some.sampled_from(Role),
        some.sampled_from([*_PLACES, STREET, "440305000000", "440300000000"]),
    ),
    max_size=3,
)


def _page(register: Database, actor: Actor = STAFF, **asked: Any) -> AppealPage:
    with register.reading() as session:
        return queries.page(session, actor, ListAppeals(**asked))


def _pages(register: Database, actor: Actor, **asked: Any) -> Iterator[list[AppealView]]:
    """Every page; ends as soon as an appeal comes twice, as such pages may never end."""
    cursor, seen = None, set[UUID]()
    while True:
        found = _page(register, actor, cursor=cursor, **asked)
        assert seen.isdisjoint(one.id for one in found.items), "an appeal comes twice"
        seen.update(one.id for one in found.items)
        yield list(found.items)
        cursor = found.next_cursor
        if cursor is None:
            return


def _assigned(register: Database, due_on: dt.date | None) -> AppealView:
    appeal_id = an_assigned_appeal(register).id
    request = AssignAppeal(
        appeal_id=appeal_id, commissioner=str(HUA), due_on=due_on, happened_at=_MAY
    )
    return done(register, assignment.assign, STAFF, request)


def _closed(register: Database, appeal: AppealView) -> AppealView:
    acted_on(register, appeal, Method.SETTLE_ON_THE_SPOT, by=STAFF)
    request = CloseAppeal(appeal_id=appeal.id, outcome=Outcome.SETTLED)
    return done(register, closing.close, STAFF, request)


def _show(register: Database, actor: Actor, appeal_id: Any) -> AppealView:
    with register.reading() as session:
        return queries.show(session, actor, ShowAppeal(appeal_id=appeal_id))


def _track(register: Database, code: str) -> TrackedAppeal:
    with register.reading() as session:
        return queries.track(session, TrackAppeal(tracking_code=code))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_GRANTS)
def test_a_scope_never_gives_another_communitys_row(
    migrated_database: OpenDatabase, grants: list[Grant]
) -> None:
    """Design §5: list and detail use one scope, and it comes from identity only."""
    register = migrated_database("appeals")
    everything = an_actor(Role.ADMINISTRATOR, "440000000000")
    if not _page(register, everything).items:
        for place in _PLACES:
            an_appeal(register, community=place)
    actor = Actor("somebody", tuple(grants))

    listed = {view.id for view in _page(register, actor).items}

    for view in _page(register, everything).items:
        may_see = may(actor, Action.APPEAL_READ, area=view.community)
        assert (view.id in listed) is may_see
        if may_see:
            assert view.community == _show(register, actor, view.id).community
        else:
            assert isinstance(refused(_show, register, actor, view.id), NotFound)


@pytest.mark.parametrize(
    "nobody",
    [RESIDENT, Actor("without roles"), an_actor(Role.VOLUNTEER), an_actor(Role.SOCIAL_WORKER)],
)
def test_who_handles_no_appeals_sees_none(register: Database, nobody: Actor) -> None:
    an_appeal(register)

    assert not _page(register, nobody).items


def test_a_filter_narrows_but_never_widens(register: Database) -> None:
    for place in _PLACES:
        an_appeal(register, community=place)
    officer = an_actor(Role.STREET_OFFICER, STREET)

    def communities(area: str) -> set[str]:
        return {view.community for view in _page(register, officer, area=area).items}

    assert communities(LILIN) == {LILIN}
    assert communities(STREET) == {LILIN, YUELIANGWAN, DENGLIANG}
    assert communities(ABROAD) == set()
    assert communities("440300000000") == {LILIN, YUELIANGWAN, DENGLIANG}


def test_filters_by_category_state_and_commissioner(register: Database) -> None:
    pets = an_appeal(register, category="pets").appeal_id
    assigned = an_assigned_appeal(register).id

    def found(**asked: Any) -> list[Any]:
        return [view.id for view in _page(register, **asked).items]

    assert found(category="pets") == [pets]
    assert found(state=[State.ASSIGNED]) == [assigned]
    assert found(commissioner=COMMISSIONER.account) == [assigned]
    assert found(category="pets", state=[State.ASSIGNED]) == []


def test_a_filter_takes_several_words(register: Database) -> None:
    an_appeal(register)
    assigned = an_assigned_appeal(register).id
    settled = a_settled_appeal(register).id

    def found(**asked: Any) -> set[Any]:
        return {view.id for view in _page(register, **asked).items}

    assert found(state=[State.ASSIGNED, State.CLOSED]) == {assigned, settled}
    assert found(outcome=[Outcome.SETTLED, Outcome.EXPLAINED]) == {settled}
    assert found(applicant_group=[ApplicantGroup.YOUTH]) == set()


def test_a_list_shows_what_came_in_by_some_ways(register: Database) -> None:
    by_way = {
        channel: an_appeal(register, channel=channel).appeal_id
        for channel in (None, AppealChannel.WEB, AppealChannel.PHONE, AppealChannel.OBSERVATION)
    }

    def found(*channels: AppealChannel) -> set[Any]:
        page = _page(register, channel=list(channels), total=True)
        assert page.total == len(page.items)
        return {view.id for view in page.items}

    assert found(AppealChannel.WEB) == {by_way[AppealChannel.WEB]}
    assert found(AppealChannel.PHONE, AppealChannel.OBSERVATION) == {
        by_way[AppealChannel.PHONE],
        by_way[AppealChannel.OBSERVATION],
    }
    assert found(AppealChannel.PLATFORM) == set()


def test_ranges_of_days_have_both_ends_inside(register: Database) -> None:
    for day in (4, 5, 6):
        an_appeal(register, received_at=shanghai(2013, 5, day, 23, 59))

    def days(**asked: Any) -> list[int]:
        return [view.received_at.day for view in _page(register, **asked).items]

    may = [dt.date(2013, 5, day) for day in range(10)[1:]]
    assert days(received_from=may[4], received_to=may[4]) == [5]
    assert days(received_from=may[4]) == [6, 5]
    assert days(received_to=may[3]) == [4]
    assert days(received_from=may[5], received_to=may[3]) == []
    assert days(closed_from=may[0]) == []


def test_the_clerk_finds_what_is_due_and_what_is_overdue(register: Database) -> None:
    today = day_of(clock.now())
    tomorrow, past = today + dt.timedelta(days=1), dt.date(2013, 5, 17)
    for due_on in (None, past, today, tomorrow):
        _assigned(register, due_on)
    _closed(register, _assigned(register, past))

    def due(**asked: Any) -> list[tuple[dt.date | None, State]]:
        return [(view.due_on, view.state) for view in _page(register, sort="due_on", **asked).items]

    open_ = State.ASSIGNED
    late, done_in_time = (past, open_), (past, State.CLOSED)
    now, soon, never = (today, open_), (tomorrow, open_), (None, open_)
    assert due(overdue=True) == [late]
    assert due(overdue=False) == [done_in_time, now, soon, never]
    an_appeal(register)
    received = (None, State.RECEIVED)
    assert due(pressing=True) == [late, now, soon, received]
    assert due(pressing=False) == [done_in_time, never]
    assert due(due_from=today) == [now, soon]
    assert due(due_to=today, state=[open_]) == [late, now]
    assert due(due_from=tomorrow, due_to=today) == []
    assert len(due()) == 6


def test_what_waits_is_counted_in_one_answer_and_found_in_the_list(register: Database) -> None:
    """Each number of the counts is that of a list with the same words."""
    today = day_of(clock.now())
    an_appeal(register)
    an_appeal(register, community=YUELIANGWAN)
    waiting = an_appeal(register).appeal_id
    done(register, assignment.accept, STAFF, AcceptAppeal(appeal_id=waiting, happened_at=_MAY))
    for due_on in (None, dt.date(2013, 5, 17), today, today + dt.timedelta(days=2)):
        _assigned(register, due_on)
    _closed(register, _assigned(register, dt.date(2013, 5, 17)))
    again = _closed(register, _assigned(register, None))
    done(register, closing.reopen, STAFF, ReopenAppeal(appeal_id=again.id, reason="又坏了"))

    def counts(actor: Actor = STAFF, **asked: Any) -> dict[str, Any]:
        with register.reading() as session:
            return vars(queries.counts(session, actor, CountAppeals(**asked)))

    assert counts() == {
        "received": 1,
        "accepted": 1,
        "assigned": 5,
        "due_soon": 1,
        "overdue": 1,
        "reopened": 1,
        "closed": 1,
        "more_than_closed": False,
        "by_community": None,
    }
    assert [found.id for found in _page(register, reopened=True).items] == [again.id]
    assert len(_page(register, reopened=False).items) == 7
    assert counts(commissioner=str(HUA)) | {"received": 0, "accepted": 0} == counts(
        commissioner=str(HUA)
    )
    assert counts(an_actor(Role.STREET_OFFICER, STREET))["received"] == 2
    assert counts(an_actor(Role.STREET_OFFICER, STREET), area=YUELIANGWAN)["received"] == 1
    assert counts(Actor())["received"] == 0
    here = OverdueLine(community=LILIN, overdue=1)
    assert counts(each_community=True)["by_community"] == [here]
    assert (
        counts(an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN), each_community=True)["by_community"]
        == []
    )


def test_an_appeal_is_found_by_its_number_in_whatever_brackets(register: Database) -> None:
    """What the header of the desk asks for: no person is looked for, so no reason is asked."""
    appeal, _other = _assigned(register, None), _assigned(register, None)
    year, serial = appeal.number.strip("〔").split("〕")

    for quoted in (appeal.number, f"({year}) {serial}", f"{year}-{serial}", f"[{year}]{serial}号"):
        assert [one.id for one in _page(register, number=quoted).items] == [appeal.id]
    assert _page(register, number="2013").items == []


def test_a_total_counts_the_scope_and_the_filters_on_every_page(register: Database) -> None:
    """Design §5: a count uses the one scope too."""
    for place in (LILIN, LILIN, LILIN, YUELIANGWAN, ABROAD):
        an_appeal(register, community=place)
    officer = an_actor(Role.STREET_OFFICER, STREET)

    first = _page(register, STAFF, limit=2, total=True)
    last = _page(register, STAFF, limit=2, total=True, cursor=first.next_cursor)

    assert (first.total, last.total) == (3, 3)
    assert _page(register, officer, total=True).total == 4
    assert _page(register, officer, total=True, area=YUELIANGWAN).total == 1
    assert _page(register, Actor(), total=True).total == 0
    assert _page(register, STAFF).total is None


@pytest.mark.parametrize("name", queries.ORDER.fields)
@pytest.mark.parametrize("falls", ["", "-"])
def test_every_sort_that_the_interface_offers_works(
    register: Database, name: str, falls: str
) -> None:
    """What has no value comes last, whichever way the list runs."""
    an_appeal(register)
    a_settled_appeal(register)
    asked = ListAppeals.read({"sort": falls + name, "limit": 1}).sort

    pages = list(_pages(register, STAFF, sort=asked, limit=1))

    assert len({view.id for page in pages for view in page}) == 2
    if name == "closed_at":
        assert pages[0][0].closed_at is not None


def test_pages_together_give_every_appeal_once_and_newest_first(register: Database) -> None:
    """Also where many were received at the same moment."""
    for day in (4, 6, 5, 5, 5, 5, 4):
        an_appeal(register, received_at=shanghai(2013, 5, day))

    pages = list(_pages(register, STAFF, limit=3))

    found = [(view.received_at, view.id) for page in pages for view in page]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len(set(found)) == 7
    assert found == sorted(found, reverse=True)


def test_what_comes_in_meanwhile_neither_repeats_nor_hides(register: Database) -> None:
    for day in (4, 5, 6, 7):
        an_appeal(register, received_at=shanghai(2013, 5, day))
    first = _page(register, limit=2)
    an_appeal(register, received_at=shanghai(2013, 5, 8))

    second = _page(register, limit=2, cursor=first.next_cursor)

    assert [view.received_at for view in second.items] == [
        shanghai(2013, 5, 5),
        shanghai(2013, 5, 4),
    ]
    assert second.next_cursor is None


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "中文",
        "",
        "AAAA",
        base64.urlsafe_b64encode(b"\x7f" + b"\xff" * 23).decode(),
        base64.urlsafe_b64encode(b"\x80" + b"\x00" * 23).decode(),
    ],
)
def test_a_cursor_of_nobody_is_refused(register: Database, cursor: str) -> None:
    refusal = refused(_page, register, cursor=cursor)

    assert field_of(refusal) == ("cursor", "not_a_cursor")


@pytest.mark.parametrize("limit", [0, -1, 201, 10**30])
def test_a_limit_out_of_range_is_refused(register: Database, limit: int) -> None:
    refusal = refused(_page, register, limit=limit)

    assert field_of(refusal) == ("limit", "out_of_range")
    assert str(limit) in refusal.zh


def test_a_list_carries_no_history(register: Database) -> None:
    an_appeal(register)

    assert not _page(register).items[0].history


@pytest.mark.parametrize("typed", ["lower", "spaces", "bare"])
def test_a_tracking_code_is_found_however_it_was_typed(register: Database, typed: str) -> None:
    submitted = an_appeal(register)
    code = code_of(submitted)
    written = {
        "lower": code.lower(),
        "spaces": code.replace("-", " "),
        "bare": code.replace("-", ""),
    }

    found = _track(register, written[typed])

    assert (found.stored, found.tracking_code, found.number) == (True, code, "〔2013〕1")
    assert found.id == submitted.appeal_id
    assert found.state is State.RECEIVED


def test_an_unknown_tracking_code_is_not_found(register: Database) -> None:
    an_appeal(register)

    assert isinstance(refused(_track, register, "0000-0000-0000-0000"), NotFound)


def test_the_resident_sees_the_progress_and_no_person(register: Database) -> None:
    code = code_of(an_appeal(register))
    settled = a_settled_appeal(register)

    tracked = _track(register, settled.tracking_code)

    assert [step.what for step in tracked.progress] == [
        "received",
        "accepted",
        "assigned",
        "action_taken",
        "closed",
    ]
    assert tracked.may_rate
    assert not _track(register, code).may_rate
    written = str(tracked.plain())
    for hidden in (COMMISSIONER.account, STAFF.account, "张美兰", "13800138000", "上门查看"):
        assert str(hidden) not in written


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "closed_at"},
        {"sort": "-closed_at"},
        {"sort": "rating"},
        {"sort": "-due_on"},
        {"sort": "due_on", "state": [State.ASSIGNED]},
        {"sort": "due_on", "overdue": True},
        {"outcome": [Outcome.DECLINED]},
    ],
    ids=str,
)
def test_a_sorted_list_passes_over_other_communities_without_reading_their_appeals(
    postgres_databases: Databases, asked: dict[str, Any]
) -> None:
    """A page of one community in two hundred would read thousands of appeals of the others."""
    register = postgres_databases.migrated("appeals")
    plans: list[str] = []

    def explained(_connection: Any, cursor: Any, statement: str, held: Any, *_: Any) -> None:
        if "ORDER BY appeal" in statement:
            cursor.execute(f"EXPLAIN {statement}", held)
            plans.append(" ".join(line for (line,) in cursor.fetchall()))

    with register.reading() as session:
        for way in ("seqscan", "bitmapscan", "sort"):
            session.execute(sa.text(f"SET LOCAL enable_{way} = off"))
        sa.event.listen(session.connection(), "before_cursor_execute", explained)
        queries.page(session, STAFF, ListAppeals(**asked))

    plan = plans[0]
    assert "Sort" not in plan, plan
    assert "community" in plan.partition("Index Cond")[2].partition("Filter")[0], plan
