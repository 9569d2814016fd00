"""Requests about posts."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.posts import (
    AdvertisePost,
    ApplyPostTemplate,
    ClosePost,
    CreatePost,
    EditPost,
    ListPosts,
    ListPostTemplates,
    OpenPost,
    ProposePosts,
    PublicPosts,
    SavePostTemplate,
    ShowPost,
    WithdrawPost,
)
from services.recruitment.posts import operations, queries


class PostsEntrypoints(Service):
    """Keeping posts under the cap, and their templates."""

    create_post = writes(CreatePost, operations.create)
    edit_post = writes(EditPost, operations.edit)
    open_post = writes(OpenPost, operations.open_)
    advertise_post = writes(AdvertisePost, operations.advertise)
    withdraw_post = writes(WithdrawPost, operations.withdraw)
    close_post = writes(ClosePost, operations.close)
    show_post = reads(ShowPost, queries.show, "post_id")
    list_posts = reads(ListPosts, queries.page)
    public_posts = reads(PublicPosts, queries.public_page)
    list_post_templates = reads(ListPostTemplates, queries.templates)
    save_post_template = writes(SavePostTemplate, operations.save_template)
    apply_post_template = writes(ApplyPostTemplate, operations.apply_template)
    propose_posts = writes(ProposePosts, operations.propose)
