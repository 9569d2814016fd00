"""Posts for tests: valid by default, one keyword to change a fact."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts.recruitment.post_cap import OverridePostCap, PostCapView
from contracts.recruitment.posts import AdvertisePost, CreatePost, OpenPost, PostView
from contracts.recruitment.words import PostCategory
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.post_cap import operations as post_cap
from services.recruitment.post_cap import queries as post_cap_queries
from services.recruitment.posts import operations, queries
from tests.builders import LILIN, STAFF, STREET, an_actor, done
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of

OFFICER = an_actor(Role.STREET_OFFICER, STREET)


def today() -> dt.date:
    """By the clock that the operations ask."""
    return day_of(clock.now())


def a_post(database: Database, actor: Actor = STAFF, **changed: Any) -> PostView:
    """A draft in 荔林; its title is nobody else's."""
    usual: dict[str, Any] = {
        "community": LILIN,
        "category": PostCategory.PET_MANAGEMENT,
        "title": f"宠物管理社区专员 {str(new_id())[-8:]}",
        "duties": "劝导遛犬牵绳。",
        "promises": ["每月一次宣传。"],
        "need_reason": "居民反映犬只扰民。",
    }
    return done(database, operations.create, actor, CreatePost(**usual | changed))


def an_open_post(database: Database, **changed: Any) -> PostView:
    """One on which the community has decided."""
    post = a_post(database, **changed)
    request = OpenPost(post_id=post.id, happened_at=changed.get("happened_at"))
    return done(database, operations.open_, STAFF, request)


def an_advertised_post(database: Database, **changed: Any) -> PostView:
    """One that everybody can read."""
    post = an_open_post(database, **changed)
    request = AdvertisePost(post_id=post.id, happened_at=changed.get("happened_at"))
    return done(database, operations.advertise, STAFF, request)


def an_override(database: Database, actor: Actor = OFFICER, **changed: Any) -> PostCapView:
    """One post more in 荔林 for a month."""
    usual: dict[str, Any] = {
        "community": LILIN,
        "extra": 1,
        "reason": "社区人口超过三万",
        "to_day": today() + dt.timedelta(days=30),
    }
    return done(database, post_cap.override, actor, OverridePostCap(**usual | changed))


def the_cap(database: Database, community: str = LILIN) -> PostCapView:
    """How many posts there are, and may be."""
    with database.reading() as session:
        return post_cap_queries.shown_cap(session, OFFICER, community)


def the_post(database: Database, post_id: UUID) -> PostView:
    """The post with its history, as staff sees it."""
    with database.reading() as session:
        return queries.show(session, STAFF, post_id)
