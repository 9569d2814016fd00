"""Commissioners in office (在任专员) as the register knows them: appeals can be assigned to them."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.registry import Answer, Request, request, shape


@shape
class CommissionerLoad(Answer):
    """A commissioner in office, and how much of the work is theirs."""

    commissioner: str = fields.plain("The account, as appeals name it.")
    open_appeals: int = fields.plain("How many open appeals of the community they have now.")


@shape
class CommissionerLoads(Answer):
    """The commissioners of a community who are in office on a day."""

    items: list[CommissionerLoad] = fields.plain("The commissioners.")


@request("appeals", "count_commissioners", CommissionerLoads)
class CountCommissioners(Request[CommissionerLoads]):
    """Show the commissioners in office in a community, and how many open appeals each has."""

    community: str = fields.area("The community.")
    on: dt.date | None = fields.plain("The day; today, if left out.", default=None)
