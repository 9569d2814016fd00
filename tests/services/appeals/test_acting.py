"""Events, history and audit name the role that allowed what was done."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from audit import context
from audit.tables import AUDIT
from contracts.appeals.actions import TakeAction
from contracts.appeals.assignment import AcceptAppeal
from contracts.appeals.words import Method
from runtime.database import Database
from services.appeals.actions import operations as actions
from services.appeals.assignment import operations as assignment
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    LILIN,
    an_appeal,
    an_assigned_appeal,
    done,
    shown,
)
from tests.outboxes import envelopes
from vocabulary.actors import Actor, Grant, Role

_AT_WORKSTATION = Grant(Role.WORKSTATION_STAFF, LILIN)


@pytest.mark.parametrize(
    "others",
    [
        (Grant(Role.PARTY_COMMITTEE, LILIN),),
        (Grant(Role.VOLUNTEER, LILIN), Grant(Role.WORKSTATION_STAFF, DENGLIANG)),
    ],
)
def test_who_accepts_at_the_workstation_is_named_so_whatever_else_they_are(
    register: Database, others: tuple[Grant, ...]
) -> None:
    both = Actor("hua", (*others, _AT_WORKSTATION))
    appeal_id = an_appeal(register).appeal_id

    with context.about(correlation_id="c", actor=both):
        done(register, assignment.accept, both, AcceptAppeal(appeal_id=appeal_id))

    assert shown(register, appeal_id).history[-1].role == "workstation_staff"
    assert envelopes(register, appeal_id)[-1].actor_role == "workstation_staff"
    assert _last_in_audit(register, appeal_id) == ("hua", "workstation_staff")


def test_who_acts_on_the_own_appeal_acts_as_its_commissioner(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    both = Actor(COMMISSIONER.account, (_AT_WORKSTATION, Grant(Role.COMMISSIONER, LILIN)))
    request = TakeAction(appeal_id=appeal.id, method=Method.SETTLE_ON_THE_SPOT, note="上门查看。")

    done(register, actions.take, both, request)

    assert shown(register, appeal.id).history[-1].role == "commissioner"
    assert envelopes(register, appeal.id)[-1].actor_role == "commissioner"


def _last_in_audit(register: Database, appeal_id: object) -> tuple[str, str]:
    chosen = sa.select(AUDIT.c.account, AUDIT.c.role).where(AUDIT.c.identity == str(appeal_id))
    with register.reading() as session:
        account, role = session.execute(chosen.order_by(AUDIT.c.pos.desc()).limit(1)).one()
    return account, role
