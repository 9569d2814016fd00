"""Accounts (账号): their owners, and the roles they hold at areas."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.gateway.proofs import OwnersProof
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, Shape, request, shape
from vocabulary.accounts import AccountState, Language, Need
from vocabulary.actors import Role

LOGIN_PATTERN = r"^[a-z][a-z0-9._-]{2,39}$"


@shape
class RoleView(Answer):
    """A role at an area, for a time."""

    id: UUID = fields.plain("The id by which you end it.")
    role: Role = fields.choice("The role.")
    area: str = fields.place("The area; the role covers everything inside it.")
    begins_at: dt.datetime = fields.moment("When it begins.")
    ends_at: dt.datetime | None = fields.moment("First moment without it.", default=None)
    appointment_id: UUID | None = fields.plain("The appointment that it ends with.", default=None)
    membership_id: UUID | None = fields.plain(
        "The membership of a team that it ends with.", default=None
    )
    is_held: bool = fields.plain("Whether it counts now.")
    possible: list[str] = fields.possible()


@shape
class AccountView(Answer):
    """An account as its administrators see it; phone and e-mail are masked."""

    id: UUID = fields.plain("The account.")
    login: str = fields.plain("Login name.")
    display_name: str = fields.plain("Name.")
    area: str = fields.place("The area whose administrators manage it.")
    phone: str | None = fields.plain("138****0001.", default=None)
    email: str | None = fields.plain("a***@example.cn.", default=None)
    language: Language = fields.choice("The language in which to write to its owner.")
    state: AccountState = fields.choice("Whether it can be used.")
    possible: list[str] = fields.possible()
    must_change_password: bool = fields.plain("Whether an initial password waits to be changed.")
    has_second_factor: bool = fields.plain("Whether codes are asked for at sign-in.")
    roles: list[RoleView] = fields.plain("Every role, including past and future ones.")
    created_at: dt.datetime = fields.moment("Since when.")
    closed_at: dt.datetime | None = fields.moment("When it was closed.", default=None)
    erased_at: dt.datetime | None = fields.moment(
        "When name, login, phone and e-mail were erased.", default=None
    )
    version: int = fields.plain("Counts the changes.")


@shape
class Contact(Shape):
    """A person's name and contact details."""

    display_name: str = fields.name("Name.", longest=60, example="敖建南")
    phone: str | None = fields.phone("Phone number.", default=None)
    email: str | None = fields.email("E-mail address.", default=None)
    language: Language = fields.choice("Language of notices.", default=Language.ZH)


@shape
class OwnContact(Contact, OwnersProof):
    """Your name and contact details, with your password and code again."""


@shape
class NewRole(Shape):
    """A role to give."""

    role: Role = fields.choice("The role.")
    area: str = fields.area("Where.")
    begins_at: dt.datetime | None = fields.moment("When it begins; null: now.", default=None)
    ends_at: dt.datetime | None = fields.moment("First moment without it.", default=None)
    appointment_id: UUID | None = fields.plain(
        "The appointment (聘任) with which it ends.", default=None
    )


@shape
class NewAccount(Contact):
    """An account to make."""

    login: str = fields.pattern(
        "Login name; reserved until the account is erased.",
        LOGIN_PATTERN,
        error="Must be a login name.",
        example="ao.jiannan",
    )
    area: str = fields.area("The area whose administrators manage it.")
    roles: list[NewRole] | None = fields.plain("Its roles.", default=None)


@shape
class AccountCreated(Answer):
    """The account, and once the initial password for its owner."""

    account: AccountView = fields.plain("The account.")
    initial_password: str | None = fields.plain(
        "Shown this once; must be changed at the first sign-in; null when the same "
        "Idempotency-Key was answered before.",
        default=None,
    )


@shape
class InitialPassword(Answer):
    """A new password for one use."""

    initial_password: str = fields.plain("Shown this once; must be changed at the next sign-in.")


@shape
class AccountPage(Page):
    """A page of accounts by login."""

    items: list[AccountView] = fields.plain("The accounts.")


@shape
class AccountEntry(Answer):
    """One change of an account."""

    version: int = fields.plain("Counts the changes.")
    what: str = fields.plain("What was done.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.plain("The account that did it; null: an operator or an event.")
    details: dict[str, str] = fields.plain("What it was about; no personal data.")


@shape
class AccountHistory(Page):
    """A page of what was done to an account, oldest first unless sorted otherwise."""

    items: list[AccountEntry] = fields.plain("The changes.")


@shape
class OwnAccount(Answer):
    """An account as its owner sees it."""

    id: UUID = fields.plain("The account.")
    login: str = fields.plain("Login name.")
    display_name: str = fields.plain("Name.")
    area: str = fields.place("The area whose administrators manage it.")
    phone: str | None = fields.plain("Phone number.", default=None)
    email: str | None = fields.plain("E-mail address.", default=None)
    language: Language = fields.choice("Language of notices.")
    has_second_factor: bool = fields.plain("Whether codes are asked for at sign-in.")
    needs: list[Need] = fields.choices("What you must do before your roles count.", Need)
    roles: list[RoleView] = fields.plain("Roles held now or later.")
    version: int = fields.plain("Counts the changes.")


@shape
class PasswordChange(Shape):
    """The old password, the new one, and the API keys to keep."""

    current_password: str = fields.secret(
        "The current password.", longest=200, example="the old words of a long sentence"
    )
    new_password: str = fields.secret(
        "The new password.", longest=200, example="seven quiet lamps by the harbour"
    )
    keep_api_keys: list[UUID] = fields.plain(
        "Those of your API keys to keep; all others are revoked.", default=()
    )


@shape
class SecondFactorBegun(Answer):
    """What an authenticator app needs; it counts only after you have sent a code from it."""

    secret: str = fields.plain("The secret, to type in where you cannot scan a picture.")
    uri: str = fields.plain("The same as otpauth:// address, for a QR code.")


@shape
class SecondFactorConfirmation(Shape):
    """A code from the app."""

    code: str = fields.pattern(
        "Six digits.", r"^[0-9]{6}$", error="Must be six digits.", example="492039"
    )


@shape
class RecoveryCodes(Answer):
    """Recovery codes for signing in when the app is lost; each works once."""

    codes: list[str] = fields.plain("Shown this once.")


@shape
class Nothing(Shape):
    """An empty object: the address says everything."""


@shape
class Done(Answer):
    """It is done."""

    done: bool = fields.plain("Always true.", default=True)


@request("gateway", "create_account", AccountView)
class CreateAccount(NewAccount, Request[AccountView]):
    """Make an account that has no password yet."""


@request("gateway", "list_accounts", AccountPage)
class ListAccounts(Listing, Request[AccountPage]):
    """List the accounts of your areas, by login."""

    area: str | None = fields.area("Only accounts of this area.", default=None)
    role: Role | None = fields.choice("Only accounts that hold this role now.", default=None)
    state: AccountState | None = fields.choice("Only those in this state.", default=None)
    search: str | None = fields.line(
        "Part of the login or the name; a whole phone number or e-mail address.",
        longest=100,
        default=None,
    )


@request("gateway", "show_account", AccountView)
class ShowAccount(Request[AccountView]):
    """One account."""

    account: UUID = fields.path("The account.")


@request("gateway", "show_account_history", AccountHistory)
class ShowAccountHistory(Listing, Request[AccountHistory]):
    """List what was done to an account, oldest first."""

    account: UUID = fields.path("The account.")
    sort: str | None = fields.sorting("version", default=None)


@request("gateway", "change_account", AccountView)
class ChangeAccount(Contact, Change, Request[AccountView]):
    """Change name and contact; a phone number or e-mail address left out stays as it is."""

    account: UUID = fields.path("The account.")
    without_phone: bool = fields.plain("Whether to delete the phone number.", default=False)
    without_email: bool = fields.plain("Whether to delete the e-mail address.", default=False)


@request("gateway", "lock_account", AccountView)
class LockAccount(Change, Request[AccountView]):
    """Lock an account (停用): all its sign-ins end, and nobody signs in until it is unlocked."""

    account: UUID = fields.path("The account.")


@request("gateway", "unlock_account", AccountView)
class UnlockAccount(Change, Request[AccountView]):
    """Unlock an account; its API keys are revoked, and its owner makes new ones."""

    account: UUID = fields.path("The account.")


@request("gateway", "close_account", AccountView)
class CloseAccount(Change, Request[AccountView]):
    """Close an account for good (注销)."""

    account: UUID = fields.path("The account.")


@request("gateway", "give_role", AccountView)
class GiveRole(NewRole, Change, Request[AccountView]):
    """Give a role at an area; you cannot give more rights than you hold."""

    account: UUID = fields.path("The account.")


@request("gateway", "end_role", AccountView)
class EndRole(Change, Request[AccountView]):
    """End a role now."""

    account: UUID = fields.path("The account.")
    role_id: UUID = fields.path("The role held.")


@request("gateway", "remove_second_factor", AccountView)
class RemoveSecondFactor(Change, Request[AccountView]):
    """Forget an authenticator app that was lost; its owner enrols another one."""

    account: UUID = fields.path("The account.")


@request("gateway", "show_own_account", OwnAccount)
class ShowOwnAccount(Request[OwnAccount]):
    """Show your own account, and what you must do before its roles count."""


@request("gateway", "change_own_account", OwnAccount)
class ChangeOwnAccount(Contact, Request[OwnAccount]):
    """Change your own name and contact details."""
