"""Keeping, showing and erasing invited people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.incentives.invitees import (
    DiscloseInvitee,
    EraseInvitee,
    Invitee,
    InviteeDisclosed,
    InviteeDisclosedAnswer,
)
from contracts.recruitment.surveys import Received
from groundwork.disclosures import check_reason, look
from groundwork.own_data import clean_rows, clean_words
from runtime.encryption import keyring
from runtime.identifiers import new_id
from services.incentives.invitees.model import InvitedPerson, InviteeDisclosure
from services.incentives.invitees.queries import INVITEES
from vocabulary import erasure
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState

_WORDS = ("name", "contact")


def keep(session: Session, asked: Invitee, *, area: str, until: dt.date) -> InvitedPerson:
    """Keep somebody who is invited to an occasion that ends on a day."""
    person = InvitedPerson(
        id=new_id(),
        area=area,
        name=asked.name,
        contact=asked.contact,
        needed_until=until,
        version=1,
    )
    session.add(person)
    session.flush()
    return person


def need_until(session: Session, invitees: Collection[UUID | None], until: dt.date) -> None:
    """Keep these people until an occasion that was moved to another day."""
    wanted = [one for one in invitees if one is not None]
    for person in session.scalars(sa.select(InvitedPerson).where(InvitedPerson.id.in_(wanted))):
        person.needed_until = until


def disclose(session: Session, actor: Actor, request: DiscloseInvitee) -> InviteeDisclosedAnswer:
    """Show name and contact, and record who saw them, when and why.

    Raises:
        NotFound: no such person in the actor's scope.
        WrongState: they were erased.
        Invalid: the reason needs words.
    """
    person = INVITEES.one_of(session, actor, request.invitee_id)
    check_reason(request.reason, request.words)
    name = person.known_name
    if name is None:
        raise WrongState(
            "该受邀人的姓名和联系方式已删除。",
            "Name and contact of this person were erased.",
        )
    role = act(session, actor, Action.INVITEE_DISCLOSE, area=person.area)
    row = InviteeDisclosure(
        invitee_id=person.id,
        area=person.area,
        reason=request.reason,
        **look(actor, request, seen=_WORDS, role=role),
    )
    session.add(row)
    event = InviteeDisclosed(
        disclosure_id=row.id,
        invitee_id=person.id,
        area=person.area,
        role=role,
        reason=request.reason.value,
        seen=row.seen,
        disclosed_at=row.disclosed_at,
        sealed_account=keyring().to("gateway").seal(row.account),
        version=1,
    )
    outbox.add(session, event, actor=actor)
    return InviteeDisclosedAnswer(
        id=row.id, disclosed_at=row.disclosed_at, name=name, contact=person.known_contact
    )


def erase(session: Session, actor: Actor, request: EraseInvitee) -> Received:
    """Erase name and contact, as the person wishes.

    Raises:
        NotFound: no such person in the actor's scope.
    """
    person = INVITEES.take_up(
        session,
        actor,
        request.invitee_id,
        Action.INVITEE_ERASE,
        otherwise=lambda _: Forbidden(
            "只有街道办可以删除受邀人的信息。",
            "Only the street office may erase what is kept of an invited person.",
        ),
    )
    forget(session, actor, person, erasure.ON_REQUEST)
    return Received(received=True)


def forget(session: Session, actor: Actor, person: InvitedPerson, mark: str) -> None:
    """Put a mark in the place of name, contact and the reasons for which they were seen."""
    if person.known_name is None:
        return
    clean_words(person, _WORDS, mark)
    row = InviteeDisclosure
    clean_rows(session, row, ("words",), mark, row.invitee_id == person.id)
    INVITEES.changed(session, actor, person, "erased")


def forget_of(session: Session, actor: Actor, invitee_id: UUID) -> None:
    """The same, for the person themselves."""
    forget(session, actor, INVITEES.locked(session, invitee_id), erasure.ON_REQUEST)
