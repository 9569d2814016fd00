"""Receptions as those see them who may."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.receptions import ListReceptions, ReceptionPage, ReceptionView
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, on_days
from runtime.scope import inside, visible_to
from services.appeals.receptions.model import Reception
from vocabulary.actors import Actor
from vocabulary.permissions import Action

ORDER = paging.Order(
    {"held_at": Reception.held_at, "visitors": Reception.visitors},
    identity=Reception.id,
    usual="-held_at",
)
_VIEW = Copying(Reception, ReceptionView)


def page(session: Session, actor: Actor, request: ListReceptions) -> ReceptionPage:
    """A page of the receptions in the actor's scope, newest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    visible = sa.select(Reception).where(
        visible_to(
            actor,
            Action.RECEPTION_READ,
            area=Reception.community,
            owner=Reception.commissioner,
        )
    )
    found = paging.page(session, visible.where(*_narrowed(request)), ORDER, request)
    return ReceptionPage(
        items=[shown(reception) for reception in found.rows],
        **found.besides,
    )


def shown(reception: Reception) -> ReceptionView:
    """One reception."""
    return _VIEW(reception)


def _narrowed(request: ListReceptions) -> Conditions:
    commissioner = request.commissioner
    return [
        *([inside(request.area, Reception.community)] if request.area else []),
        *([Reception.commissioner == commissioner] if commissioner is not None else []),
        *any_of(Reception.channel, request.channel),
        *on_days(Reception.held_at, request.held_from, request.held_to),
    ]
