from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.recruitment.post_cap import (
    EndPostOverride,
    PostCapOverridden,
    PostCapView,
    PostOverrideEnded,
)
from contracts.recruitment.posts import AdvertisePost, ClosePost, OpenPost, WithdrawPost
from contracts.recruitment.words import PostState
from runtime.database import Database
from services.recruitment.post_cap import operations as post_cap
from services.recruitment.post_cap import queries
from services.recruitment.posts import operations
from services.recruitment.posts.model import Post, PostOverride
from tests.builders import DENGLIANG, LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.services.recruitment.posts.builders import (
    OFFICER,
    a_post,
    an_open_post,
    an_override,
    the_cap,
    the_post,
    today,
)
from vocabulary.actors import Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, STREET)
COMMITTEE = an_actor(Role.PARTY_COMMITTEE)


@pytest.mark.one_database
def test_a_street_sees_what_stands_in_each_of_its_communities(recruitment: Database) -> None:
    """Issue 19; people of one community see their own."""
    a_post(recruitment)
    an_override(recruitment)

    def caps(actor: Any) -> dict[str, tuple[int, int]]:
        found = done(recruitment, queries.caps, actor, STREET).items
        return {one.community: (one.allowed, one.taken) for one in found}

    assert caps(OFFICER)[LILIN] == (11, 1)
    assert len(caps(OFFICER)) > 1
    assert set(caps(STAFF)) == {LILIN}
    stranger = an_actor(Role.STREET_OFFICER, "440306001000")
    with pytest.raises(NotFound):
        done(recruitment, queries.caps, stranger, STREET)


def test_an_override_adds_places_until_its_last_day(recruitment: Database) -> None:
    """R8: nobody is thrown out when it ends, but nothing new is opened."""
    for _ in range(10):
        a_post(recruitment)
    cap = an_override(recruitment)
    assert (cap.allowed, cap.overrides[0].number) == (11, f"〔{today().year}〕1")
    eleventh = a_post(recruitment)
    _end(recruitment)

    cap = the_cap(recruitment)

    assert (cap.taken, cap.allowed, cap.is_over, cap.free) == (11, 10, True, 0)
    assert "超出上限 1 个" in (cap.warning_zh or "")
    assert the_post(recruitment, eleventh.id).state == PostState.DRAFT
    assert isinstance(refused(a_post, recruitment), WrongState)
    # One post less is not one place more: there are as many as the cap now.
    with recruitment.reading() as session:
        other = session.scalars(sa.select(Post.id).where(Post.slot == 3)).one()
    done(recruitment, operations.close, STAFF, ClosePost(post_id=other, reason="不再需要"))
    assert isinstance(refused(a_post, recruitment), WrongState)
    assert the_cap(recruitment).warning_zh is None


def test_what_was_written_down_under_an_override_is_not_opened_after_it(
    recruitment: Database,
) -> None:
    """R8: a draft is no way past the cap."""
    posts = [an_open_post(recruitment) for _ in range(10)]
    shown = done(recruitment, operations.advertise, STAFF, AdvertisePost(post_id=posts[0].id))
    an_override(recruitment)
    eleventh = a_post(recruitment)
    _end(recruitment)

    opening = OpenPost(post_id=eleventh.id)
    first_time = AdvertisePost(post_id=posts[1].id)
    for problem in (
        refused(done, recruitment, operations.open_, STAFF, opening),
        refused(done, recruitment, operations.advertise, STAFF, first_time),
    ):
        assert isinstance(problem, WrongState)
        assert "override" in problem.en
    assert the_post(recruitment, eleventh.id).version == 1
    # What residents knew before may be looked for again.
    done(recruitment, operations.withdraw, STAFF, WithdrawPost(post_id=shown.id))
    again = done(recruitment, operations.advertise, STAFF, AdvertisePost(post_id=shown.id))
    assert again.state == PostState.ADVERTISED
    done(recruitment, operations.close, STAFF, ClosePost(post_id=posts[2].id, reason="合并"))
    assert done(recruitment, operations.open_, STAFF, opening).state == PostState.OPEN


def _end_override(
    database: Database, override_id: Any, actor: Any = OFFICER, **changed: Any
) -> PostCapView:
    usual: dict[str, Any] = {
        "community": LILIN,
        "override_id": override_id,
        "reason": "社区拆分，不再需要",
    }
    return done(database, post_cap.end_override, actor, EndPostOverride(**usual | changed))


def test_an_override_is_revoked_at_once_and_posts_stay(recruitment: Database) -> None:
    """R8: nobody is thrown out, and nothing new is opened."""
    granted = an_override(recruitment).overrides[0]
    for _ in range(10):
        an_open_post(recruitment)
    eleventh = a_post(recruitment)

    cap = _end_override(recruitment, granted.id, expected_version=1)

    [revoked] = cap.overrides
    assert (cap.allowed, cap.taken, cap.is_over) == (10, 11, True)
    assert (revoked.counts, revoked.version, revoked.to_day) == (False, 2, granted.to_day)
    assert [(step.what, step.role) for step in revoked.history] == [
        ("granted", "street_officer"),
        ("revoked", "street_officer"),
    ]
    assert revoked.history[-1].reason == "社区拆分，不再需要"
    opening = OpenPost(post_id=eleventh.id)
    assert isinstance(refused(done, recruitment, operations.open_, STAFF, opening), WrongState)
    told = events(recruitment, granted.id)[-1]
    assert isinstance(told, PostOverrideEnded)
    assert (told.is_revoked, told.version) == (True, 2)
    assert isinstance(refused(_end_override, recruitment, granted.id), WrongState)


def test_an_override_is_shortened_and_never_made_longer(recruitment: Database) -> None:
    granted = an_override(recruitment).overrides[0]
    day = dt.timedelta(days=1)
    for wrong in (today() - day, granted.to_day, granted.to_day + day):
        problem = refused(_end_override, recruitment, granted.id, to_day=wrong)
        assert field_of(problem) == ("to", "out_of_range")

    cap = _end_override(recruitment, granted.id, to_day=today())

    [shortened] = cap.overrides
    assert (cap.allowed, shortened.counts, shortened.to_day) == (11, True, today())
    assert (shortened.revoked_at, shortened.history[-1].what) == (None, "shortened")
    told = events(recruitment, granted.id)[-1]
    assert isinstance(told, PostOverrideEnded)
    assert (told.is_revoked, told.ends_on) == (False, today())
    stale = refused(_end_override, recruitment, granted.id, expected_version=1)
    assert isinstance(stale, PreconditionFailed)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (STAFF, Forbidden),
        (COMMITTEE, Forbidden),
        (ADMINISTRATOR, Forbidden),
        (an_actor(Role.STREET_OFFICER, "440306001000"), NotFound),
    ],
)
def test_only_the_own_street_office_ends_an_override(
    recruitment: Database, actor: Any, kind: type[Exception]
) -> None:
    granted = an_override(recruitment).overrides[0]

    assert isinstance(refused(_end_override, recruitment, granted.id, actor), kind)
    elsewhere = refused(_end_override, recruitment, granted.id, community=DENGLIANG)
    assert isinstance(elsewhere, NotFound)
    assert the_cap(recruitment).allowed == 11


def _end(database: Database) -> None:
    """The override's last day was yesterday."""
    yesterday = today() - dt.timedelta(days=1)
    with database.writing() as session:
        session.execute(sa.update(PostOverride).values(starts_on=yesterday, ends_on=yesterday))


def test_an_override_is_told_with_its_number(recruitment: Database) -> None:
    cap = an_override(recruitment, extra=2)

    (told,) = events(recruitment, cap.overrides[0].id)
    assert isinstance(told, PostCapOverridden)
    assert (told.community, told.extra, told.number) == (LILIN, 2, f"〔{today().year}〕1")
    assert an_override(recruitment).overrides[0].number == f"〔{today().year}〕2"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (STAFF, Forbidden),
        (COMMITTEE, Forbidden),
        (ADMINISTRATOR, Forbidden),
        (an_actor(Role.STREET_OFFICER, "440306001000"), NotFound),
    ],
)
def test_only_the_own_street_office_grants_more(
    recruitment: Database, actor: Any, kind: type[Exception]
) -> None:
    assert isinstance(refused(an_override, recruitment, actor), kind)
    assert the_cap(recruitment).allowed == 10
