"""Writing receptions down."""

from __future__ import annotations

from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.appeals.receptions import ReceptionRecorded, ReceptionView, RecordReception
from runtime import clock
from runtime.identifiers import new_id
from services.appeals.handover.queries import check_in_office
from services.appeals.receptions import rules
from services.appeals.receptions.model import Reception
from services.appeals.receptions.queries import shown
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action


def record(session: Session, actor: Actor, request: RecordReception) -> ReceptionView:
    """Count the residents who were received at one time (R55).

    Raises:
        Invalid: not a community, `held_at` lies in the future, or somebody else is named who
            was not a commissioner in office there on that day.
        Forbidden: the actor records nothing in that community.
    """
    now = clock.now()
    rules.check_may_record(actor, request.community)
    act(session, actor, Action.RECEPTION_RECORD, area=request.community)
    moments.check_happened(request.held_at, now=now, field="held_at")
    commissioner = rules.received_by(actor, request.community, request.commissioner)
    if commissioner is not None and not rules.is_self(actor, request.community, commissioner):
        check_in_office(session, request.community, commissioner, day_of(request.held_at))
    reception = Reception(
        id=new_id(),
        community=request.community,
        visitors=request.visitors,
        channel=request.channel,
        held_at=request.held_at,
        commissioner=commissioner,
        recorded_at=now,
        recorded_by=actor.account,
    )
    session.add(reception)
    event = ReceptionRecorded(
        reception_id=reception.id,
        community=reception.community,
        visitors=reception.visitors,
        channel=reception.channel,
        held_at=reception.held_at,
        version=1,
    )
    outbox.add(session, event, actor=actor)
    return shown(reception)
