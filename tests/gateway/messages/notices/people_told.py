"""People, areas and events for the tests of notices."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from bus.work import Delivered, Work
from contracts.appeals.reaching import ApplicantReach, ReachApplicant
from contracts.appeals.words import ApplicantGroup, State
from contracts.envelope import wrap
from contracts.gateway.accounts import ChangeOwnAccount
from contracts.registry import Event
from gateway.messages.channels.interface import Channel
from gateway.messages.dispatch import Dispatch
from gateway.messages.notices.entrypoints import NoticesEntrypoints
from gateway.messages.notices.model import Notice, NoticeDelivery
from gateway.people.accounts import operations as accounts
from gateway.places.areas.model import AREA
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.house import House, Person
from vocabulary.accounts import Language
from vocabulary.actors import Actor, Role
from vocabulary.notices import NoticeChannel

COMMUNITY, NEIGHBOUR, STREET = "440305007003", "440305007005", "440305007000"
PAGES = "https://pages.example.cn"
CODE = "7H2K-9MTV-3QXD-A0WE"
PHONE, EMAIL = "13800138000", "lin@example.cn"
REACH = ApplicantReach(
    phone=PHONE,
    email=EMAIL,
    tracking_code=CODE,
    number="〔2013〕17",
    wants_notices=True,
    ways=list(NoticeChannel),
)


class Register:
    """Answers as the register does, and remembers what it was asked."""

    def __init__(self, found: ApplicantReach = REACH) -> None:
        self.found = found
        self.asked: list[ReachApplicant] = []

    @property
    def given(self) -> list[NoticeChannel]:
        """Of which ways it gave the contact."""
        return [asked.way for asked in self.asked if asked.way is not None]

    def __call__(self, asked: ReachApplicant) -> ApplicantReach:
        self.asked.append(asked)
        is_email, is_webhook = (asked.way is way for way in NoticeChannel)
        return dataclasses.replace(
            self.found,
            email=self.found.email if is_email else None,
            phone=self.found.phone if is_webhook else None,
            tracking_code=self.found.tracking_code if is_email or is_webhook else None,
        )


class Silent:
    """A way out that nobody uses in this test."""

    def prepare(self) -> None: ...
    def send(self, letter: Any) -> None: ...
    def rest(self) -> None: ...


def an_open_dispatch(
    channels: dict[NoticeChannel, Channel] | None = None,
    *,
    reach: Any = None,
    pauses: tuple[float, ...] = (60.0, 600.0),
    pages: str | None = PAGES,
) -> Dispatch:
    """A dispatch that is open."""
    dispatch = Dispatch()
    usual: dict[NoticeChannel, Channel] = {channel: Silent() for channel in NoticeChannel}
    dispatch.open(channels=channels or usual, reach=reach or Register(), pauses=pauses, pages=pages)
    return dispatch


def reachable(house: House, person: Person, **contact: Any) -> Actor:
    """The person gives an e-mail address and a phone."""
    actor = house.actor(person, Role.COMMISSIONER, COMMUNITY)
    usual = {
        "display_name": "某某某",
        "email": f"{person.login}@example.cn",
        "phone": "13900139000",
    }
    with house.database.writing() as session:
        accounts.change_own(session, actor, ChangeOwnAccount(**usual | contact))
    return actor


def name_areas(house: House) -> None:
    """The community has a name."""
    row = {
        "code": COMMUNITY,
        "name_zh": "登良社区",
        "name_en": "Dengliang Community",
        "level": "community",
        "is_sample": False,
        "version": 1,
    }
    with house.database.writing() as session:
        session.execute(sa.insert(AREA).values(row))


def of_appeal(kind: type[Event], **more: Any) -> Event:
    """An event of an appeal in the community."""
    usual: dict[str, Any] = {
        "appeal_id": new_id(),
        "number": "〔2013〕17",
        "community": COMMUNITY,
        "category": "fire_safety",
        "applicant_group": ApplicantGroup.RESIDENT,
        "state": State.ASSIGNED,
        "received_at": clock.now(),
        "round": 1,
        "version": 3,
    }
    if more.get("outcome") is not None:
        usual |= {"state": State.CLOSED, "closed_at": clock.now()}
    return kind(**usual | more)


def happen(
    house: House,
    dispatch: Dispatch,
    method: str,
    event: Event,
    *,
    event_id: UUID | None = None,
    at: dt.datetime | None = None,
) -> None:
    """The event arrives at the gateway, as the bus brings it."""
    came = _delivered(event, event_id=event_id, at=at)
    service = NoticesEntrypoints()
    service.dispatch = dispatch
    with house.database.writing() as session:
        call = getattr(service, method)
        if method == "tell_workstation":
            call(Work(session), [came])
        else:
            call(Work(session), came.event, came.envelope)


def happen_together(house: House, dispatch: Dispatch, received: Sequence[Event]) -> None:
    """These new appeals arrive at the gateway in one batch."""
    service = NoticesEntrypoints()
    service.dispatch = dispatch
    with house.database.writing() as session:
        came: Any = [_delivered(event) for event in received]
        service.tell_workstation(Work(session), came)


def _delivered(
    event: Event, *, event_id: UUID | None = None, at: dt.datetime | None = None
) -> Delivered[Event]:
    envelope = wrap(
        event,
        event_id=event_id or new_id(),
        time=at or clock.now(),
        correlation_id="tests",
        actor_role="workstation_staff",
    )
    return Delivered(event, envelope)


def notices(house: House) -> list[tuple[str, str]]:
    """Kind and recipient of every notice."""
    with house.database.reading() as session:
        rows = session.execute(sa.select(Notice.kind, Notice.recipient).order_by(Notice.kind))
        return [(row.kind, row.recipient) for row in rows]


def deliveries(house: House) -> list[NoticeDelivery]:
    """Every delivery, oldest first."""
    with house.database.reading() as session:
        found = list(session.scalars(sa.select(NoticeDelivery).order_by(NoticeDelivery.id)))
        session.expunge_all()
        return found


def speak(house: House, person: Person, language: Language) -> Actor:
    """The person is written to in this language."""
    return reachable(house, person, language=language)
