"""Words about accounts (账号) that contracts and gateway share."""

from __future__ import annotations

from enum import StrEnum


class AccountState(StrEnum):
    """Whether an account can be used: 正常, 停用, 注销."""

    ACTIVE = "active"
    LOCKED = "locked"  # by an administrator; can be undone
    CLOSED = "closed"  # for good; the row stays, because history names it


class Language(StrEnum):
    """The language in which to write to a person."""

    ZH = "zh"
    EN = "en"


class Need(StrEnum):
    """What the owner must do before the account's roles count."""

    CHANGE_PASSWORD = "change_password"  # noqa: S105 - a word, no password
    ENROL_SECOND_FACTOR = "enrol_second_factor"


class Proof(StrEnum):
    """How a person proved their identity."""

    PASSWORD = "password"  # noqa: S105 - a word, no password
    PASSWORD_AND_CODE = "password_and_code"  # noqa: S105 - a word, no password
    PASSWORD_AND_RECOVERY_CODE = "password_and_recovery_code"  # noqa: S105 - a word, no password
    OPENID_CONNECT = "openid_connect"
    OPENID_SECOND_FACTOR = "openid_second_factor"  # the provider asked for one as well
    OPENID_AND_CODE = "openid_and_code"
    OPENID_AND_RECOVERY_CODE = "openid_and_recovery_code"


class SignInKind(StrEnum):
    """The holder of a sign-in: a browser by its cookie, a program by its refresh token."""

    BROWSER = "browser"
    PROGRAM = "program"
