"""Accounts (账号): who has one, and which roles it holds at which areas."""

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

    id: UUID = fields.plain("Names it when it is ended.")
    role: Role = fields.choice("The role.")
    area: str = fields.place("Where; it covers all that lies inside.")
    begins_at: dt.datetime = fields.moment("From when on.")
    ends_at: dt.datetime | None = fields.moment("First moment without it.", default=None)
    appointment_id: UUID | None = fields.plain("The appointment with which it ends.", default=None)
    is_held: bool = fields.plain("Whether it counts now.")


@shape
class AccountView(Answer):
    """An account as its administrators see it; phone and e-mail are masked."""

    id: UUID = fields.plain("The account.")
    login: str = fields.plain("Login name.")
    display_name: str = fields.plain("Name.")
    area: str = fields.place("Whose administrators keep it.")
    phone: str | None = fields.plain("138****0001.", default=None)
    email: str | None = fields.plain("a***@example.cn.", default=None)
    language: Language = fields.choice("In which language to write to its owner.")
    state: AccountState = fields.choice("Whether it can be used.")
    possible: list[str] = fields.possible()
    must_change_password: bool = fields.plain("Whether an initial password waits to be changed.")
    has_second_factor: bool = fields.plain("Whether codes are asked for at sign-in.")
    roles: list[RoleView] = fields.plain("Every role, also those over and to come.")
    created_at: dt.datetime = fields.moment("Since when.")
    closed_at: dt.datetime | None = fields.moment("When it was closed.", default=None)
    erased_at: dt.datetime | None = fields.moment(
        "When name, login, phone and e-mail were erased.", default=None
    )
    version: int = fields.plain("Counts the changes.")


@shape
class Contact(Shape):
    """How a person is called and reached."""

    display_name: str = fields.name("Name.", longest=60, example="敖建南")
    phone: str | None = fields.phone("Phone number.", default=None)
    email: str | None = fields.email("E-mail address.", default=None)
    language: Language = fields.choice("Language of notices.", default=Language.ZH)


@shape
class OwnContact(Contact, OwnersProof):
    """How you are called and reached, with password and code once more."""


@shape
class NewRole(Shape):
    """A role to give."""

    role: Role = fields.choice("The role.")
    area: str = fields.area("Where.")
    begins_at: dt.datetime | None = fields.moment("From when on; null: now.", default=None)
    ends_at: dt.datetime | None = fields.moment("First moment without it.", default=None)
    appointment_id: UUID | None = fields.plain(
        "The appointment (聘任) with which it ends.", default=None
    )


@shape
class NewAccount(Contact):
    """An account to make."""

    login: str = fields.pattern(
        "Login name; nobody else gets it as long as the account is not erased.",
        LOGIN_PATTERN,
        error="Must be a login name.",
        example="ao.jiannan",
    )
    area: str = fields.area("Whose administrators keep it.")
    roles: list[NewRole] | None = fields.plain("Its roles.", default=None)


@shape
class AccountCreated(Answer):
    """The account, and once the password with which its owner comes in first."""

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
    area: str = fields.place("Whose administrators keep it.")
    phone: str | None = fields.plain("Phone number.", default=None)
    email: str | None = fields.plain("E-mail address.", default=None)
    language: Language = fields.choice("Language of notices.")
    has_second_factor: bool = fields.plain("Whether codes are asked for at sign-in.")
    needs: list[Need] = fields.choices("What must be done before the roles count.", Need)
    roles: list[RoleView] = fields.plain("Roles held now or later.")
    version: int = fields.plain("Counts the changes.")


@shape
class PasswordChange(Shape):
    """The old password and the new one, and which API keys outlive it."""

    current_password: str = fields.secret(
        "The password so far.", longest=200, example="the old words of a long sentence"
    )
    new_password: str = fields.secret(
        "The password from now on.", longest=200, example="seven quiet lamps by the harbour"
    )
    keep_api_keys: list[UUID] = fields.plain(
        "API keys of yours that are to hold on; all others are revoked.", default=()
    )


@shape
class SecondFactorBegun(Answer):
    """What an authenticator app needs; counts only after a code from it has come back."""

    secret: str = fields.plain("The secret, to be typed where no picture can be read.")
    uri: str = fields.plain("The same as otpauth:// address, for a QR code.")


@shape
class SecondFactorConfirmation(Shape):
    """A code from the app."""

    code: str = fields.pattern(
        "Six digits.", r"^[0-9]{6}$", error="Must be six digits.", example="492039"
    )


@shape
class RecoveryCodes(Answer):
    """What opens the door when the app is lost; each once."""

    codes: list[str] = fields.plain("Shown this once.")


@shape
class Nothing(Shape):
    """An empty object: everything is said by the address."""


@shape
class Done(Answer):
    """It is done."""

    done: bool = fields.plain("Always true.", default=True)


@request("gateway", "create_account", AccountView)
class CreateAccount(NewAccount, Request[AccountView]):
    """Make an account, without a password yet."""


@request("gateway", "list_accounts", AccountPage)
class ListAccounts(Listing, Request[AccountPage]):
    """The accounts of the own areas, by login."""

    area: str | None = fields.area("Only accounts of this area.", default=None)
    role: Role | None = fields.choice("Only those who hold this role now.", default=None)
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
    """What was done to an account, oldest first."""

    account: UUID = fields.path("The account.")
    sort: str | None = fields.sorting("version", default=None)


@request("gateway", "change_account", AccountView)
class ChangeAccount(Contact, Change, Request[AccountView]):
    """Change name and contact; lock or unlock."""

    account: UUID = fields.path("The account.")
    state: AccountState = fields.choice(
        "`active`, or `locked`; closing is an action of its own.", default=AccountState.ACTIVE
    )


@request("gateway", "close_account", AccountView)
class CloseAccount(Change, Request[AccountView]):
    """Close an account for good (注销)."""

    account: UUID = fields.path("The account.")


@request("gateway", "give_role", AccountView)
class GiveRole(NewRole, Change, Request[AccountView]):
    """Give a role at an area; never more than one holds."""

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
    """The own account, and what must be done before its roles count."""


@request("gateway", "change_own_account", OwnAccount)
class ChangeOwnAccount(Contact, Request[OwnAccount]):
    """Change how the actor is called and reached."""
