"""The rules of accounts, of giving roles, and of good passwords.

Where a role may be held, and its rank. Only an administrator gives roles, in their own area and
areas inside it; no role ranks above an administrator. So nobody gives more than they hold.

role                     rank  held at                                 second factor
administrator              3   any area                                needed
street_party_committee     2   street, district                        needed
street_officer             2   street, district                        needed
party_committee            1   community
workstation_staff          1   community, street
commissioner               0   community
social_worker              0   community, street
volunteer                  0   community, street

An account that holds roles of the workstation and of a committee at the same time prepares and
decides the same cases: the street is notified, and the account needs the second factor.

The administrators of its home manage an account, even if others have given it roles elsewhere: they
just cannot give and end those. But with a role held above an administrator, the account is out of
that administrator's reach. Its password and second factor are reset only by those who may give all
its roles: a person who resets them can sign in as the holder, with all these rights.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.words import names_of, value_name
from vocabulary.accounts import AccountState, Need
from vocabulary.actors import Actor, Grant, InTeam, Role
from vocabulary.areas import Level, covers, level_of
from vocabulary.permissions import Action, may, roles_for
from vocabulary.problems import FieldError, Forbidden, Invalid, WrongState
from vocabulary.state_table import where

_COMMUNITY = frozenset({Level.COMMUNITY})
_NEAR = _COMMUNITY | {Level.STREET}
_ABOVE = frozenset({Level.STREET, Level.DISTRICT})


@dataclass(frozen=True)
class Standard:
    """A line of the table above."""

    rank: int
    held_at: frozenset[Level]
    needs_second_factor: bool = False


STANDARDS: dict[Role, Standard] = {
    Role.ADMINISTRATOR: Standard(3, frozenset(Level), needs_second_factor=True),
    Role.STREET_PARTY_COMMITTEE: Standard(2, _ABOVE, needs_second_factor=True),
    Role.STREET_OFFICER: Standard(2, _ABOVE, needs_second_factor=True),
    Role.PARTY_COMMITTEE: Standard(1, _COMMUNITY),
    Role.WORKSTATION_STAFF: Standard(1, _NEAR),
    Role.COMMISSIONER: Standard(0, _COMMUNITY),
    Role.SOCIAL_WORKER: Standard(0, _NEAR),
    Role.VOLUNTEER: Standard(0, _NEAR),
}

#: Those that follow from the memberships of teams.
BY_MEMBERSHIP = frozenset({Role.VOLUNTEER, Role.SOCIAL_WORKER})

#: One group prepares what the other decides.
_PREPARING = frozenset({Role.WORKSTATION_STAFF})
_DECIDING = frozenset({Role.PARTY_COMMITTEE, Role.STREET_PARTY_COMMITTEE})

#: The roles that give roles and manage accounts.
GIVERS = frozenset(roles_for(Action.ACCOUNT_MANAGE))


@dataclass(frozen=True)
class Held:
    """A role at an area for a time; the end is the first moment without it."""

    role: Role
    area: str
    begins_at: dt.datetime
    ends_at: dt.datetime | None = None
    #: Those in which it counts.
    teams: tuple[UUID, ...] = ()

    @property
    def grant(self) -> Grant:
        """The role and the area."""
        return Grant(self.role, self.area)

    def holds_at(self, moment: dt.datetime) -> bool:
        """Whether it counts at a moment."""
        return self.begins_at <= moment and not self.has_ended(moment)

    def has_ended(self, moment: dt.datetime) -> bool:
        """Whether it is over, rather than still to come."""
        return self.ends_at is not None and self.ends_at <= moment

    def meets(self, other: Held) -> bool:
        """Whether both count at some moment."""
        return not self.has_ended(other.begins_at) and not other.has_ended(self.begins_at)


@dataclass(frozen=True)
class Standing:
    """The rights of an account at any moment."""

    account_id: UUID
    state: AccountState
    #: Grows with every change of rights: older access tokens are invalid.
    epoch: int
    #: Grows when all sign-ins of the account end.
    sign_in_epoch: int
    must_change_password: bool
    has_second_factor: bool
    roles: tuple[Held, ...]

    def needs(self, now: dt.datetime) -> tuple[Need, ...]:
        """What the owner must do first."""
        return _needs(self, [held.role for held in self.roles if held.holds_at(now)])

    def actor(self, now: dt.datetime) -> Actor:
        """The actor; without roles while something must be done first, or when locked."""
        if self.state is not AccountState.ACTIVE or self.needs(now):
            return Actor(str(self.account_id))
        held = [held for held in self.roles if held.holds_at(now)]
        teams = (InTeam(one.role, team) for one in held for team in one.teams)
        return Actor(
            str(self.account_id),
            tuple(dict.fromkeys(one.grant for one in held)),
            tuple(dict.fromkeys(teams)),
        )

    def holds_until(self, now: dt.datetime, latest: dt.datetime) -> dt.datetime:
        """When the first of the roles held now ends, at the latest the moment given."""
        ends = (held.ends_at for held in self.roles if held.holds_at(now))
        return min([latest, *(end for end in ends if end is not None)])


def _needs(standing: Standing, roles: Sequence[Role]) -> tuple[Need, ...]:
    needs: list[Need] = []
    if standing.must_change_password:
        needs.append(Need.CHANGE_PASSWORD)
    stands_high = any(STANDARDS[role].needs_second_factor for role in roles)
    if not standing.has_second_factor and (stands_high or prepares_and_decides(roles)):
        needs.append(Need.ENROL_SECOND_FACTOR)
    return tuple(needs)


def prepares_and_decides(roles: Iterable[Role]) -> bool:
    """Whether these are roles of the workstation and of a committee."""
    held = set(roles)
    return bool(held & _PREPARING) and bool(held & _DECIDING)


def joins_what_is_apart(new: Held, roles: Iterable[Held]) -> bool:
    """Whether a new role lets the account prepare and decide the same cases, at some moment."""
    return any(new.meets(held) and prepares_and_decides({new.role, held.role}) for held in roles)


def may_give(actor: Actor, role: Role, area: str) -> bool:
    """Whether the actor holds a role that gives this one, at an area that covers this one."""
    return any(
        grant.role in GIVERS
        and STANDARDS[grant.role].rank >= STANDARDS[role].rank
        and covers(grant.area, area)
        for grant in actor.grants
    )


def check_may_give(actor: Actor, account: str, role: Role, area: str) -> None:
    """Apply the table above; nobody may give a role to themselves.

    Raises:
        Forbidden: the role ranks above the actor, or the area lies outside.
        Invalid: the role is not held at areas of this level.
    """
    _check_is_other(actor, account)
    level, name = level_of(area), value_name(role)
    if level not in STANDARDS[role].held_at:
        wrong, allowed = value_name(level), names_of(sorted(STANDARDS[role].held_at))
        zh = f"角色“{name.zh}”不能设在“{wrong.zh}”一级，只能设在：{allowed.zh}。"
        en = f"The role “{name.en}” is not held at a {wrong.en}; it is held at: {allowed.en}."
        raise Invalid(zh, en, fields=(FieldError("area", "wrong_level", zh, en),))
    if not may_give(actor, role, area):
        zh = f"您不能在 {area} 授予角色“{name.zh}”：只有该区划或上级的管理员可以。"
        en = (
            f"You cannot give the role “{name.en}” at {area}: administrators of it or above it can."
        )
        raise Forbidden(zh, en, fields=(FieldError("area", "not_yours", zh, en),))


def check_may_keep(
    actor: Actor, account: str, home: str, roles: Iterable[Held], now: dt.datetime
) -> None:
    """Let administrators of its home pass, unless the account ranks above them now or later.

    Raises:
        Forbidden: the account is the actor's own, of another home, or ranks above the actor.
    """
    _check_is_other(actor, account)
    if _is_theirs(actor, home, roles, now):
        return
    raise Forbidden(
        "该账号拥有您上级区划的角色，请联系上级管理员。",
        "The account holds a role above your area; ask an administrator above you.",
    )


def check_may_open(
    actor: Actor, account: str, home: str, roles: Iterable[Held], now: dt.datetime
) -> None:
    """Let pass who may reset what the account is signed in with: who may give all its roles.

    Raises:
        Forbidden: as `check_may_keep`, or a role is held where the actor gives none.
    """
    held = list(roles)
    check_may_keep(actor, account, home, held, now)
    if not _may_give_all(actor, held, now):
        raise Forbidden(
            "该账号在您管辖以外还有角色，只有管辖其全部角色所在区划的上级管理员可以重置密码和第二因素。",
            "The account holds a role outside your area; an administrator above the areas of all its"
            " roles can reset its password and second factor.",
        )


def offered(
    actor: Actor, standing: Standing, home: str, now: dt.datetime, *, is_erased: bool
) -> list[str]:
    """The addresses of the deeds that the actor can do with the account now."""
    is_other = actor.account != str(standing.account_id)
    is_kept = is_other and _is_theirs(actor, home, standing.roles, now)
    is_open = standing.state is not AccountState.CLOSED
    opens = is_kept and is_open and _may_give_all(actor, standing.roles, now)
    erases = may(actor, Action.ACCOUNT_ERASE, area=home)
    return where(
        edit=is_kept and is_open,
        locking=is_kept and standing.state is AccountState.ACTIVE,
        unlocking=is_kept and standing.state is AccountState.LOCKED,
        closing=is_kept and is_open,
        roles=is_other and is_open,
        initial_password=opens,
        second_factor_removal=opens and standing.has_second_factor,
        erasure=is_kept and erases and not is_open and not is_erased,
    )


def offered_with_role(actor: Actor, account: UUID, held: Held, now: dt.datetime) -> list[str]:
    """The same with one of its roles."""
    is_other = actor.account != str(account)
    gives = may_give(actor, held.role, held.area)
    return where(ending=is_other and gives and not held.has_ended(now))


def _is_theirs(actor: Actor, home: str, roles: Iterable[Held], now: dt.datetime) -> bool:
    lasting = [held for held in roles if not held.has_ended(now)]
    return keeps(actor, home) and not any(_stands_above(actor, home, held) for held in lasting)


def _may_give_all(actor: Actor, roles: Iterable[Held], now: dt.datetime) -> bool:
    return all(may_give(actor, held.role, held.area) for held in roles if not held.has_ended(now))


def _stands_above(actor: Actor, home: str, held: Held) -> bool:
    """Whether a role is held at an area above all those in which the actor manages the account."""
    keeping = [
        grant.area for grant in actor.grants if grant.role in GIVERS and covers(grant.area, home)
    ]
    return all(covers(held.area, area) and held.area != area for area in keeping)


def keeps(actor: Actor, home: str) -> bool:
    """Whether the actor manages accounts of this area."""
    return actor.holds(*GIVERS, at=home)


def _check_is_other(actor: Actor, account: str) -> None:
    if actor.account == account:
        raise Forbidden(
            "不能管理自己的账号，请另一位管理员操作。",
            "You cannot manage your own account; ask another administrator.",
        )


#: An access token names every role, and must stay a header of reasonable length.
ROLES_MOST = 30


def check_number(roles: Iterable[Held], now: dt.datetime) -> None:
    """Check that there is room for one more role.

    Raises:
        WrongState: there are 30 already.
    """
    if sum(not held.has_ended(now) for held in roles) >= ROLES_MOST:
        raise WrongState(
            f"一个账号最多有 {ROLES_MOST} 个角色。", f"An account holds {ROLES_MOST} roles at most."
        )


def check_is_open(state: AccountState) -> None:
    """An account that is closed stays as it was.

    Raises:
        WrongState: it is closed.
    """
    if state is AccountState.CLOSED:
        raise WrongState("该账号已注销。", "The account is closed.")


def check_turns(state: AccountState, into: AccountState) -> None:
    """Lock what is in use, unlock what is locked.

    Raises:
        WrongState: it is so already.
    """
    if state is not into:
        return
    if into is AccountState.LOCKED:
        raise WrongState("该账号已经停用。", "The account is locked already.")
    raise WrongState("该账号没有停用。", "The account is not locked.")


# Passwords: long enough, of several kinds of characters, and hard to guess.

PASSWORD_SHORTEST, PASSWORD_LONGEST = 10, 128
#: From this length on a sentence is as good as a mixture.
_SENTENCE = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_KINDS_LEAST = 3
_DIFFERENT_LEAST = 5
_PIECE_LEAST = 3
#: The most common words in lists of stolen passwords, without decoration.
_GUESSED = (
    "password", "passw0rd", "p@ssw0rd", "p@ssword", "qwerty", "qwertz", "1qaz2wsx", "q1w2e3r4",
    "asdfgh", "zxcvbn", "iloveyou", "woaini", "admin", "letmein", "welcome", "abc123", "a1b2c3",
    "12345", "54321", "11111", "00000", "5201314", "147258", "linli", "shequ",
)  # fmt: skip


def normal_password(password: str) -> str:
    """The same password however a keyboard composes its characters (Unicode NFC)."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, *, login: str, display_name: str) -> None:
    """Refuse a password that would be guessed.

    Raises:
        Invalid: names `new_password`, with a code for each complaint.
    """
    complaints = list(_complaints(normal_password(password), login, display_name))
    if complaints:
        zh = " ".join(found.zh for found in complaints)
        en = " ".join(found.en for found in complaints)
        raise Invalid(zh, en, fields=tuple(complaints))


def _complaints(password: str, login: str, display_name: str) -> Iterable[FieldError]:
    def complaint(code: str, zh: str, en: str) -> FieldError:
        return FieldError("new_password", code, zh, en)

    if not PASSWORD_SHORTEST <= len(password) <= PASSWORD_LONGEST:
        yield complaint(
            "wrong_length",
            f"密码须有 {PASSWORD_SHORTEST} 到 {PASSWORD_LONGEST} 个字符。",
            f"A password has {PASSWORD_SHORTEST} to {PASSWORD_LONGEST} characters.",
        )
    if len(password) < _SENTENCE and _kinds(password) < _KINDS_LEAST:
        yield complaint(
            "too_plain",
            f"密码须含大写字母、小写字母、数字、其他字符中的至少三种，或有 {_SENTENCE} 个字符以上。",
            "Use at least three of capitals, small letters, digits and other characters, "
            f"or {_SENTENCE} characters and more.",
        )
    if len(set(password)) < _DIFFERENT_LEAST:
        yield complaint(
            "too_uniform",
            f"密码须至少有 {_DIFFERENT_LEAST} 个不同的字符。",
            f"Use at least {_DIFFERENT_LEAST} different characters.",
        )
    if _holds_any(password, _GUESSED):
        yield complaint(
            "too_common",
            "密码含有最常被猜到的词或数字串。",
            "The password contains a word or row of digits that is easy to guess.",
        )
    if _holds_any(password, _pieces(login) + _pieces(display_name)):
        yield complaint(
            "holds_name",
            "密码不能含有登录名或姓名。",
            "The password must not contain the login name or the name.",
        )
    if _CONTROL.search(password):
        yield complaint(
            "control_character",
            "密码不能含控制字符。",
            "A password must not contain control characters.",
        )


def _kinds(password: str) -> int:
    kinds = (str.isupper, str.islower, str.isdigit)
    return sum(any(kind(letter) for letter in password) for kind in kinds) + any(
        not any(kind(letter) for kind in kinds) for letter in password
    )


def _holds_any(password: str, words: Iterable[str]) -> bool:
    folded = password.casefold()
    return any(word.casefold() in folded for word in words)


def _pieces(name: str) -> tuple[str, ...]:
    return tuple(piece for piece in re.split(r"[^\w]+|_", name) if len(piece) >= _PIECE_LEAST)


#: How long an initial password may wait for its first use.
INITIAL_PASSWORD_DAYS = 14
#: Without characters that are easily confused on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 5


def initial_password() -> str:
    """A password for one use, to be read out or written down: about 99 bits of chance."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)
    )
