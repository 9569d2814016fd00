"""Commissioners in office (在任专员) for the staff who work with them.

The gateway shows recruitment's names together with what the register counts.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape


@shape
class FieldOfWork(Answer):
    """What a commissioner does."""

    category: PostCategory = fields.choice("Field of work (岗位类别).")
    category_zh: str = fields.plain("The same in Chinese.")
    category_en: str = fields.plain("The same in English.")
    post: str = fields.plain("Title of the post.")


@shape
class ServingCommissioner(Answer):
    """One appointment of a commissioner in office."""

    commissioner: UUID = fields.plain("The account; the id of the person, where there is none.")
    name: str | None = fields.plain("The name; masked where the caller needs no more.")
    field_of_work: FieldOfWork = fields.plain("What for.")


@shape
class ServingCommissioners(Answer):
    """The commissioners of a community who are in office on a day, one for each post."""

    items: list[ServingCommissioner] = fields.plain("The commissioners.")


@request("recruitment", "list_serving", ServingCommissioners)
class ListServing(Request[ServingCommissioners]):
    """List the commissioners in office in a community, and what they do."""

    community: str = fields.area("The community.")
    on: dt.date | None = fields.plain("The day; today, if left out.", default=None)


@shape
class CommissionerFilter(Shape):
    """The day for which to list commissioners."""

    on: dt.date | None = fields.plain(
        "In office on this day, Asia/Shanghai; today, if left out.", default=None
    )


@shape
class CommissionerInOffice(Answer):
    """A commissioner in office."""

    commissioner: str = fields.plain(
        "What an assignment or a reception gives as `commissioner`: the account; the id of the "
        "person, where none was named."
    )
    name: str | None = fields.plain("The name; masked where the caller needs no more.")
    fields_of_work: list[FieldOfWork] = fields.plain("One for each post.")
    open_appeals: int = fields.plain("How many appeals of the community they have open now.")


@shape
class CommissionersInOffice(Answer):
    """The commissioners of a community who are in office on a day."""

    items: list[CommissionerInOffice] = fields.plain(
        "The commissioners, with the fewest open first."
    )
