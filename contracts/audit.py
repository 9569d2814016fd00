"""The audit (审计) as administrators read it; every service answers for its own database.

It stands here because each service answers the same request.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, request, shape


class Change(StrEnum):
    """What happened to the row; NOTED where an action changed none."""

    INSERTED = "inserted"
    UPDATED = "updated"
    DELETED = "deleted"
    NOTED = "noted"


@shape
class FieldChange(Answer):
    """A change of one field. Personal and secret values are hidden, even from administrators."""

    field: str = fields.plain("Its name.")
    before: Any = fields.plain("The value before; null: none, or hidden.", default=None)
    after: Any = fields.plain("The value now; null: none, or hidden.", default=None)
    hidden: bool = fields.plain("Whether the values are hidden.", default=False)


@shape
class AuditEntry(Answer):
    """One entry of the audit: who did what to what, when, from where, on whose behalf."""

    pos: int = fields.plain("Place in the service's audit.")
    kind: str = fields.plain("The kind of thing it was done to, such as `appeal`.")
    identity: str = fields.plain("Which one: its id or code.")
    seq: int = fields.plain("Number of the entry among those of this thing, from 1.")
    area: str | None = fields.place("The area it belongs to; `*`: everywhere; null: not known.")
    change: Change = fields.choice("What happened to it.")
    action: str = fields.plain("The method, event, timer or command that did it.")
    happened_at: dt.datetime = fields.moment("When it was written down.")
    account: str | None = fields.plain("The account; null: a resident, or the system itself.")
    role: str = fields.plain("The role in which it was done.")
    on_behalf_of: str | None = fields.plain(
        "The account on whose behalf it was done; null: the actor's own."
    )
    address: str | None = fields.plain("The client's address as the gateway saw it.")
    program: str | None = fields.plain("API key, http, command, timer, or the event behind it.")
    correlation_id: str = fields.plain("One piece of work across services; X-Request-Id.")
    changes: list[FieldChange] = fields.plain("What happened to each field.")
    hash: str = fields.plain("SHA-256 of this row, which the next one holds.")


@shape
class AuditFilter(Listing):
    """Filters of the audit; each narrows the administrator's own areas."""

    kind: str | None = fields.text("Only this kind, such as `appeal`.", longest=40, default=None)
    identity: str | None = fields.text("Only this thing.", longest=200, default=None)
    account: str | None = fields.text("Only by this account.", longest=200, default=None)
    action: str | None = fields.text(
        "Only by this method, event, timer or command.", longest=120, default=None
    )
    change: list[Change] | None = fields.several("Only these changes.", Change)
    correlation_id: str | None = fields.text("Only this work.", longest=100, default=None)
    area: str | None = fields.area("Only inside this area.", default=None)
    happened_from: dt.date | None = fields.plain(
        "On this day or later, Asia/Shanghai.", default=None
    )
    happened_to: dt.date | None = fields.plain("On this day or earlier.", default=None)
    sort: str | None = fields.sorting("happened_at", "pos")


@shape
class AuditPage(Page):
    """A page of the audit, newest first unless sorted otherwise."""

    items: list[AuditEntry] = fields.plain("The rows.")


class ReadAudit(AuditFilter, Request[AuditPage]):
    """List the rows that the administrator may see; each service has a request of its own."""


@request("appeals", "audit_of_appeals", AuditPage)
class ReadAppealsAudit(ReadAudit):
    """The audit of the register of appeals."""


@request("recruitment", "audit_of_recruitment", AuditPage)
class ReadRecruitmentAudit(ReadAudit):
    """The audit of recruitment and appointment."""


@request("volunteers", "audit_of_volunteers", AuditPage)
class ReadVolunteersAudit(ReadAudit):
    """The audit of volunteers, teams, activities and hours."""


@request("street", "audit_of_street", AuditPage)
class ReadStreetAudit(ReadAudit):
    """The audit of the street office."""


@request("gateway", "audit_of_gateway", AuditPage)
class ReadGatewayAudit(ReadAudit):
    """The audit of areas, accounts and whatever else the gateway keeps."""
