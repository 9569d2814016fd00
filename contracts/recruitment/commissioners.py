"""Commissioners in office (在任专员) for the staff who work with them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.recruitment.posts import PostCategory
from contracts.registry import Answer, Request, request, shape


@shape
class ServingCommissioner(Answer):
    """One appointment of a commissioner in office."""

    commissioner: UUID = fields.plain("The account; the id of the person, where there is none.")
    name: str | None = fields.plain("The name; masked where the caller needs no more.")
    category: PostCategory = fields.choice("Field of work.")
    category_zh: str = fields.plain("The same in Chinese.")
    category_en: str = fields.plain("The same in English.")
    post: str = fields.plain("Title of the post.")


@shape
class ServingCommissioners(Answer):
    """The commissioners of a community who are in office on a day, one for each post."""

    items: list[ServingCommissioner] = fields.plain("The commissioners.")


@request("recruitment", "list_serving", ServingCommissioners)
class ListServing(Request[ServingCommissioners]):
    """Who is in office in a community, and what for."""

    community: str = fields.area("The community.")
    on: dt.date | None = fields.plain("The day; today, if left out.", default=None)
