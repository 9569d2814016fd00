"""Which roles may use which routes; the services check again, row by row.

permission           roles
ANYONE               no account needed
RECORD               commissioner, workstation staff       write down appeals and receptions
READ                 everyone who handles or oversees      lists and single appeals
DECIDE               workstation staff                     accept, decline, assign, reopen
ACT                  commissioner, workstation staff       take actions, close
RATE                 workstation staff                     a rating given by phone or in person
READ_FIGURES         every account                         totals, categories
MANAGE_CATEGORIES    administrator
MANAGE_AREAS         administrator                         areas below the own one
DISCLOSE             commissioner, workstation staff       see a contact whole, for a reason
OVERSEE_DISCLOSURES  committees, street, administrator     who saw which contact
ERASE                workstation staff                     erase what a person asked for
OWN                  every account                         what concerns oneself: consents
RECORD_CONSENTS      workstation staff, party committee    consents of others, given on paper
READ_LOG             street officer, street party committee, administrator   the log of events
READ_AUDIT           administrator                         who did what to what, in the own areas
MANAGE_ACCOUNTS      administrator                         accounts and roles
OWN_ACCOUNT          every account, also without a role    password, second factor, sign-ins, keys

An API key has the permissions among its scopes only. What a person must do in
person, managing accounts and the own one, is never a scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from vocabulary.accounts import Need
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import FieldError, Forbidden, Unauthenticated


class Permission(Enum):
    """What a route asks of its caller."""

    ANYONE = auto()
    RECORD = auto()
    READ = auto()
    DECIDE = auto()
    ACT = auto()
    RATE = auto()
    READ_FIGURES = auto()
    MANAGE_CATEGORIES = auto()
    MANAGE_AREAS = auto()
    DISCLOSE = auto()
    OVERSEE_DISCLOSURES = auto()
    ERASE = auto()
    OWN = auto()
    RECORD_CONSENTS = auto()
    READ_LOG = auto()
    READ_AUDIT = auto()
    MANAGE_ACCOUNTS = auto()
    OWN_ACCOUNT = auto()


#: Permission → its name as a scope of an API key.
SCOPES: dict[str, Permission] = {
    permission.name.lower(): permission
    for permission in Permission
    if permission not in {Permission.ANYONE, Permission.OWN_ACCOUNT, Permission.MANAGE_ACCOUNTS}
}


@dataclass(frozen=True)
class Caller:
    """An actor, and what the proof that it sent allows."""

    actor: Actor = RESIDENT
    #: What must be done before the account has its roles.
    needs: tuple[Need, ...] = ()
    #: The permissions of an API key; none: it is no key.
    scopes: frozenset[Permission] | None = None
    #: The sign-in that a browser or program holds.
    sign_in: UUID | None = None


NOBODY = Caller()


_STAFF = frozenset({Role.WORKSTATION_STAFF, Role.ADMINISTRATOR})
_AT_WORK = _STAFF | {Role.COMMISSIONER}
_OVERSEERS = frozenset({Role.PARTY_COMMITTEE, Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE})

#: ANYONE and OWN_ACCOUNT are absent: they ask for no role.
ROLES: dict[Permission, frozenset[Role]] = {
    Permission.RECORD: _AT_WORK,
    Permission.READ: _AT_WORK | _OVERSEERS,
    Permission.DECIDE: _STAFF,
    Permission.ACT: _AT_WORK,
    Permission.RATE: _STAFF,
    Permission.READ_FIGURES: frozenset(Role),
    Permission.MANAGE_CATEGORIES: frozenset({Role.ADMINISTRATOR}),
    Permission.MANAGE_AREAS: frozenset({Role.ADMINISTRATOR}),
    Permission.DISCLOSE: frozenset({Role.COMMISSIONER, Role.WORKSTATION_STAFF}),
    Permission.OVERSEE_DISCLOSURES: _OVERSEERS | {Role.ADMINISTRATOR},
    Permission.ERASE: _STAFF,
    Permission.OWN: frozenset(Role),
    Permission.RECORD_CONSENTS: _STAFF | {Role.PARTY_COMMITTEE},
    Permission.READ_LOG: frozenset(
        {Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE, Role.ADMINISTRATOR}
    ),
    Permission.READ_AUDIT: frozenset({Role.ADMINISTRATOR}),
    Permission.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
}


def check_caller(permission: Permission, caller: Caller) -> None:
    """Let a caller pass whose proof allows it and whose actor has one of the roles.

    Raises:
        Unauthenticated: nobody is known to be calling.
        Forbidden: none of the roles, not among the key's scopes, or something must be done first.
    """
    if caller.scopes is not None and permission not in caller.scopes:
        raise Forbidden(
            f"该 API 密钥的权限范围不包含 {permission.name.lower()}。",
            f"{permission.name.lower()} is not among the scopes of this API key.",
        )
    if caller.needs and permission is not Permission.OWN_ACCOUNT:
        raise _not_before(caller.needs)
    check(permission, caller.actor)


def _not_before(needs: tuple[Need, ...]) -> Forbidden:
    known = {
        Need.CHANGE_PASSWORD: ("请先修改初始密码。", "Change the initial password first."),
        Need.ENROL_SECOND_FACTOR: ("请先绑定第二因素。", "Enrol a second factor first."),
    }
    fields = tuple(FieldError("account", need.value, *known[need]) for need in needs)
    zh, en = (" ".join(getattr(field, language) for field in fields) for language in ("zh", "en"))
    return Forbidden(zh, en, fields=fields)


def check(permission: Permission, actor: Actor) -> None:
    """Let an actor with one of the roles pass, wherever it is held.

    Raises:
        Unauthenticated: nobody is known to be calling.
        Forbidden: the actor has none of the roles.
    """
    if permission is Permission.ANYONE:
        return
    if actor.is_anonymous:
        raise Unauthenticated(
            "请先登录：需要 Authorization: Bearer 令牌。",
            "Who calls is not known: send Authorization: Bearer with a token.",
        )
    if permission is Permission.OWN_ACCOUNT:
        return
    if not any(grant.role in ROLES[permission] for grant in actor.grants):
        names = ", ".join(sorted(ROLES[permission]))
        raise Forbidden(
            f"您的角色不能进行此操作，需要以下角色之一：{names}。",
            f"Your roles do not allow this; it needs one of: {names}.",
        )


def check_at(permission: Permission, actor: Actor, area: str, *, field: str) -> None:
    """Let an actor pass who has one of the roles at an area that covers this one.

    Raises:
        Forbidden: the roles are held elsewhere; names the field that holds the area.
    """
    if actor.holds(*ROLES[permission], at=area):
        return
    zh = f"您的角色不包含 {area}。"
    en = f"Your roles do not cover {area}."
    raise Forbidden(zh, en, fields=(FieldError(field, "not_yours", zh, en),))
