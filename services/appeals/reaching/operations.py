"""Giving the contact for one message: the answer and the record of it in one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.appeals.disclosures import SeenFor
from contracts.appeals.reaching import ApplicantReach, ReachApplicant
from runtime import clock
from runtime.identifiers import new_id
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures.model import Disclosure
from services.appeals.reaching import rules
from vocabulary.actors import SYSTEM_ROLE, Actor
from vocabulary.tracking import grouped

_WAYS = ("contact_phone", "contact_email")


def reach(session: Session, actor: Actor, request: ReachApplicant) -> ApplicantReach:
    """The contact for one message, kept as a disclosure that the person sees.

    Who wants no messages, has left no contact, or had it erased, is not reached: the
    answer holds no contact then, and nothing is recorded.

    Raises:
        Forbidden: not the system asks.
        NotFound: no such appeal.
    """
    rules.check_is_system(actor)
    appeal = appeals.one_for_the_system(session, request.appeal_id)
    ways = [name for name in _WAYS if getattr(appeal, name) is not None]
    if not (appeal.wants_notices and ways):
        return ApplicantReach(number=appeal.number, wants_notices=False)
    # No event tells of it: nobody has seen the contact, and the message has its own.
    session.add(_row(appeal, ways, request.purpose))
    return ApplicantReach(
        phone=appeal.contact_phone,
        email=appeal.contact_email,
        tracking_code=grouped(appeal.tracking_code),
        number=appeal.number,
        wants_notices=True,
    )


def _row(appeal: Appeal, ways: list[str], purpose: str) -> Disclosure:
    return Disclosure(
        id=new_id(),
        appeal_id=appeal.id,
        fields=",".join(ways),
        reason=SeenFor.NOTICE,
        purpose=purpose,
        disclosed_at=clock.now(),
        account=SYSTEM_ROLE,
        role=SYSTEM_ROLE,
    )
