"""Receptions as those see them who may."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.receptions import ListReceptions, ReceptionPage, ReceptionView
from services.appeals import paging
from services.appeals.receptions.model import Reception
from services.appeals.scope import inside, visible_to
from vocabulary.actors import Actor


def page(session: Session, actor: Actor, request: ListReceptions) -> ReceptionPage:
    """A page of the receptions in the actor's scope, newest first.

    Raises:
        Invalid: a limit out of range, or a cursor that no page gave.
    """
    chosen = sa.select(Reception).where(visible_to(actor, Reception.community))
    if request.community is not None:
        chosen = chosen.where(inside(request.community, Reception.community))
    found = paging.newest_first(
        session,
        chosen,
        (Reception.held_at, Reception.id),
        cursor=request.cursor,
        limit=request.limit,
    )
    return ReceptionPage(
        items=[shown(reception) for reception in found.rows], next_cursor=found.next_cursor
    )


def shown(reception: Reception) -> ReceptionView:
    """One reception."""
    return ReceptionView(
        id=reception.id,
        community=reception.community,
        visitors=reception.visitors,
        channel=reception.channel,
        held_at=reception.held_at,
        commissioner=reception.commissioner,
    )
