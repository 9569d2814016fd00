"""Posts of commissioners, how many a community may have, and their templates."""

from __future__ import annotations

from contracts.recruitment.post_cap import (
    EndPostOverride,
    ListPostCaps,
    OverridePostCap,
    ShowPostCap,
)
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
from gateway.api.recruitment import streets
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes(
    "posts",
    "岗位 · Posts of commissioners",
    reads={"community": checked, "street": streets.checked},
)

_ALL = "/api/v1/posts"
_ONE = f"{_ALL}/<uuid:post_id>"
_CAP = "/api/v1/communities/<community>/post-cap"
_TEMPLATES = "/api/v1/post-templates"


routes.asks("GET", "/api/v1/public/posts", PublicPosts, may=Action.ANYONE)
routes.asks("GET", _ALL, ListPosts, may=Action.POST_READ)
routes.asks("POST", _ALL, CreatePost, may=Action.POST_MANAGE, creates="/api/v1/posts/{id}")
routes.asks("GET", _ONE, ShowPost, may=Action.POST_READ)
routes.asks("PUT", _ONE, EditPost, may=Action.POST_MANAGE)
routes.asks("POST", f"{_ONE}/opening", OpenPost, may=Action.POST_MANAGE)
routes.asks("POST", f"{_ONE}/advertisement", AdvertisePost, may=Action.POST_MANAGE)
routes.asks("POST", f"{_ONE}/withdrawal", WithdrawPost, may=Action.POST_MANAGE)
routes.asks("POST", f"{_ONE}/closing", ClosePost, may=Action.POST_MANAGE)
routes.asks("GET", "/api/v1/streets/<street>/post-caps", ListPostCaps, may=Action.POST_READ)
routes.asks("GET", _CAP, ShowPostCap, may=Action.POST_READ)
routes.asks("POST", f"{_CAP}/overrides", OverridePostCap, may=Action.POST_OVERRIDE)
routes.asks(
    "POST", f"{_CAP}/overrides/<uuid:override_id>/ending", EndPostOverride, may=Action.POST_OVERRIDE
)
routes.asks("GET", _TEMPLATES, ListPostTemplates, may=Action.POST_READ)
routes.asks("POST", _TEMPLATES, SavePostTemplate, may=Action.POST_MANAGE)
routes.asks("POST", f"{_TEMPLATES}/<template>/uses", ApplyPostTemplate, may=Action.POST_MANAGE)
routes.asks(
    "POST", "/api/v1/surveys/<uuid:survey_id>/proposals", ProposePosts, may=Action.POST_MANAGE
)
