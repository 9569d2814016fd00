"""Opening, advertising, filling and closing posts, never more than the cap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.posts import (
    AdvertisePost,
    ApplyPostTemplate,
    ClosePost,
    CreatePost,
    EditPost,
    LeftOut,
    OnePost,
    OpenPost,
    PostAdvertised,
    PostBody,
    PostClosed,
    PostFilled,
    PostOpened,
    PostVacated,
    PostView,
    PostWithdrawn,
    PostWords,
    ProposalReport,
    ProposePosts,
    SavePostTemplate,
    TemplateReport,
    TemplateView,
    WithdrawPost,
)
from contracts.recruitment.words import PostState
from groundwork import areas, counters, history
from runtime import clock
from runtime.identifiers import new_id
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.posts import queries
from services.recruitment.posts.model import Post, PostTemplate
from services.recruitment.posts.rules import built_in, needs, places, states
from services.recruitment.posts.rules.states import Deed
from services.recruitment.surveys import queries as surveys
from services.recruitment.surveys.rules.states import check_counted
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of, start_of_day
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState, check_version

_SYSTEM = "system"


def create(session: Session, actor: Actor, request: CreatePost) -> PostView:
    """Write down a post as a draft (拟设岗位). R7, R8.

    Raises:
        Invalid: not a community in force, or no need is named.
        Forbidden: the actor may not manage posts there.
        WrongState: the community has as many posts as it may have.
    """
    _check_keeps(session, actor, request.community)
    [post] = write_down(session, actor, request.community, [request], at=request.happened_at)
    return queries.whole(session, actor, post)


def edit(session: Session, actor: Actor, request: EditPost) -> PostView:
    """Rewrite a post that is not public yet.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `_taken_up`; or another post
            of the community has this name.
        Invalid: it names no need.
    """
    post = _taken_up(session, actor, request)
    _check_need(session, post.community, request)
    # Two who name posts of the community at once do not give one name twice.
    counters.hold(session, lock(post.community))
    _check_names(session, post.community, [request], but=post.id)
    _move_on(session, actor, post, Deed.EDIT)
    for name, value in _written(request).items():
        setattr(post, name, value)
    return _answer(session, actor, post)


def open_(session: Session, actor: Actor, request: OpenPost) -> PostView:
    """The community has decided on it (设立岗位).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `_taken_up`; or the community
            has more posts than it may have.
    """
    post = _taken_up(session, actor, request)
    _check_not_over(session, post.community)
    _move_on(session, actor, post, Deed.OPEN, at=request.happened_at)
    outbox.add(session, PostOpened(**queries.facts_of(post)), actor=actor)
    return _answer(session, actor, post)


def advertise(session: Session, actor: Actor, request: AdvertisePost) -> PostView:
    """Show it to everybody (发布招募).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `_taken_up`; or the community
            has more posts than it may have, and this one was never advertised or held.
    """
    post = _taken_up(session, actor, request)
    if not queries.was_shown(session, post):
        _check_not_over(session, post.community)
    _move_on(session, actor, post, Deed.ADVERTISE, at=request.happened_at)
    outbox.add(session, PostAdvertised(**queries.facts_of(post)), actor=actor)
    return _answer(session, actor, post)


def withdraw(session: Session, actor: Actor, request: WithdrawPost) -> PostView:
    """Advertise it no longer (停止招募).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `_taken_up`.
    """
    post = _taken_up(session, actor, request)
    _move_on(session, actor, post, Deed.WITHDRAW, at=request.happened_at)
    outbox.add(session, PostWithdrawn(**queries.facts_of(post)), actor=actor)
    return _answer(session, actor, post)


def close(session: Session, actor: Actor, request: ClosePost) -> PostView:
    """It is no longer needed (撤销岗位); its place is free again.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `_taken_up`; or somebody is
            appointed or proposed, or a campaign takes applications for it.
    """
    post = _taken_up(session, actor, request)
    states.check_may_close(post.number, queries.under_way(post))
    _move_on(session, actor, post, Deed.CLOSE, at=request.happened_at, note=request.reason)
    outbox.add(session, PostClosed(**queries.facts_of(post)), actor=actor)
    return _answer(session, actor, post)


def mark_awaited(session: Session, post_id: UUID, *, is_awaited: bool, is_proposed: bool) -> None:
    """Say whether somebody is appointed to the post and waits for the first day, or is proposed.

    Raises:
        NotFound: no such post.
    """
    post = queries.POSTS.locked(session, post_id)
    post.is_awaited, post.is_proposed = is_awaited, is_proposed


def mark_sought(session: Session, post_id: UUID, *, is_sought: bool) -> None:
    """Say whether a campaign takes applications for the post.

    Raises:
        NotFound: no such post.
    """
    queries.POSTS.locked(session, post_id).is_sought = is_sought


def mark_held(session: Session, post_id: UUID, *, proposed_on: dt.date) -> None:
    """Say when somebody was proposed who takes office now; the earliest such day is kept.

    Raises:
        NotFound: no such post.
    """
    post = queries.POSTS.locked(session, post_id)
    post.first_proposed_on = min(proposed_on, post.first_proposed_on or proposed_on)


def fill(session: Session, actor: Actor, post_id: UUID, *, interim: bool, on: dt.date) -> Post:
    """Somebody holds the post from a day on; the appointment has asked who may say so.

    Raises:
        NotFound: no such post.
        WrongState: somebody holds it, or it was never opened.
    """
    post = queries.POSTS.locked(session, post_id)
    deed = Deed.FILL_INTERIM if interim else Deed.FILL
    _move_on(session, actor, post, deed, on=on)
    event = PostFilled(**queries.facts_of(post), filled_on=on, interim=interim)
    outbox.add(session, event, actor=actor)
    return post


def vacate(session: Session, actor: Actor, post_id: UUID, *, on: dt.date) -> Post:
    """Mark the post as vacant from this day on; it can be advertised again, or still is.

    Raises:
        NotFound: no such post.
        WrongState: it has no holder.
    """
    post = queries.POSTS.locked(session, post_id)
    _move_on(session, actor, post, Deed.VACATE, on=on)
    event = PostVacated(**queries.facts_of(post), vacated_on=on)
    outbox.add(session, event, actor=actor)
    return post


def save_template(session: Session, actor: Actor, request: SavePostTemplate) -> TemplateView:
    """Keep a community's posts that are not closed as a template of its street (R65).

    Raises:
        Invalid: not a community in force.
        Forbidden: the actor may not manage posts there.
        WrongState: the community has no posts, or a template of this name is there and
            no version was given.
        PreconditionFailed: the template is at another version than expected.
    """
    _check_keeps(session, actor, request.community)
    street = street_of(request.community)
    counters.hold(session, f"post_template/{street}")
    chosen = sa.select(Post).where(
        Post.community == request.community, Post.state != PostState.CLOSED
    )
    found = session.scalars(chosen.order_by(Post.slot)).all()
    if not found:
        raise WrongState(
            f"社区 {request.community} 没有岗位，无法保存为模板。",
            f"Community {request.community} has no posts to make a template of.",
        )
    words = [
        PostWords(
            category=post.category, title=post.title, duties=post.duties, promises=post.promises
        ).plain()
        for post in found
    ]
    named = sa.select(PostTemplate).where(
        PostTemplate.street == street, PostTemplate.name == request.name
    )
    template = session.scalar(named)
    if template is not None and request.expected_version is None:
        raise WrongState(
            f"模板“{request.name}”已存在；请另取名称，或用 If-Match 带上您读到的版本来替换它。",
            f"There is a template “{request.name}” already. Give another name, or send the "
            "version that you read (If-Match) to replace it.",
        )
    check_version(request.expected_version, template.version if template else 0)
    if template is None:
        template = PostTemplate(id=new_id(), street=street, name=request.name, version=0)
        session.add(template)
    template.posts = words
    template.saved_at, template.saved_by = clock.now(), actor.account
    template.version += 1
    history.add(
        session,
        actor,
        kind="post_template",
        thing_id=template.id,
        version=template.version,
        area=request.community,
        what="saved",
        community=request.community,
        posts=len(words),
    )
    return queries.shown_template(template)


def apply_template(session: Session, actor: Actor, request: ApplyPostTemplate) -> TemplateReport:
    """Give a community the posts of a template as drafts: all of them, or none (R65).

    Raises:
        NotFound: no such template.
        Invalid: not a community in force.
        Forbidden: the actor may not manage posts there.
        WrongState: they are more than the cap allows, or some are there already.
    """
    _check_keeps(session, actor, request.community)
    template = queries.template_of(session, actor, request.template)
    bodies = [PostBody(**vars(words), need_reason=request.need_reason) for words in template.posts]
    posts = _planned(session, request.community, bodies, at=request.happened_at)
    if not request.check:
        _keep(session, actor, posts, template=template.id)
    views = _views(session, actor, posts, check=request.check)
    return TemplateReport(check=request.check, posts=views)


def propose(session: Session, actor: Actor, request: ProposePosts) -> ProposalReport:
    """Make drafts of posts from the ranking of a survey's needs (R7), the strongest first.

    Never above the cap; needs without a place are named.

    Raises:
        NotFound: no such survey in the actor's communities.
        Forbidden: the actor may not manage posts there.
        WrongState: the survey is still open, or the community has no place left at all.
    """
    survey = surveys.SURVEYS.one_of(session, actor, request.survey_id)
    community = survey.community
    _check_keeps(session, actor, community)
    check_counted(survey.number, survey.state)
    counters.hold(session, lock(community))
    found = queries.places_of(session, community, day_of(clock.now()))
    places.take(community, found)
    there = _categories(session, community)
    wanted: list[PostBody] = []
    left_out: list[LeftOut] = []
    ranked = surveys.ranking(session, survey)
    for need in [one for one in ranked if one.percent >= request.least_percent]:
        code = needs.why_left_out(need.category, there=there, made=len(wanted), free=found.free)
        if code is not None:
            zh, en = needs.LEFT_OUT[code]
            left_out.append(LeftOut(category=need.category, code=code, zh=zh, en=en))
        elif len(wanted) < request.most:
            words = queries.words_of(built_in.OF_CATEGORY[need.category])
            wanted.append(
                PostBody(
                    **vars(words),
                    need_survey=survey.id,
                    need_question=need.question,
                    need_option=need.option,
                )
            )
    posts = _planned(session, community, wanted, at=request.happened_at)
    if not request.check:
        _keep(session, actor, posts)
    views = _views(session, actor, posts, check=request.check)
    return ProposalReport(check=request.check, posts=views, left_out=left_out)


def _views(session: Session, actor: Actor, posts: Sequence[Post], *, check: bool) -> list[PostView]:
    """Posts that were written down; with what is only checked nothing can be done."""
    possible = {} if check else queries.possible_with(session, actor, posts)
    return [queries.shown(post, possible.get(post.id, [])) for post in posts]


def _categories(session: Session, community: str) -> frozenset[str]:
    chosen = sa.select(Post.category).where(Post.community == community, Post.slot.is_not(None))
    return frozenset(category.value for category in session.scalars(chosen))


def write_down(
    session: Session,
    actor: Actor,
    community: str,
    bodies: Sequence[PostBody],
    *,
    at: dt.datetime | None = None,
) -> list[Post]:
    """Posts as drafts, each with its place under the cap: all of them, or none.

    `at`: when the community wrote them down, if not now.

    Raises:
        Invalid: no need is named, or `at` lies in the future.
        WrongState: they are more than the cap allows, or one of the same name is there.
    """
    posts = _planned(session, community, bodies, at=at)
    _keep(session, actor, posts)
    return posts


def _planned(
    session: Session, community: str, bodies: Sequence[PostBody], *, at: dt.datetime | None
) -> list[Post]:
    """The posts as they would be; they are not stored yet, but their places are locked.

    Raises:
        Invalid, WrongState: see `write_down`.
    """
    for body in bodies:
        _check_need(session, community, body)
    # The row of the community first: two clerks never count the same free places.
    counters.hold(session, lock(community))
    now = clock.now()
    moment = at or now
    moments.check_happened(moment, now=now, field="happened_at")
    back_entries.enter(session, community, day_of(moment), field="happened_at")
    year = day_of(moment).year
    _check_names(session, community, bodies)
    # The cap is today's, whenever a post was first thought of.
    found = queries.places_of(session, community, day_of(now))
    slots = places.take(community, found, len(bodies))
    last = counters.hold(session, _series(community, year))
    return [
        Post(
            id=new_id(),
            community=community,
            number=human_number(year, serial),
            state=PostState.DRAFT,
            slot=slot,
            created_at=moment,
            progressed_at=moment,
            is_awaited=False,
            is_proposed=False,
            is_sought=False,
            version=1,
            **_written(body),
        )
        for serial, (body, slot) in enumerate(zip(bodies, slots, strict=True), last + 1)
    ]


def _keep(
    session: Session, actor: Actor, posts: Sequence[Post], *, template: str | None = None
) -> None:
    for post in posts:
        counters.next_serial(session, _series(post.community, day_of(post.created_at).year))
        session.add(post)
        _note(session, actor, post, "created", happened_at=post.created_at, template=template)
    session.flush()


def _check_keeps(session: Session, actor: Actor, community: str) -> None:
    """Let an actor pass who manages posts in a community in force, and act as that from now on.

    Raises:
        Invalid: not a community in force.
        Forbidden: the actor may not manage posts there.
    """
    areas.check_community(session, community, day_of(clock.now()))
    if not may(actor, Action.POST_MANAGE, area=community):
        raise _for_others(community)
    act(session, actor, Action.POST_MANAGE, area=community)


def _check_not_over(session: Session, community: str) -> None:
    """Check that there are no more posts than the cap, as in writing one down.

    Raises:
        WrongState: there are more, as after an override.
    """
    counters.hold(session, lock(community))
    places.check_not_over(community, queries.places_of(session, community, day_of(clock.now())))


def _for_others(community: str) -> Forbidden:
    return Forbidden(
        f"您不能管理社区 {community} 的岗位，只有该社区工作站、综合党委和管理员可以。",
        f"You may not manage the posts of community {community}; its workstation, its party "
        "committee and administrators may.",
    )


def _taken_up(session: Session, actor: Actor, request: OnePost | EditPost) -> Post:
    """The post, locked, at the expected version, for somebody who keeps posts there.

    Raises:
        NotFound: no such post in the actor's communities.
        Forbidden: the actor may not manage posts there.
        PreconditionFailed: it is at another version.
    """
    return queries.POSTS.take_up(
        session,
        actor,
        request.post_id,
        Action.POST_MANAGE,
        otherwise=_for_others,
        expected=request.expected_version,
    )


def _move_on(
    session: Session,
    actor: Actor,
    post: Post,
    deed: Deed,
    *,
    on: dt.date | None = None,
    at: dt.datetime | None = None,
    note: str | None = None,
) -> None:
    """Into the next state, with what goes with it: history, holder, advertisement.

    Raises:
        WrongState: that cannot be done now.
        Invalid: `at` lies in the future, or before the last step.
    """
    state = states.TABLE.follows(post.number, post.state, deed)
    happened = _happened(session, post, on, at)
    post.state = state
    post.version += 1
    post.progressed_at = max(post.progressed_at, happened)
    if post.state not in states.SHOWN:
        post.advertised_at = None
    elif post.advertised_at is None:
        post.advertised_at = happened
    if deed is Deed.OPEN:
        post.opened_at = happened
    if post.state is PostState.CLOSED:
        post.slot, post.closed_at = None, happened
    post.filled_on = on if post.state in states.OCCUPIED else None
    _note(session, actor, post, states.TABLE.deeds[deed].done, happened_at=happened, note=note)
    session.flush()


def _happened(
    session: Session, post: Post, on: dt.date | None, at: dt.datetime | None
) -> dt.datetime:
    if on is not None:
        # The appointment has checked its days; a first day may also lie ahead.
        return min(clock.now(), start_of_day(on))
    return back_entries.moment_of_step(session, post.community, at, previous=post.progressed_at)


def _note(
    session: Session,
    actor: Actor,
    post: Post,
    what: str,
    *,
    happened_at: dt.datetime | None = None,
    note: str | None = None,
    **details: Any,
) -> None:
    queries.POSTS.note(
        session,
        actor,
        post,
        what,
        at=happened_at,
        role=_SYSTEM if actor.is_anonymous else None,
        note=note,
        state=post.state,
        **{name: value for name, value in details.items() if value is not None},
    )


def _check_need(session: Session, community: str, body: PostBody) -> None:
    needs.check_need(
        survey=body.need_survey,
        question=body.need_question,
        option=body.need_option,
        reason=body.need_reason,
    )
    if body.need_survey is not None and body.need_question is not None:
        surveys.check_shows_need(
            session, community, body.need_survey, body.need_question, body.need_option
        )


def _check_names(
    session: Session, community: str, bodies: Sequence[PostBody], *, but: UUID | None = None
) -> None:
    """Two posts of one name in one community would be mistaken for each other.

    `but`: a post that is rewritten and may keep its own name.

    Raises:
        WrongState: names them.
    """
    titles = [body.title for body in bodies]
    chosen = sa.select(Post.title).where(
        Post.community == community, Post.slot.is_not(None), Post.title.in_(titles)
    )
    if but is not None:
        chosen = chosen.where(Post.id != but)
    doubled = sorted({*session.scalars(chosen), *(one for one in titles if titles.count(one) > 1)})
    if doubled:
        names = "、".join(doubled)
        raise WrongState(
            f"社区 {community} 已有同名岗位：{names}；请改名，或修改已有岗位。",
            f"Community {community} has posts of this name already: {names}. Give another name, "
            "or edit the one that is there.",
        )


def _written(body: PostBody) -> dict[str, Any]:
    return {
        "category": body.category,
        "title": body.title,
        "duties": body.duties,
        "promises": list(body.promises),
        "need_survey": body.need_survey,
        "need_question": body.need_question,
        "need_option": body.need_option,
        "need_reason": body.need_reason,
    }


def _answer(session: Session, actor: Actor, post: Post) -> PostView:
    session.flush()
    return queries.whole(session, actor, post)


def lock(community: str) -> str:
    """Lock the cap of a community until this transaction ends."""
    return f"posts/{community}"


def _series(community: str, year: int) -> str:
    return f"post/{community}/{year}"
