"""The gateway's data about an account's owner: a copy (PIPL art. 45), its erasure (art. 47)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.gateway.accounts import AccountView, RoleView
from contracts.gateway.consents import ConsentView
from contracts.gateway.notice_preferences import NoticePreferencesView
from contracts.gateway.offices import OfficeView
from contracts.gateway.openid import IdentityView
from contracts.gateway.proofs import OwnersProof
from contracts.registry import Answer, Request, request, shape
from vocabulary.accounts import AccountState, Language, Proof, SignInKind
from vocabulary.notices import DeliveryState, NoticeChannel


@shape
class OwnErasure(OwnersProof):
    """The password and code again, because a sign-in left open is not enough."""


@shape
class AccountErasure(Answer):
    """The account is closed and its owner's data is erased."""

    account: UUID = fields.plain("The account; history and audit keep only this id.")
    erased_at: dt.datetime = fields.moment("When.")


@shape
class ExportedEntry(Answer):
    """One change of the account."""

    version: int = fields.plain("Counts the changes.")
    what: str = fields.plain("What was done.")
    happened_at: dt.datetime = fields.moment("When.")
    by_owner: bool = fields.plain("Whether the owner did it.")
    details: dict[str, str] = fields.plain("What it was about.")


@shape
class ExportedAccount(Answer):
    """The account itself, unmasked."""

    id: UUID = fields.plain("The account.")
    login: str = fields.plain("Login name.")
    display_name: str = fields.plain("Name.")
    area: str = fields.place("The area whose administrators manage it.")
    phone: str | None = fields.plain("Phone number.", default=None)
    email: str | None = fields.plain("E-mail address.", default=None)
    language: Language = fields.choice("Language of notices.")
    state: AccountState = fields.choice("Whether it can be used.")
    must_change_password: bool = fields.plain("Whether an initial password waits to be changed.")
    second_factor_since: dt.datetime | None = fields.moment(
        "When the second factor was enrolled: codes are asked for since then.", default=None
    )
    recovery_codes_left: int = fields.plain("Recovery codes that were not used.")
    created_at: dt.datetime = fields.moment("Since when.")


@shape
class ExportedSignIn(Answer):
    """A sign-in of the account; kept until 90 days after its end."""

    id: UUID = fields.plain("The sign-in.")
    kind: SignInKind = fields.choice("A browser or a program.")
    proof: Proof = fields.choice("How the owner proved their identity.")
    client: str = fields.plain("The client, as it described itself.")
    begun_at: dt.datetime = fields.moment("Since when.")
    seen_at: dt.datetime = fields.moment("Last used, to about a minute.")
    ends_at: dt.datetime = fields.moment("When it ends at the latest.")
    ended_at: dt.datetime | None = fields.moment("When it was ended.", default=None)
    ended_why: str | None = fields.plain("Why it was ended.", default=None)


@shape
class ExportedKey(Answer):
    """An API key, also one that has ended; never its secret."""

    id: UUID = fields.plain("The key.")
    name: str = fields.plain("What its owner called it.")
    scopes: list[str] = fields.plain("What it may do.")
    areas: list[str] = fields.place("The areas where it works; none: everywhere its owner may act.")
    created_at: dt.datetime = fields.moment("Since when.")
    ends_at: dt.datetime = fields.moment("Until when at the latest.")
    revoked_at: dt.datetime | None = fields.moment("When it was revoked.", default=None)
    last_used_at: dt.datetime | None = fields.moment("When it was used last.", default=None)


@shape
class ExportedDelivery(Answer):
    """A notice on its way out of the system."""

    channel: NoticeChannel = fields.choice("The way it was sent.")
    state: DeliveryState = fields.choice("What happened to it.")
    created_at: dt.datetime = fields.moment("When it was to be sent.")
    sent_at: dt.datetime | None = fields.moment("When it was sent.", default=None)


@shape
class ExportedNotice(Answer):
    """A notice to the account."""

    id: UUID = fields.plain("The notice.")
    kind: str = fields.plain("Its kind.")
    title: str = fields.plain("Its title.")
    text: str = fields.plain("Its words.")
    area: str = fields.place("The area it belongs to.")
    subject_kind: str | None = fields.plain("What it is about: `appeal`.", default=None)
    subject_id: str | None = fields.plain("Which one.", default=None)
    created_at: dt.datetime = fields.moment("When it was made.")
    read_at: dt.datetime | None = fields.moment("When it was read.", default=None)
    deliveries: list[ExportedDelivery] = fields.plain("What happened to it outside the inbox.")


@shape
class AccountExport(Answer):
    """Everything that the gateway stores about an account and its owner."""

    exported_at: dt.datetime = fields.moment("When this copy was made.")
    account: ExportedAccount = fields.plain("The account.")
    roles: list[RoleView] = fields.plain("Every role, including past and future ones.")
    offices: list[OfficeView] = fields.plain("Every office that the account was named for.")
    history: list[ExportedEntry] = fields.plain("Every change, oldest first.")
    identities: list[IdentityView] = fields.plain(
        "The owner's identities in the city's account system."
    )
    sign_ins: list[ExportedSignIn] = fields.plain("Every sign-in that is kept, the newest first.")
    api_keys: list[ExportedKey] = fields.plain("Every API key, the newest first.")
    consents: list[ConsentView] = fields.plain("Every consent, including withdrawn ones.")
    notice_preferences: NoticePreferencesView = fields.plain("How you want to get notices.")
    notices: list[ExportedNotice] = fields.plain("Every notice that is kept, oldest first.")


@request("gateway", "export_own_account", AccountExport)
class ExportOwnAccount(Request[AccountExport]):
    """Get a copy of everything the gateway stores about your account (查阅、复制)."""


@request("gateway", "erase_own_account", AccountErasure)
class EraseOwnAccount(Request[AccountErasure]):
    """Close your own account and erase your data in it."""


@request("gateway", "erase_account", AccountView)
class EraseAccount(Change, Request[AccountView]):
    """Erase the owner's data in a closed account before its retention period is over."""

    account: UUID = fields.path("The account.")
