"""Showing an applicant whole: the answer and the record of it in one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bus.acting import act
from contracts.recruitment.disclosures import ApplicantDisclosed, DiscloseApplicant
from runtime import clock
from runtime.identifiers import new_id
from services.recruitment.applications import queries as applications
from services.recruitment.disclosures import rules
from services.recruitment.disclosures.model import ApplicantDisclosure
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_PERSON = ("name", "phone", "address")


def disclose(session: Session, actor: Actor, request: DiscloseApplicant) -> ApplicantDisclosed:
    """Show name, phone and address whole, and keep who saw them, when and why.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor does not screen there.
        WrongState: it was erased.
        Invalid: the reason needs words.
    """
    application = applications.one_of(session, actor, request.application_id)
    area, number = application.community, application.number
    rules.check_may_see(actor, community=area, number=number)
    rules.check_reason(request.reason, request.words)
    rules.check_something_left(erased=application.erased_at is not None, number=number)
    row = ApplicantDisclosure(
        id=new_id(),
        application_id=application.id,
        community=area,
        fields=",".join(name for name in _PERSON if getattr(application, name) is not None),
        reason=request.reason,
        words=request.words,
        disclosed_at=clock.now(),
        account=actor.account or "",
        role=act(session, actor, Action.APPLICATION_DISCLOSE, area=area),
    )
    session.add(row)
    return ApplicantDisclosed(
        id=row.id,
        application_id=application.id,
        disclosed_at=row.disclosed_at,
        name=application.name,
        phone=application.phone,
        address=application.address,
    )
