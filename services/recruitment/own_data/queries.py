"""The copy that a person gets."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.applications import ApplicationStep
from contracts.recruitment.own_data import ApplicationCopy
from runtime import clock
from services.recruitment import history
from services.recruitment.applications import queries as applications
from services.recruitment.screening.model import GivenPoints
from vocabulary.personal_text import hidden
from vocabulary.tracking import grouped

_PLACES = 2


def copy_of(session: Session, code: str) -> ApplicationCopy:
    """Everything that is stored about an application, without the names of those who handled it.

    Raises:
        NotFound: nothing has this code.
    """
    application = applications.one_with_code(session, code)
    points = list(
        session.scalars(
            sa.select(GivenPoints.points).where(GivenPoints.application_id == application.id)
        )
    )
    entries = history.of(session, applications.KIND, application.id)
    return ApplicationCopy(
        exported_at=clock.now(),
        id=application.id,
        number=application.number,
        code=grouped(application.code),
        campaign_id=application.campaign_id,
        post_id=application.post_id,
        community=application.community,
        source=application.source,
        state=application.state,
        name=application.name,
        phone=application.phone,
        address=application.address,
        account=application.account,
        ability=application.ability,
        experience=application.experience,
        time_available=application.time_available,
        motivation=application.motivation,
        supporter_groups=application.supporter_groups,
        supporter_residents=application.supporter_residents,
        recommendation=hidden(application.recommendation),
        consent_how=application.consent_how,
        consents_to_notice=application.consents_to_notice,
        reserve_months=application.reserve_months,
        reserve_until=application.reserve_until,
        received_at=application.received_at,
        decided_at=application.decided_at,
        mean_points=round(sum(points) / len(points), _PLACES) if points else None,
        history=[_step(entry) for entry in entries],
    )


def _step(entry: history.Entry) -> ApplicationStep:
    return ApplicationStep(
        version=entry.version,
        what=entry.what,
        happened_at=entry.happened_at,
        role=entry.role,
        stage=entry.details.get("stage"),
        # What staff wrote may hold the number of a neighbour, who was not asked.
        note=hidden(entry.note),
    )
