"""Cards from events: whatever order they come in, and whatever is corrected later. R23, R47."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from contracts.appeals.assignment import AppealAssigned
from contracts.appeals.words import Outcome
from contracts.incentives.reports import ApproveWorkReport
from contracts.incentives.scorecards import (
    Figure,
    ListFacts,
    ListScorecards,
    Scorecard,
    ShowScorecard,
    WriteOwnWords,
)
from contracts.incentives.words import FigureName
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives import quarters
from services.incentives.cards import queries as whole
from services.incentives.facts.model import BESIDE
from services.incentives.own_words import operations
from services.incentives.own_words import queries as own_words
from services.incentives.reports import operations as reports
from services.incentives.reports.model import Report
from services.incentives.scorecards import queries
from tests.builders import LILIN, YUELIANGWAN, an_actor, field_of, refused, shanghai
from tests.services.incentives.events import (
    APPOINTMENT,
    HUA,
    a_year,
    appeal,
    began,
    closing,
    ended,
    keep,
    life,
    named,
    opened,
    reception,
)
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, Invalid, NotFound

STAFF = an_actor(Role.WORKSTATION_STAFF)
OWN = an_actor(Role.COMMISSIONER, account=str(HUA))
_YEAR = a_year()
_FIRST, _LAST = dt.date(2013, 1, 1), dt.date(2013, 12, 31)


def test_a_card_counts_what_was_done_in_office(after_a_year: Database) -> None:
    """A person known by another id before counts as one; what came after the office does not."""
    card = _card(after_a_year)

    assert _told(card) == {
        "receptions": (10, None),
        "appeals_taken": (2, None),
        "appeals_closed": (4, None),
        "appeals_settled": (2, 3),
        "appeals_explained": (1, None),
        "closed_in_time": (2, 3),
        "opened_again": (1, 3),
        "days_in_hand": (2, None),
        "ratings": (2, None),
        "referrals": (2, None),
        "activities": (1, None),
        "people_recruited": (1, None),
        "minutes_led": (90, None),
        "promises": (2, None),
        "training_hours": (4, None),
        "meetings": (0, 0),
        "projects_settled_on_time": (1, 2),
    }
    assert (card.post, card.days_in_office) == ("消防安全社区专员", 334)
    assert [promise.text for promise in card.promises] == ["每周巡查三次。", "隐患当日上报。"]


def test_a_figure_without_a_source_is_not_there(incentives: Database) -> None:
    """A card without a handbook has no figure of promises, rather than none kept."""
    keep(incentives, [event for event in _YEAR if type(event).__name__ != "HandbookPublished"])

    assert "promises" not in _told(_card(incentives))


def test_the_days_in_each_hand_are_told_apart(incentives: Database) -> None:
    """Passed on after ten days, closed by another after four more; a day of the end is enough."""
    other, beside = new_id(), UUID(f"{APPOINTMENT}"[:-2] + "a3")
    keep(incentives, [began(), named(), began(appointment_id=beside, commissioner=other)])
    first = appeal(dt.date(2013, 4, 1))
    later = {"commissioner": str(other), "progressed_at": shanghai(2013, 4, 11), "version": 4}
    known = {"appeal_id": first["appeal_id"], "commissioner": str(other), "version": 5}
    explained = appeal(dt.date(2013, 4, 1))
    keep(
        incentives,
        [
            AppealAssigned(**first),
            AppealAssigned(**first | later),
            closing(dt.date(2013, 4, 15), **known),
            AppealAssigned(**explained),
            closing(
                dt.date(2013, 5, 1), Outcome.EXPLAINED, appeal_id=explained["appeal_id"], version=5
            ),
        ],
    )

    with incentives.reading() as session:
        asked = ListScorecards(community=LILIN, from_day=dt.date(2013, 4, 5), to_day=_LAST)
        found = whole.of_community(session, STAFF, asked).items
    told = {one.appointment_id: _figure(one, FigureName.DAYS_IN_HAND) for one in found}
    assert {one: (figure.value, figure.mean) for one, figure in told.items()} == {
        APPOINTMENT: (1, 10.0),
        beside: (1, 4.0),
    }
    assert not any(figure.is_too_few for figure in told.values())


def test_few_ratings_have_no_mean(after_a_year: Database) -> None:
    figure = _figure(_card(after_a_year), FigureName.RATINGS)

    assert (figure.value, figure.mean, figure.is_too_few) == (2, None, True)


def test_enough_ratings_have_a_mean(incentives: Database) -> None:
    keep(incentives, _YEAR)
    more = [event for score in (5, 4, 3) for event in life(dt.date(2013, 10, 10), score)]
    keep(incentives, more)

    figure = _figure(_card(incentives), FigureName.RATINGS)

    assert (figure.value, figure.mean, figure.is_too_few) == (5, 3.8, False)


def test_each_figure_opens_its_facts(after_a_year: Database) -> None:
    for figure in _card(after_a_year).figures:
        if figure.name is FigureName.PROMISES:
            continue
        asked = ListFacts(
            appointment_id=APPOINTMENT, figure=figure.name, from_day=_FIRST, to_day=_LAST
        )
        with after_a_year.reading() as session:
            found = queries.facts_of_figure(session, STAFF, asked).items

        by_amount = figure.name in {
            FigureName.RECEPTIONS,
            FigureName.MINUTES_LED,
            FigureName.TRAINING_HOURS,
        }
        counted = sum(fact.amount for fact in found) if by_amount else len(found)
        assert counted == figure.value, figure.name


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=some.permutations(range(len(_YEAR))),
    repeated=some.lists(some.sampled_from(range(len(_YEAR))), max_size=6),
)
@pytest.mark.one_database
def test_facts_in_any_order_doubled_and_replayed_give_the_same_card(
    incentives: Database, order: list[int], repeated: list[int]
) -> None:
    _forget(incentives)
    keep(incentives, _YEAR)
    in_order = _card(incentives)
    _forget(incentives)

    keep(incentives, [_YEAR[place] for place in [*order, *repeated]])

    assert _card(incentives) == in_order


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=some.dates(dt.date(2013, 1, 1), dt.date(2013, 11, 29)))
@pytest.mark.one_database
def test_the_parts_of_a_period_add_up_to_the_whole(after_a_year: Database, cut: dt.date) -> None:
    """Promises stand at a day and are no sum."""
    whole = _told(_card(after_a_year, _FIRST, _LAST))
    before = _told(_card(after_a_year, _FIRST, cut))
    after = _told(_card(after_a_year, cut + dt.timedelta(days=1), _LAST))

    for name in whole.keys() - {"promises"}:
        parts = [sum(filter(None, pair)) for pair in zip(before[name], after[name], strict=True)]
        assert parts == [number or 0 for number in whole[name]], name


def test_a_person_sees_the_own_card_and_nobody_elses(after_a_year: Database) -> None:
    another = an_actor(Role.COMMISSIONER, account="01970a3c-9000-7000-8000-0000000000ff")

    assert _card(after_a_year, actor=OWN).possible == ["words"]
    assert _card(after_a_year).possible == []
    assert isinstance(refused(_card, after_a_year, actor=another), NotFound)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)
    assert isinstance(refused(_card, after_a_year, actor=elsewhere), NotFound)


def test_a_community_lists_all_who_were_in_office(after_a_year: Database) -> None:
    with after_a_year.reading() as session:
        asked = ListScorecards(community=LILIN, from_day=_FIRST, to_day=_LAST)
        found = whole.of_community(session, STAFF, asked).items
        later = ListScorecards(community=LILIN, from_day=dt.date(2013, 12, 1), to_day=_LAST)
        none = whole.of_community(session, STAFF, later).items

    assert [card.appointment_id for card in found] == [APPOINTMENT]
    assert none == []


def test_commissioners_find_their_own_cards_in_the_list(after_a_year: Database) -> None:
    another = an_actor(Role.COMMISSIONER, LILIN)
    with after_a_year.reading() as session:
        asked = ListScorecards(community=LILIN, from_day=_FIRST, to_day=_LAST)
        own = whole.of_community(session, OWN, asked).items
        of_another = whole.of_community(session, another, asked).items
        elsewhere = ListScorecards(community=YUELIANGWAN, from_day=_FIRST, to_day=_LAST)

        assert isinstance(refused(whole.of_community, session, OWN, elsewhere), NotFound)
    assert [card.appointment_id for card in own] == [APPOINTMENT]
    assert of_another == []


def test_each_term_of_a_person_counts_its_own_days(incentives: Database) -> None:
    """Beside them stands somebody who was in office all the year: they are counted as one query."""
    again, beside = UUID(f"{APPOINTMENT}"[:-2] + "a2"), UUID(f"{APPOINTMENT}"[:-2] + "a3")
    other = new_id()
    keep(
        incentives,
        [
            began(),
            named(),
            ended(ended_on=dt.date(2013, 3, 1)),
            began(appointment_id=again, commissioner=HUA, began_on=dt.date(2013, 6, 1)),
            began(appointment_id=beside, commissioner=other),
            *(reception(dt.date(2013, month, 5), 2**month) for month in (1, 2, 4, 6, 7)),
            *(reception(dt.date(2013, month, 5), 1, commissioner=str(other)) for month in (1, 4)),
        ],
    )

    with incentives.reading() as session:
        asked = ListScorecards(community=LILIN, from_day=_FIRST, to_day=_LAST)
        found = whole.of_community(session, STAFF, asked).items

    received = {one.appointment_id: _figure(one, FigureName.RECEPTIONS).value for one in found}
    assert received == {APPOINTMENT: 2 + 4, again: 64 + 128, beside: 2}


@pytest.mark.one_database
def test_a_list_asks_as_often_for_three_cards_as_for_one(incentives: Database) -> None:
    """A community of ten posts asked the database fifty times."""
    keep(incentives, [opened(), began(), named()])
    alone = _asked(incentives)
    for last in ("a2", "a3"):
        appointment_id = UUID(f"01970a3c-9000-7000-8000-0000000000{last}")
        keep(incentives, [began(appointment_id=appointment_id, commissioner=new_id())])

    assert _asked(incentives) == alone


def _asked(database: Database) -> int:
    """How many statements a list of cards takes."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        heard.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", hear)
    try:
        with database.reading() as session:
            asked = ListScorecards(community=LILIN, from_day=_FIRST, to_day=_LAST)
            assert whole.of_community(session, STAFF, asked).items
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", hear)
    return len(heard)


def test_only_the_person_adds_words(after_a_year: Database) -> None:
    card = _write(after_a_year, OWN, "本季度有两处隐患在跟进。")

    assert [(words.quarter, words.text) for words in card.words] == [
        ("2013Q2", "本季度有两处隐患在跟进。")
    ]
    assert isinstance(refused(_write, after_a_year, STAFF, "很好。"), Forbidden)
    assert isinstance(refused(_write, after_a_year, OWN, "请打 13800138000。"), Invalid)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (_LAST, _FIRST, "period_reversed"),
        (dt.date(2010, 1, 1), _LAST, "period_too_long"),
    ],
)
def test_an_impossible_period_is_refused(
    after_a_year: Database, first: dt.date, last: dt.date, code: str
) -> None:
    assert field_of(refused(_card, after_a_year, first, last))[1] == code


def test_a_quarter_is_asked_for_instead_of_its_days(after_a_year: Database) -> None:
    with after_a_year.reading() as session:
        asked = ShowScorecard(appointment_id=APPOINTMENT, quarter="2013Q2")
        found = whole.one(session, STAFF, asked)
        both = ShowScorecard(appointment_id=APPOINTMENT, quarter="2013Q2", from_day=_FIRST)

        assert field_of(refused(whole.one, session, STAFF, both)) == (
            "quarter",
            "days_or_quarter",
        )
    assert (found.from_day, found.to_day) == (dt.date(2013, 4, 1), dt.date(2013, 6, 30))


def test_words_are_open_until_the_report_is_approved(incentives: Database) -> None:
    """The page offers only quarters for which words are still taken."""
    keep(incentives, [opened(), began(), named()])
    today = day_of(clock.now())
    last, this = quarters.before(today), quarters.quarter_of(today)
    with incentives.writing() as session:
        reports.draft_all(session, today)

    assert _open(incentives, OWN) == [last, this]
    assert _open(incentives, STAFF) == []

    with incentives.writing() as session:
        report = session.scalars(sa.select(Report)).one()
        committee = an_actor(Role.PARTY_COMMITTEE)
        reports.approve(session, committee, ApproveWorkReport(report_id=report.id))
    assert _open(incentives, OWN) == [this]


def _open(database: Database, actor: Actor) -> list[str]:
    with database.reading() as session:
        found = own_words.card(session, actor, ShowScorecard(appointment_id=APPOINTMENT))
        return list(found.words_open)


def _write(database: Database, actor: Actor, text: str) -> Scorecard:
    with database.writing() as session:
        asked = WriteOwnWords(appointment_id=APPOINTMENT, quarter="2013Q2", text=text)
        return operations.write(session, actor, asked)


def _card(
    database: Database,
    first: dt.date = _FIRST,
    last: dt.date = _LAST,
    *,
    actor: Actor = STAFF,
) -> Scorecard:
    with database.reading() as session:
        asked = ShowScorecard(appointment_id=APPOINTMENT, from_day=first, to_day=last)
        return whole.one(session, actor, asked)


def _told(card: Scorecard) -> dict[str, tuple[int, int | None]]:
    return {figure.name.value: (figure.value, figure.of) for figure in card.figures}


def _figure(card: Scorecard, name: FigureName) -> Figure:
    return next(figure for figure in card.figures if figure.name is name)


def _forget(database: Database) -> None:
    with database.writing() as session:
        for table in BESIDE:
            session.execute(sa.delete(table))
