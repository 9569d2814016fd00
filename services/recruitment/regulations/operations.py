"""Writing regulations and putting them into force."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.changes import Change
from contracts.recruitment.regulations import (
    DiscardRegulationDraft,
    DraftRegulation,
    PublishRegulation,
    RegulationDraft,
    RegulationPublished,
    RegulationView,
)
from contracts.recruitment.words import Parameter, RegulationName
from groundwork import territories
from groundwork.kept import Kept
from runtime import clock
from runtime.database import insert_new
from services.recruitment.regulations import queries, rules
from services.recruitment.regulations.model import Edition, Regulation
from services.recruitment.regulations_proposal import proposal
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version

_REGULATION = cast("sa.Table", Regulation.__table__)
_REGULATIONS = Kept(Regulation, "regulation", "规章制度", "regulation", place="street")


def draft(session: Session, actor: Actor, request: DraftRegulation) -> RegulationView:
    """Write how a document is to read; nothing changes for anybody yet (R18).

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not keep the regulations of this street.
        PreconditionFailed: it is at another version than expected.
        Invalid: an unknown parameter, a person's number, too many lines.
    """
    row = _locked(session, actor, request.street, request.name, request)
    rules.check_text(request.text, set(Parameter))
    written = RegulationDraft(
        title_zh=request.title_zh,
        title_en=request.title_en,
        summary_en=request.summary_en,
        text=request.text,
    )
    row.draft, row.draft_by, row.draft_at = written.plain(), actor.account, clock.now()
    _REGULATIONS.changed(session, actor, row, "drafted")
    return queries.shown(session, actor, request.street, request.name)


def discard(session: Session, actor: Actor, request: DiscardRegulationDraft) -> RegulationView:
    """Take the draft away; what counts stays.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not keep the regulations of this street.
        PreconditionFailed: it is at another version than expected.
        WrongState: there is no draft.
    """
    row = _locked(session, actor, request.street, request.name, request)
    rules.check_has_draft(has_draft=row.draft is not None)
    row.draft, row.draft_by, row.draft_at = None, None, None
    _REGULATIONS.changed(session, actor, row, "draft_discarded")
    return queries.shown(session, actor, request.street, request.name)


def publish(session: Session, actor: Actor, request: PublishRegulation) -> RegulationView:
    """Put the draft into force from a day on; the versions before are kept (R18).

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not keep the regulations of this street.
        PreconditionFailed: it is at another version than expected.
        WrongState: there is no draft.
        Invalid: the day has passed.
    """
    row = _locked(session, actor, request.street, request.name, request)
    rules.check_has_draft(has_draft=row.draft is not None)
    now = clock.now()
    effective_from = request.effective_from or day_of(now)
    moments.check_effective(effective_from, today=day_of(now))
    written = RegulationDraft.read(row.draft)
    edition = Edition(
        regulation_id=row.id,
        number=queries.newest_number(session, row.id) + 1,
        street=row.street,
        effective_from=effective_from,
        reason=request.reason,
        published_at=now,
        published_by=actor.account,
        **vars(written),
    )
    session.add(edition)
    row.draft, row.draft_by, row.draft_at = None, None, None
    begins = effective_from.isoformat()
    _REGULATIONS.changed(
        session, actor, row, "published", number=edition.number, effective_from=begins
    )
    proposed = proposal()[request.name]
    event = RegulationPublished(
        regulation_id=row.id,
        street=row.street,
        name=row.name,
        kind=proposed.kind.value,
        number=edition.number,
        title_zh=edition.title_zh,
        title_en=edition.title_en,
        effective_from=effective_from,
        is_from_source=proposed.is_from_source,
        version=row.version,
    )
    outbox.add(session, event, actor=actor)
    return queries.shown(session, actor, request.street, request.name)


def _locked(
    session: Session, actor: Actor, street: str, name: RegulationName, request: Change
) -> Regulation:
    territories.check_street(session, actor, Action.REGULATION_READ, street)
    if not may(actor, Action.REGULATION_MANAGE, area=street):
        raise Forbidden(
            "只有街道办可以修改规章制度。", "Only the street office may change its regulations."
        )
    act(session, actor, Action.REGULATION_MANAGE, area=street)
    identity = queries.regulation_id(street, name)
    # The first who changes it makes the row for which the others wait.
    first = {"id": identity, "street": street, "name": name.value, "version": 0}
    insert_new(session, _REGULATION, [first], returning="id")
    chosen = sa.select(Regulation).where(Regulation.id == identity).with_for_update()
    row = session.scalars(chosen).one()
    check_version(request.expected_version, row.version)
    return row
