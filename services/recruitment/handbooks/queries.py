"""Reading handbooks. Consents to names and phones are checked each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.gateway.words import Purpose
from contracts.recruitment.handbooks import (
    PROMISES_OF_EDITION_LONGEST,
    PROMISES_OF_EDITION_MOST,
    ContactStation,
    EditionLine,
    EntryView,
    HandbookView,
    PrintHandbook,
    Promise,
    PublicEntry,
    PublicHandbook,
    ShowPublicHandbook,
    SupervisionChannel,
)
from contracts.recruitment.words import AppointmentState, PostCategory
from contracts.words import value_name
from groundwork import areas, history, territories
from runtime import clock
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.consents.queries import agreeing
from services.recruitment.handbooks import rules
from services.recruitment.handbooks.model import Handbook, HandbookEdition, HandbookEntry
from services.recruitment.posts.model import Post
from services.recruitment.templates import HANDBOOK
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound, WrongState
from vocabulary.state_table import where


@dataclass(frozen=True)
class Appointed:
    """An appointment with its post."""

    appointment: Appointment
    post: Post


def one(session: Session, actor: Actor, community: str) -> HandbookView:
    """The handbook of a community, for those who keep it.

    Raises:
        NotFound: not a community that the actor sees.
    """
    territories.check_community(actor, Action.HANDBOOK_READ, community)
    return shown(session, actor, community)


def public(session: Session, request: ShowPublicHandbook) -> PublicHandbook:
    """An edition as anyone reads it now.

    Raises:
        NotFound: no such edition.
    """
    edition = _edition(session, request.community, request.number)
    return PublicHandbook(
        community=edition.community,
        number=edition.number,
        published_on=edition.published_on,
        station=ContactStation.read(edition.station),
        channel=SupervisionChannel.read(edition.channel),
        items=_entries(session, edition),
        editions=_lines(session, edition.community),
    )


def printed(session: Session, request: PrintHandbook) -> Document:
    """An edition as a booklet, made now: with the names and phones that may be shown now.

    Raises:
        NotFound: no such edition.
    """
    found = public(session, ShowPublicHandbook(community=request.community, number=request.number))
    today = day_of(clock.now())
    community = areas.name_on(session, found.community, today).zh
    facts = {
        "community": community,
        "number": found.number,
        "published_on": found.published_on,
        "printed_on": today,
        "station": found.station.plain(),
        "channel": found.channel.plain(),
        "items": [
            {
                "category": value_name(item.category).zh,
                "post": item.post,
                "name": item.name,
                "phone": item.phone,
                "promises": [promise.text for promise in item.promises],
                "back_entry": item.back_entry,
            }
            for item in found.items
        ],
    }
    name = f"{community}专员服务手册-第{found.number}版.pdf"
    return Document.of(name, HANDBOOK.public_pdf(facts))


def shown(session: Session, actor: Actor, community: str) -> HandbookView:
    """The handbook of a community with its entries."""
    row = session.get(Handbook, community)
    found = appointed(session, community)
    named, phoned = _shown_persons(session, community, [one.appointment for one in found])
    chosen = sa.select(HandbookEntry).where(HandbookEntry.community == community)
    entries = {entry.appointment_id: entry for entry in session.scalars(chosen)}
    today = day_of(clock.now())
    keeps = may(actor, Action.HANDBOOK_MANAGE, area=community)
    goes_out = keeps and row is not None and _is_publishable(session, row, today)
    return HandbookView(
        community=community,
        station=ContactStation.read(row.station) if row and row.station else None,
        channel=SupervisionChannel.read(row.channel) if row and row.channel else None,
        channel_on=row.channel_on if row else None,
        entries=[
            _entry(
                one,
                entries.get(one.appointment.id),
                today,
                is_kept=keeps,
                shows_name=one.appointment.person_id in named,
                shows_phone=one.appointment.person_id in phoned,
            )
            for one in found
        ],
        editions=_lines(session, community),
        possible=where(station=keeps, channel=keeps, editions=goes_out),
        version=row.version if row else 0,
    )


def appointed(session: Session, community: str) -> Sequence[Appointed]:
    """Appointments in a community that have not ended, by post."""
    states = (AppointmentState.PENDING, AppointmentState.IN_OFFICE)
    chosen = (
        sa.select(Appointment, Post)
        .join(Post, Post.id == Appointment.post_id)
        .where(Appointment.community == community, Appointment.state.in_(states))
        .order_by(Post.title, Appointment.id)
    )
    return [Appointed(row, post) for row, post in session.execute(chosen)]


def complete_in_office(
    session: Session, community: str, day: dt.date
) -> Sequence[tuple[Appointment, Post, HandbookEntry]]:
    """Commissioners in office on a day with a complete entry, by post."""
    chosen = (
        sa.select(Appointment, Post, HandbookEntry)
        .join(Post, Post.id == Appointment.post_id)
        .join(HandbookEntry, HandbookEntry.appointment_id == Appointment.id)
        .where(Appointment.community == community, appointments.held_on(day))
        .order_by(Post.title, Appointment.id)
    )
    return [(row, post, entry) for row, post, entry in session.execute(chosen)]


def check_publishable(
    row: Handbook, entries: Sequence[tuple[Appointment, Post, HandbookEntry]]
) -> None:
    """Let pass a handbook that can go out with these entries.

    Raises:
        WrongState: something is missing, or the promises are too many or too long.
    """
    rules.check_publishable(
        has_station=row.station is not None,
        has_channel=row.channel is not None,
        entries=len(entries),
        promises=[promise["text"] for _, _, entry in entries for promise in entry.promises],
        most=PROMISES_OF_EDITION_MOST,
        longest=PROMISES_OF_EDITION_LONGEST,
    )


def newest_number(session: Session, community: str) -> int:
    """Number of the newest edition; 0: none."""
    chosen = sa.select(sa.func.max(HandbookEdition.number))
    return session.scalar(chosen.where(HandbookEdition.community == community)) or 0


def _is_publishable(session: Session, row: Handbook, today: dt.date) -> bool:
    try:
        check_publishable(row, complete_in_office(session, row.community, today))
    except WrongState:
        return False
    return True


def _edition(session: Session, community: str, number: int | None) -> HandbookEdition:
    wanted = number or newest_number(session, community)
    found = session.get(HandbookEdition, (community, wanted))
    if found is None:
        raise NotFound(
            f"社区 {community} 没有这一版服务手册。",
            f"There is no such edition of a handbook of {community}.",
        )
    return found


def _entries(session: Session, edition: HandbookEdition) -> list[PublicEntry]:
    """The entries of an edition whose commissioners are in office today."""
    ids = [UUID(item["appointment_id"]) for item in edition.items]
    in_office = {
        row.id: row
        for row in session.scalars(
            sa.select(Appointment).where(
                Appointment.id.in_(ids), appointments.held_on(day_of(clock.now()))
            )
        )
    }
    named, phoned = _shown_persons(session, edition.community, in_office.values())
    later = history.back_entries(session, appointments.KIND, ids)
    return [
        PublicEntry(
            category=PostCategory(item["category"]),
            post=item["post"],
            name=row.name if row.person_id in named else None,
            phone=row.phone if row.person_id in phoned else None,
            promises=[Promise.read(promise) for promise in item["promises"]],
            back_entry=later.get(row.id),
        )
        for item in edition.items
        if (row := in_office.get(UUID(item["appointment_id"]))) is not None
    ]


def _shown_persons(
    session: Session, community: str, found: Iterable[Appointment]
) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """The people whose name, or whose phone, may be public now."""
    persons = [row.person_id for row in found]
    return (
        agreeing(session, persons, Purpose.PUBLISH_NAME, community=community),
        agreeing(session, persons, Purpose.PUBLISH_PHONE, community=community),
    )


def _entry(
    one: Appointed,
    entry: HandbookEntry | None,
    today: dt.date,
    *,
    is_kept: bool,
    shows_name: bool,
    shows_phone: bool,
) -> EntryView:
    row = one.appointment
    return EntryView(
        appointment_id=row.id,
        commissioner=row.person_id,
        name=masked_name(row.name),
        category=one.post.category,
        post=one.post.title,
        is_in_office=row.state is AppointmentState.IN_OFFICE
        and row.began_on is not None
        and row.began_on <= today,
        shows_name=shows_name,
        shows_phone=shows_phone,
        promises=[Promise.read(promise) for promise in entry.promises] if entry else [],
        completed_on=entry.completed_on if entry else None,
        possible=where(handbook_entry=is_kept),
        version=entry.version if entry else 0,
    )


def _lines(session: Session, community: str) -> list[EditionLine]:
    chosen = sa.select(HandbookEdition.number, HandbookEdition.published_on)
    ordered = chosen.where(HandbookEdition.community == community).order_by(
        HandbookEdition.number.desc()
    )
    return [
        EditionLine(number=number, published_on=published_on)
        for number, published_on in session.execute(ordered)
    ]
