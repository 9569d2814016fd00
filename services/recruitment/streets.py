"""Things that belong to a whole street, as its communities see them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recruitment.areas.model import AREA
from vocabulary.actors import Actor
from vocabulary.areas import Level, level_of, street_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound


def check_known(session: Session, street: str) -> None:
    """Let pass a street that recruitment knows.

    Raises:
        NotFound: there is none.
    """
    is_known = session.scalar(sa.select(AREA.c.code).where(AREA.c.code == street))
    if level_of(street) is not Level.STREET or is_known is None:
        raise no_such(street)


def check_sees(session: Session, actor: Actor, action: Action, street: str) -> None:
    """Whoever may do this in the street, or in one of its communities, passes.

    Raises:
        NotFound: not a street, or another one.
    """
    check_known(session, street)
    near = [street, *(grant.area for grant in actor.grants if street_of(grant.area) == street)]
    if not any(may(actor, action, area=area, owner=actor.account) for area in near):
        raise no_such(street)


def no_such(street: str) -> NotFound:
    """The answer about a street that is not there, or not for the actor."""
    return NotFound(f"没有找到街道 {street}。", f"There is no street {street}.")
