"""Whom the gateway lets pass; the services ask the same table again, row by row."""

from __future__ import annotations

from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import FieldError, Forbidden, Unauthenticated


def check(action: Action, actor: Actor) -> None:
    """Let an actor pass who may do this somewhere.

    Raises:
        Unauthenticated: nobody is known to be calling.
        Forbidden: no role that the actor holds allows it anywhere.
    """
    if action is Action.ANYONE:
        return
    if actor.is_anonymous:
        raise Unauthenticated(
            "请先登录：需要 Authorization: Bearer 令牌。",
            "Who calls is not known: send Authorization: Bearer with a token.",
        )
    if not permissions.may_somewhere(actor, action):
        names = ", ".join(sorted(permissions.roles_for(action)))
        raise Forbidden(
            f"您的角色不能进行此操作，需要以下角色之一：{names}。",
            f"Your roles do not allow this; it needs one of: {names}.",
        )


def check_at(action: Action, actor: Actor, area: str, *, field: str) -> None:
    """Let an actor pass who may do this in this area.

    Raises:
        Forbidden: only elsewhere; names the field that holds the area.
    """
    if permissions.may(actor, action, area=area):
        return
    zh = f"您的角色不包含 {area}。"
    en = f"Your roles do not cover {area}."
    raise Forbidden(zh, en, fields=(FieldError(field, "not_yours", zh, en),))
