"""What is kept of looks at an applicant."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recruitment.disclosures.model import ApplicantDisclosure


def looks_at(session: Session, application_id: UUID) -> Sequence[ApplicantDisclosure]:
    """Every row of an application, oldest first."""
    row = ApplicantDisclosure
    chosen = sa.select(row).where(row.application_id == application_id)
    return session.scalars(chosen.order_by(row.disclosed_at, row.id)).all()
