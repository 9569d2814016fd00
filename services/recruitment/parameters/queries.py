"""Reading parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.parameters import ParameterList, ParameterStep, ParameterView
from contracts.recruitment.words import Parameter
from groundwork import territories
from groundwork.parameters import Step, counted
from runtime import clock
from services.recruitment.parameters.model import Setting
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.state_table import where


def value_on(session: Session, area: str, name: Parameter, day: dt.date) -> int:
    """The value on a day in the street of this area, in the parameter's unit."""
    steps = settings(session, street_of(area), name)
    return counted(name, [_step(setting) for setting in steps], day)


def everything(session: Session, actor: Actor, street: str) -> ParameterList:
    """All numbers of a street.

    Raises:
        NotFound: not a street, or not one that the actor sees.
    """
    return ParameterList(items=[one(session, actor, street, name) for name in Parameter])


def one(session: Session, actor: Actor, street: str, name: Parameter) -> ParameterView:
    """One number of a street.

    Raises:
        NotFound: not a street, or not one that the actor sees.
    """
    territories.check_street(session, actor, Action.PARAMETER_READ, street)
    return shown(actor, street, name, settings(session, street, name))


def settings(
    session: Session, street: str, name: Parameter, *, lock: bool = False
) -> Sequence[Setting]:
    """Everything that was set for one number, oldest first."""
    chosen = sa.select(Setting).where(Setting.street == street, Setting.name == name)
    ordered = chosen.order_by(Setting.version)
    return session.scalars(ordered.with_for_update() if lock else ordered).all()


def shown(actor: Actor, street: str, name: Parameter, found: Sequence[Setting]) -> ParameterView:
    """One parameter as it stands today."""
    standard = name.standard
    return ParameterView(
        street=street,
        name=name,
        value=counted(name, [_step(setting) for setting in found], day_of(clock.now())),
        default=standard.default,
        least=standard.least,
        most=standard.most,
        meaning_zh=standard.zh,
        meaning_en=standard.en,
        is_from_source=standard.is_from_source,
        steps=[
            ParameterStep(
                version=setting.version,
                value=setting.value,
                effective_from=setting.effective_from,
                reason=setting.reason,
                set_at=setting.set_at,
                set_by=setting.set_by,
            )
            for setting in reversed(found)
        ],
        version=found[-1].version if found else 0,
        possible=where(edit=may(actor, Action.PARAMETER_MANAGE, area=street)),
    )


def _step(setting: Setting) -> Step:
    return Step(setting.version, setting.value, setting.effective_from)
