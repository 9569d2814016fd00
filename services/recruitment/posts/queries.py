"""Reading posts, the cap and templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.posts import (
    ListPosts,
    ListPostTemplates,
    PostPage,
    PostStep,
    PostView,
    PostWords,
    PublicPost,
    PublicPostPage,
    PublicPosts,
    TemplateList,
    TemplateView,
)
from contracts.recruitment.words import Parameter, PostCategory, PostState
from contracts.words import value_name
from groundwork import history
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, on_days, with_words
from runtime.scope import inside, visible_to
from services.recruitment.parameters import queries as parameters
from services.recruitment.posts.model import Post, PostOverride, PostTemplate
from services.recruitment.posts.rules import built_in, places, states
from services.recruitment.posts.rules.places import Override, Places
from services.recruitment.posts.rules.states import Deed, UnderWay
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.personal_text import hidden
from vocabulary.problems import NotFound

KIND = "post"
POSTS = Kept(Post, KIND, "岗位", "post", read=Action.POST_READ)

KIND = "post"
ORDER = paging.Order(
    {
        "created_at": Post.created_at,
        "community": Post.community,
        "filled_on": Post.filled_on,
    },
    identity=Post.id,
    usual="-created_at",
)
_PUBLIC_ORDER = paging.Order(
    {"advertised_at": Post.advertised_at, "community": Post.community},
    identity=Post.id,
    usual="-advertised_at",
    never_lacking=frozenset({"advertised_at"}),
)
_SHOWN = states.SHOWN
_VIEW = Copying(Post, PostView, given=("category_zh", "category_en", "possible", "history"))
#: From here a post is opened, or advertised for the first time, as far as the cap allows.
_FROM_THE_CAP = (PostState.DRAFT, PostState.OPEN)
#: A community with a former post may look for a holder again.
_SHOWN_BEFORE = [
    states.TABLE.deeds[deed].done for deed in (Deed.ADVERTISE, Deed.FILL, Deed.FILL_INTERIM)
]
_STEP = history.Telling(PostStep, given=("note",))


def show(session: Session, actor: Actor, post_id: UUID) -> PostView:
    """One post with its history.

    Raises:
        NotFound: no such post in the actor's communities.
    """
    post = POSTS.one_of(session, actor, post_id)
    return whole(session, actor, post)


def page(session: Session, actor: Actor, request: ListPosts) -> PostPage:
    """A page of the posts in the actor's scope, newest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = POSTS.page(session, actor, request, ORDER, *_narrowed(request))
    possible = possible_with(session, actor, found.rows)
    return PostPage(
        items=[shown(post, possible[post.id]) for post in found.rows],
        **found.besides,
    )


def whole(session: Session, actor: Actor, post: Post) -> PostView:
    """A post with its history."""
    possible = possible_with(session, actor, [post])
    return shown(post, possible[post.id], history.of(session, KIND, post.id))


def possible_with(
    session: Session, actor: Actor, posts: Sequence[Post]
) -> Mapping[UUID, list[str]]:
    """What the actor can do now with each of these posts."""
    waiting = {post.community for post in posts if post.state in _FROM_THE_CAP}
    kept = {one for one in waiting if may(actor, Action.POST_MANAGE, area=one)}
    today = day_of(clock.now())
    over = {one for one in kept if places_of(session, one, today).is_over}
    found = {}
    for post in posts:
        is_over = post.community in over
        held = states.held(
            under_way(post), is_over=is_over, was_shown=is_over and was_shown(session, post)
        )
        deeds = states.TABLE.granted(actor, area=post.community)
        found[post.id] = states.TABLE.offered(post.state, deeds, held=held)
    return found


def was_shown(session: Session, post: Post) -> bool:
    """Whether residents could read of it before, or somebody held it."""
    return history.has(session, KIND, post.id, _SHOWN_BEFORE)


def public_page(session: Session, request: PublicPosts) -> PublicPostPage:
    """A page of the posts that are advertised, for anybody.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = sa.select(Post).where(
        Post.state.in_(_SHOWN),
        *([inside(request.area, Post.community)] if request.area else []),
        *any_of(Post.category, request.category),
    )
    found = paging.page(session, chosen, _PUBLIC_ORDER, request)
    later = history.back_entries(session, KIND, [post.id for post in found.rows])
    return PublicPostPage(
        items=[_for_anybody(post, later.get(post.id)) for post in found.rows], **found.besides
    )


def places_of(session: Session, community: str, day: dt.date) -> Places:
    """How many places a community has on a day, and which are taken now."""
    taken = sa.select(Post.slot).where(Post.community == community, Post.slot.is_not(None))
    return Places(
        cap=parameters.value_on(session, community, Parameter.POST_CAP, day),
        extra=places.extra_on((counted(one) for one in overrides(session, community)), day),
        taken=frozenset(slot for slot in session.scalars(taken) if slot is not None),
    )


def templates(session: Session, actor: Actor, request: ListPostTemplates) -> TemplateList:
    """A page of the built-in templates and those of the actor's streets.

    Raises:
        Invalid: a limit out of range, or a cursor that no page gave.
    """
    kept = session.scalars(sa.select(PostTemplate).where(_of_own_streets(actor)))
    every = [*map(_built_in, built_in.TEMPLATES.values()), *map(shown_template, kept)]
    found = paging.of_known(every, _place_of, "template", request)
    return TemplateList(items=list(found.rows), **found.besides)


def _place_of(template: TemplateView) -> str:
    """Built-in ones first, as they are built in; then by street and name."""
    if template.street is None:
        return f"{list(built_in.TEMPLATES).index(template.id):012}"
    return f"{template.street} {template.name_zh}"


def template_of(session: Session, actor: Actor, name: str) -> TemplateView:
    """One template by its code or id.

    Raises:
        NotFound: there is none, or it belongs to another street.
    """
    if name in built_in.TEMPLATES:
        return _built_in(built_in.TEMPLATES[name])
    try:
        template_id = UUID(name)
    except ValueError:
        raise _no_template(name) from None
    chosen = sa.select(PostTemplate).where(PostTemplate.id == template_id, _of_own_streets(actor))
    found = session.scalar(chosen)
    if found is None:
        raise _no_template(name)
    return shown_template(found)


def shown_template(template: PostTemplate) -> TemplateView:
    """A template that a street keeps."""
    return TemplateView(
        id=str(template.id),
        name_zh=template.name,
        name_en=None,
        is_from_source=False,
        is_community=True,
        street=template.street,
        posts=[PostWords.read(post) for post in template.posts],
        version=template.version,
    )


def words_of(words: built_in.Words) -> PostWords:
    """A built-in post in the words of the contract."""
    return PostWords(
        category=PostCategory(words.category),
        title=words.title,
        duties=words.duties,
        promises=list(words.promises),
    )


def shown(
    post: Post, possible: list[str], entries: Sequence[history.Entry] | None = None
) -> PostView:
    """One post, with its history if that is given; `possible`: see `possible_with`."""
    field = value_name(PostCategory(post.category))
    return _VIEW(
        post,
        category_zh=field.zh,
        category_en=field.label,
        possible=possible,
        history=None if entries is None else [_step(entry) for entry in entries],
    )


def under_way(post: Post) -> list[UnderWay]:
    """Work in progress on the post, which keeps it from being closed."""
    marks = {
        UnderWay.AWAITED: post.is_awaited,
        UnderWay.PROPOSED: post.is_proposed,
        UnderWay.SOUGHT: post.is_sought,
    }
    return [name for name, is_so in marks.items() if is_so]


def facts_of(post: Post) -> dict[str, Any]:
    """The facts in every event of a post."""
    return {
        "post_id": post.id,
        "community": post.community,
        "number": post.number,
        "category": post.category,
        "title": post.title,
        "state": post.state,
        "version": post.version,
    }


def _narrowed(request: ListPosts) -> Conditions:
    survey = request.need_survey
    return [
        *([inside(request.area, Post.community)] if request.area else []),
        *any_of(Post.category, request.category),
        *any_of(Post.state, request.state),
        *([Post.need_survey == survey] if survey is not None else []),
        *on_days(Post.created_at, request.created_from, request.created_to),
        *with_words(request.words, Post.title, Post.duties),
    ]


def _for_anybody(post: Post, back_entry: str | None) -> PublicPost:
    field = value_name(PostCategory(post.category))
    return PublicPost(
        id=post.id,
        community=post.community,
        number=post.number,
        category=post.category,
        category_zh=field.zh,
        category_en=field.label,
        title=hidden(post.title),
        duties=hidden(post.duties),
        promises=[hidden(promise) for promise in post.promises],
        # A constraint of the table: what is shown has it.
        advertised_at=post.advertised_at or post.created_at,
        is_interim_filled=post.state is PostState.INTERIM_FILLED,
        back_entry=back_entry,
    )


def _step(entry: history.Entry) -> PostStep:
    return _STEP(entry, note=entry.note)


def overrides(session: Session, community: str) -> Sequence[PostOverride]:
    """The overrides that the street granted a community."""
    chosen = sa.select(PostOverride).where(PostOverride.community == community)
    return session.scalars(chosen.order_by(PostOverride.granted_at, PostOverride.id)).all()


def counted(override: PostOverride) -> Override:
    """The facts of an override for the rules."""
    is_revoked = override.revoked_at is not None
    return Override(override.extra, override.starts_on, override.ends_on, is_revoked)


def _of_own_streets(actor: Actor) -> sa.ColumnElement[bool]:
    """Staff of a street or one of its communities see the street's templates."""
    near = {
        street_of(grant.area)
        for grant in actor.grants
        if may(actor, Action.POST_READ, area=grant.area)
    }
    return sa.or_(
        visible_to(actor, Action.POST_READ, area=PostTemplate.street),
        PostTemplate.street.in_(near),
    )


def _built_in(template: built_in.Template) -> TemplateView:
    return TemplateView(
        id=template.code,
        name_zh=template.zh,
        name_en=template.en,
        is_from_source=True,
        is_community=template.is_community,
        street=None,
        posts=[words_of(words) for words in template.posts],
        version=0,
    )


def _no_template(name: str) -> NotFound:
    return NotFound(f"没有找到岗位模板 {name}。", f"There is no template {name}.")
