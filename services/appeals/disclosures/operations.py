"""Showing a contact whole: the answer and the record of it in one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bus import outbox
from bus.acting import act
from contracts.appeals.disclosures import ContactDisclosed, DiscloseContact, Disclosed
from contracts.appeals.words import DisclosureReason, SeenFor
from runtime import clock
from runtime.encryption import keyring
from runtime.identifiers import new_id
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures import rules
from services.appeals.disclosures.model import Disclosure
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_CONTACT = ("contact_name", "contact_phone", "contact_address", "contact_email")


def disclose(session: Session, actor: Actor, request: DiscloseContact) -> Disclosed:
    """Show contact and text whole, and keep who saw them, when and why.

    Raises:
        NotFound: no such appeal in the actor's communities.
        Forbidden: the actor need not call back.
        WrongState: it was erased.
        Invalid: the reason needs words.
    """
    appeal = appeals.one_of(session, actor, request.appeal_id)
    area, owner = appeal.community, appeal.commissioner
    rules.check_may_see(actor, community=area, commissioner=owner, number=appeal.number)
    rules.check_reason(request.reason, request.words)
    rules.check_something_left(erased=appeal.erased_at is not None, number=appeal.number)
    role = act(session, actor, Action.CONTACT_DISCLOSE, area=area, owner=owner)
    row = _row(appeal, actor, request, role)
    session.add(row)
    outbox.add(session, _told(appeal, row), actor=actor)
    return Disclosed(
        id=row.id,
        appeal_id=appeal.id,
        disclosed_at=row.disclosed_at,
        contact_name=appeal.contact_name,
        contact_phone=appeal.contact_phone,
        contact_address=appeal.contact_address,
        contact_email=appeal.contact_email,
        text=appeal.text,
    )


def _row(appeal: Appeal, actor: Actor, request: DiscloseContact, role: str) -> Disclosure:
    there = [name for name in _CONTACT if getattr(appeal, name) is not None]
    return Disclosure(
        id=new_id(),
        appeal_id=appeal.id,
        fields=",".join([*there, "text"]),
        reason=SeenFor(request.reason),
        words=request.words,
        disclosed_at=clock.now(),
        account=actor.account or "",
        role=role,
    )


def _told(appeal: Appeal, row: Disclosure) -> ContactDisclosed:
    return ContactDisclosed(
        disclosure_id=row.id,
        appeal_id=appeal.id,
        community=appeal.community,
        role=row.role,
        reason=DisclosureReason(row.reason),
        seen=row.fields.split(","),
        disclosed_at=row.disclosed_at,
        sealed_account=keyring().seal(row.account),
    )
