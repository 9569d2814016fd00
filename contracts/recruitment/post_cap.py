"""How many posts a community may have, and the street office's overrides (岗位上限与增设)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.posts import REASON_LONGEST
from contracts.registry import Answer, Event, Request, event, request, shape

#: The most posts above the cap that one override grants.
EXTRA_MOST = 20


@shape
class OverrideStep(Answer):
    """One line of an override's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done: `granted`, `shortened` or `revoked`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account.", default=None)
    role: str = fields.plain("The role in which it was done.")
    reason: str | None = fields.plain("Why.", default=None)


@shape
class OverrideView(Answer):
    """One override of the cap."""

    id: UUID = fields.plain("The override.")
    number: str = fields.plain("Number by street and year.", example="〔2013〕1")
    community: str = fields.place("The community.")
    extra: int = fields.plain("The number of additional posts.")
    reason: str = fields.plain("Why.")
    from_day: dt.date = fields.plain("First day.", key="from")
    to_day: dt.date = fields.plain("Last day, unless it was revoked.", key="to")
    revoked_at: dt.datetime | None = fields.moment(
        "When it was revoked, and counted no more.", default=None
    )
    counts: bool = fields.plain("Whether it counts today.")
    possible: list[str] = fields.possible()
    granted_at: dt.datetime = fields.moment("When it was granted.")
    granted_by: str | None = fields.plain("The account that granted it.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")
    history: list[OverrideStep] = fields.plain("What happened to it, oldest first.")


@shape
class PostCapView(Answer):
    """The number of posts a community has and may have."""

    community: str = fields.place("The community.")
    cap: int = fields.plain("The parameter post_cap of its street today.")
    extra: int = fields.plain("The number that overrides add today.")
    allowed: int = fields.plain("Both together.")
    taken: int = fields.plain("Number of posts that are not closed.")
    free: int = fields.plain("How many more can be opened today.")
    is_over: bool = fields.plain(
        "Whether there are more than allowed, because an override has ended."
    )
    warning_zh: str | None = fields.plain("What to do about it, in Chinese.", default=None)
    warning_en: str | None = fields.plain("The same in English.", default=None)
    overrides: list[OverrideView] = fields.plain("All overrides, the newest first.")
    possible: list[str] = fields.possible()


@request("recruitment", "show_post_cap", PostCapView)
class ShowPostCap(Request[PostCapView]):
    """Show how many posts a community has and may have, and the overrides granted."""

    community: str = fields.path(fields.area("The community."))


@shape
class PostCapList(Answer):
    """The posts that each community of a street has and may have."""

    items: list[PostCapView] = fields.plain("The communities of today, by code.")


@request("recruitment", "list_post_caps", PostCapList)
class ListPostCaps(Request[PostCapList]):
    """List how many posts each community of a street has and may have, and what stands there."""

    street: str = fields.path(fields.area("The street."))


@request("recruitment", "override_post_cap", PostCapView)
class OverridePostCap(Request[PostCapView]):
    """Grant a community more posts than the cap until a day."""

    community: str = fields.path(fields.area("The community."))
    extra: int = fields.number(
        "How many posts more than the cap.", least=1, most=EXTRA_MOST, example=1
    )
    reason: str = fields.words(
        "Why the street office grants it.",
        longest=REASON_LONGEST,
        example="社区人口超过三万，经街道办研究增设一个岗位。",
    )
    to_day: dt.date = fields.plain("Last day on which it counts, today or later.", key="to")


@request("recruitment", "end_post_override", PostCapView)
class EndPostOverride(Change, Request[PostCapView]):
    """End an override on an earlier day, or revoke it at once; existing posts stay."""

    community: str = fields.path(fields.area("The community."))
    override_id: UUID = fields.path("The override.")
    to_day: dt.date | None = fields.plain(
        "The new last day, earlier than the old one and not passed; revoked at once, if left out.",
        default=None,
        key="to",
    )
    reason: str = fields.words(
        "Why the street office ends it.", longest=REASON_LONGEST, example="社区拆分，不再需要。"
    )


@event("recruitment", subject="override_id")
class PostCapOverridden(Event):
    """The street office granted a community more posts for a while."""

    override_id: UUID = fields.plain("The override.")
    number: str = fields.plain("Number by street and year.")
    community: str = fields.area("The community.")
    extra: int = fields.number("How many posts more than the cap.", least=1, most=EXTRA_MOST)
    starts_on: dt.date = fields.plain("First day.")
    ends_on: dt.date = fields.plain("Last day.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="override_id")
class PostOverrideEnded(Event):
    """The street office ended an override earlier than it had granted it for."""

    override_id: UUID = fields.plain("The override.")
    number: str = fields.plain("Number by street and year.")
    community: str = fields.area("The community.")
    extra: int = fields.number("How many posts more than the cap.", least=1, most=EXTRA_MOST)
    ends_on: dt.date = fields.plain("The last day; revoked, it counts no more on that day either.")
    is_revoked: bool = fields.plain("Whether it was revoked at once.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
