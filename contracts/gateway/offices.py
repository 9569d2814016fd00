"""Offices (任职): roles that follow from what a service decided, once the account's owner agrees."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, request, shape
from vocabulary.actors import Role


@shape
class OfficeView(Answer):
    """An office for which an account was named; its role is held once the owner has confirmed it."""

    appointment_id: UUID = fields.plain(
        "The appointment (聘任) or the membership of a team that it follows from."
    )
    role: Role = fields.choice("The role that it gives.")
    area: str = fields.area("Where.")
    begins_at: dt.datetime = fields.moment("When the office began.")
    named_at: dt.datetime = fields.moment("When the account was named for it.")
    confirmed_at: dt.datetime | None = fields.moment(
        "When the owner confirmed it; null: not yet, so it gives no role.", default=None
    )
    ended_at: dt.datetime | None = fields.moment("The first moment without it.", default=None)
    possible: list[str] = fields.possible()


@shape
class OfficeList(Answer):
    """The offices of an account, the newest first."""

    items: list[OfficeView] = fields.plain("The offices, including past ones.")


@shape
class OfficeHolder(Answer):
    """An account that may be named for an office."""

    account: UUID = fields.plain("The account.")


@shape
class PossibleHolder(Answer):
    """An account at home in the community, or in its street."""

    account: UUID = fields.plain("The account.")
    name: str = fields.plain("Name; masked for an account of the street that has no role here.")
    login: str | None = fields.plain("Login name; null where the name is masked.", default=None)


@shape
class PossibleHolders(Page):
    """A page of accounts that may be named for an office, the oldest first."""

    items: list[PossibleHolder] = fields.plain("The accounts.")


@request("gateway", "list_possible_holders", PossibleHolders)
class ListPossibleHolders(Listing, Request[PossibleHolders]):
    """List the accounts of a community and its street that can be named for an office there.

    Closed accounts are left out.
    """

    community: str = fields.path(fields.area("The community."))


@request("gateway", "list_own_offices", OfficeList)
class ListOwnOffices(Request[OfficeList]):
    """List the offices for which your account was named, and which wait for your confirmation."""


@request("gateway", "confirm_office", OfficeView)
class ConfirmOffice(Request[OfficeView]):
    """Confirm an office of your own, with your password and code."""

    appointment_id: UUID = fields.plain("The appointment or membership that it follows from.")


@request("gateway", "check_office_holder", OfficeHolder)
class CheckOfficeHolder(Request[OfficeHolder]):
    """Check whether an account may be named for an office at an area."""

    account: UUID = fields.plain("The account.")
    area: str = fields.area("Where the office is.")
    named_in: str = fields.text("The field of the request that names the account.", longest=40)
