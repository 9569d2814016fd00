from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.recruitment.back_entries import (
    AllowBackEntries,
    BackEntriesAllowed,
    BackEntriesEnded,
    BackEntryView,
    EndBackEntries,
    ListBackEntries,
)
from contracts.recruitment.campaigns import AnnounceCampaign
from contracts.recruitment.certificates import IssueCertificate
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.handbooks import CompleteEntry, PromiseBody, PublishChannel
from contracts.recruitment.office import ListPublicCommissioners, MarkPart
from contracts.recruitment.parameters import SetParameter
from contracts.recruitment.posts import AdvertisePost, CreatePost, OpenPost, PublicPosts
from contracts.recruitment.public_notice import OpenNotice, RecordObjection
from contracts.recruitment.surveys import OpenSurvey
from contracts.recruitment.terms import EndAppointment, EvaluateCommissioner
from contracts.recruitment.words import Grade, Leaving, Parameter, Part, PostCategory
from groundwork import history
from runtime import clock
from runtime.database import Database
from services.recruitment.back_entries import operations, queries
from services.recruitment.back_entries.model import BackEntryConsent
from services.recruitment.campaigns import operations as campaigns
from services.recruitment.certificates import operations as certificates
from services.recruitment.deciding import operations as deciding
from services.recruitment.handbooks import operations as handbooks
from services.recruitment.office import operations as office
from services.recruitment.office import queries as office_queries
from services.recruitment.parameters import operations as parameters
from services.recruitment.posts import operations as posts
from services.recruitment.posts import queries as post_queries
from services.recruitment.public_notice import operations as public_notice
from services.recruitment.surveys import operations as surveys
from services.recruitment.terms import operations as terms
from tests.builders import (
    DENGLIANG,
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
from tests.outboxes import events
from tests.servers.waiting import wait_for
from tests.services.recruitment import appointing
from tests.services.recruitment.appointing import COMMITTEE, PAPER
from tests.services.recruitment.campaigns.builders import a_campaign
from tests.services.recruitment.conftest import a_consent
from tests.services.recruitment.posts.builders import (
    OFFICER,
    a_post,
    an_advertised_post,
    an_open_post,
    the_post,
    today,
)
from tests.services.recruitment.surveys.builders import a_survey
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, Problem, WrongState

_DAY = dt.timedelta(days=1)
_LONG_AGO = shanghai(2013, 5, 4)
_FIRST, _LAST = dt.date(2012, 1, 1), dt.date(2014, 12, 31)


def _allow(database: Database, actor: Actor = OFFICER, **changed: Any) -> BackEntryView:
    usual: dict[str, Any] = {
        "community": LILIN,
        "from_day": _FIRST,
        "to_day": _LAST,
        "usable_until": today(),
        "reason": "启用系统，补录以前的材料。",
    }
    return done(database, operations.allow, actor, AllowBackEntries(**usual | changed))


def _end(
    database: Database, consent: UUID, actor: Actor = OFFICER, **changed: Any
) -> BackEntryView:
    usual: dict[str, Any] = {"community": LILIN, "consent_id": consent, "reason": "补录已完成。"}
    return done(database, operations.end, actor, EndBackEntries(**usual | changed))


def _end_all(database: Database) -> None:
    with database.writing() as session:
        session.execute(sa.update(BackEntryConsent).values(ended_at=clock.now()))


def test_what_lies_too_far_back_is_refused_with_the_way_out(without_consent: Database) -> None:
    """Days back: up to the street's number for anybody, and no further."""
    edge = dt.datetime.combine(today() - 30 * _DAY, dt.time(10), shanghai(2013, 1, 1).tzinfo)

    problem = refused(a_post, without_consent, happened_at=edge - _DAY)

    assert field_of(problem) == ("happened_at", "too_far_back")
    assert f"/communities/{LILIN}/back-entries" in problem.en
    kept = a_post(without_consent, happened_at=edge)
    assert [step.back_entry for step in kept.history or []] == [None]


def test_a_street_sets_how_far_back_anybody_may_date(without_consent: Database) -> None:
    request = SetParameter(
        street=STREET, name=Parameter.BACK_ENTRY_DAYS, value=10, reason="街道办公会议"
    )
    done(without_consent, parameters.put, OFFICER, request)

    problem = refused(a_post, without_consent, happened_at=clock.now() - 11 * _DAY)

    assert field_of(problem) == ("happened_at", "too_far_back")


def test_what_was_entered_under_a_consent_says_so(without_consent: Database) -> None:
    consent = _allow(without_consent)
    post = an_advertised_post(without_consent, happened_at=_LONG_AGO)
    in_time = an_advertised_post(without_consent)

    with without_consent.reading() as session:
        public = post_queries.public_page(session, PublicPosts(category=None, sort=None)).items

    told = [step.back_entry for step in the_post(without_consent, post.id).history or []]
    assert told == [consent.number] * 3
    assert {one.id: one.back_entry for one in public} == {post.id: consent.number, in_time.id: None}


def test_a_commissioner_of_before_is_marked_on_the_public_page(recruitment: Database) -> None:
    appointing.appointed(recruitment, appointing.a_post(recruitment), today() - 40 * _DAY)

    with recruitment.reading() as session:
        request = ListPublicCommissioners(community=LILIN)
        [shown] = office_queries.public_commissioners(session, request).items

    assert shown.back_entry == a_consent(LILIN).number


def test_one_sitting_marks_only_what_was_dated_back(without_consent: Database) -> None:
    """The mark ends with the transaction that the consent was used in."""
    _allow(without_consent)
    with without_consent.writing() as session:
        posts.create(session, STAFF, _a_body("补录岗位", happened_at=_LONG_AGO))
        session.commit()
        later = posts.create(session, STAFF, _a_body("新设岗位"))

    assert [step.back_entry for step in later.history or []] == [None]


def _a_body(title: str, **changed: Any) -> CreatePost:
    usual: dict[str, Any] = {
        "community": LILIN,
        "category": PostCategory.PET_MANAGEMENT,
        "title": title,
        "duties": "劝导遛犬牵绳。",
        "promises": [],
        "need_reason": "居民反映犬只扰民。",
    }
    return CreatePost(**usual | changed)


@pytest.mark.one_database
def test_each_door_for_a_day_asks_for_a_consent(recruitment: Database) -> None:
    """Posts, proposals, notices, decisions, and wherever else a day is given."""
    draft, opened = (make(recruitment, happened_at=_LONG_AGO) for make in (a_post, an_open_post))
    empty = appointing.a_post(recruitment)
    decided = today() - 60 * _DAY
    proposed = appointing.proposed(recruitment, empty, happened_on=decided)
    noticed = appointing.in_notice(recruitment, empty, decided, name="王芳", phone="13800138002")
    approved = appointing.approved(recruitment, empty, decided, name="孙强", phone="13800138003")
    serving = appointing.appointed(recruitment, appointing.a_post(recruitment), decided)
    survey = a_survey(recruitment)
    _end_all(recruitment)
    on = decided + _DAY
    at = dt.datetime.combine(on, dt.time(10), _LONG_AGO.tzinfo)

    def step(operation: Callable[..., Any], request: Any, actor: Actor = STAFF) -> Any:
        return lambda: done(recruitment, operation, actor, request)

    doors: dict[str, tuple[str, Callable[[], Any]]] = {
        "a post": ("happened_at", lambda: a_post(recruitment, happened_at=at)),
        "its opening": (
            "happened_at",
            step(posts.open_, OpenPost(post_id=draft.id, happened_at=at)),
        ),
        "its advertisement": (
            "happened_at",
            step(posts.advertise, AdvertisePost(post_id=opened.id, happened_at=at)),
        ),
        "a proposal": (
            "happened_on",
            lambda: appointing.proposed(recruitment, empty, name="李四", happened_on=on),
        ),
        "a notice": (
            "happened_on",
            step(
                public_notice.open_notice,
                OpenNotice(appointment_id=proposed.id, happened_on=on, paper_reference=PAPER),
            ),
        ),
        "an objection": (
            "happened_on",
            step(
                public_notice.record_objection,
                RecordObjection(
                    appointment_id=noticed.id, text="常年不在。", happened_on=noticed.notice_to
                ),
            ),
        ),
        "a decision": (
            "happened_on",
            step(
                deciding.decide,
                DecideAppointment(
                    appointment_id=noticed.id, approved=True, reason="通过", happened_on=on
                ),
                COMMITTEE,
            ),
        ),
        "a ceremony": (
            "happened_on",
            step(
                office.record_ceremony,
                MarkPart(appointment_id=approved.id, part=Part.CEREMONY, happened_on=on),
            ),
        ),
        "a certificate": (
            "issued_on",
            step(certificates.issue, IssueCertificate(appointment_id=approved.id, issued_on=on)),
        ),
        "a handbook's entry": (
            "happened_on",
            step(
                handbooks.complete_entry,
                CompleteEntry(
                    appointment_id=approved.id,
                    promises=[PromiseBody(text="每周巡查一次")],
                    happened_on=on,
                ),
            ),
        ),
        "a channel": (
            "happened_on",
            step(
                handbooks.publish_channel,
                PublishChannel(
                    community=LILIN, receiver="街道办", phone="0755-26000001", happened_on=on
                ),
            ),
        ),
        "an evaluation": (
            "happened_on",
            step(
                terms.evaluate,
                EvaluateCommissioner(
                    appointment_id=serving.id, grade=Grade.EXCELLENT, text="好", happened_on=on
                ),
                COMMITTEE,
            ),
        ),
        "an end": (
            "ended_on",
            step(
                terms.leave,
                EndAppointment(appointment_id=serving.id, reason=Leaving.RESIGNED, ended_on=on),
            ),
        ),
        "a survey": ("happened_at", lambda: a_survey(recruitment, happened_at=at)),
        "its questions": (
            "happened_at",
            step(surveys.open_, OpenSurvey(survey_id=survey.id, happened_at=at)),
        ),
    }
    found = {name: field_of(refused(door)) for name, (_, door) in doors.items()}

    assert found == {name: (field, "too_far_back") for name, (field, _) in doors.items()}


@pytest.mark.one_database
def test_a_campaign_of_earlier_days_needs_a_consent_still_when_it_is_announced(
    recruitment: Database,
) -> None:
    """Else a draft of then would open on days that nobody may enter any more."""
    days: dict[str, Any] = {
        "opens_on": dt.date(2013, 6, 3),
        "closes_on": dt.date(2013, 6, 30),
    }
    post = an_advertised_post(recruitment, happened_at=_LONG_AGO)
    draft = a_campaign(recruitment, posts=[post.id], **days)
    _end_all(recruitment)
    announce = AnnounceCampaign(campaign_id=draft.id)

    announced = refused(done, recruitment, campaigns.announce, STAFF, announce)
    another = refused(a_campaign, recruitment, posts=[post.id], **days)

    assert field_of(announced) == field_of(another) == ("opens_on", "too_far_back")


@pytest.mark.one_database
def test_nobody_is_sought_or_proposed_before_the_post_was_opened(recruitment: Database) -> None:
    """A post of today took a proposal of two years ago, consent or not."""
    post = an_advertised_post(recruitment, happened_at=_LONG_AGO)
    early = _LONG_AGO.date() - _DAY

    proposal = refused(appointing.proposed, recruitment, post.id, happened_on=early)
    campaign = refused(
        a_campaign, recruitment, posts=[post.id], opens_on=early, closes_on=early + _DAY
    )

    assert field_of(proposal) == ("happened_on", "before_post_opened")
    assert field_of(campaign) == ("opens_on", "before_post_opened")


@pytest.mark.one_database
@pytest.mark.parametrize(
    "changed",
    [
        {"community": DENGLIANG},
        {"usable_until": dt.date(2020, 1, 1)},
        {"from_day": _LONG_AGO.date() + _DAY},
        {"to_day": _LONG_AGO.date() - _DAY},
        {"ended_at": clock.now()},
    ],
)
def test_a_consent_counts_for_its_community_its_days_and_its_time(
    without_consent: Database, changed: dict[str, Any]
) -> None:
    with without_consent.writing() as session:
        session.add(a_consent(**{"community": LILIN} | changed))

    problem = refused(a_post, without_consent, happened_at=_LONG_AGO)

    assert field_of(problem) == ("happened_at", "too_far_back")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (STAFF, Forbidden),
        (COMMITTEE, Forbidden),
        (an_actor(Role.ADMINISTRATOR, STREET), Forbidden),
        (an_actor(Role.STREET_PARTY_COMMITTEE, STREET), Forbidden),
        (an_actor(Role.STREET_OFFICER, "440306001000"), NotFound),
        (an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN), NotFound),
        (an_actor(Role.COMMISSIONER), NotFound),
    ],
)
def test_only_the_own_street_office_consents_and_ends(
    without_consent: Database, actor: Actor, kind: type[Problem]
) -> None:
    consent = _allow(without_consent)

    assert isinstance(refused(_allow, without_consent, actor), kind)
    assert isinstance(refused(_end, without_consent, consent.id, actor), kind)


def test_an_ended_consent_lets_nothing_more_in_and_what_came_stays(
    without_consent: Database,
) -> None:
    consent = _allow(without_consent)
    post = a_post(without_consent, happened_at=_LONG_AGO)
    stale = refused(_end, without_consent, consent.id, expected_version=7)
    assert isinstance(stale, PreconditionFailed)

    ended = _end(without_consent, consent.id)

    assert (consent.is_usable, ended.is_usable, ended.version) == (True, False, 2)
    assert [(step.what, step.reason) for step in ended.history or []] == [
        ("allowed", "启用系统，补录以前的材料。"),
        ("ended", "补录已完成。"),
    ]
    assert field_of(refused(a_post, without_consent, happened_at=_LONG_AGO))[1] == "too_far_back"
    assert the_post(without_consent, post.id).number == "〔2013〕1"
    assert isinstance(refused(_end, without_consent, consent.id), WrongState)
    assert [type(event) for event in events(without_consent, consent.id)] == [
        BackEntriesAllowed,
        BackEntriesEnded,
    ]


def test_consents_are_listed_for_their_community_the_newest_first(
    without_consent: Database,
) -> None:
    numbers = [_allow(without_consent).number for _ in range(2)]
    _allow(without_consent, community=DENGLIANG)
    request = ListBackEntries(community=LILIN, sort=None)

    with without_consent.reading() as session:
        found = queries.page(session, STAFF, request).items

    assert [one.number for one in found] == numbers[::-1]
    foreign = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
    with without_consent.reading() as session:
        assert isinstance(refused(queries.page, session, foreign, request), NotFound)


def test_a_step_that_is_being_written_is_kept_before_its_consent_ends(
    without_consent: Database,
) -> None:
    consent = _allow(without_consent)

    with ThreadPoolExecutor(1) as threads:
        with without_consent.writing() as session:
            kept = posts.create(session, STAFF, _a_body("补录岗位", happened_at=_LONG_AGO))
            ending = threads.submit(_end, without_consent, consent.id)
            _await_waiting(without_consent)
            assert not ending.done()
        ended = ending.result()

    assert ended.ended_at is not None
    assert the_post(without_consent, kept.id).version == 1


def test_a_step_that_waits_for_the_end_of_its_consent_is_refused(
    without_consent: Database,
) -> None:
    consent = _allow(without_consent)
    request = EndBackEntries(community=LILIN, consent_id=consent.id, reason="补录已完成。")

    with ThreadPoolExecutor(1) as threads:
        with without_consent.writing() as session:
            operations.end(session, OFFICER, request)
            late = threads.submit(refused, a_post, without_consent, happened_at=_LONG_AGO)
            _await_waiting(without_consent)
        assert field_of(late.result()) == ("happened_at", "too_far_back")


def test_a_step_and_the_end_of_its_consent_at_once_come_in_one_order(
    without_consent: Database,
) -> None:
    """Either the step was written before the consent ended, or it is refused."""
    consent = _allow(without_consent)

    def enter() -> UUID | None:
        try:
            return a_post(without_consent, happened_at=_LONG_AGO).id
        except Problem as problem:
            assert field_of(problem) == ("happened_at", "too_far_back")  # noqa: PT017 - came second
            return None

    with ThreadPoolExecutor(2) as threads:
        entering, ending = (
            threads.submit(enter),
            threads.submit(_end, without_consent, consent.id),
        )
        kept, ended = entering.result(), ending.result()

    assert ended.ended_at is not None
    if kept is not None:
        with without_consent.reading() as session:
            [entry] = history.of(session, "post", kept)
        assert entry.recorded_at <= ended.ended_at


def _await_waiting(database: Database) -> None:
    """PostgreSQL says that somebody waits for a lock; SQLite lets nobody begin to write."""
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    def is_waiting() -> bool:
        # In a transaction of its own each time: what it says stays the same in one.
        with database.reading() as session:
            is_sqlite = session.get_bind().dialect.name == "sqlite"
            return is_sqlite or bool(session.scalar(waiting))

    wait_for(is_waiting, 20, "the other transaction waits")
