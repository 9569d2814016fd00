"""Posts of commissioners, how many a community may have, and templates of them."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.posts import (
    AdvertisePost,
    ApplyPostTemplate,
    ClosePost,
    CreatePost,
    EditPost,
    EndPostOverride,
    ListPosts,
    ListPostTemplates,
    NewPost,
    NewTemplate,
    OpenPost,
    OverrideBody,
    OverrideEnding,
    OverridePostCap,
    PostBody,
    PostCapView,
    PostClosing,
    PostFilter,
    PostPage,
    PostProposal,
    PostStepBody,
    PostView,
    ProposalReport,
    ProposePosts,
    PublicPostFilter,
    PublicPostPage,
    PublicPosts,
    SavePostTemplate,
    ShowPost,
    ShowPostCap,
    TemplateFilter,
    TemplateList,
    TemplateReport,
    TemplateUse,
    TemplateView,
    WithdrawPost,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("posts", "岗位 · Posts of commissioners")

_ALL = "/api/v1/posts"
_ONE = f"{_ALL}/<uuid:post_id>"
_CAP = "/api/v1/communities/<community>/post-cap"
_TEMPLATES = "/api/v1/post-templates"


@routes.get(
    "/api/v1/public/posts", may=Action.ANYONE, filters=PublicPostFilter, answers=PublicPostPage
)
def public_posts(filters: PublicPostFilter) -> PublicPostPage:
    """List the posts that are advertised, newest first."""
    return ask(PublicPosts(**vars(filters)))


@routes.get(_ALL, may=Action.POST_READ, filters=PostFilter, answers=PostPage)
def posts(filters: PostFilter) -> PostPage:
    """List the posts that the caller may see, newest first."""
    return ask(ListPosts(**vars(filters)))


@routes.post(_ALL, may=Action.POST_MANAGE, takes=NewPost, answers=PostView)
def create_post(body: NewPost) -> PostView:
    """Write down a post as a draft; it takes a place under the cap."""
    return ask(CreatePost(**vars(body)))


@routes.get(_ONE, may=Action.POST_READ, answers=PostView)
def post(post_id: UUID) -> PostView:
    """Show one post with its history."""
    return ask(ShowPost(post_id=post_id))


@routes.put(_ONE, may=Action.POST_MANAGE, takes=PostBody, answers=PostView)
def edit_post(body: PostBody, post_id: UUID) -> PostView:
    """Write a post anew, as long as it is not advertised."""
    return ask(EditPost(post_id=post_id, **vars(body)))


@routes.post(f"{_ONE}/opening", may=Action.POST_MANAGE, takes=PostStepBody, answers=PostView)
def open_post(body: PostStepBody, post_id: UUID) -> PostView:
    """Open a post on which the community has decided."""
    return ask(OpenPost(post_id=post_id, **vars(body)))


@routes.post(f"{_ONE}/advertisement", may=Action.POST_MANAGE, takes=PostStepBody, answers=PostView)
def advertise_post(body: PostStepBody, post_id: UUID) -> PostView:
    """Show a post to everybody."""
    return ask(AdvertisePost(post_id=post_id, **vars(body)))


@routes.post(f"{_ONE}/withdrawal", may=Action.POST_MANAGE, takes=PostStepBody, answers=PostView)
def withdraw_post(body: PostStepBody, post_id: UUID) -> PostView:
    """Advertise a post no longer."""
    return ask(WithdrawPost(post_id=post_id, **vars(body)))


@routes.post(f"{_ONE}/closing", may=Action.POST_MANAGE, takes=PostClosing, answers=PostView)
def close_post(body: PostClosing, post_id: UUID) -> PostView:
    """Close a post that is no longer needed; its place is free again."""
    return ask(ClosePost(post_id=post_id, **vars(body)))


@routes.get(_CAP, may=Action.POST_READ, answers=PostCapView)
def post_cap(community: str) -> PostCapView:
    """Show how many posts a community has and may have, and what was granted."""
    return ask(ShowPostCap(community=checked(community)))


@routes.post(f"{_CAP}/overrides", may=Action.POST_OVERRIDE, takes=OverrideBody, answers=PostCapView)
def override_post_cap(body: OverrideBody, community: str) -> PostCapView:
    """Grant a community more posts than the cap until a day."""
    return ask(OverridePostCap(community=checked(community), **vars(body)))


@routes.post(
    f"{_CAP}/overrides/<uuid:override_id>/ending",
    may=Action.POST_OVERRIDE,
    takes=OverrideEnding,
    answers=PostCapView,
)
def end_post_override(body: OverrideEnding, community: str, override_id: UUID) -> PostCapView:
    """End an override on an earlier day, or revoke it at once; posts that are there stay."""
    code = checked(community)
    return ask(EndPostOverride(community=code, override_id=override_id, **vars(body)))


@routes.get(_TEMPLATES, may=Action.POST_READ, filters=TemplateFilter, answers=TemplateList)
def post_templates(filters: TemplateFilter) -> TemplateList:
    """List the templates: the source's named posts and communities, and the street's own."""
    return ask(ListPostTemplates(**vars(filters)))


@routes.post(_TEMPLATES, may=Action.POST_MANAGE, takes=NewTemplate, answers=TemplateView)
def save_post_template(body: NewTemplate) -> TemplateView:
    """Keep the posts of a community as a template of its street."""
    return ask(SavePostTemplate(**vars(body)))


@routes.post(
    f"{_TEMPLATES}/<template>/uses",
    may=Action.POST_MANAGE,
    takes=TemplateUse,
    answers=TemplateReport,
)
def apply_post_template(body: TemplateUse, template: str) -> TemplateReport:
    """Give a community the posts of a template: all, or none. With check=true only try it."""
    return ask(ApplyPostTemplate(template=template, **vars(body)))


@routes.post(
    "/api/v1/surveys/<uuid:survey_id>/proposals",
    may=Action.POST_MANAGE,
    takes=PostProposal,
    answers=ProposalReport,
)
def propose_posts(body: PostProposal, survey_id: UUID) -> ProposalReport:
    """Make drafts of posts from a survey's ranking of needs. With check=true only try it."""
    return ask(ProposePosts(survey_id=survey_id, **vars(body)))
