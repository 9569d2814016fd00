"""No sequence of what people do with posts gets past the cap (R8)."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from contracts.recruitment.post_cap import EndPostOverride
from contracts.recruitment.posts import (
    AdvertisePost,
    ApplyPostTemplate,
    ClosePost,
    OpenPost,
    WithdrawPost,
)
from groundwork.history import Entry
from runtime import migrating
from runtime.database import Database
from services.recruitment.post_cap import operations as post_cap
from services.recruitment.posts import operations
from services.recruitment.posts.model import Post, PostOverride
from services.recruitment.posts.rules import built_in
from tests.builders import LILIN, STAFF, done
from tests.services.recruitment.conftest import keep_areas
from tests.services.recruitment.posts.builders import OFFICER, a_post, an_override, the_cap, today
from vocabulary.problems import Invalid, WrongState


@functools.cache
def _migrated() -> bytes:
    """An empty database, as a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "recruitment.db"
        migrating.upgrade("recruitment", f"sqlite:///{path}")
        return path.read_bytes()


class Community(RuleBasedStateMachine):
    """One community, its clerks and its street office."""

    posts = Bundle("posts")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "recruitment.db"
        path.write_bytes(_migrated())
        self.database = Database(f"sqlite:///{path}")
        keep_areas(self.database)
        self.before = 0
        self.opened_before = 0
        self.advertised_before = 0

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def _try(self, operation: Any, *arguments: Any, **named: Any) -> None:
        with contextlib.suppress(WrongState):
            done(self.database, operation, *arguments, **named)

    @rule(target=posts)
    def write_down(self) -> UUID | None:
        allowed = the_cap(self.database)
        try:
            made = a_post(self.database)
        except WrongState:
            assert allowed.free == 0
            return None
        assert allowed.free > 0
        return made.id

    @rule(target=posts, template=st.sampled_from(sorted(built_in.TEMPLATES)))
    def apply(self, template: str) -> UUID | None:
        request = ApplyPostTemplate(template=template, community=LILIN, need_reason="参照")
        before = the_cap(self.database)
        try:
            made = done(self.database, operations.apply_template, STAFF, request)
        except WrongState:
            assert the_cap(self.database).taken == before.taken
            return None
        assert len(made.posts) <= before.free
        return made.posts[0].id

    @rule(post=posts)
    def open_(self, post: UUID | None) -> None:
        if post:
            self._try(operations.open_, STAFF, OpenPost(post_id=post))

    @rule(post=posts)
    def advertise(self, post: UUID | None) -> None:
        if post:
            self._try(operations.advertise, STAFF, AdvertisePost(post_id=post))

    @rule(post=posts)
    def withdraw(self, post: UUID | None) -> None:
        if post:
            self._try(operations.withdraw, STAFF, WithdrawPost(post_id=post))

    @rule(post=posts, interim=st.booleans())
    def fill(self, post: UUID | None, interim: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        if post:
            self._try(operations.fill, STAFF, post, interim=interim, on=today())

    @rule(post=posts)
    def vacate(self, post: UUID | None) -> None:
        if post:
            self._try(operations.vacate, STAFF, post, on=today())

    @rule(post=consumes(posts))
    def close(self, post: UUID | None) -> None:
        if post:
            self._try(operations.close, STAFF, ClosePost(post_id=post, reason="不再需要"))

    @rule(extra=st.integers(1, 2))
    def override(self, extra: int) -> None:
        an_override(self.database, extra=extra)

    @rule(days=st.none() | st.integers(0, 40))
    def end_override(self, days: int | None) -> None:
        to_day = None if days is None else today() + dt.timedelta(days=days)
        for one in [one for one in the_cap(self.database).overrides if one.counts][:1]:
            request = EndPostOverride(
                community=LILIN, override_id=one.id, to_day=to_day, reason="不再需要"
            )
            before = the_cap(self.database).taken
            with contextlib.suppress(Invalid):
                cap = done(self.database, post_cap.end_override, OFFICER, request)
                assert cap.taken == before

    @rule()
    def overrides_end(self) -> None:
        yesterday = today() - dt.timedelta(days=1)
        with self.database.writing() as session:
            session.execute(sa.update(PostOverride).values(starts_on=yesterday, ends_on=yesterday))

    @invariant()
    def there_are_never_more_unless_there_were(self) -> None:
        cap = the_cap(self.database)
        assert cap.taken <= max(cap.allowed, self.before)
        self.before = cap.taken

    @invariant()
    def none_is_opened_while_there_are_too_many(self) -> None:
        opened = self._how_many(Post.opened_at.is_not(None))
        assert opened <= max(the_cap(self.database).allowed, self.opened_before)
        self.opened_before = opened

    @invariant()
    def none_is_advertised_for_the_first_time_while_there_are_too_many(self) -> None:
        # Of those that somebody held before, residents knew already.
        first = sa.select(Entry.thing_id, sa.func.min(Entry.version).label("version"))
        shown = first.where(Entry.what.in_(["advertised", "filled", "interim_filled"]))
        earliest = shown.group_by(Entry.thing_id).subquery()
        by_advertising = (
            sa.select(Entry.thing_id)
            .join(earliest, earliest.c.thing_id == Entry.thing_id)
            .where(Entry.version == earliest.c.version, Entry.what == "advertised")
        )
        advertised = self._how_many(Post.id.in_(by_advertising))
        assert advertised <= max(the_cap(self.database).allowed, self.advertised_before)
        self.advertised_before = advertised

    def _how_many(self, condition: sa.ColumnElement[bool]) -> int:
        chosen = sa.select(sa.func.count(Post.id)).where(Post.state != "closed", condition)
        with self.database.reading() as session:
            return session.scalar(chosen) or 0

    @invariant()
    def each_has_a_place_of_its_own(self) -> None:
        with self.database.reading() as session:
            chosen = sa.select(Post.slot).where(Post.community == LILIN, Post.state != "closed")
            slots = session.scalars(chosen).all()
        assert len(set(slots)) == len(slots)
        assert None not in slots


TestCommunity = Community.TestCase
TestCommunity.settings = settings(max_examples=8, stateful_step_count=30, deadline=None)
