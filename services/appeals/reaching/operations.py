"""Giving the contact for one message: the answer and the record of it in one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.appeals.reaching import ApplicantReach, ReachApplicant
from contracts.appeals.words import SeenFor
from groundwork.reaching import check_is_system
from runtime import clock
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures.model import Disclosure
from vocabulary.actors import SYSTEM_ROLE, Actor
from vocabulary.notices import NoticeChannel
from vocabulary.tracking import grouped

_FIELDS = {NoticeChannel.EMAIL: "contact_email", NoticeChannel.WEBHOOK: "contact_phone"}


def reach(session: Session, actor: Actor, request: ReachApplicant) -> ApplicantReach:
    """The contact of one way for one message, kept as a disclosure that the person sees.

    A person who wants no messages, left no contact for that way, or had it erased, is not reached:
    the answer then has no contact, and nothing is recorded. Asking only for the ways is not
    recorded either. Repeating the same message is one use and one record.

    Raises:
        Forbidden: the caller is not the system.
        NotFound: no such appeal.
    """
    check_is_system(actor)
    appeal = appeals.one_for_the_system(session, request.appeal_id)
    there = [way for way, name in _FIELDS.items() if getattr(appeal, name) is not None]
    ways = there if appeal.wants_notices else []
    if request.way not in ways:
        return ApplicantReach(number=appeal.number, wants_notices=appeal.wants_notices, ways=ways)
    if session.get(Disclosure, request.delivery_id) is None:
        # There is no event: no person has seen the contact, and the message has its own event.
        session.add(_row(appeal, _FIELDS[request.way], request))
    return ApplicantReach(
        phone=appeal.contact_phone if request.way is NoticeChannel.WEBHOOK else None,
        email=appeal.contact_email if request.way is NoticeChannel.EMAIL else None,
        tracking_code=grouped(appeal.tracking_code),
        number=appeal.number,
        wants_notices=True,
        ways=ways,
    )


def _row(appeal: Appeal, field: str, request: ReachApplicant) -> Disclosure:
    return Disclosure(
        # The message's own id, so that a message that is tried again has one record.
        id=request.delivery_id,
        appeal_id=appeal.id,
        fields=field,
        reason=SeenFor.NOTICE,
        purpose=request.purpose,
        disclosed_at=clock.now(),
        account=SYSTEM_ROLE,
        role=SYSTEM_ROLE,
    )
