"""Writing handbooks: station, channel, entries, editions."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.changes import Change
from contracts.recruitment.consents import ConsentOfPerson, NamePersonOfConsent
from contracts.recruitment.handbooks import (
    CompleteEntry,
    ContactStation,
    HandbookPublished,
    HandbookView,
    Promise,
    PublishChannel,
    PublishedPromise,
    PublishHandbook,
    SetContactStation,
    SupervisionChannel,
)
from contracts.recruitment.words import AppointmentState, Part
from groundwork import areas, territories
from groundwork.kept import Kept
from runtime import clock
from runtime.database import insert_new
from runtime.identifiers import new_id
from services.recruitment import channels
from services.recruitment.appointment import queries as appointment_queries
from services.recruitment.appointment.model import Appointment
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.consents import operations as consents
from services.recruitment.consents import queries as consent_queries
from services.recruitment.handbooks import queries, rules
from services.recruitment.handbooks.model import Handbook, HandbookEdition, HandbookEntry
from services.recruitment.office import operations as office
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version, wrong_field

_HANDBOOKS = Kept(Handbook, channels.KIND, "服务手册", "handbook")
_ENTRIES = Kept(
    HandbookEntry, "handbook_entry", "服务手册条目", "handbook entry", identity="appointment_id"
)
_HANDBOOK = cast("sa.Table", Handbook.__table__)


def set_station(session: Session, actor: Actor, request: SetContactStation) -> HandbookView:
    """Say where residents find the commissioners (固定联络站).

    Raises:
        NotFound: not a community that the actor sees.
        Forbidden: the actor does not edit its handbook.
        PreconditionFailed: it is at another version than expected.
        Invalid: not in force, or a person's number.
    """
    row = _locked(session, actor, request.community, request)
    rules.check_office_phone(request.phone)
    rules.check_words(
        [("name", request.name), ("address", request.address), ("hours", request.hours)]
    )
    station = ContactStation(
        name=request.name, address=request.address, hours=request.hours, phone=request.phone
    )
    row.station = station.plain()
    _HANDBOOKS.changed(session, actor, row, "station_set")
    return queries.shown(session, actor, request.community)


def publish_channel(session: Session, actor: Actor, request: PublishChannel) -> HandbookView:
    """Make the supervision channel public; it completes this part for everyone appointed (R14).

    Commissioners decided later have it with the decision.

    Raises:
        NotFound: not a community that the actor sees.
        Forbidden: the actor does not edit its handbook.
        PreconditionFailed: it is at another version than expected.
        Invalid: neither phone nor address, a person's number, or a wrong day.
    """
    row = _locked(session, actor, request.community, request)
    rules.check_channel(request.phone, request.address)
    rules.check_office_phone(request.phone)
    rules.check_words(
        [("receiver", request.receiver), ("address", request.address), ("hours", request.hours)]
    )
    on = _day(session, request.community, request.happened_on)
    channel = SupervisionChannel(
        receiver=request.receiver,
        phone=request.phone,
        address=request.address,
        hours=request.hours,
    )
    row.channel, row.channel_on = channel.plain(), on
    _HANDBOOKS.changed(session, actor, row, channels.CHANNEL_PUBLISHED, on=on.isoformat())
    for appointment_id, since in _lacking_channel(session, request.community, on):
        office.mark_part(session, actor, appointment_id, Part.CHANNEL, since)
    return queries.shown(session, actor, request.community)


def complete_entry(session: Session, actor: Actor, request: CompleteEntry) -> HandbookView:
    """Write what a commissioner promises, which completes the handbook part (R14, R22, R23).

    Raises:
        NotFound: no such appointment in the actor's communities.
        Forbidden: the actor does not edit the handbook there.
        WrongState: it is not decided, or ended.
        PreconditionFailed: the entry is at another version than expected.
        Invalid: an impossible promise, a person's number in it, or a wrong day.
    """
    found = _appointment(session, actor, request.appointment_id)
    _locked(session, actor, found.community, None)
    rules.check_state(found.state)
    entry = session.get(HandbookEntry, found.id)
    check_version(request.expected_version, entry.version if entry else 0)
    known = [promise["id"] for promise in entry.promises] if entry else []
    given = [str(promise.id) for promise in request.promises if promise.id is not None]
    targets = [(promise.target, promise.unit) for promise in request.promises]
    rules.check_promises(given, targets, known)
    rules.check_words(("promises", promise.text) for promise in request.promises)
    on = _day(session, found.community, request.happened_on, found.decided_on)
    if entry is None:
        entry = HandbookEntry(appointment_id=found.id, community=found.community, version=0)
        entry.completed_on = on
        session.add(entry)
    entry.promises = [
        Promise(
            id=promise.id or new_id(),
            text=promise.text,
            target=promise.target,
            unit=promise.unit,
            period=promise.period,
        ).plain()
        for promise in request.promises
    ]
    what = "changed" if entry.version else "completed"
    _ENTRIES.changed(session, actor, entry, what, promises=len(entry.promises))
    office.mark_part(session, actor, found.id, Part.HANDBOOK, on)
    return queries.shown(session, actor, found.community)


def publish(session: Session, actor: Actor, request: PublishHandbook) -> HandbookView:
    """Publish an edition with everyone in office whose entry is complete (R22, R23).

    Raises:
        NotFound: not a community that the actor sees.
        Forbidden: the actor does not edit its handbook.
        PreconditionFailed: it is at another version than expected.
        WrongState: station, channel or entries are missing, or the promises are too many or too
        long.
        Invalid: a wrong day.
    """
    row = _locked(session, actor, request.community, request)
    number = queries.newest_number(session, row.community)
    before = session.get(HandbookEdition, (row.community, number))
    on = _day(session, row.community, request.happened_on, before.published_on if before else None)
    entries = queries.complete_in_office(session, row.community, on)
    queries.check_publishable(row, entries)
    edition = HandbookEdition(
        community=row.community,
        number=number + 1,
        published_on=on,
        published_at=clock.now(),
        published_by=actor.account,
        station=row.station,
        channel=row.channel,
        items=[
            {
                "appointment_id": str(appointment.id),
                "category": post.category.value,
                "post": post.title,
                "promises": entry.promises,
            }
            for appointment, post, entry in entries
        ],
    )
    session.add(edition)
    _HANDBOOKS.changed(
        session, actor, row, "published", number=edition.number, entries=len(entries)
    )
    event = HandbookPublished(
        handbook_id=row.id,
        community=row.community,
        number=edition.number,
        published_on=on,
        promises=[
            _told(promise, appointment, post.category.value)
            for appointment, post, entry in entries
            for promise in entry.promises
        ],
        version=row.version,
    )
    outbox.add(session, event, actor=actor)
    return queries.shown(session, actor, row.community)


def _told(promise: dict[str, Any], appointment: Appointment, category: str) -> PublishedPromise:
    return PublishedPromise(
        promise_id=UUID(promise["id"]),
        appointment_id=appointment.id,
        commissioner=appointment.person_id,
        category=category,
        text=promise["text"],
        target=promise["target"],
        unit=promise["unit"],
        period=promise["period"],
    )


def _lacking_channel(session: Session, community: str, on: dt.date) -> list[tuple[UUID, dt.date]]:
    """Appointments that wait for a public channel, and the day from which each has it."""
    chosen = sa.select(Appointment.id, Appointment.decided_on).where(
        Appointment.community == community,
        Appointment.state == AppointmentState.PENDING,
        Appointment.channel_on.is_(None),
    )
    # In one order always, so that two who lock them cannot wait for each other.
    found = session.execute(chosen.order_by(Appointment.post_id, Appointment.id))
    return [(row.id, max(on, row.decided_on or on)) for row in found]


def _appointment(session: Session, actor: Actor, appointment_id: UUID) -> Appointment:
    found = session.get(Appointment, appointment_id)
    if found is None or not may(actor, Action.HANDBOOK_READ, area=found.community):
        raise appointment_queries.APPOINTMENTS.no_such(appointment_id)
    return found


def _locked(session: Session, actor: Actor, community: str, request: Change | None) -> Handbook:
    territories.check_community(actor, Action.HANDBOOK_READ, community)
    if not may(actor, Action.HANDBOOK_MANAGE, area=community):
        raise Forbidden(
            "只有本社区工作站、综合党委和街道办可以编制服务手册。",
            "Only the community's workstation, its party committee and the street office may "
            "edit its handbook.",
        )
    act(session, actor, Action.HANDBOOK_MANAGE, area=community)
    areas.check_community(session, community, day_of(clock.now()))
    # The first who says something makes the row for which the others wait.
    first = {"community": community, "version": 0}
    insert_new(session, _HANDBOOK, [first], unique=("community",), returning="community")
    chosen = sa.select(Handbook).where(Handbook.community == community).with_for_update()
    row = session.scalars(chosen).one()
    if request is not None:
        check_version(request.expected_version, row.version)
    return row


def _day(
    session: Session, community: str, given: dt.date | None, previous: dt.date | None = None
) -> dt.date:
    follows = previous or day_of(moments.EARLIEST)
    return back_entries.day_of_step(session, community, given, previous=follows)


def name_person(session: Session, actor: Actor, request: NamePersonOfConsent) -> ConsentOfPerson:
    """Name the person of a consent on paper: a past or present candidate or commissioner there.

    Raises:
        NotFound, WrongState: see `consents.operations.name_person`.
        Invalid: no person of that area has this `commissioner`.
    """
    consent = consent_queries.one_of(session, actor, request.consent_id)
    appointed = sa.select(Appointment.community).where(
        Appointment.person_id == request.commissioner
    )
    communities_of = session.scalars(appointed.distinct())
    if not any(consent_queries.counts_in(session, consent.area, one) for one in communities_of):
        raise wrong_field(
            "commissioner",
            "not_appointed_there",
            zh=f"编号 {request.commissioner} 不是该同意所在区域 {consent.area} 的专员或拟聘人选。",
            en=f"{request.commissioner} is not a commissioner or candidate in "
            f"{consent.area}, where this consent was given.",
        )
    return consents.name_person(session, actor, request)
