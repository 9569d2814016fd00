"""The audit (审计) as administrators read it; every service answers for its own database.

Here and not with one service, because each of them answers the same request.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, request, shape


class Change(StrEnum):
    """What became of the row; NOTED where a deed changed none."""

    INSERTED = "inserted"
    UPDATED = "updated"
    DELETED = "deleted"
    NOTED = "noted"


@shape
class FieldChange(Answer):
    """What became of one field. Personal and secret values are hidden, also from administrators."""

    field: str = fields.plain("Its name.")
    before: Any = fields.plain("What stood there; null: nothing, or hidden.", default=None)
    after: Any = fields.plain("What stands there now; null: nothing, or hidden.", default=None)
    hidden: bool = fields.plain("Whether the values are kept back.", default=False)


@shape
class AuditEntry(Answer):
    """Who did what to what, when, from where, on whose behalf."""

    pos: int = fields.plain("Place in the service's audit.")
    kind: str = fields.plain("What kind of thing it was done to, as `appeal`.")
    identity: str = fields.plain("Which one: its id or code.")
    seq: int = fields.plain("Counts what was done to this thing, from 1.")
    area: str | None = fields.place("Where it belongs; `*`: everywhere; null: no place known.")
    change: Change = fields.choice("What became of it.")
    action: str = fields.plain("The method, event, timer or command that did it.")
    happened_at: dt.datetime = fields.moment("When it was written down.")
    account: str | None = fields.plain("Whose account; null: a resident, or the system itself.")
    role: str = fields.plain("In which role.")
    on_behalf_of: str | None = fields.plain("For whom; null: for nobody else.")
    address: str | None = fields.plain("The client's address as the gateway saw it.")
    program: str | None = fields.plain("API key, http, command, timer, or the event behind it.")
    correlation_id: str = fields.plain("One piece of work across services; X-Request-Id.")
    changes: list[FieldChange] = fields.plain("What became of each field.")
    hash: str = fields.plain("SHA-256 of this row, which the next one holds.")


@shape
class AuditFilter(Listing):
    """Which rows a list shows; every filter narrows the administrator's own areas."""

    kind: str | None = fields.text("Only this kind, as `appeal`.", longest=40, default=None)
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
    """The rows that the administrator may see; each service has a request of its own."""


@request("appeals", "audit_of_appeals", AuditPage)
class ReadAppealsAudit(ReadAudit):
    """The audit of the register of appeals."""


@request("recruitment", "audit_of_recruitment", AuditPage)
class ReadRecruitmentAudit(ReadAudit):
    """The audit of recruitment and appointment."""


@request("street", "audit_of_street", AuditPage)
class ReadStreetAudit(ReadAudit):
    """The audit of the street office."""


@request("gateway", "audit_of_gateway", AuditPage)
class ReadGatewayAudit(ReadAudit):
    """The audit of areas, accounts and whatever else the gateway keeps."""
