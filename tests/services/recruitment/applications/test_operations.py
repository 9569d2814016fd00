from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import marshmallow
import pytest

from contracts.recruitment import applications as contract
from contracts.recruitment.applications import (
    ApplicationReceipt,
    EditApplication,
    EditOwnApplication,
    ListApplications,
    SetOwnReserve,
    SubmitApplication,
    WithdrawApplication,
    WithdrawOwnApplication,
)
from contracts.recruitment.posts import ClosePost, WithdrawPost
from contracts.recruitment.recommending import ConsentToRecommendation
from contracts.recruitment.words import ApplicationSource, ApplicationState, PostState, ReceivedHow
from contracts.registry import Shape
from runtime import clock
from runtime.database import Database
from services.recruitment.applications import operations, queries
from services.recruitment.applications.model import Application
from services.recruitment.campaigns.model import Campaign
from services.recruitment.posts import operations as posts
from services.recruitment.recommending import operations as recommending
from tests.builders import (
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.outboxes import envelopes
from tests.services.recruitment.applications.builders import (
    applied,
    events_of,
    recommended,
    recorded,
    the_application,
    told,
    words,
)
from tests.services.recruitment.campaigns.builders import (
    a_campaign,
    an_announced_campaign,
    an_open_campaign,
    closed,
    in_days,
)
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, Problem, WrongState
from vocabulary.tracking import normalised

_COMMITTEE = an_actor(Role.PARTY_COMMITTEE, LILIN)
_OFFICER = an_actor(Role.STREET_OFFICER, STREET)
#: What R2 leaves out, as a word of a field's name.
_NOT_ASKED = {
    "age", "birth", "birthday", "born", "sex", "gender", "political", "politics", "party",
    "member", "hukou", "household", "domicile", "registered", "ownership", "owner", "property",
    "tenant", "ethnic", "nationality", "religion", "marital", "identity", "card", "education",
}  # fmt: skip


def _code(receipt: ApplicationReceipt) -> str:
    assert receipt.code is not None
    return receipt.code


def _edit(database: Database, code: str, **changed: Any) -> Any:
    request = EditOwnApplication(code=code, **words(**changed))
    return done(database, operations.edit_own, RESIDENT, request)


def _move_days(database: Database, campaign_id: UUID, **days: dt.date) -> None:
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        for name, day in days.items():
            setattr(campaign, name, day)


def test_a_resident_applies_and_follows_it_by_code(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)

    receipt = applied(recruitment, campaign)

    shown = told(recruitment, _code(receipt).lower())
    assert re.fullmatch(r"〔\d{4}〕1", receipt.number)
    assert (shown.number, shown.state) == (receipt.number, ApplicationState.RECEIVED)
    assert (shown.name, shown.may_edit, shown.may_withdraw) == ("陈*", True, True)
    assert shown.ability == words()["ability"]
    assert events_of(recruitment, receipt.id) == ["application_received"]


def test_an_event_names_nobody(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)

    (event,) = envelopes(recruitment, receipt.id)
    assert set(event.data) == {
        "application_id", "campaign_id", "post_id", "community", "source", "state",
        "happened_at", "version",
    }  # fmt: skip


def test_the_person_is_masked_for_everybody(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign, phone="13800138000")

    with recruitment.reading() as session:
        (listed,) = queries.page(
            session, STAFF, ListApplications(state=None, source=None, sort=None)
        ).items
    assert (listed.name, listed.phone) == ("陈*", "138****8000")
    for actor in (_COMMITTEE, _OFFICER, STAFF):
        masked = the_application(recruitment, receipt.id, actor)
        assert (masked.name, masked.phone, masked.address) == ("陈*", "138****8000", "****")


def test_a_code_is_told_to_the_workstation_alone_and_until_the_person_has_it(
    arranged: Arranged,
) -> None:
    """A holder of the code reads and erases everything, as the person does."""
    recruitment, campaign = arranged(an_open_campaign)
    receipt = recommended(recruitment, campaign)
    administrator = an_actor(Role.ADMINISTRATOR, STREET)

    code = the_application(recruitment, receipt.id, STAFF).code
    assert code is not None
    for actor in (_COMMITTEE, _OFFICER, administrator):
        assert the_application(recruitment, receipt.id, actor).code is None
    agreed = ConsentToRecommendation(code=code, **words())
    done(recruitment, recommending.consent, RESIDENT, agreed)
    assert the_application(recruitment, receipt.id, STAFF).code is None


def test_what_lies_in_the_database_is_sealed(recruitment: Database) -> None:
    receipt = applied(recruitment, an_open_campaign(recruitment), phone="13800138000")
    code = _code(receipt)

    with recruitment.reading() as session:
        row = session.connection().exec_driver_sql("SELECT * FROM application").mappings().one()
    kept = " ".join(str(value) for value in row.values())
    for secret in ("陈秀英", "13800138000", "荔林花园", "灭火器", "太极队", code, normalised(code)):
        assert secret not in kept


def test_one_person_applies_once_for_a_post_however_the_phone_is_written(
    arranged: Arranged,
) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    first = applied(recruitment, campaign, phone="138-0013 8000")

    for again in (applied, recorded, recommended):
        problem = refused(again, recruitment, campaign, phone="+86 13800138000")
        assert isinstance(problem, WrongState)
    withdrawal = WithdrawOwnApplication(code=_code(first))
    done(recruitment, operations.withdraw_own, RESIDENT, withdrawal)
    assert applied(recruitment, campaign, phone="13800138000").number != first.number


@pytest.mark.parametrize("way", [applied, recorded])
def test_a_recommendation_keeps_nobody_from_applying(arranged: Arranged, way: Any) -> None:
    """Otherwise anyone who knows a phone could stop its owner."""
    recruitment, campaign = arranged(an_open_campaign)
    first = recommended(recruitment, campaign, phone="13800138000")
    assert isinstance(refused(recommended, recruitment, campaign, phone="13800138000"), WrongState)

    own = way(recruitment, campaign, phone="138 0013 8000")

    shown = told(recruitment, _code(own))
    assert (shown.state, shown.recommended_by) == (ApplicationState.RECEIVED, "荔林太极队")
    assert the_application(recruitment, first.id).state is ApplicationState.WITHDRAWN
    assert isinstance(refused(way, recruitment, campaign, phone="13800138000"), WrongState)


def test_two_at_once_with_one_phone_are_one_application(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)

    def attempt(_: int) -> bool:
        try:
            applied(recruitment, campaign, phone="13800138000")
        except Problem:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(attempt, range(4))) == 1


def test_two_at_once_with_one_phone_on_both_sides_of_new_year_are_one_application(
    arranged: Arranged,
) -> None:
    """Each year has its own numbers, and one phone counts in both."""
    recruitment, campaign = arranged(an_open_campaign)
    _move_days(recruitment, campaign.id, opens_on=in_days(-400), closes_on=in_days(9))
    last_year = clock.now() - dt.timedelta(days=366)

    def attempt(turn: int) -> bool:
        at = last_year if turn % 2 else None
        try:
            recorded(recruitment, campaign, phone="13800138000", received_at=at)
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(attempt, range(8))) == 1


def test_a_campaign_that_is_not_open_takes_nothing(recruitment: Database) -> None:
    for campaign in (an_announced_campaign(recruitment), closed(recruitment, _open(recruitment))):
        assert isinstance(refused(applied, recruitment, campaign), WrongState)
    draft = a_campaign(recruitment)
    assert isinstance(refused(applied, recruitment, draft), NotFound)
    assert isinstance(refused(recorded, recruitment, draft), WrongState)


def _open(database: Database) -> Any:
    return an_open_campaign(database)


def test_the_deadline_counts_even_where_the_clock_is_late(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)
    _move_days(recruitment, campaign.id, opens_on=in_days(-9), closes_on=in_days(-1))

    assert isinstance(refused(applied, recruitment, campaign), WrongState)
    assert isinstance(refused(_edit, recruitment, _code(receipt)), WrongState)
    assert not told(recruitment, _code(receipt)).may_edit


def test_it_can_be_changed_until_the_deadline(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)

    shown = _edit(recruitment, _code(receipt), ability="还会急救", expected_version=1)

    assert (shown.ability, shown.version) == ("还会急救", 2)
    problem = refused(_edit, recruitment, _code(receipt), expected_version=1)
    assert isinstance(problem, PreconditionFailed)


def test_a_clerk_edits_for_the_person(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = recorded(recruitment, campaign)
    request = EditApplication(application_id=receipt.id, **words(ability="还会急救"))

    shown = done(recruitment, operations.edit, STAFF, request)

    assert (shown.ability, shown.history[-1].what) == ("还会急救", "edited")
    assert shown.name == "李*"
    assert isinstance(refused(done, recruitment, operations.edit, _COMMITTEE, request), Forbidden)


def test_it_can_be_withdrawn_by_code_and_at_the_desk(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    own, told_staff = applied(recruitment, campaign), recorded(recruitment, campaign)

    shown = done(
        recruitment,
        operations.withdraw_own,
        RESIDENT,
        WithdrawOwnApplication(code=_code(own)),
    )
    by_phone = WithdrawApplication(application_id=told_staff.id, how=ReceivedHow.BY_PHONE)
    done(recruitment, operations.withdraw, STAFF, by_phone)

    assert shown.state is ApplicationState.WITHDRAWN
    assert the_application(recruitment, told_staff.id).state is ApplicationState.WITHDRAWN
    for one in (own, told_staff):
        assert events_of(recruitment, one.id) == ["application_received", "application_withdrawn"]


def test_paper_given_in_time_is_written_down_later(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    _move_days(recruitment, campaign.id, opens_on=in_days(-9), closes_on=in_days(-2))
    in_time = shanghai(*in_days(-3).timetuple()[:3])

    receipt = recorded(recruitment, campaign, received_at=in_time)

    assert the_application(recruitment, receipt.id).received_at == in_time
    assert the_application(recruitment, receipt.id).source is ApplicationSource.PAPER
    late = refused(recorded, recruitment, campaign)
    assert field_of(late) == ("received_at", "not_in_time")


@pytest.mark.one_database
@pytest.mark.parametrize("missing", ["is_voluntary", "lives_in_community"])
def test_will_and_home_are_declared(arranged: Arranged, missing: str) -> None:
    recruitment, campaign = arranged(an_open_campaign)

    declared: dict[str, Any] = {missing: False}

    problem = refused(applied, recruitment, campaign, **declared)

    assert field_of(problem) == (missing, "must_be_declared")


@pytest.mark.one_database
def test_the_post_is_one_of_the_campaign(recruitment: Database) -> None:
    campaign, other = an_open_campaign(recruitment), an_open_campaign(recruitment)

    problem = refused(applied, recruitment, campaign, post_id=other.posts[0].id)

    assert field_of(problem) == ("post_id", "not_of_the_campaign")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (_COMMITTEE, Forbidden),
        (_OFFICER, Forbidden),
        (an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN), NotFound),
        (an_actor(Role.VOLUNTEER), NotFound),
    ],
)
def test_only_the_own_workstation_writes_down(
    arranged: Arranged, actor: Actor, kind: type[Exception]
) -> None:
    recruitment, campaign = arranged(an_open_campaign)

    assert isinstance(refused(recorded, recruitment, campaign, actor), kind)


def test_an_application_elsewhere_is_not_there(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)
    stranger = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)

    assert isinstance(refused(the_application, recruitment, receipt.id, stranger), NotFound)
    with recruitment.reading() as session:
        assert (
            queries.page(
                session, stranger, ListApplications(state=None, source=None, sort=None)
            ).items
            == []
        )


def test_only_who_was_selected_is_a_candidate(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)

    def ask() -> Any:
        with recruitment.reading() as session:
            return queries.candidate(
                session, receipt.id, community=campaign.community, for_change=False
            )

    assert isinstance(refused(ask), WrongState)
    with recruitment.writing() as session:
        row = session.get_one(Application, receipt.id)
        row.state, row.decided_at = ApplicationState.SELECTED, row.received_at
    found = ask()
    assert (found.name, found.community, found.consents_to_notice) == ("陈秀英", LILIN, True)
    done(recruitment, operations.mark_appointed, _COMMITTEE, receipt.id, community=LILIN)
    assert told(recruitment, _code(receipt)).state is ApplicationState.APPOINTED
    assert isinstance(refused(ask), WrongState)


def test_the_person_says_how_long_to_be_kept_in_reserve(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)
    wish = SetOwnReserve(code=_code(receipt), reserve_months=6)

    shown = done(recruitment, operations.set_own_reserve, RESIDENT, wish)

    assert (shown.reserve_months, shown.reserve_until) == (6, None)


def test_nothing_is_asked_that_must_not_count() -> None:
    """R2: no field, in a contract or in the table, is about what must not count."""
    shapes = [
        one
        for one in vars(contract).values()
        if isinstance(one, type) and issubclass(one, Shape) and one.__module__ == contract.__name__
    ]
    names = {name for one in shapes for name in one.schema().fields}
    names |= set(Application.__table__.columns.keys())

    assert len(shapes) > 20
    assert {name for name in names if set(name.split("_")) & _NOT_ASKED} == set()


@pytest.mark.parametrize("field", ["age", "sex", "political_status", "hukou", "owns_home"])
def test_what_is_no_field_is_refused(field: str) -> None:
    """R2: fields that are not asked for are refused."""
    sent = SubmitApplication(
        campaign_id=UUID(int=1),
        post_id=UUID(int=2),
        code="c",
        name="陈秀英",
        phone="13800138000",
        **words(),
    ).plain()

    with pytest.raises(marshmallow.ValidationError, match="Unknown field"):
        SubmitApplication.read(sent | {field: "x"})


def test_a_post_is_not_closed_while_people_can_apply(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    close = ClosePost(post_id=campaign.posts[0].id, reason="不再需要")

    problem = refused(done, recruitment, posts.close, STAFF, close)

    assert isinstance(problem, WrongState)
    assert "报名" in problem.zh
    closed(recruitment, campaign)
    assert done(recruitment, posts.close, STAFF, close).state is PostState.CLOSED
    paper = refused(recorded, recruitment, campaign)
    assert isinstance(paper, WrongState)


@pytest.mark.one_database
def test_nobody_applies_for_a_post_that_is_advertised_no_longer(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    done(recruitment, posts.withdraw, STAFF, WithdrawPost(post_id=campaign.posts[0].id))

    assert isinstance(refused(applied, recruitment, campaign), WrongState)
    assert isinstance(refused(recommended, recruitment, campaign), WrongState)
    assert recorded(recruitment, campaign).code


def test_who_only_oversees_reads_no_supporters(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign, supporter_groups="周志强等")

    def read(actor: Actor) -> str | None:
        return the_application(recruitment, receipt.id, actor).supporter_groups

    assert read(STAFF) == read(an_actor(Role.PARTY_COMMITTEE)) == "周志强等"
    assert read(an_actor(Role.STREET_OFFICER, STREET)) == "周*"
