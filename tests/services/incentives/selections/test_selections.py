"""A year-end selection from its draft to the award, and by whom each step is taken. R48, R49."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.incentives.selections import (
    EditSelection,
    JudgeCandidates,
    ListPublicSelections,
    ListSelections,
    OpenSelection,
    Points,
    PublishNomination,
    ReturnSelection,
    SelectionAbstention,
    SelectionOpened,
    TrySelection,
)
from contracts.incentives.words import Criterion, SelectionState
from contracts.recruitment.words import Kind
from groundwork.retention import clean
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives.honours.model import Honour
from services.incentives.retention.operations import CLEANED
from services.incentives.selection_objections.model import SelectionObjection
from services.incentives.selections import operations, queries
from tests.builders import LILIN, YUELIANGWAN, an_actor, field_of, refused
from tests.outboxes import events
from tests.servers.databases import Databases
from tests.services.incentives.events import began, closing, ended, keep, opened, reception
from tests.services.incentives.selecting import (
    ACCOUNTS,
    CHOSEN,
    COMMITTEE,
    FIRST,
    OFFICER,
    PEERS,
    SECOND,
    STAFF,
    STREET_COMMITTEE,
    THIRD,
    YEAR,
    awarded,
    check,
    checked,
    counted,
    drafted,
    judged,
    keep_a_community,
    let_notice_pass,
    nominated,
    objected,
    open_one,
    published,
    shown,
    slips,
    voted,
    weights,
)
from vocabulary.actors import Actor, Role
from vocabulary.erasure import BY_RETENTION
from vocabulary.problems import Forbidden, NotFound, WrongState


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


def test_the_whole_way_to_the_award(three: Database) -> None:
    """Everybody does their step, and the certificates bear names that nobody made public."""
    selection_id = open_one(three)
    (told,) = [one for one in events(three, selection_id) if isinstance(one, SelectionOpened)]
    assert (told.year, told.honours, told.candidates) == (YEAR, 2, 3)
    judged(three, selection_id, COMMITTEE, [(FIRST, 60), (SECOND, 95), (THIRD, 50)])
    for code in slips(three, selection_id, 10):
        voted(three, code, SECOND, THIRD)

    found = counted(three, selection_id)
    assert found.state is SelectionState.COUNTED
    assert [place.appointment_id for place in found.places] == [SECOND, THIRD, FIRST]
    lines = {line.criterion: (line.value, line.of) for line in found.places[0].lines}
    assert lines == {
        Criterion.SETTLED: (12, 12),
        Criterion.BALLOT: (10, 10),
        Criterion.COMMITTEE: (95, 100),
    }

    # The order is left, with a reason.
    nominated(three, selection_id, SECOND, FIRST, reasons=[THIRD])
    with three.writing() as session:
        operations.publish(session, STAFF, PublishNomination(selection_id=selection_id))
    let_notice_pass(three, selection_id)
    check(three, selection_id)
    assert awarded(three, selection_id).state is SelectionState.AWARDED


def test_what_comes_in_after_the_count_changes_no_place(three: Database) -> None:
    selection_id = open_one(three, criteria=weights(settled=100))
    before = counted(three, selection_id).places

    late = [closing(dt.date(YEAR, 9, day + 1), commissioner=str(ACCOUNTS[2])) for day in range(25)]
    keep(three, late)

    assert shown(three, selection_id).places == before


@pytest.mark.one_database
def test_a_criterion_nobody_knows_anything_about_is_refused(three: Database) -> None:
    drafted(three, criteria=weights(settled=60, training=40))
    selection_id = _only(three)

    refusal = refused(_open, three, selection_id)

    assert field_of(refusal) == ("criteria", "without_fact")
    assert "培训学时" in refusal.zh


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"criteria": weights(settled=60, ballot=30)}, ("criteria", "not_a_hundred")),
        ({"honours": 4}, ("honours", "more_than_candidates")),
        ({"least_days": 366}, ("honours", "more_than_candidates")),
        ({"title": "年度先进，奖励五百元"}, ("title", "names_money")),
        ({"title": "购物卡之星"}, ("title", "names_money")),
    ],
)
def test_impossible_terms_are_refused(
    three: Database, changed: dict[str, Any], named: tuple[str, str]
) -> None:
    assert field_of(refused(drafted, three, **changed)) == named


@pytest.mark.one_database
def test_a_title_that_only_looks_like_money_is_confirmed(three: Database) -> None:
    found = drafted(three, title="一元复始优秀专员", is_without_money=True)

    assert found.title == "一元复始优秀专员"


@pytest.mark.one_database
def test_a_community_and_year_have_one_selection(three: Database) -> None:
    drafted(three)

    assert isinstance(refused(drafted, three), WrongState)


@pytest.mark.one_database
def test_staff_in_the_interim_are_honoured_apart_beside_the_places(three: Database) -> None:
    """They take none of the honours, and do not publish the notice that names them."""
    again = {"commissioner": ACCOUNTS[2], "kind": Kind.INTERIM, "version": 9}
    keep(three, [began(appointment_id=THIRD, **again)])
    selection_id = open_one(three)
    found = counted(three, selection_id)
    assert [one.appointment_id for one in found.places] == [FIRST, SECOND]
    assert [one.appointment_id for one in found.interim] == [THIRD]
    for wrong in ([FIRST], [THIRD, THIRD]):
        problem = refused(nominated, three, selection_id, FIRST, SECOND, apart=wrong)
        assert field_of(problem) == ("apart", "not_interim")
    as_nominee = refused(nominated, three, selection_id, FIRST, THIRD)
    assert field_of(as_nominee)[0] == "nominees"
    own = an_actor(Role.PARTY_COMMITTEE, account=str(ACCOUNTS[2]))
    for_themselves = refused(
        nominated, three, selection_id, FIRST, SECOND, apart=[THIRD], actor=own
    )
    assert isinstance(for_themselves, Forbidden)
    nominated(three, selection_id, FIRST, SECOND, actor=own)
    nominated(three, selection_id, FIRST, SECOND, apart=[THIRD])

    def publish(actor: Actor) -> None:
        with three.writing() as session:
            operations.publish(session, actor, PublishNomination(selection_id=selection_id))

    in_the_interim = an_actor(Role.WORKSTATION_STAFF, account=str(ACCOUNTS[2]))
    assert isinstance(refused(publish, in_the_interim), Forbidden)
    publish(STAFF)
    with three.reading() as session:
        [public] = queries.public(session, ListPublicSelections(community=LILIN, names=[])).items
    assert [(one.place, one.is_apart) for one in public.nominees] == [
        (1, False),
        (2, False),
        (None, True),
    ]
    [apart] = shown(three, selection_id, STAFF).apart
    assert (apart.appointment_id, apart.reason) == (THIRD, None)
    let_notice_pass(three, selection_id)
    check(three, selection_id)
    awarded(three, selection_id)
    with three.reading() as session:
        honoured = set(session.scalars(sa.select(Honour.appointment_id)))
    assert honoured == set(CHOSEN)


@pytest.mark.one_database
def test_staff_in_the_interim_and_short_terms_are_no_candidates(three: Database) -> None:
    keep(three, [began(appointment_id=CHOSEN[2], kind=Kind.INTERIM, version=9)])
    keep(three, [began(appointment_id=CHOSEN[1], began_on=dt.date(YEAR, 9, 1), version=9)])

    found = drafted(three, honours=1)

    assert [one.appointment_id for one in found.candidates] == [FIRST]


@pytest.mark.one_database
def test_only_the_street_party_committee_awards(three: Database) -> None:
    """R49: not even an administrator, who stands in for others elsewhere."""
    selection_id = checked(three)
    administrator = an_actor(Role.ADMINISTRATOR, "440305007000")
    for actor in (OFFICER, COMMITTEE, STAFF, administrator):
        assert isinstance(refused(awarded, three, selection_id, actor), Forbidden)

    assert "award" in shown(three, selection_id, STREET_COMMITTEE).possible
    assert awarded(three, selection_id).awarded_on is not None


@pytest.mark.one_database
@pytest.mark.parametrize("stage", [open_one, published, checked])
def test_the_person_concerned_takes_no_step(
    three: Database, stage: Callable[[Database], Any]
) -> None:
    """People who may be chosen do not count, check or award, whatever their roles."""
    selection_id = stage(three)
    concerned: dict[Any, tuple[Any, Role, str]] = {
        open_one: (counted, Role.PARTY_COMMITTEE, LILIN),
        published: (check, Role.STREET_OFFICER, "440305007000"),
        checked: (awarded, Role.STREET_PARTY_COMMITTEE, "440305007000"),
    }
    step, role, area = concerned[stage]
    actor = an_actor(role, area, account=str(ACCOUNTS[0]))

    assert isinstance(refused(step, three, selection_id, actor), Forbidden)
    assert set(shown(three, selection_id, actor).possible) <= {"opinion"}


@pytest.mark.one_database
def test_nobody_nominates_themselves_in_a_nomination_of_others(three: Database) -> None:
    selection_id = open_one(three, criteria=weights(settled=100))
    counted(three, selection_id)
    nominated(three, selection_id, SECOND, reasons=[FIRST])
    member = an_actor(Role.PARTY_COMMITTEE, LILIN, account=str(ACCOUNTS[0]))

    assert isinstance(refused(nominated, three, selection_id, FIRST, actor=member), Forbidden)
    assert "nomination" not in shown(three, selection_id, member).possible
    assert "nomination" in shown(three, selection_id).possible


@pytest.mark.one_database
def test_nobody_judges_themselves(three: Database) -> None:
    selection_id = open_one(three)

    own = refused(judged, three, selection_id, PEERS[0], [(one, 90) for one in CHOSEN])
    assert isinstance(own, Forbidden)
    missing = refused(judged, three, selection_id, PEERS[0], [(SECOND, 90)])
    assert field_of(missing) == ("points", "not_each_once")
    found = judged(three, selection_id, PEERS[0], [(SECOND, 90), (THIRD, 80)])

    assert (found.has_judged, found.peer_sheets) == (True, 1)
    assert [one.appointment_id for one in found.candidates if one.is_own] == [FIRST]


def test_nobody_sees_points_before_the_count_and_few_peers_never(three: Database) -> None:
    """Two peers could work out each other's points from a mean."""
    selection_id = open_one(three, criteria=weights(settled=50, peers=50))
    for place, peer in enumerate(PEERS):
        others = [one for number, one in enumerate(CHOSEN) if number != place]
        judged(three, selection_id, peer, [(one, 70) for one in others])

    assert shown(three, selection_id, PEERS[0]).places == []
    assert shown(three, selection_id, OFFICER).places == []
    found = counted(three, selection_id)

    kinds = {line.criterion for place in found.places for line in place.lines}
    assert kinds == {Criterion.SETTLED}
    assert shown(three, selection_id, PEERS[0]).places == []


def test_an_abstention_leaves_the_candidate_to_the_others(three: Database) -> None:
    selection_id = open_one(three, criteria=weights(settled=50, committee=50))
    other = an_actor(Role.PARTY_COMMITTEE, account="a second member")
    judged(three, selection_id, COMMITTEE, [(FIRST, 10), (SECOND, 50), (THIRD, 50)])
    sheet = JudgeCandidates(
        selection_id=selection_id,
        points=[Points(appointment_id=one, points=90) for one in (SECOND, THIRD)],
        abstains=[SelectionAbstention(appointment_id=FIRST, reason="与本人有亲属关系。")],
    )
    with three.writing() as session:
        assert operations.judge(session, other, sheet).abstentions == 1
        for kept in ("SELECT reason FROM opinion", "SELECT change FROM audit"):
            assert "亲属" not in str(session.execute(sa.text(kept)).all())

    found = {place.appointment_id: place for place in counted(three, selection_id).places}

    given = {
        one: [(line.value, line.of) for line in place.lines if line.criterion == "committee"]
        for one, place in found.items()
    }
    assert given == {FIRST: [(10, 100)], SECOND: [(140, 200)], THIRD: [(140, 200)]}


@pytest.mark.one_database
def test_leaving_the_order_needs_a_reason_each_time(three: Database) -> None:
    selection_id = open_one(three, criteria=weights(settled=100))
    counted(three, selection_id)

    refusal = refused(nominated, three, selection_id, THIRD)
    assert field_of(refusal) == ("passed_over", "reason_missing")
    idle = refused(nominated, three, selection_id, FIRST, reasons=[SECOND])
    assert field_of(idle) == ("passed_over", "not_passed_over")
    found = nominated(three, selection_id, THIRD, reasons=[FIRST, SECOND])

    assert {one.appointment_id for one in found.passed_over} == {FIRST, SECOND}
    assert shown(three, selection_id, STAFF).passed_over == []


@pytest.mark.one_database
def test_a_trial_shows_what_other_weights_would_change(three: Database) -> None:
    selection_id = open_one(three, criteria=weights(settled=90, ballot=10))
    for code in slips(three, selection_id, 12):
        voted(three, code, THIRD)
    counted(three, selection_id)

    asked = TrySelection(selection_id=selection_id, criteria=weights(settled=10, ballot=90))
    with three.reading() as session:
        found = queries.tried(session, COMMITTEE, asked).items

    assert [(one.appointment_id, one.place, one.place_counted) for one in found] == [
        (THIRD, 1, 3),
        (FIRST, 2, 1),
        (SECOND, 3, 2),
    ]
    assert shown(three, selection_id).places[0].appointment_id == FIRST


@pytest.mark.one_database
def test_neither_check_nor_award_before_the_notice_is_over(three: Database) -> None:
    selection_id = published(three)

    refusal = refused(check, three, selection_id)
    assert isinstance(refusal, WrongState)
    assert "公示到" in refusal.zh
    assert isinstance(refused(awarded, three, selection_id), WrongState)
    assert "check" not in shown(three, selection_id, OFFICER).possible


@pytest.mark.one_database
def test_an_open_objection_stops_the_check(three: Database) -> None:
    selection_id = published(three)
    objected(three)
    let_notice_pass(three, selection_id)

    refusal = refused(check, three, selection_id)

    assert isinstance(refusal, WrongState)
    assert shown(three, selection_id, OFFICER).open_objections == 1


@pytest.mark.one_database
def test_an_objection_to_what_was_sent_back_goes_with_its_time(three: Database) -> None:
    selection_id = published(three)
    objected(three)
    with three.writing() as session:
        session.execute(sa.update(SelectionObjection).values(raised_on=dt.date(2012, 1, 10)))
        assert clean(session, CLEANED)["objection"] == 0
    asked = ReturnSelection(selection_id=selection_id, reason="异议经核实成立。")
    with three.writing() as session:
        operations.send_back(session, OFFICER, asked)

    with three.writing() as session:
        assert clean(session, CLEANED)["objection"] == 1
        assert session.scalars(sa.select(SelectionObjection.text)).all() == [BY_RETENTION]


def test_a_nomination_that_is_sent_back_is_made_anew(three: Database) -> None:
    selection_id = published(three)
    asked = ReturnSelection(selection_id=selection_id, reason="异议经核实成立。")
    with three.writing() as session:
        found = operations.send_back(session, OFFICER, asked)
    assert (found.state, found.notice_to) == (SelectionState.COUNTED, None)
    assert _public(three) == []

    again = nominated(three, selection_id, FIRST)
    assert (again.state, again.nominees) == (SelectionState.NOMINATED, [FIRST])


@pytest.mark.one_database
def test_the_public_sees_a_nomination_from_the_notice_on(three: Database) -> None:
    selection_id = open_one(three)
    assert _public(three) == []
    counted(three, selection_id)
    assert _public(three) == []
    nominated(three, selection_id, FIRST)
    with three.writing() as session:
        operations.publish(session, STAFF, PublishNomination(selection_id=selection_id))

    (found,) = _public(three)

    assert found.takes_objections
    assert [(one.appointment_id, one.place, one.name) for one in found.nominees] == [
        (FIRST, 1, None)
    ]


@pytest.mark.one_database
def test_others_see_no_selection(three: Database) -> None:
    selection_id = open_one(three)
    elsewhere = an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN)

    assert isinstance(refused(shown, three, selection_id, elsewhere), NotFound)


@pytest.mark.one_database
def test_terms_change_in_a_draft_alone(three: Database) -> None:
    found = drafted(three)
    terms = {
        field.name: getattr(found, field.name)
        for field in dataclasses.fields(EditSelection)
        if hasattr(found, field.name)
    }
    asked = EditSelection(**terms | {"selection_id": found.id, "honours": 1})
    with three.writing() as session:
        assert operations.edit(session, OFFICER, asked).honours == 1
    _open(three, found.id)

    def edit() -> None:
        with three.writing() as session:
            operations.edit(session, OFFICER, asked)

    assert isinstance(refused(edit), WrongState)


@pytest.mark.one_database
def test_a_commissioner_who_leaves_in_the_week_of_the_selection_may_still_be_chosen(
    three: Database,
) -> None:
    selection_id = open_one(three, criteria=weights(receptions=100))
    last = {"commissioner": ACCOUNTS[1], "ended_on": dt.date(YEAR, 12, 29)}
    keep(
        three,
        [
            reception(dt.date(YEAR, 12, 28), 90, commissioner=str(ACCOUNTS[1])),
            ended(appointment_id=SECOND, **last),
            reception(dt.date(YEAR, 12, 30), 900, commissioner=str(ACCOUNTS[1])),
        ],
    )

    assert counted(three, selection_id).places[0].appointment_id == SECOND


@pytest.mark.one_database
def test_a_selection_of_37_with_ties_few_cases_an_abstention_and_somebody_who_leaves(
    three: Database,
) -> None:
    """As many as the programme appointed. Equals share a place, and the next one counts them all."""
    others = [new_id() for _ in range(34)]
    received = {one: 30 - at % 10 for at, one in enumerate(others)}
    accounts = {one: new_id() for one in others}
    for one in others:
        who = {"appointment_id": one, "post_id": new_id()}
        person: dict[str, Any] = {"commissioner": str(accounts[one])}
        few = [closing(dt.date(YEAR, 4, 1 + at), **person) for at in range(2)]
        visits = reception(dt.date(YEAR, 3, 3), received[one], **person)
        post = opened(post_id=who["post_id"])
        keep(three, [post, began(**who, commissioner=accounts[one]), visits, *few])
    selection_id = open_one(
        three,
        criteria=weights(receptions=40, settled=20, residents=20, committee=20),
        least_cases=5,
    )
    relative, leaving = others[20], others[30]
    sheet = JudgeCandidates(
        selection_id=selection_id,
        points=[
            Points(appointment_id=one, points=50) for one in [*CHOSEN, *others] if one != relative
        ],
        abstains=[SelectionAbstention(appointment_id=relative, reason="与本人有亲属关系。")],
    )
    with three.writing() as session:
        operations.judge(session, COMMITTEE, sheet)
    last = {"commissioner": accounts[leaving], "ended_on": dt.date(YEAR, 12, 29)}
    keep(three, [ended(appointment_id=leaving, **last)])

    places = {one.appointment_id: one for one in counted(three, selection_id).places}

    assert len(places) == 37
    of_most = places[others[0]]
    assert {line.criterion: line.weight for line in of_most.lines} == {
        Criterion.RECEPTIONS: 66.67,
        Criterion.COMMITTEE: 33.33,
    }
    assert [line.criterion for line in places[relative].lines] == [Criterion.RECEPTIONS]
    assert Criterion.SETTLED in {line.criterion for line in places[FIRST].lines}
    for each in places.values():
        better = [line for line in places.values() if (line.points or 0) > (each.points or 0)]
        assert each.place == len(better) + 1
    shared = {one for one in others if received[one] == 30 and one != relative}
    assert {places[one].place for one in shared} == {of_most.place}
    assert leaving in shared
    assert (places[relative].place, relative in shared) == (1, False)

    # One of the equals is chosen, with a reason for each who stands before them.
    reasons = [one for one in places if (places[one].place or 99) < (of_most.place or 0)]
    found = nominated(three, selection_id, leaving, reasons=reasons)
    assert found.nominees == [leaving]
    assert len(found.passed_over) == len(reasons) > 0


def _only(database: Database) -> Any:
    with database.reading() as session:
        (found,) = queries.listed(session, OFFICER, ListSelections(state=None)).items
        return found.id


def _open(database: Database, selection_id: Any, actor: Actor = OFFICER) -> None:
    with database.writing() as session:
        operations.open_(session, actor, OpenSelection(selection_id=selection_id))


def _public(database: Database) -> Any:
    with database.reading() as session:
        return queries.public(session, ListPublicSelections(community=LILIN)).items
