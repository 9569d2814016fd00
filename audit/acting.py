"""The role in which the actor of a transaction acts, as its events and its audit name it.

An actor with several roles does each thing in one of them: the one that allowed it.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_KEY = "acting_role"
_NOBODYS = "nobodys_role"


def act(
    session: Session,
    actor: Actor,
    action: Action,
    *,
    area: str,
    owner: str | None = None,
    team: UUID | None = None,
) -> str:
    """Let the actor act in the role that allows this from now on in this transaction; return it."""
    role = permissions.role_for(actor, action, area=area, owner=owner, team=team)
    session.info[_KEY] = (actor, role)
    return role


def act_as(session: Session, actor: Actor, role: str) -> None:
    """Let the actor act in this role from now on in this transaction, as the clock in `system`."""
    session.info[_KEY] = (actor, role)


def role_in(session: Session, actor: Actor, area: str) -> str:
    """The role in which the actor acts; if none was set, the first one held there."""
    by, role = session.info.get(_KEY, (None, ""))
    if by == actor:
        return str(role)
    nobodys = session.info.get(_NOBODYS) if actor.is_anonymous else None
    return nobodys or actor.role_at(area)


def act_as_system(session: Session) -> None:
    """Let the clock do what an actor without an account does from now on in this transaction."""
    session.info[_NOBODYS] = "system"
