"""The number of posts a community has and may have."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.post_cap import OverrideStep, OverrideView, PostCapList, PostCapView
from groundwork import areas, history, territories
from groundwork.kept import Kept
from runtime import clock
from runtime.copying import Copying
from services.recruitment.posts.model import PostOverride
from services.recruitment.posts.queries import counted, overrides, places_of
from services.recruitment.posts.rules import places
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.state_table import where

OVERRIDE = "post_override"
OVERRIDES = Kept(PostOverride, OVERRIDE, "岗位职数突破", "override")
_OVERRIDE = Copying(
    PostOverride, OverrideView, given=("from_day", "to_day", "counts", "possible", "history")
)
_STEP = history.Telling(OverrideStep, given=("reason",))


def cap(session: Session, actor: Actor, community: str) -> PostCapView:
    """The number of posts a community has and may have.

    Raises:
        NotFound: not a community, or not one that the actor sees.
    """
    territories.check_community(actor, Action.POST_READ, community)
    return shown_cap(session, actor, community)


def caps(session: Session, actor: Actor, street: str) -> PostCapList:
    """The same of each community of a street that the actor sees.

    Raises:
        NotFound: not a street, or not one that the actor sees.
    """
    territories.check_street(session, actor, Action.POST_READ, street)
    today = day_of(clock.now())
    found = areas.communities_of(session, street, today)
    seen = [one for one in found if may(actor, Action.POST_READ, area=one)]
    return PostCapList(items=[shown_cap(session, actor, one) for one in seen])


def shown_cap(session: Session, actor: Actor, community: str) -> PostCapView:
    """The number of posts a community has and may have."""
    today = day_of(clock.now())
    found = places_of(session, community, today)
    warning = places.warning(found)
    grants = may(actor, Action.POST_OVERRIDE, area=community)
    return PostCapView(
        community=community,
        cap=found.cap,
        extra=found.extra,
        allowed=found.allowed,
        taken=len(found.taken),
        free=found.free,
        is_over=found.is_over,
        warning_zh=warning and warning[0],
        warning_en=warning and warning[1],
        overrides=[
            _OVERRIDE(
                override,
                from_day=override.starts_on,
                to_day=override.ends_on,
                counts=counted(override).counts_on(today),
                possible=where(ending=grants and counted(override).counts_on(today)),
                history=[_override_step(e) for e in history.of(session, OVERRIDE, override.id)],
            )
            for override in reversed(overrides(session, community))
        ],
        possible=where(overrides=grants),
    )


def override_of(session: Session, community: str, override_id: UUID) -> PostOverride:
    """One override of a community, locked.

    Raises:
        NotFound: it has none of this id.
    """
    chosen = sa.select(PostOverride).where(
        PostOverride.id == override_id, PostOverride.community == community
    )
    found = session.scalar(chosen.with_for_update())
    if found is None:
        raise NotFound(
            f"社区 {community} 没有增设批准 {override_id}。",
            f"Community {community} has no override {override_id}.",
        )
    return found


def _override_step(entry: history.Entry) -> OverrideStep:
    return _STEP(entry, reason=entry.note)
