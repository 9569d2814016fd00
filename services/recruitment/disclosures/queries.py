"""Who saw an applicant whole: for those who oversee, and for the person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.disclosures import (
    ApplicantDisclosureList,
    ApplicantDisclosureView,
    ListApplicantDisclosures,
    ToldApplicantDisclosure,
    ToldApplicantDisclosures,
    TrackApplicantDisclosures,
)
from services.recruitment.applications import queries as applications
from services.recruitment.disclosures import rules
from services.recruitment.disclosures.model import ApplicantDisclosure
from vocabulary.actors import Actor


def of(session: Session, application_id: UUID) -> Sequence[ApplicantDisclosure]:
    """Every disclosure of an application, oldest first."""
    row = ApplicantDisclosure
    chosen = sa.select(row).where(row.application_id == application_id)
    return session.scalars(chosen.order_by(row.disclosed_at, row.id)).all()


def for_overseers(
    session: Session, actor: Actor, request: ListApplicantDisclosures
) -> ApplicantDisclosureList:
    """Who saw the person of one application.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor does not oversee there.
    """
    application = applications.one_of(session, actor, request.application_id)
    rules.check_may_oversee(actor, community=application.community)
    return ApplicantDisclosureList(
        items=[
            ApplicantDisclosureView(
                id=row.id,
                disclosed_at=row.disclosed_at,
                by=row.account,
                role=row.role,
                reason=row.reason,
                words=row.words,
                seen=row.fields.split(","),
            )
            for row in of(session, application.id)
        ]
    )


def for_the_person(
    session: Session, request: TrackApplicantDisclosures
) -> ToldApplicantDisclosures:
    """The same for whoever holds the application's code: no account, no free words.

    Raises:
        NotFound: nothing has this code.
    """
    application = applications.one_with_code(session, request.code)
    return ToldApplicantDisclosures(
        items=[
            ToldApplicantDisclosure(
                disclosed_at=row.disclosed_at,
                role=row.role,
                reason=row.reason,
                seen=row.fields.split(","),
            )
            for row in of(session, application.id)
        ]
    )
