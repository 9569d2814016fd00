"""Requests about posts."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.posts import (
    AdvertisePost,
    ApplyPostTemplate,
    ClosePost,
    CreatePost,
    EditPost,
    ListPosts,
    ListPostTemplates,
    OpenPost,
    PostPage,
    PostView,
    ProposalReport,
    ProposePosts,
    PublicPostPage,
    PublicPosts,
    SavePostTemplate,
    ShowPost,
    TemplateList,
    TemplateReport,
    TemplateView,
    WithdrawPost,
)
from services.recruitment.posts import operations, queries


class PostsEntrypoints(Service):
    """Keeping posts under the cap, and their templates."""

    @rpc(CreatePost, writes=True)
    def create_post(self, work: Work, request: CreatePost) -> PostView:
        return operations.create(work.session, work.actor, request)

    @rpc(EditPost, writes=True)
    def edit_post(self, work: Work, request: EditPost) -> PostView:
        return operations.edit(work.session, work.actor, request)

    @rpc(OpenPost, writes=True)
    def open_post(self, work: Work, request: OpenPost) -> PostView:
        return operations.open_(work.session, work.actor, request)

    @rpc(AdvertisePost, writes=True)
    def advertise_post(self, work: Work, request: AdvertisePost) -> PostView:
        return operations.advertise(work.session, work.actor, request)

    @rpc(WithdrawPost, writes=True)
    def withdraw_post(self, work: Work, request: WithdrawPost) -> PostView:
        return operations.withdraw(work.session, work.actor, request)

    @rpc(ClosePost, writes=True)
    def close_post(self, work: Work, request: ClosePost) -> PostView:
        return operations.close(work.session, work.actor, request)

    @rpc(ShowPost)
    def show_post(self, work: Work, request: ShowPost) -> PostView:
        return queries.show(work.session, work.actor, request.post_id)

    @rpc(ListPosts)
    def list_posts(self, work: Work, request: ListPosts) -> PostPage:
        return queries.page(work.session, work.actor, request)

    @rpc(PublicPosts)
    def public_posts(self, work: Work, request: PublicPosts) -> PublicPostPage:
        return queries.public_page(work.session, request)

    @rpc(ListPostTemplates)
    def list_post_templates(self, work: Work, request: ListPostTemplates) -> TemplateList:
        return queries.templates(work.session, work.actor, request)

    @rpc(SavePostTemplate, writes=True)
    def save_post_template(self, work: Work, request: SavePostTemplate) -> TemplateView:
        return operations.save_template(work.session, work.actor, request)

    @rpc(ApplyPostTemplate, writes=True)
    def apply_post_template(self, work: Work, request: ApplyPostTemplate) -> TemplateReport:
        return operations.apply_template(work.session, work.actor, request)

    @rpc(ProposePosts, writes=True)
    def propose_posts(self, work: Work, request: ProposePosts) -> ProposalReport:
        return operations.propose(work.session, work.actor, request)
