from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from contracts.gateway.words import Purpose
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.consents import ConsentOfPerson, NamePersonOfConsent
from contracts.recruitment.handbooks import (
    CompleteEntry,
    HandbookPublished,
    HandbookView,
    PrintHandbook,
    PromiseBody,
    PublicHandbook,
    PublishChannel,
    PublishHandbook,
    SetContactStation,
    ShowPublicHandbook,
)
from contracts.recruitment.terms import EndAppointment
from contracts.recruitment.words import AppointmentState, Leaving, Part, PromisePeriod
from groundwork import areas, history
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment import channels
from services.recruitment.consents import operations as consents
from services.recruitment.handbooks import operations, queries
from services.recruitment.handbooks.model import HandbookEdition
from services.recruitment.terms import operations as terms
from tests.builders import (
    ABROAD,
    DENGLIANG,
    LILIN,
    STAFF,
    STREET,
    an_actor,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.outboxes import envelopes, events
from tests.papers import text_of
from tests.services.recruitment.appointing import a_post, approved, marked, seen
from tests.services.recruitment.conftest import Arranged, an_area
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

_NAME, _PHONE = "李建华", "13800138000"
_PROMISE = PromiseBody(
    text="每月巡查楼道消防设施两次", target=2, unit="次", period=PromisePeriod.MONTH
)
_ELSEWHERE = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)


def _today() -> dt.date:
    return day_of(clock.now())


def _decided() -> dt.date:
    """The committee's day of a term that runs today."""
    return _today() - dt.timedelta(days=40)


def _pending(database: Database, **changed: Any) -> AppointmentView:
    """Approved, and the two parts stand that are nothing of the handbook's."""
    appointment = approved(database, a_post(database), _decided(), **changed)
    for part in (Part.CEREMONY, Part.CERTIFICATE):
        appointment = marked(database, appointment, part)
    return appointment


def _station(database: Database, actor: Actor = STAFF, **changed: Any) -> HandbookView:
    usual: dict[str, Any] = {
        "community": LILIN,
        "name": "荔林社区专员联络站",
        "address": "荔林路1号一楼",
        "hours": "周一至周五 9:00-17:30",
        "phone": "0755-26000000",
    }
    return done(database, operations.set_station, actor, SetContactStation(**usual | changed))


def _channel(database: Database, actor: Actor = STAFF, **changed: Any) -> HandbookView:
    usual: dict[str, Any] = {
        "community": LILIN,
        "receiver": "南山街道办监督电话",
        "phone": "0755-26000001",
    }
    return done(database, operations.publish_channel, actor, PublishChannel(**usual | changed))


def _entry(
    database: Database, appointment: AppointmentView, actor: Actor = STAFF, **changed: Any
) -> HandbookView:
    usual: dict[str, Any] = {"appointment_id": appointment.id, "promises": [_PROMISE]}
    return done(database, operations.complete_entry, actor, CompleteEntry(**usual | changed))


def _publish(database: Database, actor: Actor = STAFF, **changed: Any) -> HandbookView:
    request = PublishHandbook(**{"community": LILIN} | changed)
    return done(database, operations.publish, actor, request)


def _in_office(database: Database, **changed: Any) -> AppointmentView:
    """In office by the handbook's own two parts."""
    appointment = _pending(database, **changed)
    _station(database)
    _channel(database)
    _entry(database, appointment)
    return seen(database, appointment.id)


def _agree(database: Database, person: UUID, purpose: Purpose, area: str = LILIN) -> ConsentGiven:
    given = ConsentGiven(
        consent_id=new_id(),
        account=str(person),
        area=area,
        purpose=purpose,
        given_at=shanghai(2013, 5, 4),
        version=1,
    )
    done(database, consents.keep, given)
    return given


def _on_paper(database: Database, area: str, person: UUID, actor: Actor) -> ConsentOfPerson:
    """A consent on paper that a clerk says is this person's."""
    given = ConsentGiven(
        consent_id=new_id(),
        account=None,
        area=area,
        purpose=Purpose.PUBLISH_NAME,
        given_at=shanghai(2013, 5, 4),
        version=1,
    )
    done(database, consents.keep, given)
    request = NamePersonOfConsent(consent_id=given.consent_id, commissioner=person)
    return done(database, operations.name_person, actor, request)


def _withdraw(database: Database, given: ConsentGiven) -> None:
    withdrawn = ConsentWithdrawn(
        consent_id=given.consent_id,
        account=given.account,
        area=given.area,
        purpose=given.purpose,
        withdrawn_at=clock.now(),
        version=2,
    )
    done(database, consents.keep, withdrawn)


def _read(database: Database, number: int | None = None) -> PublicHandbook:
    request = ShowPublicHandbook(community=LILIN, number=number)
    return done(database, queries.public, request)


def _paper(database: Database) -> str:
    document = done(database, queries.printed, PrintHandbook(community=LILIN))
    return text_of(document.as_bytes)


def test_with_entry_and_channel_the_office_begins(arranged: Arranged) -> None:
    """R14: 四个统一; the handbook brings two of them."""
    recruitment, appointment = arranged(_pending)

    _channel(recruitment)
    assert seen(recruitment, appointment.id).state is AppointmentState.PENDING
    _entry(recruitment, appointment)

    assert seen(recruitment, appointment.id).state is AppointmentState.IN_OFFICE


def test_a_channel_is_public_for_everybody_who_lacked_it(recruitment: Database) -> None:
    both = [_pending(recruitment), _pending(recruitment)]

    _channel(recruitment)

    for appointment in both:
        assert seen(recruitment, appointment.id).parts["channel"] == _today()


def test_a_channel_of_before_the_decision_stands_since_the_decision(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_pending)

    _channel(recruitment, happened_on=_decided() - dt.timedelta(days=1))

    assert seen(recruitment, appointment.id).parts["channel"] == _decided()


def test_who_is_decided_while_the_channel_is_public_has_it(recruitment: Database) -> None:
    """R14: it is one for all, and is not published again for each."""
    _channel(recruitment, happened_on=_decided() - dt.timedelta(days=1))
    _channel(recruitment, receiver="南山街道办监督窗口")

    appointment = approved(recruitment, a_post(recruitment), _decided())

    assert appointment.parts["channel"] == _decided()
    assert [one.what for one in appointment.history[-2:]] == ["approved", "part_marked"]
    for part in (Part.CEREMONY, Part.CERTIFICATE):
        marked(recruitment, appointment, part)
    _entry(recruitment, appointment, happened_on=_decided())
    assert seen(recruitment, appointment.id).state is AppointmentState.IN_OFFICE


def test_a_channel_that_was_public_only_later_is_not_the_part(recruitment: Database) -> None:
    _channel(recruitment)

    appointment = approved(recruitment, a_post(recruitment), _decided())

    assert appointment.parts["channel"] is None
    _channel(recruitment, happened_on=_decided())
    assert seen(recruitment, appointment.id).parts["channel"] == _decided()


def test_anyone_reads_who_serves_and_what_they_promise(recruitment: Database) -> None:
    """R22: 服务类别, 服务承诺, and where to ask."""
    _in_office(recruitment)
    _publish(recruitment)

    found = _read(recruitment)

    assert (found.number, found.community, found.published_on) == (1, LILIN, _today())
    assert found.station.address == "荔林路1号一楼"
    assert found.channel.phone == "0755-26000001"
    [item] = found.items
    assert item.category.value == "fire_safety"
    assert [(one.text, one.target, one.unit) for one in item.promises] == [
        ("每月巡查楼道消防设施两次", 2, "次")
    ]


def test_nobody_is_named_without_a_consent(recruitment: Database) -> None:
    """PIPL art. 25."""
    _in_office(recruitment)
    _publish(recruitment)

    [item] = _read(recruitment).items
    assert (item.name, item.phone) == (None, None)
    paper = _paper(recruitment)
    assert _NAME not in paper
    assert _PHONE not in paper
    assert "每月巡查楼道消防设施两次" in paper


def test_a_clerk_of_elsewhere_gets_nobody_published(arranged: Arranged) -> None:
    """PIPL art. 25: a consent on paper is for a person appointed where it was given."""
    recruitment, begun = arranged(_in_office)
    person = begun.commissioner
    _publish(recruitment)
    abroad = an_actor(Role.WORKSTATION_STAFF, ABROAD)

    problem = refused(_on_paper, recruitment, ABROAD, person, abroad)
    assert field_of(problem) == ("commissioner", "not_appointed_there")
    _agree(recruitment, person, Purpose.PUBLISH_NAME, ABROAD)
    assert [item.name for item in _read(recruitment).items] == [None]

    assert _on_paper(recruitment, LILIN, person, STAFF).holds
    assert [item.name for item in _read(recruitment).items] == [_NAME]


def test_a_consent_of_a_community_that_was_merged_names_who_serves_its_successor(
    arranged: Arranged,
) -> None:
    recruitment, begun = arranged(_in_office)
    person = begun.commissioner
    _publish(recruitment)
    clerk = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
    early = refused(_on_paper, recruitment, DENGLIANG, person, clerk)
    assert field_of(early) == ("commissioner", "not_appointed_there")

    yesterday = day_of(clock.now()) - dt.timedelta(days=1)
    merged = an_area(DENGLIANG, valid_to=yesterday, successor=LILIN, version=2)
    done(recruitment, areas.keep, [merged])

    assert _on_paper(recruitment, DENGLIANG, person, clerk).holds
    assert [item.name for item in _read(recruitment).items] == [_NAME]


def test_each_is_shown_by_its_own_consent_and_gone_at_once_without(arranged: Arranged) -> None:
    """R22: published with a recorded consent, taken back when it is withdrawn."""
    recruitment, begun = arranged(_in_office)
    person = begun.commissioner
    _publish(recruitment)

    name = _agree(recruitment, person, Purpose.PUBLISH_NAME)
    assert [(one.name, one.phone) for one in _read(recruitment).items] == [(_NAME, None)]
    phone = _agree(recruitment, person, Purpose.PUBLISH_PHONE)
    assert [(one.name, one.phone) for one in _read(recruitment, 1).items] == [(_NAME, _PHONE)]
    assert _PHONE in _paper(recruitment)

    _withdraw(recruitment, phone)
    assert [(one.name, one.phone) for one in _read(recruitment, 1).items] == [(_NAME, None)]
    assert _PHONE not in _paper(recruitment)
    _withdraw(recruitment, name)
    assert [one.name for one in _read(recruitment).items] == [None]
    assert _NAME not in _paper(recruitment)


def test_an_edition_holds_no_name_and_no_phone(arranged: Arranged) -> None:
    recruitment, begun = arranged(_in_office)
    person = begun.commissioner
    _agree(recruitment, person, Purpose.PUBLISH_NAME)
    _agree(recruitment, person, Purpose.PUBLISH_PHONE)
    _publish(recruitment)

    with recruitment.reading() as session:
        kept = session.scalars(sa.select(HandbookEdition)).one()
        text = f"{kept.items}{kept.station}{kept.channel}"
        entries = history.of(session, "handbook", channels.handbook_id(LILIN))
    told = str([found.data for found in envelopes(recruitment, channels.handbook_id(LILIN))])
    for words in (text, told, str([entry.details for entry in entries])):
        assert _NAME not in words
        assert _PHONE not in words


def test_who_left_is_not_named_any_more(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_in_office)
    _agree(recruitment, appointment.commissioner, Purpose.PUBLISH_NAME)
    _publish(recruitment)
    leaving = EndAppointment(
        appointment_id=appointment.id, reason=Leaving.RESIGNED, note="迁居", ended_on=_today()
    )
    done(recruitment, terms.leave, STAFF, leaving)

    assert _read(recruitment).items == []
    assert _NAME not in _paper(recruitment)


def test_promises_can_be_checked_by_others(arranged: Arranged) -> None:
    """R23: kept or missed must be checkable."""
    recruitment, appointment = arranged(_in_office)
    _publish(recruitment)

    (told,) = events(recruitment, channels.handbook_id(LILIN))
    assert isinstance(told, HandbookPublished)
    [promise] = told.promises
    assert (promise.commissioner, promise.target, promise.unit, promise.period) == (
        appointment.commissioner,
        2,
        "次",
        "month",
    )
    assert promise.promise_id == _read(recruitment).items[0].promises[0].id


def test_a_promise_keeps_its_id_through_editions(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_in_office)
    _publish(recruitment)
    before = _read(recruitment).items[0].promises[0].id
    kept = PromiseBody(id=before, text="每月巡查三次", target=3, unit="次")

    _entry(recruitment, appointment, promises=[kept, _PROMISE])
    _publish(recruitment)

    assert _read(recruitment).items[0].promises[0].id == before
    assert [one.text for one in _read(recruitment, 1).items[0].promises] == [_PROMISE.text]
    assert [line.number for line in _read(recruitment).editions] == [2, 1]


@pytest.mark.one_database
def test_a_promise_of_somebody_else_is_none_of_this_entry(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_pending)
    strange = PromiseBody(id=new_id(), text="每月巡查")

    problem = refused(_entry, recruitment, appointment, promises=[strange])

    assert field_of(problem) == ("promises", "unknown_promise")
    assert seen(recruitment, appointment.id).state is AppointmentState.PENDING


@pytest.mark.one_database
def test_nothing_is_published_before_it_is_whole(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_pending)
    assert isinstance(refused(_publish, recruitment), WrongState)
    _station(recruitment)
    shown = _channel(recruitment)
    assert shown.possible == ["station", "channel"]
    assert shown.entries[0].possible == ["handbook-entry"]
    assert isinstance(refused(_publish, recruitment), WrongState)

    assert _entry(recruitment, appointment).possible == ["station", "channel", "editions"]
    assert [line.number for line in _publish(recruitment).editions] == [1]


@pytest.mark.one_database
def test_where_nothing_is_published_there_is_nothing_to_read(recruitment: Database) -> None:
    _in_office(recruitment)
    assert isinstance(refused(_read, recruitment), NotFound)
    _publish(recruitment)
    assert isinstance(refused(_read, recruitment, 2), NotFound)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (an_actor(Role.COMMISSIONER), Forbidden),
        (_ELSEWHERE, NotFound),
        (an_actor(Role.STREET_OFFICER, "440306001000"), NotFound),
        (RESIDENT, NotFound),
    ],
)
def test_only_the_own_people_keep_a_handbook(
    arranged: Arranged, actor: Actor, kind: type[Exception]
) -> None:
    recruitment, appointment = arranged(_in_office)

    assert isinstance(refused(_station, recruitment, actor), kind)
    assert isinstance(refused(_channel, recruitment, actor), kind)
    assert isinstance(refused(_publish, recruitment, actor), kind)
    assert isinstance(refused(_entry, recruitment, appointment, actor), kind)


def test_the_street_office_keeps_it_too(recruitment: Database) -> None:
    _in_office(recruitment)

    assert _publish(recruitment, an_actor(Role.STREET_OFFICER, STREET)).version == 3


def test_who_keeps_it_sees_what_is_complete_and_what_may_be_shown(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_in_office)
    _agree(recruitment, appointment.commissioner, Purpose.PUBLISH_NAME)
    _pending(recruitment)

    found = done(recruitment, queries.one, STAFF, LILIN)

    by_id = {entry.appointment_id: entry for entry in found.entries}
    one = by_id.pop(appointment.id)
    assert (one.name, one.is_in_office, one.shows_name, one.shows_phone) == (
        "李*",
        True,
        True,
        False,
    )
    [other] = by_id.values()
    assert (other.promises, other.completed_on, other.version) == ([], None, 0)


def test_a_change_of_what_was_not_read_is_refused(recruitment: Database) -> None:
    _station(recruitment)

    problem = refused(_station, recruitment, expected_version=0)

    assert isinstance(problem, PreconditionFailed)


def test_an_entry_was_not_complete_before_the_decision(arranged: Arranged) -> None:
    recruitment, appointment = arranged(_pending)
    early = _decided() - dt.timedelta(days=1)

    problem = refused(_entry, recruitment, appointment, happened_on=early)

    assert field_of(problem) == ("happened_on", "before_previous_step")
