"""In which role the actor of a transaction acts, as its events and its audit name it.

Who holds several roles does one thing in one of them: the one that allowed it.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_KEY = "acting_role"
_NOBODYS = "nobodys_role"


def act(
    session: Session, actor: Actor, action: Action, *, area: str, owner: str | None = None
) -> str:
    """From now on in this transaction the actor acts in the role that allows this; gives it."""
    role = permissions.role_for(actor, action, area=area, owner=owner)
    session.info[_KEY] = (actor, role)
    return role


def act_as(session: Session, actor: Actor, role: str) -> None:
    """From now on in this transaction the actor acts in this role, as the clock in `system`."""
    session.info[_KEY] = (actor, role)


def role_in(session: Session, actor: Actor, area: str) -> str:
    """In which role the actor acts; where nobody said it, the first that is held there."""
    by, role = session.info.get(_KEY, (None, ""))
    if by == actor:
        return str(role)
    nobodys = session.info.get(_NOBODYS) if actor.is_anonymous else None
    return nobodys or actor.role_at(area)


def act_as_system(session: Session) -> None:
    """What nobody with an account does from now on in this transaction, the clock does."""
    session.info[_NOBODYS] = "system"
