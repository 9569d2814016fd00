"""Showing full contact details, or searching by them: answer and record in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as
from bus import outbox
from contracts.appeals.disclosures import (
    ContactDisclosed,
    DiscloseContact,
    Disclosed,
    Disclosing,
    FindAppeals,
)
from contracts.appeals.intake import CONTACT, AppealPage
from contracts.appeals.words import DisclosureReason, SeenFor
from groundwork.disclosures import by_role, check_reason, look
from runtime.encryption import keyring
from runtime.scope import visible_to
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures import rules
from services.appeals.disclosures.model import Disclosure
from services.appeals.intake import queries as intake
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def disclose(session: Session, actor: Actor, request: DiscloseContact) -> Disclosed:
    """Show the full contact details and text, and record who saw them, when and why.

    Raises:
        NotFound: no such appeal in the actor's communities.
        Forbidden: the actor does not need to call back.
        WrongState: it was erased.
        Invalid: the reason needs words.
    """
    appeal = appeals.APPEALS.one_of(session, actor, request.appeal_id)
    area, owner = appeal.community, appeal.commissioner
    rules.check_may_see(actor, community=area, commissioner=owner, number=appeal.number)
    check_reason(request.reason, request.words)
    rules.check_something_left(erased=appeal.erased_at is not None, number=appeal.number)
    role = act(session, actor, Action.CONTACT_DISCLOSE, area=area, owner=owner)
    there = [name for name in CONTACT if getattr(appeal, name) is not None]
    row = _kept(session, actor, request, appeal, seen=[*there, "text"], role=role)
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


def search(session: Session, actor: Actor, request: FindAppeals) -> AppealPage:
    """The appeals with a number, a code or a phone, where the actor may see full contacts.

    They are masked as in every list, but finding them reveals the person: each one on the page
    counts as a viewing, unless its personal data is gone.

    Raises:
        Invalid: the reason needs words, it is neither number, code nor phone, or a limit,
            sort or cursor that does not fit.
    """
    check_reason(request.reason, request.words)
    meant = rules.quoted(request.quoted)
    within = visible_to(
        actor, Action.CONTACT_DISCLOSE, area=Appeal.community, owner=Appeal.commissioner
    )
    theirs = appeals.bears(number=meant.number, code=meant.code, phone=meant.phone)
    found = intake.narrowed(session, sa.select(Appeal).where(within, theirs), request)
    left = [one for one in found.rows if one.erased_at is None]
    for role, some in by_role(appeals.APPEALS, actor, Action.CONTACT_DISCLOSE, left).items():
        # The audit names the role in which the actor acts at the flush.
        act_as(session, actor, role)
        for appeal in some:
            seen = rules.found_by(meant, number=appeal.number, phone=appeal.contact_phone)
            _kept(session, actor, request, appeal, seen=[seen], role=role)
        session.flush()
    return intake.listed(found, actor)


def _kept(
    session: Session,
    actor: Actor,
    why: Disclosing,
    appeal: Appeal,
    *,
    seen: Sequence[str],
    role: str,
) -> Disclosure:
    """The record that somebody saw this of an appeal, and the event that tells of it."""
    row = Disclosure(
        appeal_id=appeal.id,
        reason=SeenFor(why.reason),
        **look(actor, why, seen=seen, role=role),
    )
    session.add(row)
    outbox.add(session, _told(appeal, row), actor=actor)
    return row


def _told(appeal: Appeal, row: Disclosure) -> ContactDisclosed:
    return ContactDisclosed(
        disclosure_id=row.id,
        appeal_id=appeal.id,
        community=appeal.community,
        role=row.role,
        reason=DisclosureReason(row.reason),
        seen=row.seen,
        disclosed_at=row.disclosed_at,
        sealed_account=keyring().to("gateway").seal(row.account),
    )
