from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from contracts.recruitment.applications import SetOwnReserve
from contracts.recruitment.screening import (
    AbstainFromApplication,
    Criterion,
    DecideStage,
    ListReserves,
    PlanView,
    RemoveFromReserve,
    ReservePage,
    ScreeningView,
    SetScreeningPlan,
    Stage,
    StartScreening,
)
from contracts.recruitment.words import ApplicationState, Outcome, StageKind
from runtime.database import Database
from services.recruitment.applications import operations as applications
from services.recruitment.applications.model import Application
from services.recruitment.campaigns.queries import CAMPAIGNS
from services.recruitment.screening import operations, queries
from tests.builders import (
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    field_of,
    refused,
)
from tests.outboxes import envelopes
from tests.services.recruitment.applications.builders import (
    applied,
    recorded,
    the_application,
    told,
)
from tests.services.recruitment.campaigns.builders import an_open_campaign, closed, in_days
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.posts.builders import an_advertised_post
from tests.services.recruitment.screening.builders import (
    COMMITTEE,
    STAGES,
    a_screening,
    an_assessor,
    an_opinion,
    decided,
    passed_all,
    scored,
    staged,
)
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import start_of_day
from vocabulary.problems import (
    Forbidden,
    NotFound,
    PreconditionFailed,
    Problem,
    WrongState,
)

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def _set_plan(database: Database, actor: Actor = _OFFICER, **changed: Any) -> PlanView:
    usual: dict[str, Any] = {
        "street": STREET,
        "stages": [Stage(key="check", kind=StageKind.CHECK, title="资格审查")],
        "criteria": [Criterion(key="ability", title="履职能力", weight=100)],
        "reason": "街道办公会议研究决定",
    }
    return done(database, operations.set_plan, actor, SetScreeningPlan(**usual | changed))


def _screening(database: Database, campaign_id: UUID, actor: Actor = STAFF) -> ScreeningView:
    with database.reading() as session:
        return queries.show(session, actor, CAMPAIGNS.one_of(session, actor, campaign_id))


def _reserves(database: Database, actor: Actor = STAFF, **filters: Any) -> ReservePage:
    with database.reading() as session:
        return queries.reserves(session, actor, ListReserves(**filters))


def _abstain(database: Database, application_id: UUID, actor: Actor = STAFF) -> Any:
    request = AbstainFromApplication(application_id=application_id, reason="是亲属")
    return done(database, operations.abstain, actor, request)


def test_the_best_of_several_is_ranked_first_by_several_assessors(recruitment: Database) -> None:
    """R13."""
    campaign, (first, second, third) = a_screening(recruitment, people=3)
    for number in range(3):
        scored(recruitment, first.id, 70 + number, an_assessor(number))
        scored(recruitment, second.id, 90 - number, an_assessor(number))
    scored(recruitment, third.id, 10, an_assessor(1))

    found = _screening(recruitment, campaign.id, _OFFICER)

    assert [card.application.id for card in found.items] == [second.id, first.id, third.id]
    assert [card.rank for card in found.items] == [1, 2, 3]
    best = found.items[0]
    assert (best.total, best.spread, best.assessors) == (89.0, 2.0, 3)
    assert best.application.name == "陈*"
    assert {line.spread for line in best.criteria} == {2}


def test_the_person_behind_the_points_plays_no_part(arranged: Arranged) -> None:
    """R2: with the same points two very different people share a place."""
    recruitment, campaign = arranged(an_open_campaign)
    one = applied(recruitment, campaign, name="甲", ability="短", supporter_residents=0)
    other = applied(
        recruitment,
        campaign,
        name="阿依古丽",
        ability="八十岁，租户，外来务工，非党员。",
        supporter_residents=900,
        consents_to_notice=False,
        reserve_months=0,
    )
    closed(recruitment, campaign)
    done(recruitment, operations.start, STAFF, StartScreening(campaign_id=campaign.id))
    for receipt in (other, one):
        scored(recruitment, receipt.id, 80, trust=60)

    found = _screening(recruitment, campaign.id).items

    assert {(card.rank, card.total) for card in found} == {(1, 74.0)}
    assert [card.application.id for card in found] == [one.id, other.id]


def test_points_given_again_replace_those_before(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    scored(recruitment, receipt.id, 50)

    card = scored(recruitment, receipt.id, 60)

    assert (card.total, card.assessors, len(card.scores)) == (60.0, 1, 4)


def test_who_abstains_gives_no_points_and_decides_nothing(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    scored(recruitment, receipt.id, 100)
    scored(recruitment, receipt.id, 60, COMMITTEE)

    card = _abstain(recruitment, receipt.id)

    assert (card.total, card.assessors) == (None, 1)
    assert [(one.assessor, one.reason) for one in card.abstentions] == [(STAFF.account, "是亲属")]
    for attempt in (
        lambda: scored(recruitment, receipt.id, 100),
        lambda: staged(recruitment, receipt.id, "check"),
        lambda: _abstain(recruitment, receipt.id),
    ):
        assert isinstance(refused(attempt), WrongState)


@pytest.mark.one_database
def test_nobody_scores_or_decides_the_own_application(recruitment: Database) -> None:
    _, (receipt,) = a_screening(recruitment, people=1, actor=STAFF)

    for attempt in (
        lambda: scored(recruitment, receipt.id, 100),
        lambda: staged(recruitment, receipt.id, "check"),
    ):
        assert isinstance(refused(attempt), Forbidden)
    assert scored(recruitment, receipt.id, 70, COMMITTEE).assessors == 1


def test_nobody_sees_or_judges_who_else_applied_for_the_own_post(arranged: Arranged) -> None:
    """Staff lives in the community too, and may apply."""
    recruitment, campaign = arranged(an_open_campaign)
    rival = applied(recruitment, campaign)
    applied(recruitment, campaign, actor=STAFF)
    closed(recruitment, campaign)
    done(recruitment, operations.start, COMMITTEE, StartScreening(campaign_id=campaign.id))
    scored(recruitment, rival.id, 70, COMMITTEE)

    assert _screening(recruitment, campaign.id).items == []
    assert len(_screening(recruitment, campaign.id, COMMITTEE).items) == 2
    for attempt in (
        lambda: scored(recruitment, rival.id, 1),
        lambda: staged(recruitment, rival.id, "check", passed=False),
    ):
        assert isinstance(refused(attempt), Forbidden)
    card = _abstain(recruitment, rival.id)
    assert (card.total, card.scores) == (None, [])


def test_the_points_of_others_are_seen_once_the_own_are_given(recruitment: Database) -> None:
    campaign, (first, second) = a_screening(recruitment)
    scored(recruitment, first.id, 60, COMMITTEE)
    scored(recruitment, second.id, 90, COMMITTEE)

    before = _screening(recruitment, campaign.id).items
    assert {(card.rank, card.total, card.spread, card.assessors) for card in before} == {
        (None, None, None, 1)
    }
    assert [(line.mean, line.spread) for card in before for line in card.criteria] == [
        (None, None)
    ] * 8
    assert {card.application.id for card in before} == {first.id, second.id}
    assert [len(card.scores) for card in before] == [0, 0]

    scored(recruitment, second.id, 80)
    seen = {card.application.id: card for card in _screening(recruitment, campaign.id).items}
    assert (seen[second.id].total, len(seen[second.id].scores)) == (85.0, 8)
    assert (seen[first.id].total, seen[first.id].rank) == (None, None)


def test_who_decides_sees_the_points_when_the_ranking_is_next(recruitment: Database) -> None:
    campaign, (first, _) = a_screening(recruitment)
    scored(recruitment, first.id, 60, COMMITTEE)
    for stage in STAGES[:-1]:
        staged(recruitment, first.id, stage)

    seen = {card.application.id: card for card in _screening(recruitment, campaign.id).items}

    assert (seen[first.id].total, seen[first.id].rank) == (60.0, 1)


def test_why_somebody_abstained_is_for_who_decides(recruitment: Database) -> None:
    campaign, (receipt, _) = a_screening(recruitment)
    _abstain(recruitment, receipt.id, COMMITTEE)

    def reasons(actor: Actor) -> list[str | None]:
        items = _screening(recruitment, campaign.id, actor).items
        return [one.reason for card in items for one in card.abstentions]

    assert reasons(STAFF) == reasons(COMMITTEE) == ["是亲属"]
    assert reasons(_OFFICER) == [None]


def test_every_decision_tells_the_person_what_and_why(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    staged(recruitment, receipt.id, "check", reason="住在本社区。")

    staged(
        recruitment,
        receipt.id,
        "interview",
        passed=False,
        reason="时间不够，电话 13800138000 沟通过。",
    )

    shown = told(recruitment, receipt.code or "")
    assert shown.state is ApplicationState.UNSUCCESSFUL
    assert [(step.what, step.stage) for step in shown.steps] == [
        ("received", None), ("stage_passed", "check"), ("stage_failed", "interview"),
    ]  # fmt: skip
    assert shown.steps[1].note == "住在本社区。"
    assert "13800138000" not in (shown.steps[2].note or "")
    assert all(step.by is None for step in shown.steps)
    assert [one.type.rpartition(".")[2] for one in envelopes(recruitment, receipt.id)] == [
        "application_received", "application_decided",
    ]  # fmt: skip


def test_the_stage_of_opinion_says_what_residents_said(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    early = refused(staged, recruitment, receipt.id, "check", opinion=an_opinion())
    assert field_of(early) == ("opinion", "not_of_this_stage")
    for stage in STAGES[:2]:
        staged(recruitment, receipt.id, stage)
    for opinion, code in (
        (None, "missing"),
        (an_opinion(asked=30, in_favour=30, against=1), "more_than_asked"),
    ):
        for passed in (True, False):
            problem = refused(
                staged, recruitment, receipt.id, "opinion", opinion=opinion, passed=passed
            )
            assert field_of(problem) == ("opinion", code)
    assert the_application(recruitment, receipt.id).history[-1].stage == STAGES[1]

    staged(recruitment, receipt.id, "opinion")

    kept = the_application(recruitment, receipt.id).history[-1]
    step = told(recruitment, receipt.code or "").steps[-1]
    assert kept.opinion == step.opinion == an_opinion()


def test_who_passed_every_stage_is_selected_and_one_only(recruitment: Database) -> None:
    _, (first, second) = a_screening(recruitment)
    assert isinstance(refused(decided, recruitment, first.id), WrongState)
    passed_all(recruitment, first.id)
    passed_all(recruitment, second.id)

    assert decided(recruitment, first.id).state is ApplicationState.SELECTED
    assert isinstance(refused(decided, recruitment, second.id), WrongState)
    decided(recruitment, first.id, Outcome.NOT_SELECTED, reason="党委研究不同意。")
    assert decided(recruitment, second.id).state is ApplicationState.SELECTED


def test_two_who_decide_at_once_select_one(recruitment: Database) -> None:
    _, receipts = a_screening(recruitment, people=4)
    for receipt in receipts:
        passed_all(recruitment, receipt.id)

    def attempt(application_id: UUID) -> bool:
        try:
            decided(recruitment, application_id)
        except Problem:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(attempt, [receipt.id for receipt in receipts]))

    assert sum(outcomes) == 1


def test_a_change_of_what_was_not_read_is_refused(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    staged(recruitment, receipt.id, "check", expected_version=1)

    problem = refused(staged, recruitment, receipt.id, "interview", expected_version=1)

    assert isinstance(problem, PreconditionFailed)


def test_screening_begins_once_applications_are_closed(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)
    start = StartScreening(campaign_id=campaign.id)

    assert isinstance(refused(done, recruitment, operations.start, STAFF, start), WrongState)
    assert isinstance(refused(scored, recruitment, receipt.id, 50), WrongState)
    closed(recruitment, campaign)
    done(recruitment, operations.start, STAFF, start)
    assert done(recruitment, operations.start, STAFF, start).items[0].application.id == receipt.id


def test_a_street_sets_its_stages_and_what_has_begun_keeps_them(recruitment: Database) -> None:
    old, _ = a_screening(recruitment)

    plan = _set_plan(recruitment)

    assert (plan.version, plan.is_default) == (1, False)
    assert [stage.key for stage in _screening(recruitment, old.id).stages] == STAGES
    new, (receipt, _) = a_screening(recruitment)
    assert [stage.key for stage in _screening(recruitment, new.id).stages] == ["check"]
    staged(recruitment, receipt.id, "check")
    assert decided(recruitment, receipt.id).state is ApplicationState.SELECTED


def test_a_plan_is_set_by_the_street_and_names_nothing_twice(recruitment: Database) -> None:
    twice = [Criterion(key="ability", title="履职能力", weight=50)] * 2

    assert isinstance(refused(_set_plan, recruitment, STAFF), Forbidden)
    assert isinstance(refused(_set_plan, recruitment, COMMITTEE), Forbidden)
    problem = refused(_set_plan, recruitment, criteria=twice)
    assert field_of(problem) == ("criteria", "named_twice")
    _set_plan(recruitment, expected_version=0)
    problem = refused(_set_plan, recruitment, expected_version=0)
    assert isinstance(problem, PreconditionFailed)


def test_the_unsuccessful_who_agreed_are_on_the_reserve_list(arranged: Arranged) -> None:
    """R46."""
    recruitment, campaign = arranged(an_open_campaign)
    agrees = applied(recruitment, campaign, reserve_months=12)
    declines = applied(recruitment, campaign, reserve_months=0)
    unfit = applied(recruitment, campaign, reserve_months=12)
    closed(recruitment, campaign)
    done(recruitment, operations.start, STAFF, StartScreening(campaign_id=campaign.id))
    staged(recruitment, unfit.id, "check", passed=False, reason="不住在本社区。")
    for receipt in (agrees, declines):
        decided(recruitment, receipt.id, Outcome.NOT_SELECTED, reason="名额有限。")

    (entry,) = _reserves(recruitment, total=True).items

    assert (entry.id, entry.name, entry.post) == (agrees.id, "陈*", campaign.posts[0].title)
    assert _reserves(recruitment, area=YUELIANGWAN).items == []
    assert _reserves(recruitment, an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)).items == []
    assert told(recruitment, agrees.code or "").reserve_until == entry.reserve_until


def test_the_reserve_list_forgets_who_leaves_and_whose_time_is_over(recruitment: Database) -> None:
    _, receipts = a_screening(recruitment, people=3)
    for receipt in receipts:
        decided(recruitment, receipt.id, Outcome.NOT_SELECTED, reason="名额有限。")
    leaves, removed, expired = receipts
    wish = SetOwnReserve(code=leaves.code or "", reserve_months=0)
    done(recruitment, applications.set_own_reserve, RESIDENT, wish)
    removal = RemoveFromReserve(application_id=removed.id, reason="已搬离。")
    shown = done(recruitment, operations.remove_from_reserve, STAFF, removal)
    with recruitment.writing() as session:
        session.get_one(Application, expired.id).reserve_until = in_days(-1)

    assert _reserves(recruitment).items == []
    assert (shown.reserve_until, shown.history[-1].note) == (None, "已搬离。")
    back = SetOwnReserve(code=leaves.code or "", reserve_months=12)
    for attempt in (
        lambda: done(recruitment, applications.set_own_reserve, RESIDENT, back),
        lambda: done(recruitment, operations.remove_from_reserve, STAFF, removal),
        lambda: decided(recruitment, expired.id),
    ):
        assert isinstance(refused(attempt), WrongState)


def test_somebody_is_selected_from_the_reserve_list(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    decided(recruitment, receipt.id, Outcome.NOT_SELECTED, reason="名额有限。")

    shown = decided(recruitment, receipt.id, reason="原人选搬离，递补。")

    assert (shown.state, shown.reserve_until) == (ApplicationState.SELECTED, None)
    assert _reserves(recruitment).items == []


@pytest.mark.one_database
def test_what_is_decided_is_not_scored_any_more(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    decided(recruitment, receipt.id, Outcome.NOT_SELECTED, reason="名额有限。")

    assert isinstance(refused(scored, recruitment, receipt.id, 50), WrongState)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (_OFFICER, Forbidden),
        (an_actor(Role.ADMINISTRATOR, STREET), Forbidden),
        (an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN), NotFound),
        (an_actor(Role.COMMISSIONER), NotFound),
    ],
)
def test_only_the_own_community_scores_and_decides(
    recruitment: Database, actor: Actor, kind: type[Exception]
) -> None:
    _, (receipt, _) = a_screening(recruitment)

    assert isinstance(refused(scored, recruitment, receipt.id, 50, actor), kind)
    assert isinstance(refused(staged, recruitment, receipt.id, "check", actor), kind)
    removal = RemoveFromReserve(application_id=receipt.id, reason="已搬离。")
    problem = refused(done, recruitment, operations.remove_from_reserve, actor, removal)
    assert isinstance(problem, kind)


def test_a_decision_of_an_earlier_day_is_not_before_the_application(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    received_at = the_application(recruitment, receipt.id).received_at
    request = DecideStage(
        application_id=receipt.id,
        stage="check",
        passed=True,
        reason="符合条件。",
        happened_at=received_at - dt.timedelta(days=1),
    )

    problem = refused(done, recruitment, operations.decide_stage, STAFF, request)

    assert field_of(problem) == ("happened_at", "before_previous_step")


@pytest.mark.one_database
def test_a_screening_elsewhere_is_not_seen(recruitment: Database) -> None:
    campaign, _ = a_screening(recruitment)

    for actor in (an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN), an_actor(Role.COMMISSIONER, LILIN)):
        assert isinstance(refused(_screening, recruitment, campaign.id, actor), NotFound)


def test_nothing_is_decided_while_others_could_still_apply(recruitment: Database) -> None:
    """The decision follows the closing, also where all of it is written down later."""
    first, last = in_days(-20), in_days(-10)
    post = an_advertised_post(recruitment, happened_at=start_of_day(first))
    campaign = an_open_campaign(recruitment, posts=[post.id], opens_on=first, closes_on=last)
    receipt = recorded(recruitment, campaign, received_at=start_of_day(first))
    closed(recruitment, campaign)
    done(recruitment, operations.start, STAFF, StartScreening(campaign_id=campaign.id))

    early = start_of_day(last - dt.timedelta(days=1))
    problem = refused(staged, recruitment, receipt.id, STAGES[0], happened_at=early)

    assert field_of(problem) == ("happened_at", "before_previous_step")
    staged(recruitment, receipt.id, STAGES[0], happened_at=start_of_day(last))
