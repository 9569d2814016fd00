"""Requests about the cap of posts."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.post_cap import (
    EndPostOverride,
    ListPostCaps,
    OverridePostCap,
    ShowPostCap,
)
from services.recruitment.post_cap import operations, queries


class PostCapEntrypoints(Service):
    """The cap of posts and its overrides."""

    show_post_cap = reads(ShowPostCap, queries.cap, "community")
    list_post_caps = reads(ListPostCaps, queries.caps, "street")
    override_post_cap = writes(OverridePostCap, operations.override)
    end_post_override = writes(EndPostOverride, operations.end_override)
