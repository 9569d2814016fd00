"""Requests about the cap of posts."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.posts import EndPostOverride, OverridePostCap, PostCapView, ShowPostCap
from services.recruitment.post_cap import operations, queries


class PostCapEntrypoints(Service):
    """The cap of posts and its overrides."""

    @rpc(ShowPostCap)
    def show_post_cap(self, work: Work, request: ShowPostCap) -> PostCapView:
        return queries.cap(work.session, work.actor, request.community)

    @rpc(OverridePostCap, writes=True)
    def override_post_cap(self, work: Work, request: OverridePostCap) -> PostCapView:
        return operations.override(work.session, work.actor, request)

    @rpc(EndPostOverride, writes=True)
    def end_post_override(self, work: Work, request: EndPostOverride) -> PostCapView:
        return operations.end_override(work.session, work.actor, request)
