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
DISCLOSE             commissioner, workstation staff       see a contact whole, for a reason
OVERSEE_DISCLOSURES  committees, street, administrator     who saw which contact
ERASE                workstation staff                     erase what a person asked for
OWN                  every account                         what concerns oneself: consents
RECORD_CONSENTS      workstation staff, party committee    consents of others, given on paper
READ_LOG             street officer, street party committee, administrator   the log of events
READ_AUDIT           administrator                         who did what to what, in the own areas
"""

from __future__ import annotations

from enum import Enum, auto

from vocabulary.actors import Actor, Role
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
    DISCLOSE = auto()
    OVERSEE_DISCLOSURES = auto()
    ERASE = auto()
    OWN = auto()
    RECORD_CONSENTS = auto()
    READ_LOG = auto()
    READ_AUDIT = auto()


_STAFF = frozenset({Role.WORKSTATION_STAFF, Role.ADMINISTRATOR})
_AT_WORK = _STAFF | {Role.COMMISSIONER}
_OVERSEERS = frozenset({Role.PARTY_COMMITTEE, Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE})

#: ANYONE is absent: it asks for no role.
ROLES: dict[Permission, frozenset[Role]] = {
    Permission.RECORD: _AT_WORK,
    Permission.READ: _AT_WORK | _OVERSEERS,
    Permission.DECIDE: _STAFF,
    Permission.ACT: _AT_WORK,
    Permission.RATE: _STAFF,
    Permission.READ_FIGURES: frozenset(Role),
    Permission.MANAGE_CATEGORIES: frozenset({Role.ADMINISTRATOR}),
    Permission.DISCLOSE: frozenset({Role.COMMISSIONER, Role.WORKSTATION_STAFF}),
    Permission.OVERSEE_DISCLOSURES: _OVERSEERS | {Role.ADMINISTRATOR},
    Permission.ERASE: _STAFF,
    Permission.OWN: frozenset(Role),
    Permission.RECORD_CONSENTS: _STAFF | {Role.PARTY_COMMITTEE},
    Permission.READ_LOG: frozenset(
        {Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE, Role.ADMINISTRATOR}
    ),
    Permission.READ_AUDIT: frozenset({Role.ADMINISTRATOR}),
}


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
