"""Things of one community or a whole street, as the people working there see them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from groundwork.areas import AREA
from vocabulary.actors import Actor
from vocabulary.areas import Level, is_area_code, level_of, street_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound


def check_community(actor: Actor, action: Action, community: str) -> None:
    """Let an actor pass who may do this in the community.

    Raises:
        NotFound: not a community, or not one that the actor sees.
    """
    is_one = is_area_code(community) and level_of(community) is Level.COMMUNITY
    if not is_one or not may(actor, action, area=community):
        raise no_community(community)


def no_community(community: str) -> NotFound:
    """The refusal, which reveals nothing of other communities."""
    return NotFound(f"没有找到社区 {community}。", f"There is no community {community}.")


def check_known_street(session: Session, street: str) -> None:
    """Let a street pass that this service knows.

    Raises:
        NotFound: there is none.
    """
    is_known = session.scalar(sa.select(AREA.c.code).where(AREA.c.code == street))
    if level_of(street) is not Level.STREET or is_known is None:
        raise no_street(street)


def check_street(session: Session, actor: Actor, action: Action, street: str) -> None:
    """Let an actor pass who may do this in the street or in one of its communities.

    Raises:
        NotFound: not a street, or another one.
    """
    check_known_street(session, street)
    near = [street, *(grant.area for grant in actor.grants if street_of(grant.area) == street)]
    if not any(may(actor, action, area=area, owner=actor.account) for area in near):
        raise no_street(street)


def no_street(street: str) -> NotFound:
    """The refusal for a street that does not exist, or that the actor may not see."""
    return NotFound(f"没有找到街道 {street}。", f"There is no street {street}.")
