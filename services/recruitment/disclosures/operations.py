"""Showing an applicant whole, or finding one: answer and record in one transaction."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy.orm import Session

from bus.acting import act
from contracts.recruitment.applications import ApplicationPage
from contracts.recruitment.disclosures import (
    ApplicantDisclosed,
    DiscloseApplicant,
    DisclosingApplicant,
    FindApplicants,
)
from runtime import clock
from runtime.identifiers import new_id
from runtime.scope import visible_to
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import Application
from services.recruitment.disclosures import rules
from services.recruitment.disclosures.model import ApplicantDisclosure
from vocabulary.actors import Actor
from vocabulary.permissions import Action, role_for

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
    seen = [name for name in _PERSON if getattr(application, name) is not None]
    role = act(session, actor, Action.APPLICATION_DISCLOSE, area=area)
    row = _kept(session, actor, request, application, seen=seen, role=role)
    return ApplicantDisclosed(
        id=row.id,
        application_id=application.id,
        disclosed_at=row.disclosed_at,
        name=application.name,
        phone=application.phone,
        address=application.address,
    )


def search(session: Session, actor: Actor, request: FindApplicants) -> ApplicationPage:
    """The applications of somebody named whole, where the actor may see people whole.

    They are masked as in every list, but whoever finds them by a name or a phone knows
    that it is theirs: each one on the page counts as a look at it. Who brings the code
    shows the application, and learns nothing that the code does not tell.

    Raises:
        Invalid: the reason needs words, or a limit, sort or cursor that does not fit.
    """
    rules.check_reason(request.reason, request.words)
    meant = rules.sought(request.person)
    found = applications.narrowed(
        session,
        request,
        visible_to(actor, Action.APPLICATION_DISCLOSE, area=Application.community),
        applications.bears(code=meant.code, phone=meant.phone, name=meant.name),
    )
    known = [one for one in found.rows if one.code != meant.code]
    seen = ["name" if meant.phone is None else "phone"]
    for role, some in _by_role(actor, known).items():
        # The audit names the role in which the actor acts at the flush.
        act(session, actor, Action.APPLICATION_DISCLOSE, area=some[0].community)
        for application in some:
            _kept(session, actor, request, application, seen=seen, role=role)
        session.flush()
    return applications.listed(found)


def _by_role(actor: Actor, found: list[Application]) -> dict[str, list[Application]]:
    by_role = defaultdict(list)
    for application in found:
        role = role_for(actor, Action.APPLICATION_DISCLOSE, area=application.community)
        by_role[role].append(application)
    return by_role


def _kept(
    session: Session,
    actor: Actor,
    why: DisclosingApplicant,
    application: Application,
    *,
    seen: list[str],
    role: str,
) -> ApplicantDisclosure:
    row = ApplicantDisclosure(
        id=new_id(),
        application_id=application.id,
        community=application.community,
        fields=",".join(seen),
        reason=why.reason,
        words=why.words,
        disclosed_at=clock.now(),
        account=actor.account or "",
        role=role,
    )
    session.add(row)
    return row
