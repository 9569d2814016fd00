"""The callers that the gateway lets pass; services ask the same table again, row by row.

An API key has the actions among its scopes only. What people must do in person, managing accounts
and their own one, is never a scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.words import names_of
from vocabulary import permissions
from vocabulary.accounts import Need
from vocabulary.actors import RESIDENT, Actor
from vocabulary.permissions import Action
from vocabulary.problems import FieldError, Forbidden, Unauthenticated

_IN_PERSON = frozenset(
    {
        Action.ANYONE,
        Action.ACCOUNT_OWN,
        Action.ACCOUNT_MANAGE,
        Action.ACCOUNT_ERASE,
        # It answers with the code that opens everything of the person, for good.
        Action.VOLUNTEER_OWN,
    }
)

#: The actions that an API key may have, by name.
SCOPES: dict[str, Action] = {action.value: action for action in Action if action not in _IN_PERSON}


@dataclass(frozen=True)
class Caller:
    """An actor, and what the proof that it sent allows."""

    actor: Actor = RESIDENT
    #: What must be done before the account has its roles.
    needs: tuple[Need, ...] = ()
    #: The actions of an API key; none: it is no key.
    scopes: frozenset[Action] | None = None
    #: The API key that it came with.
    key_id: UUID | None = None
    #: The sign-in that a browser or program holds.
    sign_in: UUID | None = None


NOBODY = Caller()


def check_caller(action: Action, caller: Caller) -> None:
    """Let a caller pass whose proof allows it and who may do this somewhere.

    Raises:
        Unauthenticated: the caller is not known.
        Forbidden: no role allows it, it is not among the key's scopes, or something must be
            done first.
    """
    if caller.scopes is not None and action not in caller.scopes:
        raise Forbidden(
            f"该 API 密钥的权限范围不包含“{permissions.TABLE[action].zh}”。",
            f"{action.value} is not among the scopes of this API key.",
        )
    if caller.needs and action is not Action.ACCOUNT_OWN:
        raise _not_before(caller.needs)
    check(action, caller.actor)


def _not_before(needs: tuple[Need, ...]) -> Forbidden:
    known = {
        Need.CHANGE_PASSWORD: ("请先修改初始密码。", "Change the initial password first."),
        Need.ENROL_SECOND_FACTOR: ("请先绑定第二因素。", "Enrol a second factor first."),
    }
    fields = tuple(FieldError("account", need.value, *known[need]) for need in needs)
    zh, en = (" ".join(getattr(field, language) for field in fields) for language in ("zh", "en"))
    return Forbidden(zh, en, fields=fields)


def check(action: Action, actor: Actor) -> None:
    """Let an actor pass who may do this somewhere.

    Raises:
        Unauthenticated: the caller is not known.
        Forbidden: no role that the actor holds allows it anywhere.
    """
    if action is Action.ANYONE:
        return
    if actor.is_anonymous:
        raise Unauthenticated(
            "请先登录：需要 Authorization: Bearer 令牌。",
            "The caller is not known: send Authorization: Bearer with a token.",
        )
    if not permissions.may_somewhere(actor, action):
        roles = names_of(sorted(permissions.roles_for(action)))
        is_wide = permissions.needs_district(action)
        where_zh, where_en = ("（区级及以上）", " at a district or above") if is_wide else ("", "")
        raise Forbidden(
            f"您的角色不能进行此操作，需要以下角色之一：{roles.zh}{where_zh}。",
            f"Your roles do not allow this; it needs one of: {roles.en}{where_en}.",
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
