"""Events about posts."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, subscribe_many
from contracts.recruitment.posts import PostAdvertised, PostClosed, PostFact, PostOpened
from services.volunteers.posts import operations


class PostsEntrypoints(Service):
    """The copy of the posts."""

    @subscribe_many(PostOpened, PostAdvertised, PostClosed)
    def keep_post(self, work: Work, deliveries: list[Delivered[PostFact]]) -> None:
        operations.keep_posts(work.session, [one.event for one in deliveries])
