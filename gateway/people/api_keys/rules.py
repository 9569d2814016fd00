"""The rules of a key, and the actor behind it.

A key is narrower than its owner: a set of permissions that the owner's roles
give now, and perhaps some areas. It ends after a year at the latest, and with
everything that its owner loses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gateway.people.identity.rules import SCOPES
from vocabulary.actors import Actor, Grant
from vocabulary.areas import covers
from vocabulary.permissions import may_somewhere
from vocabulary.problems import FieldError, Invalid

PREFIX = "linli_"
LONGEST_DAYS = 365
KEYS_MOST = 50


def check_scopes(actor: Actor, scopes: Iterable[str], areas: Iterable[str]) -> None:
    """Refuse what the owner does not have.

    Raises:
        Invalid: names `scopes` or `areas`, with everything that is wrong.
    """
    wrong: list[FieldError] = []
    for scope in scopes:
        if scope not in SCOPES:
            known = ", ".join(sorted(SCOPES))
            zh, en = f"没有权限 {scope}；可选：{known}。", f"No scope {scope}; there are: {known}."
            wrong.append(FieldError("scopes", "unknown_scope", zh, en))
        elif not may_somewhere(actor, SCOPES[scope]):
            zh, en = f"您没有权限 {scope}。", f"You do not have {scope} yourself."
            wrong.append(FieldError("scopes", "not_yours", zh, en))
    for area in areas:
        if not any(covers(grant.area, area) for grant in actor.grants):
            zh, en = f"您的角色不包含 {area}。", f"Your roles do not cover {area}."
            wrong.append(FieldError("areas", "not_yours", zh, en))
    if wrong:
        zh = " ".join(found.zh for found in wrong)
        en = " ".join(found.en for found in wrong)
        raise Invalid(zh, en, fields=tuple(wrong))


def narrowed(actor: Actor, areas: tuple[str, ...]) -> Actor:
    """The owner within the key's areas; without areas, everywhere the owner may act."""
    if not areas:
        return actor
    found = (_both(grant, area) for grant in actor.grants for area in areas)
    grants = tuple(dict.fromkeys(grant for grant in found if grant))
    return Actor(actor.account, grants, actor.teams)


def _both(grant: Grant, area: str) -> Grant | None:
    if covers(grant.area, area):
        return Grant(grant.role, area)
    return grant if covers(area, grant.area) else None


def expires_at(now: dt.datetime, days: int) -> dt.datetime:
    """The end of a key."""
    return now + dt.timedelta(days=days)
