"""Setting parameters."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.parameters import ParameterSet, ParameterView, SetParameter
from contracts.recruitment.words import Parameter
from groundwork import territories
from runtime import clock
from runtime.database import insert_new
from services.recruitment.parameters import queries, rules
from services.recruitment.parameters.model import Setting
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, PreconditionFailed, check_version

_SETTING = cast("sa.Table", Setting.__table__)
#: Makes a number's id from its street and name.
_NUMBERS = UUID("5e6f8b62-6c4c-5b0e-9b3e-44030500700a")


def put(session: Session, actor: Actor, request: SetParameter) -> ParameterView:
    """Set one number of a street from a day on (R18, R19).

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not set the numbers of this street.
        PreconditionFailed: it is at another version than expected.
        Invalid: the value is out of range, or the day has passed.
    """
    territories.check_street(session, actor, Action.PARAMETER_READ, request.street)
    if not may(actor, Action.PARAMETER_MANAGE, area=request.street):
        raise Forbidden(
            "只有街道办可以修改制度参数。", "Only the street office may set these parameters."
        )
    act(session, actor, Action.PARAMETER_MANAGE, area=request.street)
    found = queries.settings(session, request.street, request.name, lock=True)
    version = found[-1].version if found else 0
    check_version(request.expected_version, version)
    now = clock.now()
    today = day_of(now)
    effective_from = request.effective_from or today
    rules.check_value(request.name, request.value)
    moments.check_effective(effective_from, today=today)
    row = {
        "street": request.street,
        "name": request.name.value,
        "version": version + 1,
        "value": request.value,
        "effective_from": effective_from,
        "reason": request.reason,
        "set_at": now,
        "set_by": actor.account,
    }
    _insert(session, row)
    event = ParameterSet(
        parameter_id=parameter_id(request.street, request.name),
        street=request.street,
        name=request.name.value,
        value=request.value,
        effective_from=effective_from,
        version=version + 1,
    )
    outbox.add(session, event, actor=actor)
    after = queries.settings(session, request.street, request.name)
    return queries.shown(actor, request.street, request.name, after)


def parameter_id(street: str, name: Parameter) -> UUID:
    """The same for one number of one street, always."""
    return uuid5(_NUMBERS, f"{street}/{name.value}")


def _insert(session: Session, row: dict[str, Any]) -> None:
    # The first setting has no row that two could wait for.
    unique = ("street", "name", "version")
    if not insert_new(session, _SETTING, [row], unique=unique, returning="version"):
        raise PreconditionFailed(
            "该参数刚被他人修改，请重新读取后再试。",
            "Somebody else has just set the parameter; read it again.",
        )
